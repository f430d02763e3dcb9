import busboy from "busboy";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError, isSystemError, toUnavailable } from "../foundation/errors.ts";
import { type MinBodyRate, readBody } from "./body.ts";
import { formatBytes } from "../foundation/byte-size.ts";
import { type Field, fieldName, gather } from "../openapi/fields.ts";
import { addMissingFilenames } from "./multipart-filenames.ts";
import { invalidFields } from "../openapi/validation-error.ts";
import { isStorableText } from "../openapi/postgres-text.ts";
import type { Upload } from "./upload.ts";

const MOST_FIELDS = 100;
/** All text of a form together. */
const MOST_TEXT_BYTES = 1024 * 1024;
/** Boundaries and part headers. */
const FRAME_BYTES = 1024 * 1024;
/** Fewer files than a list without `maxItems` would admit. */
const MOST_FILES = 100;
const LONGEST_FILENAME = 255;

/**
 * Receives a form: files go to `folder` as they arrive, texts become what the spec says they are.
 * Stops reading at the first thing that is wrong; the caller removes the folder. Throws
 * `invalid_request`, `payload_too_large` and `request_timeout`, and `unavailable` where the disk
 * takes no data.
 */
export async function readMultipart(
  request: Request,
  fields: Map<string, Field>,
  options: { folder: string; pace: MinBodyRate },
): Promise<Record<string, unknown>> {
  const contentType = request.headers.get("content-type") ?? "";
  const form = openForm(contentType);
  const received = receive(form, fields, options.folder);
  const bytes = readBody(request, mostBytes(fields), options.pace);
  try {
    await mkdir(options.folder, { recursive: true });
    await pipeline(Readable.from(addMissingFilenames(bytes, readBoundary(contentType))), form);
    await Promise.all(received.writes);
  } catch (error) {
    await Promise.allSettled(received.writes);
    if (error instanceof AppError) throw error;
    throw isSystemError(error) ? toUnavailable(error) : invalidFields([], "is not a complete form");
  }
  return gather(received.entries, fields);
}

function openForm(contentType: string): busboy.Busboy {
  readBoundary(contentType);
  return busboy({
    headers: { "content-type": contentType },
    defParamCharset: "utf8",
    limits: { fields: MOST_FIELDS, fieldSize: MOST_TEXT_BYTES },
  });
}

/** The standard allows 70 characters. */
function readBoundary(contentType: string): string {
  const match = /;\s*boundary=(?:"([^"\\]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) throw invalidFields([], "is a form without a usable boundary");
  return boundary;
}

/** Returns the most bytes that a form of these fields may have. */
export function mostBytes(fields: Map<string, Field>): number {
  return [...fields.values()]
    .filter((field) => field.isFile)
    .reduce(
      (sum, field) => sum + field.mostBytes * mostFiles(field),
      MOST_TEXT_BYTES + FRAME_BYTES,
    );
}

function mostFiles(field: Field): number {
  return Math.min(field.mostValues, MOST_FILES);
}

/** Collects what a form emits; destroys it, and so ends the reception, at the first fault. */
function receive(form: busboy.Busboy, fields: Map<string, Field>, folder: string) {
  const entries: [string, unknown][] = [];
  const writes: Promise<void>[] = [];
  const counts = new Map<string, number>();
  let textBytes = 0;

  form.on("fieldsLimit", () => form.destroy(invalidFields([], "has too many fields")));
  form.on("field", (rawName: string | undefined, text, info) =>
    guard(form, () => {
      const name = toFieldName(rawName, fields);
      if (fields.get(name)?.isFile) throw invalidFields([name], "must be a file");
      textBytes += Buffer.byteLength(text);
      if (info.valueTruncated || textBytes > MOST_TEXT_BYTES) throw textTooLarge();
      entries.push([name, text]);
    }),
  );
  form.on("file", (rawName: string | undefined, stream, info) => {
    const isWelcome = guard(form, () => {
      const name = toFieldName(rawName, fields);
      const field = fields.get(name);
      if (!field?.isFile) throw invalidFields([name], "must not be a file");
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      if (count > mostFiles(field)) throw tooManyFiles(name, field);
      const upload = createUpload(name, info, join(folder, String(writes.length)));
      entries.push([name, upload]);
      const write = save(stream, upload, field.mostBytes);
      write.catch((error) => form.destroy(error));
      writes.push(write);
    });
    // A destroyed form destroys this stream too; without a listener that would end the process.
    if (!isWelcome) stream.on("error", () => undefined).resume();
  });
  return { entries, writes };
}

/** busboy does not survive a listener that throws. */
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
        throw new AppError("payload_too_large", `${upload.name} ${reason}.`, {
          details: { issues: [{ path: [upload.name], reason }] },
        });
      }
      yield chunk;
    }
  }
}

function toFieldName(rawName: string | undefined, fields: Map<string, Field>): string {
  if (rawName === undefined) throw invalidFields([], "has a part without a name");
  return fieldName(rawName, fields);
}

function createUpload(name: string, info: busboy.FileInfo, path: string): Upload {
  return {
    name,
    filename: displayName(info.filename),
    contentType: info.mimeType,
    sizeBytes: 0,
    path,
  };
}

function displayName(filename: string | undefined): string {
  // Control characters and marks that reverse the reading direction disguise what a file is.
  const plain = (filename ?? "").replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "");
  const short = [...plain].slice(0, LONGEST_FILENAME).join("");
  return isStorableText(short) && short !== "" ? short : "file";
}

function tooManyFiles(name: string, field: Field): AppError {
  const most = mostFiles(field);
  return invalidFields(
    [name],
    most === 1 ? "must be a single file" : `must have at most ${most} files`,
  );
}

function textTooLarge(): AppError {
  return new AppError(
    "payload_too_large",
    `The texts of the form are larger than ${formatBytes(MOST_TEXT_BYTES)}.`,
  );
}
