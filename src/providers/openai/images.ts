import { unlink } from "node:fs/promises";
import { join } from "node:path";
import type { Attempt, LocalImage } from "../provider.ts";
import type { Piece } from "./field-scanner.ts";
import { type ImageFile, openImageFile } from "./image-file.ts";

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

/**
 * Creates a writer for images in the folder of the attempt. Images for which `isWanted` returns false are
 * skipped. While the disk is full the response is not read, until the attempt ends.
 */
export function createImageWriter(
  attempt: Pick<Attempt, "folder" | "signal" | "keepsBase64">,
  isWanted: (index: number) => boolean,
): ImageWriter {
  const images = new Map<number, LocalImage>();
  let index = 0;
  let current: ImageFile | "skipped" | undefined;

  async function accept(piece: Piece): Promise<void> {
    current ??= isWanted(index) ? open() : "skipped";
    if (current !== "skipped" && !(await current.append(piece))) {
      const invalid = take();
      current = "skipped";
      await invalid?.remove();
    }
    if (piece.ends) await finish();
  }

  const open = () => openImageFile(join(attempt.folder, `image-${index}`), attempt);

  async function finish(): Promise<void> {
    const number = index++;
    const image = await take()?.finish();
    if (image !== undefined) images.set(number, image);
  }

  // The caller must finish or remove the file, exactly once.
  function take(): ImageFile | undefined {
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
    await take()?.remove();
  }

  return { accept, find: (number) => images.get(number), discard, close };
}
