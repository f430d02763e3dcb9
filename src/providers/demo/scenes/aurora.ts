import { type Frame, type Row, type Scene, clamp, shine } from "../canvas.ts";
import { type Gradient, type Rgb, gradient, hex, mix, saturate } from "../color.ts";
import { noise1 } from "../noise.ts";
import type { Palette } from "../palettes.ts";
import type { Random } from "../random.ts";
import { ridges } from "./ridges.ts";
import { sky, stars } from "./sky.ts";

const BLACK = hex("#02040c");
const BLUE = hex("#0b2440");

/** A curtain of light: the height of its hem and its brightness at each column. */
interface Curtain {
  hem: Float32Array;
  strength: Float32Array;
  height: number;
}

/** An aurora over a dark forest. */
export const aurora: Scene = (frame, palette, random) => {
  const horizon = frame.height * random.between(0.7, 0.8);
  const night = darkened(palette);
  const air = sky(frame, night, random);
  const sparks = stars(frame, random, horizon);
  const colors = gradient(lights(palette));
  const curtains = Array.from({ length: random.whole(2, 3) }, () =>
    curtain(frame, random, horizon),
  );
  const ground = ridges(
    frame,
    night,
    random,
  )({
    count: 3,
    top: horizon,
    bottom: frame.height * 0.94,
    swing: frame.unit * 0.14,
    mist: night.sky.at(-1) ?? night.far,
    trees: true,
  });
  return (y, row) => {
    if (y < ground.floor) {
      air(y, row, horizon);
      sparks(y, row);
      for (const each of curtains) paintCurtain(row, each, { y, colors });
    }
    ground.paint(y, row);
  };
};

/** Returns a night palette with a tint of the given one. Merely darkened colors would look muddy. */
function darkened({ sky: [top], far, near, light }: Palette): Palette {
  const low = mix(BLUE, top, 0.25);
  return {
    sky: [BLACK, mix(BLACK, low, 0.6), low, mix(low, light, 0.12)],
    far: mix(mix(far, low, 0.7), BLACK, 0.25),
    near: mix(near, BLACK, 0.75),
    light,
  };
}

/** The colors from the hem upwards: green, the color of glowing oxygen, then those of the palette. */
function lights({ sky: colors, light }: Palette): [Rgb, ...Rgb[]] {
  const green: Rgb = [0.25, 0.95, 0.6];
  const middle = colors[Math.floor(colors.length / 2)] ?? light;
  return [mix(green, light, 0.35), green, saturate(mix(middle, light, 0.1), 1.4), [0.5, 0.15, 0.7]];
}

function curtain(frame: Frame, random: Random, horizon: number): Curtain {
  const [sweep, folds, rays] = [noise1(random, 2), noise1(random, 3), noise1(random, 4)];
  const base = horizon * random.between(0.5, 0.86);
  const swing = frame.unit * random.between(0.12, 0.26);
  const along = (x: number) => x / frame.unit;
  const columns = { length: frame.width };
  return {
    hem: Float32Array.from(
      columns,
      (_, x) => base - swing * (sweep(along(x) * 1.4) + 0.25 * folds(along(x) * 6)),
    ),
    strength: Float32Array.from(columns, (_, x) => {
      const patches = clamp(0.5 + sweep(along(x) * 1.9 + 50) * 1.3);
      return patches * (0.42 + 0.58 * clamp(0.5 + rays(along(x) * 24) * 1.2)) * 1.1;
    }),
    height: horizon * random.between(0.2, 0.34),
  };
}

function paintCurtain(
  row: Row,
  { hem, strength, height }: Curtain,
  at: { y: number; colors: Gradient },
) {
  for (let x = 0; x < hem.length; x++) {
    const up = ((hem[x] ?? 0) - at.y) / height;
    if (up < -0.5 || up > 3) continue;
    const fall =
      up > 0 ? Math.exp(-up * 1.5) * (1 - 0.5 * Math.exp(-up * 16)) : 0.5 * Math.exp(up * 13);
    shine(row, x, at.colors(up * 0.62), fall * (strength[x] ?? 0));
  }
}
