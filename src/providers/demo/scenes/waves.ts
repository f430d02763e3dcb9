import { type Frame, type Row, type Scene, blend, clamp, shine } from "../canvas.ts";
import { type Gradient, gradient } from "../color.ts";
import { noise1 } from "../noise.ts";
import type { Palette } from "../palettes.ts";
import type { Random } from "../random.ts";

/** A wave: the height of its crest and its position in the palette at each column. */
interface Wave {
  crest: Float32Array;
  tone: Float32Array;
}

/** The row that is being painted. */
interface Line {
  row: Row;
  y: number;
  unit: number;
  colors: Gradient;
  palette: Palette;
}

/** Smooth waves in layers, lit along their crests. */
export const waves: Scene = (frame, palette, random) => {
  const count = random.whole(6, 8);
  const colors = gradient([palette.light, ...palette.sky.toReversed(), palette.near]);
  const list = Array.from({ length: count }, (_, index) =>
    wave(frame, random, (index + 1) / count),
  );
  return (y, row) => {
    const sky = colors(0.02 + (0.16 * y) / frame.height);
    const line = { row, y, unit: frame.unit, colors, palette };
    for (let x = 0; x < frame.width; x++) {
      // A wave that fills the pixel covers all waves behind it.
      let next = list.length - 1;
      while (next >= 0 && y - (list[next]?.crest[x] ?? 0) < 0.5) next--;
      if (next < 0) blend(row, x, sky, 1);
      for (next = Math.max(next, 0); next < list.length; next++) {
        const each = list[next];
        if (each) roll(x, each, line);
      }
    }
  };
};

function wave(frame: Frame, random: Random, nearness: number): Wave {
  const [swell, tint] = [noise1(random, 2), noise1(random, 2)];
  const lean = random.between(-0.18, 0.18) * frame.unit;
  const base = frame.height * (0.02 + 0.86 * nearness) - frame.unit * 0.04;
  const scale = random.between(0.9, 1.7);
  const columns = { length: frame.width };
  return {
    crest: Float32Array.from(columns, (_, x) => {
      const place = x / frame.unit;
      return base + frame.unit * 0.3 * swell(place * scale) + lean * (x / frame.width - 0.5);
    }),
    tone: Float32Array.from(
      columns,
      (_, x) => 0.1 + 0.72 * nearness + 0.2 * tint((x / frame.unit) * 1.3),
    ),
  };
}

function roll(x: number, { crest, tone }: Wave, line: Line): void {
  const { row, y, unit, colors, palette } = line;
  const below = y - (crest[x] ?? 0);
  const depth = below / unit;
  if (depth < -0.2) return;
  if (below < 0.5) blend(row, x, palette.near, 0.34 * Math.exp(depth * 26));
  const cover = clamp(below + 0.5);
  if (cover === 0) return;
  blend(row, x, colors((tone[x] ?? 0) + 0.1 - 0.28 * Math.exp(-depth * 5.5)), cover);
  shine(row, x, palette.light, cover * 0.3 * Math.exp(-depth * 60));
}
