import type { Rgb } from "./color.ts";
import type { Palette } from "./palettes.ts";
import type { Random } from "./random.ts";

/** The size of an image in pixels. `unit` is its shorter edge, the unit of length in scenes. */
export interface Frame {
  width: number;
  height: number;
  unit: number;
}

/** One row of pixels, with three numbers per pixel: red, green and blue, 0 to 1. */
export type Row = Float32Array;

/** Paints over the row at the height `y`, which may be fractional. */
export type Painter = (y: number, row: Row) => void;

/** Composes an image. Random numbers are only used here, not in the returned painter. */
export type Scene = (frame: Frame, palette: Palette, random: Random) => Painter;

/** Returns the frame of an image, with its shorter edge as the unit of length. */
export function createFrame(width: number, height: number): Frame {
  return { width, height, unit: Math.min(width, height) };
}

/** Blends a color over a pixel. Alpha 1 replaces it. */
export function blend(row: Row, x: number, color: Rgb, alpha: number): void {
  const at = x * 3;
  const rest = 1 - alpha;
  row[at] = (row[at] ?? 0) * rest + color[0] * alpha;
  row[at + 1] = (row[at + 1] ?? 0) * rest + color[1] * alpha;
  row[at + 2] = (row[at + 2] ?? 0) * rest + color[2] * alpha;
}

/** Adds light to a pixel, up to white. */
export function shine(row: Row, x: number, color: Rgb, strength: number): void {
  const at = x * 3;
  const red = row[at] ?? 0;
  const green = row[at + 1] ?? 0;
  const blue = row[at + 2] ?? 0;
  row[at] = red + (1 - red) * color[0] * strength;
  row[at + 1] = green + (1 - green) * color[1] * strength;
  row[at + 2] = blue + (1 - blue) * color[2] * strength;
}

/** Returns the distance of a point from 0, 0. `Math.hypot` is slower, because it avoids overflows. */
export function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

/** Returns 0 below `low`, 1 above `high`, and a smooth interpolation in between. */
export function smooth(low: number, high: number, value: number): number {
  const t = clamp((value - low) / (high - low));
  return t * t * (3 - 2 * t);
}

/** Limits a value to the range 0 to 1. */
export function clamp(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}
