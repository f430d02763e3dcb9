import { closeSync, openSync, write } from "node:fs";
import { unlink } from "node:fs/promises";
import { join } from "node:path";
import type { Attempt, LocalImage } from "../provider.ts";
import { HEAD_BYTES, detectImageType, untilWritten } from "../http-client.ts";
import { createBase64Decoder } from "./base64.ts";
import type { Piece } from "./field-scanner.ts";

/** The pictures of one reply, numbered from 0 in the order in which they arrive. */
export interface ImageWriter {
  /** Writes the next stretch of the picture under way. */
  accept(piece: Piece): Promise<void>;
  /** The picture of that number, if it arrived whole and is one. */
  find(index: number): LocalImage | undefined;
  discard(index: number): Promise<void>;
  /** Removes what arrived only in part. */
  close(): Promise<void>;
}

const LARGEST_PICTURE_BYTES = 64 * 1_048_576;

interface OpenImage {
  path: string;
  /** Its descriptor. */
  file: number;
  decode: ReturnType<typeof createBase64Decoder>;
  head: Buffer;
  sizeBytes: number;
}

/**
 * Keeps pictures as files in the attempt's folder; those that are not wanted are passed over
 * unwritten. While the disk takes no data the reply is left unread, until the attempt ends.
 */
export function createImageWriter(
  { folder, signal }: Pick<Attempt, "folder" | "signal">,
  isWanted: (index: number) => boolean,
): ImageWriter {
  const pictures = new Map<number, LocalImage>();
  let index = 0;
  let current: OpenImage | "passed over" | undefined;

  async function accept(piece: Piece): Promise<void> {
    current ??= isWanted(index) ? await begin() : "passed over";
    if (current !== "passed over" && !(await append(current, piece, signal))) {
      const broken = take();
      current = "passed over";
      if (broken !== undefined) await remove(broken);
    }
    if (piece.ends) await finish();
  }

  function begin(): Promise<OpenImage> {
    return untilWritten(signal, async () => openImage(join(folder, `picture-${index}`)));
  }

  async function finish(): Promise<void> {
    const number = index++;
    const whole = take();
    if (whole === undefined) return;
    const picture = toImage(whole);
    if (picture === undefined) return remove(whole);
    closeSync(whole.file);
    pictures.set(number, picture);
  }

  // Whoever takes it closes it: a descriptor that is closed twice may be another's by then.
  function take(): OpenImage | undefined {
    const taken = current === "passed over" ? undefined : current;
    current = undefined;
    return taken;
  }

  async function discard(number: number): Promise<void> {
    const picture = pictures.get(number);
    pictures.delete(number);
    if (picture !== undefined) await unlink(picture.path);
  }

  async function close(): Promise<void> {
    const partial = take();
    if (partial !== undefined) await remove(partial);
  }

  return { accept, find: (number) => pictures.get(number), discard, close };
}

// As in storage: only bytes are worth a thread, not their file's opening and closing.
function openImage(path: string): OpenImage {
  const file = openSync(path, "w");
  return { path, file, decode: createBase64Decoder(), head: Buffer.alloc(0), sizeBytes: 0 };
}

/** Answers false when this is no picture that can be kept. */
async function append(picture: OpenImage, piece: Piece, signal: AbortSignal): Promise<boolean> {
  const bytes = decodeOrUndefined(picture, piece);
  if (bytes === undefined) return false;
  const position = picture.sizeBytes;
  picture.sizeBytes += bytes.length;
  if (picture.sizeBytes > LARGEST_PICTURE_BYTES) return false;
  const missing = HEAD_BYTES - picture.head.length;
  if (missing > 0) picture.head = Buffer.concat([picture.head, bytes.subarray(0, missing)]);
  for (let done = 0; done < bytes.length;) {
    const rest = { bytes: bytes.subarray(done), position: position + done };
    done += await untilWritten(signal, () => writeAt(picture.file, rest));
  }
  return true;
}

/** Returns how many bytes were written: a disk that becomes full takes some of them. */
function writeAt(file: number, rest: { bytes: Uint8Array; position: number }): Promise<number> {
  const { bytes, position } = rest;
  return new Promise((resolve, reject) => {
    write(file, bytes, 0, bytes.length, position, (error, written) => {
      if (error) reject(error);
      else resolve(written);
    });
  });
}

function decodeOrUndefined(picture: OpenImage, piece: Piece): Uint8Array | undefined {
  try {
    return picture.decode(piece.text, piece.ends);
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
