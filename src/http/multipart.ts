import busboy from "busboy";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AppError, isSystemError, toUnavailable } from "../foundation/errors.ts";
import { type MinBodyRate, readBody } from "./body.ts";
import { freeBytes } from "../foundation/byte-buffers.ts";
import { formatBytes } from "../foundation/byte-size.ts";
import { type Field, toFieldName, groupByField } from "../openapi/fields.ts";
import { type FormFile, saveFormFile } from "./form-file.ts";
import { addMissingFilenames } from "./multipart-filenames.ts";
import { createValidationError, invalidFields } from "../openapi/validation-error.ts";
import { toUnknownFieldIssue } from "../openapi/validation-messages.ts";
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
    await write(form, addMissingFilenames(bytes, readBoundary(contentType)), received.part);
    await Promise.all(received.files.map((file) => file.done));
  } catch (error) {
    form.destroy();
    await Promise.allSettled(received.files.map((file) => file.done));
    if (error instanceof AppError) throw error;
    if (isSystemError(error)) throw toUnavailable(error);
    throw invalidFields([], "is not a complete multipart form");
  }
  return groupByField(received.entries, fields);
}

/** Writes a form. Each piece is read when the one before it is in its file, so few of them are in memory. */
async function write(
  form: busboy.Busboy,
  pieces: ReturnType<typeof addMissingFilenames>,
  part: CurrentPart,
): Promise<void> {
  const { promise: failed, reject } = Promise.withResolvers<never>();
  form.on("error", reject);
  failed.catch(() => undefined);
  for await (const { bytes, endsHeader, chunk } of pieces) {
    if (endsHeader) part.file = undefined;
    await Promise.race([new Promise((resolve) => form.write(bytes, resolve)), failed]);
    await Promise.race([part.file?.written(), failed]);
    // The garbage collector would free it after many more. Texts are used until their part has ended.
    if (chunk && part.file) freeBytes(chunk);
  }
  await Promise.race([new Promise<void>((resolve) => form.end(resolve)), failed]);
}

function openForm(contentType: string): busboy.Busboy {
  readBoundary(contentType);
  const form = busboy({
    headers: { "content-type": contentType },
    defParamCharset: "utf8",
    limits: { fields: MAX_FIELDS, fieldSize: MAX_TEXT_BYTES },
  });
  // Without a listener, an error would end the process.
  return form.on("error", () => undefined);
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

/** The part of a form that arrives. */
interface CurrentPart {
  /** Undefined if it is a text. */
  file: FormFile | undefined;
}

/** Collects the fields and files of a form. Destroys the form at the first error, which stops the upload. */
function receive(form: busboy.Busboy, fields: Map<string, Field>, folder: string) {
  const entries: [string, unknown][] = [];
  const files: FormFile[] = [];
  const part: CurrentPart = { file: undefined };
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
      if (field === undefined) throw createValidationError([toUnknownFieldIssue([], name)]);
      if (!field.isFile) throw invalidFields([name], "must not be a file");
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      if (count > maxFiles(field)) throw tooManyFiles(name, field);
      const upload = toUpload(name, info, join(folder, String(files.length)));
      entries.push([name, upload]);
      const file = saveFormFile(stream, upload, field.maxBytes);
      file.done.catch((error) => form.destroy(error));
      files.push(file);
      part.file = file;
    });
    // A destroyed form also destroys this stream; without a listener its error would end the process.
    if (!isAccepted) stream.on("error", () => undefined).resume();
  });
  return { entries, files, part };
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
