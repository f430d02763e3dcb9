import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { formatBytes } from "../foundation/byte-size.ts";
import { AppError } from "../foundation/errors.ts";
import type { Upload } from "./upload.ts";

/** A file of a form that is written while it arrives. */
export interface FormFile {
  /** Resolves when everything that has arrived is written. Rejects if that fails. */
  written(): Promise<void>;
  /** Resolves when the whole file is written and closed. */
  done: Promise<void>;
}

/**
 * Writes a file of a form to `upload.path` and counts `upload.sizeBytes`. Destroys the stream with
 * `payload_too_large` if the file is larger than `maxBytes`.
 */
export function saveFormFile(stream: Readable, upload: Upload, maxBytes: number): FormFile {
  const file = open(upload.path, "w");
  let writing: Promise<void> = file.then(() => undefined);

  stream.on("data", (chunk: Buffer) => {
    upload.sizeBytes += chunk.byteLength;
    if (upload.sizeBytes > maxBytes) return void stream.destroy(toTooLargeError(upload, maxBytes));
    writing = writing.then(async () => (await file).writeFile(chunk));
    writing.catch(() => undefined);
  });

  async function written(): Promise<void> {
    // The first chunk of a stream waits until the stream flows.
    while (stream.readableLength > 0 && !stream.destroyed) await new Promise(setImmediate);
    await writing;
  }

  async function finish(): Promise<void> {
    try {
      await finished(stream);
    } finally {
      await writing.finally(async () => (await file).close());
    }
  }

  return { written, done: finish() };
}

function toTooLargeError({ name }: Upload, maxBytes: number): AppError {
  const reason = `is larger than ${formatBytes(maxBytes)}`;
  return new AppError("payload_too_large", `${name}: ${reason}.`, {
    details: { issues: [{ path: [name], reason }] },
  });
}
