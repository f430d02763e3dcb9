import type { Rgb } from "./colour.ts";
import type { Palette } from "./palettes.ts";
import type { Random } from "./random.ts";

/** The size of a picture in pixels. `unit` is its shorter edge: scenes measure everything by it. */
export interface Frame {
  width: number;
  height: number;
  unit: number;
}

/** One line of pixels, three numbers each: red, green and blue, 0 to 1. */
export type Row = Float32Array;

/** Paints the line at the height `y`, which need not be a whole number, over all that is there. */
export type Painter = (y: number, row: Row) => void;

/** A way to compose a picture. All chance is spent here; the painter only looks up and mixes. */
export type Scene = (frame: Frame, palette: Palette, random: Random) => Painter;

/** The frame of a canvas, with its short edge as the unit of length. */
export function createFrame(width: number, height: number): Frame {
  return { width, height, unit: Math.min(width, height) };
}

/** Lays a colour over a pixel; at alpha 1 nothing of the old one is left. */
export function blend(row: Row, x: number, colour: Rgb, alpha: number): void {
  const at = x * 3;
  const rest = 1 - alpha;
  row[at] = (row[at] ?? 0) * rest + colour[0] * alpha;
  row[at + 1] = (row[at + 1] ?? 0) * rest + colour[1] * alpha;
  row[at + 2] = (row[at + 2] ?? 0) * rest + colour[2] * alpha;
}

/** Adds light to a pixel: it gets lighter, and never lighter than white. */
export function shine(row: Row, x: number, colour: Rgb, strength: number): void {
  const at = x * 3;
  const red = row[at] ?? 0;
  const green = row[at + 1] ?? 0;
  const blue = row[at + 2] ?? 0;
  row[at] = red + (1 - red) * colour[0] * strength;
  row[at + 1] = green + (1 - green) * colour[1] * strength;
  row[at + 2] = blue + (1 - blue) * colour[2] * strength;
}

/** How far a point lies from 0, 0. `Math.hypot` minds numbers no canvas has, at several times the cost. */
export function length(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

/** 0 below `low`, 1 above `high`, and a soft rise between. */
export function smooth(low: number, high: number, value: number): number {
  const t = clamp((value - low) / (high - low));
  return t * t * (3 - 2 * t);
}

/** The nearest value within 0 and 1. */
export function clamp(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}
