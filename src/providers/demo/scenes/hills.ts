import { type Frame, type Painter, type Scene, blend, clamp, shine } from "../canvas.ts";
import { lightness, mix } from "../color.ts";
import { noise1 } from "../noise.ts";
import type { Palette } from "../palettes.ts";
import type { Random } from "../random.ts";
import { ridges } from "./ridges.ts";
import { disc, sky, stars } from "./sky.ts";

/** Hills in the mist with the sun behind them. */
export const hills: Scene = (frame, palette, random) => {
  const horizon = frame.height * random.between(0.5, 0.66);
  return landscape(frame, palette, random)({ horizon, bottom: frame.height * 0.93, count: 6 });
};

/** Hills around a lake, which reflects them. */
export const lake: Scene = (frame, palette, random) => {
  const shore = frame.height * random.between(0.56, 0.66);
  const land = { horizon: shore * 0.72, bottom: shore * 0.97, count: 4 };
  const above = landscape(frame, palette, random)(land);
  const ripple = noise1(random, 3);
  const glitter = noise1(random, 4);
  return (y, row) => {
    if (y < shore) return above(y, row);
    const depth = (y - shore) / (frame.height - shore);
    const sway = ripple(depth ** 0.7 * 46) * depth;
    above(Math.max(0, shore - (y - shore) * 1.12 - sway * frame.unit * 0.09), row);
    const water = mix(palette.near, palette.sky[0], 0.5);
    const dim = 0.1 + 0.32 * depth;
    for (let x = 0; x < frame.width; x++) blend(row, x, water, dim);
    const line = clamp(glitter(y / (frame.unit * 0.012)) * 1.4 - 0.25) * (1 - depth) ** 2 * 0.35;
    if (line > 0) for (let x = 0; x < frame.width; x++) shine(row, x, palette.light, line);
  };
};

function landscape(frame: Frame, palette: Palette, random: Random) {
  return (land: { horizon: number; bottom: number; count: number }): Painter => {
    const radius = frame.unit * random.between(0.05, 0.12);
    const sun = {
      x: frame.width * random.between(0.22, 0.78),
      y: land.horizon - frame.unit * random.between(0.02, 0.26),
      radius,
    };
    const air = sky(frame, palette, random);
    const light = disc(frame, sun, palette.light);
    const night = stars(frame, random, land.horizon * 0.7);
    const dark = lightness(palette.sky[0]) < 0.3;
    const ground = ridges(
      frame,
      palette,
      random,
    )({
      count: land.count,
      top: land.horizon,
      bottom: land.bottom,
      swing: frame.unit * random.between(0.14, 0.24),
      mist: palette.sky.at(-1) ?? palette.light,
      trees: random.chance(0.7),
    });
    return (y, row) => {
      if (y < ground.floor) {
        air(y, row, land.horizon + frame.unit * 0.1);
        if (dark) night(y, row);
        light(y, row);
      }
      ground.paint(y, row);
    };
  };
}
