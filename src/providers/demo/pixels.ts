import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";
import { inflate } from "node:zlib";
import type { Frame, Painter } from "./canvas.ts";

/** How long drawing may hold the event loop before others get their turn. */
const SLICE_MS = 10;

// A BITMAPV5HEADER of 138, and two more: so pixels begin where a 32-bit number may.
const HEADER_BYTES = 140;
// Memory has a pixel's red first and its alpha last.
const OPAQUE = -0x1000000;

export interface Encoding {
  format: "png" | "jpeg" | "webp";
  /** 0 to 100, for jpeg and webp. */
  quality: number;
}

/** How a picture is drawn besides what is on it. */
export interface Drawing {
  /** Leaves everything outside a rounded square clear. */
  transparent: boolean;
  signal: AbortSignal;
}

/**
 * Draws a picture line by line, with a turn for the event loop every few milliseconds, and returns
 * it as a bitmap file: the one form in which `Bun.Image` takes plain pixels. Rejects on an abort.
 */
export async function draw(frame: Frame, paint: Painter, how: Drawing): Promise<Uint8Array> {
  const bitmap = header(frame);
  const pixels = new Uint32Array(bitmap.buffer, HEADER_BYTES);
  const row = new Float32Array(frame.width * 3);
  let turn = performance.now();
  for (let y = 0; y < frame.height; y++) {
    paint(y, row);
    store(pixels, row, y);
    if (how.transparent) cutOut(bitmap, frame, y);
    if (performance.now() - turn < SLICE_MS) continue;
    await setImmediate();
    how.signal.throwIfAborted();
    turn = performance.now();
  }
  return bitmap;
}

/** Encodes a bitmap, off the event loop; with `size`, scaled to it first. */
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

/** Reads a picture's pixels at the size given: red, green, blue and alpha, 0 to 255, line by line. */
export async function readPixels(path: string, width: number, height: number): Promise<Uint8Array> {
  const image = new Bun.Image(path, { maxPixels: 64_000_000 }).resize(width, height);
  const lines = await promisify(inflate)(
    imageData(await image.png({ compressionLevel: 0 }).buffer()),
  );
  const pixels = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const start = y * (width * 4 + 1);
    // At level 0 the encoder always writes eight-bit RGBA with filter 0, which is the bytes as they are.
    if (lines[start] !== 0) throw new Error("The PNG encoder no longer writes unfiltered lines");
    pixels.set(lines.subarray(start + 1, start + 1 + width * 4), y * width * 4);
  }
  return pixels;
}

function imageData(png: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const end = at + 8 + png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, end));
  }
  return Buffer.concat(parts);
}

/** A BITMAPV5HEADER for RGBA, top line first, with room for the pixels behind it. */
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

/** Rounds with Jimenez's interleaved gradient noise, so that long gradients show no bands. */
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
