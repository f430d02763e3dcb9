"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.isFileReadError = isFileReadError;
exports.readFiles = readFiles;
exports.readFile = readFile;
/** What streams have contained, so that a retry can send it again. */
const contents = new WeakMap();
const readErrors = new WeakSet();
/** Whether `readFiles` has thrown an error because a file cannot be read. */
function isFileReadError(error) {
  return error instanceof Error && readErrors.has(error);
}
/**
 * Returns the body with each file as a `Blob`; the body itself if it has no other files. Throws the error of
 * a file that cannot be read.
 */
async function readFiles(body) {
  const fields = Object.entries(Object(body));
  const isRead = ([, value]) => ![value].flat().some(isUnreadFile);
  if (fields.every(isRead)) return body;
  const read = fields.map(async ([name, value]) => [name, await readField(value)]);
  const complete = await Promise.all(read).catch((cause) => {
    if (cause instanceof Error) readErrors.add(cause);
    throw cause;
  });
  // A Blob is allowed wherever another file is.
  return Object.fromEntries(complete);
}
async function readField(value) {
  if (!Array.isArray(value)) return isUnreadFile(value) ? readFile(value) : value;
  return Promise.all(value.map((each) => (isUnreadFile(each) ? readFile(each) : each)));
}
/** Returns the content of a file as a `Blob`. */
async function readFile(file) {
  if (file instanceof Blob) return file;
  if (file instanceof ArrayBuffer) return new Blob([file]);
  if (ArrayBuffer.isView(file)) return new Blob([copyBytes(file)]);
  const content = contents.get(file) ?? readStream(file);
  contents.set(file, content);
  return content;
}
async function readStream(stream) {
  if (stream instanceof Response) return stream.blob();
  if (stream instanceof ReadableStream) return new Response(stream).blob();
  const chunks = [];
  // A file stream of Node.js with an encoding yields texts.
  for await (const chunk of stream)
    chunks.push(typeof chunk === "string" ? chunk : copyBytes(chunk));
  const name = readFilename(stream);
  return name === undefined ? new Blob(chunks) : new File(chunks, name);
}
/** Returns the name of the file that a stream of Node.js reads, without its folder. */
function readFilename(stream) {
  const path = "path" in stream ? stream.path : undefined;
  return typeof path === "string" ? path.split(/[\\/]/).at(-1) : undefined;
}
/** Copies bytes, which may be a part of a buffer or in memory that threads share. */
function copyBytes({ buffer, byteOffset, byteLength }) {
  return new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength));
}
function isUnreadFile(value) {
  if (typeof value !== "object" || value === null) return false;
  return (
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    value instanceof Response ||
    value instanceof ReadableStream ||
    Symbol.asyncIterator in value
  );
}
