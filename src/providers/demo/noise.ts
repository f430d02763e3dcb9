import type { Frame } from "./canvas.ts";
import type { Random } from "./random.ts";

const PERIOD = 256;

/** Smooth one-dimensional noise, -1 to 1. */
type Noise1 = (x: number) => number;

/** Smooth two-dimensional noise, -1 to 1. */
export type Noise2 = (x: number, y: number) => number;

/** Creates one-dimensional noise. Each octave has twice the frequency and half the amplitude of the last. */
export function noise1(random: Random, octaves: number): Noise1 {
  const values = lattice(random);
  return (x) => {
    let sum = 0;
    let weight = 0.5;
    for (let octave = 0; octave < octaves; octave++) {
      const cell = Math.floor(x);
      const t = fade(x - cell);
      const left = values[cell & (PERIOD - 1)] ?? 0;
      const right = values[(cell + 1) & (PERIOD - 1)] ?? 0;
      sum += weight * (left + (right - left) * t);
      weight /= 2;
      x = x * 2 + 37.7;
    }
    return sum;
  };
}

/** Creates two-dimensional noise, with octaves as in `noise1`. */
export function noise2(random: Random, octaves: number): Noise2 {
  const values = lattice(random);
  const at = (column: number, row: number) =>
    values[(column + Math.imul(row, 57) + ((row * row) >> 2)) & (PERIOD - 1)] ?? 0;
  return (x, y) => {
    let sum = 0;
    let weight = 0.5;
    for (let octave = 0; octave < octaves; octave++) {
      const column = Math.floor(x);
      const row = Math.floor(y);
      const t = fade(x - column);
      const top = at(column, row) * (1 - t) + at(column + 1, row) * t;
      const bottom = at(column, row + 1) * (1 - t) + at(column + 1, row + 1) * t;
      sum += weight * (top + (bottom - top) * fade(y - row));
      weight /= 2;
      x = x * 2 + 17.3;
      y = y * 2 + 71.9;
    }
    return sum;
  };
}

/**
 * Fills a row with the values of a function that is almost linear within 1/128 of the shorter edge. The
 * function is sampled at that interval and interpolated linearly.
 */
export function trace({ unit }: Frame, line: Float32Array, f: (x: number) => number): void {
  const stride = Math.max(1, Math.floor(unit / 128));
  for (let x = 0, left = f(0); x < line.length; x += stride) {
    const right = f(x + stride);
    const step = (right - left) / stride;
    for (let off = 0; off < stride; off++) line[x + off] = left + step * off;
    left = right;
  }
}

function lattice(random: Random): Float32Array {
  return Float32Array.from({ length: PERIOD }, () => random.between(-1, 1));
}

/** Perlin's quintic. Its first and second derivatives are zero at 0 and 1, so cells join without seams. */
function fade(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}
