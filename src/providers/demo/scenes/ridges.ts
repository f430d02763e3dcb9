import { type Frame, type Painter, type Row, blend, clamp } from "../canvas.ts";
import { type Gradient, type Rgb, gradient, mix } from "../color.ts";
import { noise1 } from "../noise.ts";
import type { Palette } from "../palettes.ts";
import type { Random } from "../random.ts";

/** A range of hills: the height of its crest at each column, and its colors from crest to foot. */
interface Ridge {
  crest: Float32Array;
  /** The smoothed crest, from which the mist is measured. The crest itself would cause streaks. */
  slope: Float32Array;
  colors: Gradient;
  depth: number;
}

/** The layout of hills. Heights are in pixels from the top. */
interface Range {
  count: number;
  top: number;
  bottom: number;
  /** The amplitude of the farthest range in pixels. */
  swing: number;
  /** The color of the mist in the valleys. */
  mist: Rgb;
  trees: boolean;
}

/** A painter for hills. Below `floor` they cover the whole width. */
interface Land {
  paint: Painter;
  floor: number;
}

/** Creates ranges of hills, which become fainter with their distance. */
export function ridges(frame: Frame, palette: Palette, random: Random) {
  return (range: Range): Land => {
    const list = Array.from({ length: range.count }, (_, index) =>
      ridge(frame, palette, { range, random, nearness: (index + 1) / range.count }),
    ).toReversed();
    const skyline = Array.from({ length: frame.width }, (_, x) =>
      Math.min(...list.map(({ crest }) => crest[x] ?? frame.height)),
    );
    const [top, floor] = [Math.min(...skyline) - 0.5, Math.max(...skyline) + 0.5];
    const paint: Painter = (y, row) => {
      if (y < top) return;
      for (let x = 0; x < frame.width; x++) cover(row, x, { y, list, from: 0 });
    };
    return { paint, floor };
  };
}

/** Paints the nearest ridge at a pixel, and the ridges behind it if it covers the pixel only partially. */
function cover(row: Row, x: number, at: { y: number; list: Ridge[]; from: number }): void {
  const { y, list } = at;
  for (let index = at.from; index < list.length; index++) {
    const ridge = list[index];
    const below = y - (ridge?.crest[x] ?? 0);
    if (!ridge || below < -0.5) continue;
    if (below < 0.5) cover(row, x, { y, list, from: index + 1 });
    blend(row, x, tint(ridge, x, y), clamp(below + 0.5));
    return;
  }
}

function tint({ slope, colors, depth }: Ridge, x: number, y: number): Rgb {
  return colors((y - (slope[x] ?? 0)) / depth);
}

function ridge(
  frame: Frame,
  palette: Palette,
  { range, random, nearness }: { range: Range; random: Random; nearness: number },
): Ridge {
  const body = mix(palette.far, palette.near, nearness ** 1.4);
  const foot = mix(body, range.mist, 0.75 * (1 - nearness) + 0.12);
  const base = range.top + (range.bottom - range.top) * nearness ** 1.25;
  const crest = outline(frame, random, { base, swing: range.swing, nearness });
  const slope = eased(crest, Math.round(frame.unit * 0.1));
  if (range.trees && nearness > 0.6) plant(crest, random, { unit: frame.unit, nearness });
  return {
    crest,
    slope,
    colors: gradient([body, foot]),
    depth: frame.unit * (0.16 + nearness * 0.2),
  };
}

/** Far ranges are jagged peaks, near ones are rounded hills. */
function outline(
  frame: Frame,
  random: Random,
  { base, swing, nearness }: { base: number; swing: number; nearness: number },
): Float32Array {
  const rough = noise1(random, 7);
  const round = noise1(random, 2);
  const scale = random.between(1.6, 2.6);
  const peaked = 1 - nearness;
  return Float32Array.from({ length: frame.width }, (_, x) => {
    const place = x / frame.unit;
    const peak = 1 - 2 * Math.abs(rough(place * scale));
    const hill = round(place * scale * 0.8 + 100);
    return base - swing * (peaked * (peak - 0.4) + (0.35 + nearness * 0.3) * hill);
  });
}

/** Returns the moving average over `reach` columns to each side. */
function eased(crest: Float32Array, reach: number): Float32Array {
  const at = (x: number) => crest[Math.min(crest.length - 1, Math.max(0, x))] ?? 0;
  let sum = 0;
  for (let x = -reach; x <= reach; x++) sum += at(x);
  return crest.map((_, x) => {
    const mean = sum / (2 * reach + 1);
    sum += at(x + reach + 1) - at(x - reach);
    return mean;
  });
}

/** Adds fir trees along a crest. */
function plant(
  crest: Float32Array,
  random: Random,
  { unit, nearness }: { unit: number; nearness: number },
): void {
  const ground = crest.slice();
  const tallest = unit * 0.085 * nearness ** 2;
  const grove = noise1(random, 3);
  for (let x = 0; x < crest.length; x += tallest * random.between(0.06, 0.26)) {
    const height = tallest * clamp(0.55 + grove((x / unit) * 3) * 0.9) * random.between(0.45, 1);
    fir(crest, { root: ground[Math.floor(x)] ?? 0, x, height });
  }
}

/** Adds a fir, a narrow triangle with a jagged edge. */
function fir(crest: Float32Array, tree: { root: number; x: number; height: number }): void {
  const half = tree.height * 0.2;
  // Avoids 0 / 0 for a fir of height 0 at an integer column.
  if (half === 0) return;
  const last = Math.min(crest.length - 1, tree.x + half);
  for (let x = Math.max(0, Math.ceil(tree.x - half)); x <= last; x++) {
    const off = Math.abs(x - tree.x) / half;
    const branches = 0.1 * Math.abs(Math.sin(off * 14));
    const top = tree.root - tree.height * clamp(1 - off + branches * (1 - off));
    crest[x] = Math.min(crest[x] ?? top, top);
  }
}
