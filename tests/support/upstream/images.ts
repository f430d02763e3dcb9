import { deflateSync } from "node:zlib";
import { createPngChunk } from "../png-chunk.ts";

const COLORS = [0xc0392b, 0x2980b9, 0x27ae60, 0xf39c12, 0x8e44ad, 0x16a085, 0x2c3e50, 0xd35400];
const rendered = new Map<string, Promise<string>>();

/** The image to render. Its index in the reply determines the color. */
export interface ImageSpec {
  width: number;
  height: number;
  format: "png" | "jpeg" | "webp";
  index: number;
}

/** Returns a real image of one color as base64. Rendered once, then cached. */
export function renderBase64(drawing: ImageSpec): Promise<string> {
  const color = COLORS[drawing.index % COLORS.length] ?? 0;
  const name = `${drawing.format} ${drawing.width}x${drawing.height} ${color}`;
  const known = rendered.get(name) ?? render(drawing, color);
  rendered.set(name, known);
  return known;
}

async function render({ width, height, format }: ImageSpec, color: number): Promise<string> {
  const png = encodePng(width, height, color);
  if (format === "png") return png.toString("base64");
  const image = new Bun.Image(png);
  return (format === "jpeg" ? image.jpeg() : image.webp()).toBase64();
}

/** Encodes a PNG with eight bits each of red, green and blue, as the models return it. */
function encodePng(width: number, height: number, color: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const pixel = Buffer.from([color >> 16, (color >> 8) & 255, color & 255]);
  // Each row begins with its filter type: none.
  const row = Buffer.concat([Buffer.alloc(1), Buffer.alloc(3 * width, pixel)]);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    createPngChunk("IHDR", header),
    createPngChunk("IDAT", deflateSync(Buffer.alloc(row.length * height, row), { level: 1 })),
    createPngChunk("IEND", Buffer.alloc(0)),
  ]);
}
