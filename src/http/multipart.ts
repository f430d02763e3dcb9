import busboy from "busboy";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError, isSystemError, toUnavailable } from "../foundation/errors.ts";
import { type MinBodyRate, readBody } from "./body.ts";
import { formatBytes } from "../foundation/byte-size.ts";
import { type Field, toFieldName, groupByField } from "../openapi/fields.ts";
import { addMissingFilenames } from "./multipart-filenames.ts";
import { invalidFields } from "../openapi/validation-error.ts";
import { isStorableText } from "../openapi/postgres-text.ts";
import type { Upload } from "./upload.ts";

const MAX_FIELDS = 100;
// Sum of all text fields.
const MAX_TEXT_BYTES = 1024 * 1024;
// Boundaries and part headers.
const FRAME_BYTES = 1024 * 1024;
// Files of a list without `maxItems`.
const MAX_FILES = 100;
const MAX_FILENAME_LENGTH = 255;

/**
 * Reads a multipart form. Files are streamed to `folder`; text fields are converted to the types of the
 * OpenAPI document. Stops reading at the first error; the caller removes the folder. Throws
 * `invalid_request`, `payload_too_large`, `request_timeout`, and `unavailable` on a disk fault.
 */
export async function readMultipart(
  request: Request,
  fields: Map<string, Field>,
  options: { folder: string; rate: MinBodyRate },
): Promise<Record<string, unknown>> {
  const contentType = request.headers.get("content-type") ?? "";
  const form = openForm(contentType);
  const received = receive(form, fields, options.folder);
  const bytes = readBody(request, getMaxFormBytes(fields), options.rate);
  try {
    await mkdir(options.folder, { recursive: true });
    const chunks = addMissingFilenames(bytes, readBoundary(contentType));
    // By default 16 chunks of up to half a megabyte are read ahead.
    await pipeline(Readable.from(chunks, { highWaterMark: 1 }), form);
    await Promise.all(received.writes);
  } catch (error) {
    await Promise.allSettled(received.writes);
    if (error instanceof AppError) throw error;
    if (isSystemError(error)) throw toUnavailable(error);
    throw invalidFields([], "is not a complete multipart form");
  }
  return groupByField(received.entries, fields);
}

function openForm(contentType: string): busboy.Busboy {
  readBoundary(contentType);
  return busboy({
    headers: { "content-type": contentType },
    defParamCharset: "utf8",
    limits: { fields: MAX_FIELDS, fieldSize: MAX_TEXT_BYTES },
  });
}

/** Returns the boundary of a form. RFC 2046 allows at most 70 characters. */
function readBoundary(contentType: string): string {
  const match = /;\s*boundary=(?:"([^"\\]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined)
    throw invalidFields([], "is a multipart form without a valid boundary in its Content-Type");
  return boundary;
}

/** Returns the maximum size of a form with these fields, in bytes. */
export function getMaxFormBytes(fields: Map<string, Field>): number {
  return [...fields.values()]
    .filter((field) => field.isFile)
    .reduce((sum, field) => sum + field.maxBytes * maxFiles(field), MAX_TEXT_BYTES + FRAME_BYTES);
}

function maxFiles(field: Field): number {
  return Math.min(field.maxValues, MAX_FILES);
}

/** Collects the fields and files of a form. Destroys the form at the first error, which stops the upload. */
function receive(form: busboy.Busboy, fields: Map<string, Field>, folder: string) {
  const entries: [string, unknown][] = [];
  const writes: Promise<void>[] = [];
  const counts = new Map<string, number>();
  let textBytes = 0;

  form.on("fieldsLimit", () => form.destroy(invalidFields([], "has too many fields")));
  form.on("field", (rawName: string | undefined, text, info) =>
    guard(form, () => {
      const name = readFieldName(rawName, fields);
      if (fields.get(name)?.isFile) throw invalidFields([name], "must be a file");
      textBytes += Buffer.byteLength(text);
      if (info.valueTruncated || textBytes > MAX_TEXT_BYTES) throw textTooLarge();
      entries.push([name, text]);
    }),
  );
  form.on("file", (rawName: string | undefined, stream, info) => {
    const isAccepted = guard(form, () => {
      const name = readFieldName(rawName, fields);
      const field = fields.get(name);
      if (!field?.isFile) throw invalidFields([name], "must not be a file");
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      if (count > maxFiles(field)) throw tooManyFiles(name, field);
      const upload = toUpload(name, info, join(folder, String(writes.length)));
      entries.push([name, upload]);
      const write = save(stream, upload, field.maxBytes);
      write.catch((error) => form.destroy(error));
      writes.push(write);
    });
    // A destroyed form also destroys this stream; without a listener its error would end the process.
    if (!isAccepted) stream.on("error", () => undefined).resume();
  });
  return { entries, writes };
}

/** Passes an error of `listen` to the form, because busboy does not catch errors of its listeners. */
function guard(form: busboy.Busboy, listen: () => void): boolean {
  try {
    listen();
    return true;
  } catch (error) {
    form.destroy(error instanceof Error ? error : new Error(String(error)));
    return false;
  }
}

async function save(stream: Readable, upload: Upload, mostBytes: number): Promise<void> {
  await pipeline(stream, count, createWriteStream(upload.path));

  async function* count(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      upload.sizeBytes += chunk.byteLength;
      if (upload.sizeBytes > mostBytes) {
        const reason = `is larger than ${formatBytes(mostBytes)}`;
        throw new AppError("payload_too_large", `${upload.name}: ${reason}.`, {
          details: { issues: [{ path: [upload.name], reason }] },
        });
      }
      yield chunk;
    }
  }
}

function readFieldName(rawName: string | undefined, fields: Map<string, Field>): string {
  if (rawName === undefined) throw invalidFields([], "has a part without a name");
  return toFieldName(rawName, fields);
}

function toUpload(name: string, info: busboy.FileInfo, path: string): Upload {
  return {
    name,
    filename: displayName(info.filename),
    contentType: info.mimeType,
    sizeBytes: 0,
    path,
  };
}

function displayName(filename: string | undefined): string {
  // Control characters and bidirectional formatting characters can disguise the type of a file.
  const plain = (filename ?? "").replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "");
  const short = [...plain].slice(0, MAX_FILENAME_LENGTH).join("");
  return isStorableText(short) && short !== "" ? short : "file";
}

function tooManyFiles(name: string, field: Field): AppError {
  const most = maxFiles(field);
  return invalidFields(
    [name],
    most === 1 ? "must be a single file" : `must have at most ${most} files`,
  );
}

function textTooLarge(): AppError {
  return new AppError(
    "payload_too_large",
    `The text fields of the form are larger than ${formatBytes(MAX_TEXT_BYTES)}.`,
  );
}
