import { setImmediate } from "node:timers/promises";
import type { Frame, Painter } from "./canvas.ts";

/** The maximum time that rendering blocks the event loop. */
const SLICE_MS = 10;

// 138 bytes up to the end of the BITMAPV5HEADER, and 2 bytes for the alignment of 32-bit pixels.
const HEADER_BYTES = 140;
// Byte order in memory: red, green, blue, alpha.
const OPAQUE = -0x1000000;

/** The file format of an image. */
export interface Encoding {
  format: "png" | "jpeg" | "webp";
  /** 0 to 100, for jpeg and webp. */
  quality: number;
}

/** Options of `render`. */
interface RenderOptions {
  /** Makes everything outside a rounded square transparent. */
  transparent: boolean;
  signal: AbortSignal;
}

/**
 * Renders an image row by row, and yields to the event loop every few milliseconds. Returns a bitmap file,
 * the only uncompressed format that `Bun.Image` reads. Rejects when the signal aborts.
 */
export async function render(
  frame: Frame,
  paint: Painter,
  options: RenderOptions,
): Promise<Uint8Array> {
  const bitmap = header(frame);
  const pixels = new Uint32Array(bitmap.buffer, HEADER_BYTES);
  const row = new Float32Array(frame.width * 3);
  let sliceStart = performance.now();
  for (let y = 0; y < frame.height; y++) {
    paint(y, row);
    store(pixels, row, y);
    if (options.transparent) cutOut(bitmap, frame, y);
    if (performance.now() - sliceStart < SLICE_MS) continue;
    await setImmediate();
    options.signal.throwIfAborted();
    sliceStart = performance.now();
  }
  return bitmap;
}

/** Encodes a bitmap in a background thread. With `size` it is scaled first. */
export function encode(
  bitmap: Uint8Array,
  { format, quality }: Encoding,
  size?: { width: number; height: number },
): Promise<Uint8Array> {
  const image = new Bun.Image(bitmap);
  if (size) image.resize(size.width, size.height, { filter: "mitchell" });
  if (format === "png") return image.png({ compressionLevel: 3 }).bytes();
  return image[format]({ quality: Math.max(1, quality) }).bytes();
}

/** Returns a bitmap with a BITMAPV5HEADER for RGBA, top row first, and space for the pixels. */
function header({ width, height }: Frame): Buffer {
  const bitmap = Buffer.alloc(HEADER_BYTES + width * height * 4);
  bitmap.write("BM");
  bitmap.writeUInt32LE(bitmap.length, 2);
  bitmap.writeUInt32LE(HEADER_BYTES, 10);
  bitmap.writeUInt32LE(124, 14);
  bitmap.writeInt32LE(width, 18);
  bitmap.writeInt32LE(-height, 22);
  bitmap.writeUInt16LE(1, 26);
  bitmap.writeUInt16LE(32, 28);
  bitmap.writeUInt32LE(3, 30);
  [0xff, 0xff00, 0xff0000, 0xff000000].forEach((mask, i) => bitmap.writeUInt32LE(mask, 54 + i * 4));
  return bitmap;
}

/** Dithers with Jimenez's interleaved gradient noise, which avoids banding in gradients. */
function store(pixels: Uint32Array, row: Float32Array, y: number): void {
  const width = row.length / 3;
  const shift = 0.00583715 * y;
  for (let x = 0, at = y * width; x < width; x++, at++) {
    const pattern = 0.06711056 * x + shift;
    const swirl = 52.9829189 * (pattern - (pattern | 0));
    const dither = swirl - (swirl | 0);
    const red = Math.min(255, ((row[x * 3] ?? 0) * 255 + dither) | 0);
    const green = Math.min(255, ((row[x * 3 + 1] ?? 0) * 255 + dither) | 0);
    const blue = Math.min(255, ((row[x * 3 + 2] ?? 0) * 255 + dither) | 0);
    pixels[at] = OPAQUE | (blue << 16) | (green << 8) | red;
  }
}

function cutOut(bitmap: Uint8Array, { width, height, unit }: Frame, y: number): void {
  const down = Math.abs((2 * y + 1) / height - 1) ** 5;
  for (let x = 0; x < width; x++) {
    const inside = (1 - down - Math.abs((2 * x + 1) / width - 1) ** 5) * unit * 0.1;
    bitmap[HEADER_BYTES + (y * width + x) * 4 + 3] = 255 * Math.min(1, Math.max(0, inside));
  }
}
