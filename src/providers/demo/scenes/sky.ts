import { type Frame, type Row, blend, clamp, length, shine } from "../canvas.ts";
import { type Rgb, gradient } from "../color.ts";
import { noise2, trace } from "../noise.ts";
import type { Palette } from "../palettes.ts";
import type { Random } from "../random.ts";

interface Star {
  x: number;
  y: number;
  radius: number;
  strength: number;
}

/** The position of a sun or moon in pixels. */
interface Disc {
  x: number;
  y: number;
  radius: number;
}

/** Creates a sky with the lightest color of the palette at `horizon`, and with long thin clouds. */
export function sky(frame: Frame, palette: Palette, random: Random) {
  const colors = gradient(palette.sky);
  const clouds = noise2(random, 3);
  const cloudiness = random.between(0.1, 0.5);
  const density = new Float32Array(frame.width);
  return (y: number, row: Row, horizon: number) => {
    const height = y / horizon;
    const color = colors(height);
    for (let x = 0; x < frame.width; x++) blend(row, x, color, 1);
    const here = clamp(1 - Math.abs(height - 0.55) * 2.2) * cloudiness * 1.6;
    if (here === 0) return;
    trace(frame, density, (x) => clouds((x / frame.unit) * 1.6, (y / frame.unit) * 9));
    for (let x = 0; x < frame.width; x++) {
      const cloud = density[x] ?? 0;
      if (cloud > 0) shine(row, x, palette.light, here * cloud * cloud);
    }
  };
}

/** Creates a sun or moon with a wide soft glow. */
export function disc(frame: Frame, { x: center, y: middle, radius }: Disc, color: Rgb) {
  return (y: number, row: Row) => {
    for (let x = 0; x < frame.width; x++) {
      const distance = length(x - center, y - middle);
      shine(row, x, color, 0.55 * Math.exp(-distance / (radius * 2.4)));
      const inside = clamp(radius - distance + 0.5);
      if (inside > 0) blend(row, x, color, inside * 0.96);
    }
  };
}

/** Creates stars, which become sparser toward `floor`, the height in pixels below which there are none. */
export function stars(frame: Frame, random: Random, floor: number) {
  const count = Math.round(((frame.width * frame.height) / frame.unit ** 2) * 420);
  const list = Array.from({ length: count }, () => star(frame, random, floor));
  const reach = Math.ceil(frame.unit / 90);
  const byRow = Map.groupBy(list, ({ y }) => Math.floor(y / reach));
  return (y: number, row: Row) => {
    const band = Math.floor(y / reach);
    for (const near of [band - 1, band, band + 1]) {
      for (const each of byRow.get(near) ?? []) twinkle(row, each, { y, width: frame.width });
    }
  };
}

function star(frame: Frame, random: Random, floor: number): Star {
  const magnitude = random.next() ** 6;
  return {
    x: random.between(0, frame.width),
    y: random.next() ** 1.3 * floor,
    radius: Math.max(0.55, (frame.unit / 1000) * (0.55 + magnitude * 1.5)),
    strength: 0.18 + 0.82 * Math.max(magnitude, random.next() ** 3 * 0.6),
  };
}

function twinkle(row: Row, { x, y, radius, strength }: Star, line: { y: number; width: number }) {
  const reach = Math.ceil(radius * 3);
  if (Math.abs(line.y - y) > reach) return;
  const last = Math.min(line.width - 1, Math.ceil(x + reach));
  for (let column = Math.max(0, Math.floor(x - reach)); column <= last; column++) {
    const squared = ((column - x) ** 2 + (line.y - y) ** 2) / (radius * radius);
    shine(row, column, [0.95, 0.97, 1], strength * Math.exp(-squared));
  }
}
