import { promisify } from "node:util";
import { inflate } from "node:zlib";

const MAX_PIXELS = 64_000_000;

/** Returns the pixels of an image at the given size: red, green, blue and alpha, 0 to 255, row by row. */
export async function readPixels(
  source: string | Uint8Array,
  width: number,
  height: number,
): Promise<Uint8Array> {
  const image = new Bun.Image(source, { maxPixels: MAX_PIXELS }).resize(width, height);
  const lines = await promisify(inflate)(
    imageData(await image.png({ compressionLevel: 0 }).buffer()),
  );
  const pixels = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    const start = y * (width * 4 + 1);
    // At compression level 0 the encoder writes 8-bit RGBA with filter 0 (None).
    if (lines[start] !== 0) throw new Error("The PNG encoder no longer writes unfiltered rows");
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
