import { createSemaphore } from "../../../foundation/semaphore.ts";
import { type ImageFormat, stripMetadata } from "../images.ts";
import { selectJpegParts } from "./jpeg.ts";
import { selectPngParts } from "./png.ts";
import { selectWebpParts } from "./webp.ts";

const SELECT_PARTS = { png: selectPngParts, jpeg: selectJpegParts, webp: selectWebpParts };

const message = "Too many input images are being processed. Try again in a few seconds.";
// The whole file is in memory: at most 50 MB.
const runReading = createSemaphore({ maxConcurrent: 2, maxQueued: 512, message });
// A decoded image can need 256 MB.
const runDecoding = createSemaphore({ maxConcurrent: 1, maxQueued: 512, message });

/**
 * Writes an image without EXIF (location, camera, thumbnail), texts, other metadata and bytes after its end
 * to `into`, and returns the path to use: `path` if there is nothing to remove. Pixels do not change, except
 * that an orientation of EXIF is applied, for which the image is encoded again. Throws `invalid_request`
 * for a damaged image.
 */
export async function removeMetadata(
  path: string,
  format: ImageFormat,
  into: string,
): Promise<string> {
  const removed = await runReading(async () => {
    const file = await Bun.file(path).bytes();
    const parts = SELECT_PARTS[format](file);
    if (parts === undefined) return "not_possible";
    const sizeBytes = parts.reduce((total, { length }) => total + length, 0);
    if (sizeBytes === file.length) return "unchanged";
    await Bun.write(into, new Blob(parts.map((part) => new Uint8Array(part))));
    return "removed";
  });
  if (removed === "not_possible") await runDecoding(() => stripMetadata(path, into));
  return removed === "unchanged" ? path : into;
}
