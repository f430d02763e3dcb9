import { isTurned } from "./exif.ts";

// PNG, third edition, chapter 11: chunks that decide how the pixels look, with those of animations.
const KEPT = new Set([
  ...["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP"],
  ...["mDCV", "cLLI", "bKGD", "hIST", "pHYs", "sPLT", "acTL", "fcTL", "fdAT"],
]);
const SIGNATURE_BYTES = 8;
const FRAME_BYTES = 12;

/**
 * Returns the parts of a PNG without texts, times, EXIF data, private chunks and bytes after its end, or
 * undefined if it has to be encoded again: it is turned by EXIF data or damaged.
 */
export function selectPngParts(png: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const parts = [png.subarray(0, SIGNATURE_BYTES)];
  for (let at = SIGNATURE_BYTES; at + FRAME_BYTES <= png.length;) {
    const end = at + FRAME_BYTES + view.getUint32(at);
    if (end > png.length) return undefined;
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (type === "eXIf" && isTurned(png.subarray(at + 8, end - 4))) return undefined;
    if (KEPT.has(type)) parts.push(png.subarray(at, end));
    if (type === "IEND") return parts;
    at = end;
  }
  return undefined;
}
