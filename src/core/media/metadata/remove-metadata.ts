import { rename } from "node:fs/promises";
import { freeBytes } from "../../../foundation/byte-buffers.ts";
import { createSemaphore } from "../../../foundation/semaphore.ts";
import { type ImageFormat, stripMetadata } from "../images.ts";
import { openFileBytes } from "./file-bytes.ts";
import { selectJpegParts } from "./jpeg.ts";
import { selectPngRanges } from "./png.ts";
import { selectWebpParts } from "./webp.ts";

const SELECT_PARTS = { jpeg: selectJpegParts, webp: selectWebpParts };

type RemoveMetadata = (path: string, format: ImageFormat, into: string) => Promise<string>;

/**
 * Writes an image without EXIF (location, camera, thumbnail), texts, other metadata and bytes after its end
 * to `into`, and returns the path to use: `path` if there is nothing to remove. Pixels do not change, except
 * that an orientation of EXIF is applied, for which the image is encoded again. Throws `invalid_request`
 * for a damaged image, and `unavailable` if too many images of requests are waiting.
 */
export const removeInputMetadata = createRemoval(512);

/**
 * Like `removeInputMetadata`, for images of providers. They were paid for, so they wait without a limit; a
 * worker limits how many there are.
 */
export const removeOutputMetadata = createRemoval(Infinity);

function createRemoval(maxQueued: number): RemoveMetadata {
  const message = "Too many input images are being processed. Try again in a few seconds.";
  // The whole file is in memory unless it is a PNG: at most 50 MB.
  const runReading = createSemaphore({ maxConcurrent: 1, maxQueued, message });
  // A decoded image can need 256 MB.
  const runDecoding = createSemaphore({ maxConcurrent: 1, maxQueued, message });
  return async (path, format, into) => {
    const copy = (from: string, to: string) =>
      runReading(() => (format === "png" ? copyPng(from, to) : selectAndWrite(from, format, to)));
    const removed = await copy(path, into);
    if (removed !== "not_possible") return removed === "unchanged" ? path : into;
    await runDecoding(() => stripMetadata(path, into));
    // The encoder writes what it has found as color profile.
    const again = `${into}-again`;
    if ((await copy(into, again)) === "removed") await rename(again, into);
    return into;
  };
}

type Removal = "not_possible" | "unchanged" | "removed";

async function copyPng(path: string, into: string): Promise<Removal> {
  await using png = await openFileBytes(path);
  const ranges = await selectPngRanges(png);
  if (ranges === undefined) return "not_possible";
  const sizeBytes = ranges.reduce((total, { start, end }) => total + end - start, 0);
  if (sizeBytes === png.sizeBytes) return "unchanged";
  await png.copyTo(into, ranges);
  return "removed";
}

async function selectAndWrite(
  path: string,
  format: keyof typeof SELECT_PARTS,
  into: string,
): Promise<Removal> {
  const file = await Bun.file(path).bytes();
  try {
    const parts = SELECT_PARTS[format](file);
    if (parts === undefined) return "not_possible";
    const sizeBytes = parts.reduce((total, { length }) => total + length, 0);
    if (sizeBytes === file.length) return "unchanged";
    await Bun.write(into, new Blob(parts.map((part) => new Uint8Array(part))));
    return "removed";
  } finally {
    freeBytes(file);
  }
}
