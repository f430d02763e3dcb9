import { closeSync, openSync, write, writeSync } from "node:fs";
import { rm } from "node:fs/promises";
import { releaseBuffer, takeBuffer } from "../../foundation/byte-buffers.ts";
import { createByteKeeper } from "../../foundation/kept-bytes.ts";
import { createPngCheck } from "../../foundation/png-checksums.ts";
import { detectImageType, HEAD_BYTES, untilWritten } from "../http-client.ts";
import type { Attempt, LocalImage } from "../provider.ts";
import { createBase64Decoder } from "./base64.ts";
import type { Piece } from "./field-scanner.ts";

/** The file of an image that arrives. After `finish` or `remove` it must not be used. */
export interface ImageFile {
  /** Returns false if the data is not valid base64 or the image is too large. */
  append(piece: Piece): Promise<boolean>;
  /** Returns the complete image. Removes the file and returns undefined if it is not an image. */
  finish(): Promise<LocalImage | undefined>;
  remove(): Promise<void>;
}

const MAX_IMAGE_BYTES = 64 * 1_048_576;
// What the core reads of a header, at most.
const KEPT_BYTES = 65_536;
// Writing so much to the page cache takes less time than the tasks in a thread would.
const SYNC_BYTES = 4 * 1_048_576;

/**
 * Opens the file of one image. A small image is written at once when it is complete, and its bytes are kept;
 * a larger one is written and checked while it arrives, beyond its first megabytes in a thread.
 */
export function openImageFile(
  path: string,
  { signal, keepsBase64 = false }: Pick<Attempt, "signal" | "keepsBase64">,
): ImageFile {
  const decoder = createBase64Decoder();
  const keeper = keepsBase64 ? createByteKeeper() : undefined;
  let buffer = takeBuffer();
  const png = createPngCheck();
  let filledBytes = 0;
  let writtenBytes = 0;
  let file: number | undefined;
  let head: Uint8Array | undefined;
  /** The last four characters of the base64. */
  let lastText = "";
  /** The write of the buffer before this one, while this one is filled. */
  let writing: Promise<void> = Promise.resolve();

  async function append({ text, ends, bytes }: Piece): Promise<boolean> {
    keeper?.add(bytes);
    lastText = (lastText + text.slice(-4)).slice(-4);
    decoder.add(text, ends);
    for (;;) {
      const added = readOrUndefined();
      if (added === undefined) return false;
      if (added === 0) return true;
      filledBytes += added;
      if (writtenBytes + filledBytes > MAX_IMAGE_BYTES) return false;
      // Three bytes are the least that can be decoded.
      if (buffer.length - filledBytes < 3) await flush();
    }
  }

  function readOrUndefined(): number | undefined {
    try {
      return decoder.readInto(buffer.subarray(filledBytes));
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  async function flush(): Promise<void> {
    const bytes = buffer.subarray(0, filledBytes);
    // The constructor copies bytes; `from` would iterate over them.
    head ??= new Uint8Array(bytes.subarray(0, KEPT_BYTES));
    png.update(bytes);
    const opened = (file ??= await untilWritten(signal, async () => openSync(path, "w")));
    if (writtenBytes < SYNC_BYTES) await writeAll(writeNow, opened, bytes);
    else await startWriting(opened, bytes);
    writtenBytes += bytes.length;
    filledBytes = 0;
  }

  // At most one buffer is written while another one is filled.
  async function startWriting(opened: number, bytes: Uint8Array): Promise<void> {
    await writing;
    const full = buffer;
    buffer = takeBuffer();
    writing = writeAll(writeInThread, opened, bytes).finally(() => releaseBuffer(full));
    // The next step awaits it and throws its error.
    writing.catch(() => undefined);
  }

  async function writeAll(write: WriteAt, opened: number, bytes: Uint8Array): Promise<void> {
    const start = writtenBytes;
    for (let done = 0; done < bytes.length;) {
      const rest = { bytes: bytes.subarray(done), position: start + done };
      done += await untilWritten(signal, () => write(opened, rest));
    }
  }

  async function finish(): Promise<LocalImage | undefined> {
    const contentType = findType();
    if (contentType === undefined) {
      await remove();
      return undefined;
    }
    if (file === undefined || !isEncodedAlike()) keeper?.drop();
    try {
      await (file === undefined ? writeAtOnce() : flush().then(() => writing));
    } catch (error) {
      await remove();
      throw error;
    }
    release();
    const facts = { path, contentType, sizeBytes: writtenBytes, isIntactPng: png.isValid() };
    return { ...facts, head, base64: keeper?.keep() };
  }

  // Whether encoding the bytes yields the same text: it has no white space, and the usual padding.
  function isEncodedAlike(): boolean {
    const sizeBytes = writtenBytes + filledBytes;
    const lastBytes = sizeBytes % 3 || 3;
    const last = buffer.subarray(Math.max(0, filledBytes - lastBytes), filledBytes);
    const isSameSize = keeper?.sizeBytes === 4 * Math.ceil(sizeBytes / 3);
    return isSameSize && last.length === lastBytes && last.toString("base64") === lastText;
  }

  function findType(): LocalImage["contentType"] | undefined {
    const first = head ?? buffer.subarray(0, filledBytes);
    return detectImageType(first.subarray(0, HEAD_BYTES));
  }

  async function writeAtOnce(): Promise<void> {
    const bytes = new Uint8Array(buffer.subarray(0, filledBytes));
    png.update(bytes);
    await untilWritten(signal, async () => writeWhole(path, bytes));
    head = bytes;
    writtenBytes = bytes.length;
  }

  async function remove(): Promise<void> {
    keeper?.drop();
    await writing.catch(() => undefined);
    release();
    await rm(path, { force: true });
  }

  // A closed descriptor may already be in use by another file, and so may a released buffer.
  function release(): void {
    if (file !== undefined) closeSync(file);
    file = undefined;
    releaseBuffer(buffer);
  }

  return { append, finish, remove };
}

// Synchronous, because each of these steps takes less time than starting a task in a thread.
function writeWhole(path: string, bytes: Uint8Array): void {
  const file = openSync(path, "w");
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
  } finally {
    closeSync(file);
  }
}

/** Resolves to the number of bytes written, which may be less than requested when the disk becomes full. */
type WriteAt = (file: number, rest: { bytes: Uint8Array; position: number }) => Promise<number>;

const writeNow: WriteAt = async (file, { bytes, position }) =>
  writeSync(file, bytes, 0, bytes.length, position);

function writeInThread(...[file, { bytes, position }]: Parameters<WriteAt>): Promise<number> {
  return new Promise((resolve, reject) => {
    write(file, bytes, 0, bytes.length, position, (error, written) => {
      if (error) reject(error);
      else resolve(written);
    });
  });
}
