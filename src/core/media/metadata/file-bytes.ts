import { open } from "node:fs/promises";
import { releaseBuffer, takeBuffer } from "../../../foundation/byte-buffers.ts";

const MIN_READ_BYTES = 65_536;

/** A file that is read in parts, through a buffer that is used again. */
export interface FileBytes extends AsyncDisposable {
  sizeBytes: number;
  /** Returns bytes, at most 256 KiB, that are valid until the next call. They must be within the file. */
  read(start: number, length: number): Promise<Buffer>;
  /** Writes ranges of the file to another one. */
  copyTo(path: string, ranges: ByteRange[]): Promise<void>;
}

/** Bytes of a file; `end` is exclusive. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Opens a file. */
export async function openFileBytes(path: string): Promise<FileBytes> {
  const file = await open(path);
  const { size: sizeBytes } = await file.stat().catch(async (cause: unknown) => {
    await file.close();
    throw cause;
  });
  const buffer = takeBuffer();
  let from = 0;
  let to = 0;

  async function read(start: number, length: number): Promise<Buffer> {
    if (start < from || start + length > to) {
      const { bytesRead } = await file.read(buffer, 0, Math.max(length, MIN_READ_BYTES), start);
      from = start;
      to = start + bytesRead;
    }
    if (start + length > to) throw new Error(`${path} is shorter than ${start + length} bytes.`);
    return buffer.subarray(start - from, start - from + length);
  }

  async function copyTo(target: string, ranges: ByteRange[]): Promise<void> {
    await using copy = await open(target, "w");
    for (const { start, end } of ranges) {
      for (let at = start; at < end; at += buffer.length)
        await copy.writeFile(await read(at, Math.min(buffer.length, end - at)));
    }
  }

  async function close(): Promise<void> {
    releaseBuffer(buffer);
    await file.close();
  }

  return { sizeBytes, read, copyTo, [Symbol.asyncDispose]: close };
}
