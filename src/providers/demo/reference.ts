import type { LocalImage, PixelSize } from "../provider.ts";
import { type Frame, type Painter, type Row, blend, clamp, length } from "./canvas.ts";
import type { Rgb } from "./color.ts";
import { readPixels } from "../../foundation/image-pixels.ts";

/** An input image with its position. `pixels` are RGBA. */
interface PlacedImage {
  left: number;
  top: number;
  width: number;
  height: number;
  /** The width of the white border around it. */
  border: number;
  pixels: Uint8Array;
}

const MAT: Rgb = [0.985, 0.98, 0.965];
const FRAME: Rgb = [0.07, 0.065, 0.07];

/** Samples 36 colors of an image. */
export async function readColors({ path }: LocalImage): Promise<Rgb[]> {
  const pixels = await readPixels(path, 6, 6);
  return Array.from({ length: 36 }, (_, index): Rgb => {
    const part = (channel: number) => (pixels[index * 4 + channel] ?? 0) / 255;
    return [part(0), part(1), part(2)];
  });
}

/** Returns a painter for the input images, framed and side by side. */
export async function gallery(frame: Frame, inputs: LocalImage[]): Promise<Painter> {
  const placed = await Promise.all(
    inputs.map((input, index) => placeImage(frame, input, { index, of: inputs.length })),
  );
  return (y, row) => {
    for (const image of placed) paintFramed(row, image, { y, unit: frame.unit });
  };
}

/**
 * Returns a painter for the input image, which leaves out the transparent areas of the mask. The scene stays
 * visible there.
 */
export async function patched(frame: Frame, input: LocalImage, mask: LocalImage): Promise<Painter> {
  const image = await readPixels(input.path, frame.width, frame.height);
  const kept = await readPixels(mask.path, frame.width, frame.height);
  return (y, row) => {
    const line = Math.floor(y) * frame.width;
    for (let x = 0; x < frame.width; x++) {
      const at = (line + x) * 4;
      paintPixel(row, x, { pixels: image, at, share: (kept[at + 3] ?? 0) / 255 });
    }
  };
}

/** Places an image in a cell of a centered grid. An incomplete last row is centered. */
async function placeImage(
  { width, height, unit }: Frame,
  { path }: LocalImage,
  { index, of }: { index: number; of: number },
): Promise<PlacedImage> {
  const columns = Math.min(of, Math.ceil(Math.sqrt((of * width) / height)));
  const rows = Math.ceil(of / columns);
  const row = Math.floor(index / columns);
  const inRow = row === rows - 1 ? of - row * columns : columns;
  const cell = { width: (width * 0.84) / columns, height: (height * 0.78) / rows };
  const border = Math.round((unit * 0.035) / Math.sqrt(of));
  const size = await fitSize(path, {
    width: cell.width * 0.82 - 2 * border,
    height: cell.height * 0.82 - 2 * border,
  });
  const middle = width / 2 + ((index % columns) - (inRow - 1) / 2) * cell.width;
  const center = height * 0.485 + (row - (rows - 1) / 2) * cell.height;
  return {
    ...size,
    left: Math.round(middle - size.width / 2),
    top: Math.round(center - size.height / 2),
    border,
    pixels: await readPixels(path, size.width, size.height),
  };
}

/** Returns the largest size of an image within a box. */
async function fitSize(path: string, box: PixelSize): Promise<PixelSize> {
  const { width, height } = await new Bun.Image(path).metadata();
  const scale = Math.min(box.width / width, box.height / height);
  const edge = (pixels: number) => Math.max(1, Math.round(pixels * scale));
  return { width: edge(width), height: edge(height) };
}

/** Paints one row of an image with its border, frame and shadow. */
function paintFramed(row: Row, image: PlacedImage, { y, unit }: { y: number; unit: number }): void {
  const { left, top, width, height, border } = image;
  const edge = Math.max(1, Math.round(unit * 0.006));
  const reach = border + unit * 0.07;
  const down = Math.max(top - y, y - top - height + 1);
  if (down > reach) return;
  const fallen = Math.max(0, top - y + unit * 0.014, y - top - height - unit * 0.014) - border;
  const last = Math.min(row.length / 3 - 1, Math.ceil(left + width + reach));
  for (let x = Math.max(0, Math.floor(left - reach)); x <= last; x++) {
    const across = Math.max(left - x, x - left - width + 1);
    const out = Math.max(across, down);
    const at = ((Math.floor(y) - top) * width + (x - left)) * 4;
    if (out > border + edge) blend(row, x, FRAME, shadow(across - border, fallen, unit));
    else if (out > border) blend(row, x, FRAME, 1);
    else blend(row, x, MAT, out > 0 ? 1 - 0.18 * clamp(1 - out / (edge * 0.7)) : 1);
    if (out <= 0) paintPixel(row, x, { pixels: image.pixels, at });
  }
}

/** Returns the opacity of the shadow, with soft and rounded corners. */
function shadow(across: number, down: number, unit: number): number {
  const away = length(Math.max(0, across), Math.max(0, down)) / (unit * 0.024);
  return 0.5 * Math.exp(-away * away);
}

/** Blends one pixel of an image over the row, by its alpha. */
function paintPixel(
  row: Row,
  x: number,
  { pixels, at, share = 1 }: { pixels: Uint8Array; at: number; share?: number },
): void {
  const part = (channel: number) => (pixels[at + channel] ?? 0) / 255;
  blend(row, x, [part(0), part(1), part(2)], part(3) * share);
}
