import { closeSync, openSync, write } from "node:fs";
import { unlink } from "node:fs/promises";
import { join } from "node:path";
import type { Attempt, LocalImage } from "../provider.ts";
import { HEAD_BYTES, detectImageType, untilWritten } from "../http-client.ts";
import { createBase64Decoder } from "./base64.ts";
import type { Piece } from "./field-scanner.ts";

/** Writes the images of one response to files. Images are numbered from 0 in the order of arrival. */
export interface ImageWriter {
  /** Writes the next part of the current image. */
  accept(piece: Piece): Promise<void>;
  /** Returns an image, or undefined if it is incomplete or not an image. */
  find(index: number): LocalImage | undefined;
  /** Removes the file of an image. */
  discard(index: number): Promise<void>;
  /** Removes the file of an incomplete image. */
  close(): Promise<void>;
}

const MAX_IMAGE_BYTES = 64 * 1_048_576;

interface OpenImage {
  path: string;
  /** The file descriptor. */
  file: number;
  decode: ReturnType<typeof createBase64Decoder>;
  head: Buffer;
  sizeBytes: number;
}

/**
 * Creates a writer for images in the folder of the attempt. Images for which `isWanted` returns false are
 * skipped. While the disk is full the response is not read, until the attempt ends.
 */
export function createImageWriter(
  { folder, signal }: Pick<Attempt, "folder" | "signal">,
  isWanted: (index: number) => boolean,
): ImageWriter {
  const images = new Map<number, LocalImage>();
  let index = 0;
  let current: OpenImage | "skipped" | undefined;

  async function accept(piece: Piece): Promise<void> {
    current ??= isWanted(index) ? await begin() : "skipped";
    if (current !== "skipped" && !(await append(current, piece, signal))) {
      const invalid = take();
      current = "skipped";
      if (invalid !== undefined) await remove(invalid);
    }
    if (piece.ends) await finish();
  }

  function begin(): Promise<OpenImage> {
    return untilWritten(signal, async () => openImage(join(folder, `image-${index}`)));
  }

  async function finish(): Promise<void> {
    const number = index++;
    const complete = take();
    if (complete === undefined) return;
    const image = toImage(complete);
    if (image === undefined) return remove(complete);
    closeSync(complete.file);
    images.set(number, image);
  }

  // The caller must close the file, exactly once: a closed descriptor may already be in use by another file.
  function take(): OpenImage | undefined {
    const taken = current === "skipped" ? undefined : current;
    current = undefined;
    return taken;
  }

  async function discard(number: number): Promise<void> {
    const image = images.get(number);
    images.delete(number);
    if (image !== undefined) await unlink(image.path);
  }

  async function close(): Promise<void> {
    const partial = take();
    if (partial !== undefined) await remove(partial);
  }

  return { accept, find: (number) => images.get(number), discard, close };
}

// Opening and closing is synchronous, because it takes less time than starting a task in a thread.
function openImage(path: string): OpenImage {
  const file = openSync(path, "w");
  return { path, file, decode: createBase64Decoder(), head: Buffer.alloc(0), sizeBytes: 0 };
}

/** Returns false if the data is not valid base64 or the image is too large. */
async function append(image: OpenImage, piece: Piece, signal: AbortSignal): Promise<boolean> {
  const bytes = decodeOrUndefined(image, piece);
  if (bytes === undefined) return false;
  const position = image.sizeBytes;
  image.sizeBytes += bytes.length;
  if (image.sizeBytes > MAX_IMAGE_BYTES) return false;
  const missing = HEAD_BYTES - image.head.length;
  if (missing > 0) image.head = Buffer.concat([image.head, bytes.subarray(0, missing)]);
  for (let done = 0; done < bytes.length;) {
    const rest = { bytes: bytes.subarray(done), position: position + done };
    done += await untilWritten(signal, () => writeAt(image.file, rest));
  }
  return true;
}

/** Returns the number of bytes written, which may be less than requested when the disk becomes full. */
function writeAt(file: number, rest: { bytes: Uint8Array; position: number }): Promise<number> {
  const { bytes, position } = rest;
  return new Promise((resolve, reject) => {
    write(file, bytes, 0, bytes.length, position, (error, written) => {
      if (error) reject(error);
      else resolve(written);
    });
  });
}

function decodeOrUndefined(image: OpenImage, piece: Piece): Uint8Array | undefined {
  try {
    return image.decode(piece.text, piece.ends);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function toImage({ path, head, sizeBytes }: OpenImage): LocalImage | undefined {
  const contentType = detectImageType(head);
  return contentType && { path, contentType, sizeBytes };
}

async function remove({ path, file }: OpenImage): Promise<void> {
  closeSync(file);
  await unlink(path);
}
