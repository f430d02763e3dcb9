/**
 * A file to send: a `Blob` or `File`, bytes such as a `Buffer`, or a stream, such as a file stream of
 * Node.js or the `Response` of a download. A stream is read once, and kept for the retries of the call.
 */
export type FileInput =
  | Blob
  | ArrayBuffer
  | ArrayBufferView
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | Response;

/** What streams have contained, so that a retry can send it again. */
const contents = new WeakMap<object, Promise<Blob>>();
const readErrors = new WeakSet<object>();

/** Whether `readFiles` has thrown an error because a file cannot be read. */
export function isFileReadError(error: unknown): error is Error {
  return error instanceof Error && readErrors.has(error);
}

/**
 * Returns the body with each file as a `Blob`; the body itself if it has no other files. Throws the error of
 * a file that cannot be read.
 */
export async function readFiles<Body>(body: Body): Promise<Body> {
  const fields = Object.entries(Object(body));
  const isRead = ([, value]: [string, unknown]) => ![value].flat().some(isUnreadFile);
  if (fields.every(isRead)) return body;
  const read = fields.map(async ([name, value]) => [name, await readField(value)]);
  const complete = await Promise.all(read).catch((cause: unknown) => {
    if (cause instanceof Error) readErrors.add(cause);
    throw cause;
  });
  // A Blob is allowed wherever another file is.
  return Object.fromEntries(complete) as Body;
}

async function readField(value: unknown): Promise<unknown> {
  if (!Array.isArray(value)) return isUnreadFile(value) ? readFile(value) : value;
  return Promise.all(value.map((each) => (isUnreadFile(each) ? readFile(each) : each)));
}

/** Returns the content of a file as a `Blob`. */
export async function readFile(file: FileInput): Promise<Blob> {
  if (file instanceof Blob) return file;
  if (file instanceof ArrayBuffer) return new Blob([file]);
  if (ArrayBuffer.isView(file)) return new Blob([copyBytes(file)]);
  const content = contents.get(file) ?? readStream(file);
  contents.set(file, content);
  return content;
}

async function readStream(
  stream: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Response,
): Promise<Blob> {
  if (stream instanceof Response) return stream.blob();
  if (stream instanceof ReadableStream) return new Response(stream).blob();
  const chunks: (string | Uint8Array<ArrayBuffer>)[] = [];
  // A file stream of Node.js with an encoding yields texts.
  for await (const chunk of stream as AsyncIterable<string | Uint8Array>)
    chunks.push(typeof chunk === "string" ? chunk : copyBytes(chunk));
  const name = readFilename(stream);
  return name === undefined ? new Blob(chunks) : new File(chunks, name);
}

/** Returns the name of the file that a stream of Node.js reads, without its folder. */
function readFilename(stream: object): string | undefined {
  const path: unknown = "path" in stream ? stream.path : undefined;
  return typeof path === "string" ? path.split(/[\\/]/).at(-1) : undefined;
}

/** Copies bytes, which may be a part of a buffer or in memory that threads share. */
function copyBytes({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength));
}

function isUnreadFile(value: unknown): value is Exclude<FileInput, Blob> {
  if (typeof value !== "object" || value === null) return false;
  return (
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    value instanceof Response ||
    value instanceof ReadableStream ||
    Symbol.asyncIterator in value
  );
}
