import { type Scene, blend, clamp, length, smooth } from "../canvas.ts";
import { gradient } from "../color.ts";
import { noise2, trace } from "../noise.ts";

const SHEETS = 7;

/** Stacked sheets of cut paper with shadows. */
export const paper: Scene = (frame, palette, random) => {
  const tones = gradient([palette.light, ...palette.sky.toReversed(), palette.near]);
  const terrain = noise2(random, 2);
  const grain = noise2(random, 1);
  const scale = random.between(1.5, 2.2);
  const tilt = random.between(-0.5, 0.5);
  const pit = { x: random.between(0.3, 0.7), y: random.between(0.3, 0.7) };
  const edge = (1.6 * SHEETS) / frame.unit;
  const height = (u: number, v: number) => {
    const away = length(
      u - (pit.x * frame.width) / frame.unit,
      v - (pit.y * frame.height) / frame.unit,
    );
    return (
      (away * 1.15 + terrain(u * scale, v * scale) * 0.5 + tilt * 0.2 * (u - v)) * SHEETS + 0.4
    );
  };
  const [ground, casters] = [new Float32Array(frame.width), new Float32Array(frame.width)];
  return (y, row) => {
    const v = y / frame.unit;
    trace(frame, ground, (x) => height(x / frame.unit, v));
    trace(frame, casters, (x) => height(x / frame.unit - 0.016, v - 0.03));
    for (let x = 0; x < frame.width; x++) {
      const here = Math.min(SHEETS, Math.max(0.001, ground[x] ?? 0));
      const sheet = Math.ceil(here);
      const caster = casters[x] ?? 0;
      const shade = 0.6 * smooth(sheet - 0.05, sheet + 0.4, caster);
      const past = here - sheet + 1;
      blend(row, x, tones(1 - sheet / SHEETS), 1);
      blend(row, x, palette.near, shade * clamp((sheet - here) / edge));
      if (sheet > 1) blend(row, x, palette.light, 0.25 * clamp(1 - past / (edge * 3)));
      if (sheet > 1 && past < edge) blend(row, x, tones(1 - (sheet - 1) / SHEETS), 1 - past / edge);
      blend(row, x, palette.near, 0.025 * (1 + grain(x * 0.9, y * 0.9)));
    }
  };
};
