import { readPixels } from "../../foundation/image-pixels.ts";
import { createSemaphore } from "../../foundation/semaphore.ts";

// A transparent pixel is still visible in the average of its neighbors at this size.
const SAMPLE_EDGE = 512;
const OPAQUE = 255;

// All pixels of an image are in memory while it is decoded.
const runLimited = createSemaphore({
  maxConcurrent: 2,
  maxQueued: 1_000,
  message: "Too many images are being decoded. Try again later.",
});

/** Returns whether any pixel of an image is transparent. The header states only whether one can be. */
export async function hasTransparentPixels(image: Uint8Array): Promise<boolean> {
  const pixels = await runLimited(() => readPixels(image, SAMPLE_EDGE, SAMPLE_EDGE));
  for (let alpha = 3; alpha < pixels.length; alpha += 4) {
    if ((pixels[alpha] ?? OPAQUE) < OPAQUE) return true;
  }
  return false;
}
