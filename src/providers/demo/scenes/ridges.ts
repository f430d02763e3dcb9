import { type Frame, type Painter, type Row, blend, clamp } from "../canvas.ts";
import { type Gradient, type Rgb, gradient, mix } from "../colour.ts";
import { noise1 } from "../noise.ts";
import type { Palette } from "../palettes.ts";
import type { Random } from "../random.ts";

/** One range of hills: how high it stands at each column, and its colour from crest to foot. */
interface Ridge {
  crest: Float32Array;
  /** The crest without trees and crags, from which the mist is measured: else it falls in streaks. */
  slope: Float32Array;
  colours: Gradient;
  depth: number;
}

/** How hills are laid out. Heights are pixels from the top. */
export interface Range {
  count: number;
  top: number;
  bottom: number;
  /** The height of the swing of the farthest range in pixels. */
  swing: number;
  /** What lies in the valleys. */
  mist: Rgb;
  trees: boolean;
}

/** Hills that can be painted, and the height from which down nothing is seen but them. */
interface Land {
  paint: Painter;
  floor: number;
}

/** Ranges of hills, one behind another, each fainter than the one before it. */
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

/** Paints the nearest ridge that reaches up to the pixel, and those behind where it does not fill it. */
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

function tint({ slope, colours, depth }: Ridge, x: number, y: number): Rgb {
  return colours((y - (slope[x] ?? 0)) / depth);
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
    colours: gradient([body, foot]),
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

/** The running mean over `reach` columns to either side. */
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

/** Sets firs along a crest. */
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

/** A fir is a narrow triangle whose edge goes in and out with its branches. */
function fir(crest: Float32Array, tree: { root: number; x: number; height: number }): void {
  const half = tree.height * 0.2;
  // Without this, a fir of height 0 at a whole column divides 0 by 0.
  if (half === 0) return;
  const last = Math.min(crest.length - 1, tree.x + half);
  for (let x = Math.max(0, Math.ceil(tree.x - half)); x <= last; x++) {
    const off = Math.abs(x - tree.x) / half;
    const branches = 0.1 * Math.abs(Math.sin(off * 14));
    const top = tree.root - tree.height * clamp(1 - off + branches * (1 - off));
    crest[x] = Math.min(crest[x] ?? top, top);
  }
}
