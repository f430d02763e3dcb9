import {
  type Frame,
  type Row,
  type Scene,
  blend,
  clamp,
  length,
  shine,
  smooth,
} from "../canvas.ts";
import { type Gradient, type Rgb, gradient, mix } from "../color.ts";
import { type Noise2, noise2, trace } from "../noise.ts";
import type { Palette } from "../palettes.ts";
import type { Random } from "../random.ts";
import { stars } from "./sky.ts";

interface Globe {
  x: number;
  y: number;
  radius: number;
  /** The unit vector to the sun; z points at the viewer. */
  sun: { x: number; y: number; z: number };
  tilt: { cos: number; sin: number };
  bands: Gradient;
  weather: Noise2;
  dark: Rgb;
  light: Rgb;
}

/** A planet with bands and rings in front of a nebula. */
export const planet: Scene = (frame, palette, random) => {
  const space = nebula(frame, palette, random);
  const sparks = stars(frame, random, frame.height);
  const world = globe(frame, palette, random);
  const rings = ring(frame, world, random);
  return (y, row) => {
    space(y, row);
    sparks(y, row);
    rings(y, row, "behind");
    paint(row, world, y);
    rings(y, row, "before");
  };
};

function nebula(frame: Frame, palette: Palette, random: Random) {
  const clouds = noise2(random, 5);
  const warp = noise2(random, 2);
  const deep = mix(palette.near, [0, 0, 0.02], 0.72);
  const [one, two] = [palette.sky[1] ?? palette.far, palette.sky[2] ?? palette.far];
  const haze = new Float32Array(frame.width);
  return (y: number, row: Row) => {
    const v = y / frame.unit;
    trace(frame, haze, (x) => {
      const u = x / frame.unit;
      const shift = warp(u * 1.3, v * 1.3);
      return clouds(u * 1.7 + shift, v * 1.7 - shift);
    });
    for (let x = 0; x < frame.width; x++) {
      const density = smooth(-0.35, 1.05, haze[x] ?? 0);
      blend(row, x, deep, 1);
      shine(row, x, one, 0.55 * density);
      shine(row, x, two, 0.6 * density ** 3);
    }
  };
}

function globe(frame: Frame, palette: Palette, random: Random): Globe {
  const angle = random.between(-2.7, -0.5);
  const tilt = random.between(-0.5, 0.5);
  return {
    x: frame.width * random.between(0.38, 0.62),
    y: frame.height * random.between(0.42, 0.58),
    radius: frame.unit * random.between(0.22, 0.3),
    sun: { x: Math.cos(angle) * 0.82, y: Math.sin(angle) * 0.82, z: 0.572 },
    tilt: { cos: Math.cos(tilt), sin: Math.sin(tilt) },
    bands: gradient([
      palette.far,
      ...palette.sky.toReversed(),
      palette.light,
      ...palette.sky.slice(1),
    ]),
    weather: noise2(random, 4),
    dark: mix(palette.near, [0, 0, 0.02], 0.6),
    light: palette.light,
  };
}

function paint(row: Row, { x: center, y: middle, radius, ...look }: Globe, y: number): void {
  const v = (y - middle) / radius;
  const halo = 1.35;
  if (Math.abs(v) > halo) return;
  const half = Math.sqrt(halo * halo - v * v) * radius;
  const last = Math.min(row.length / 3 - 1, Math.ceil(center + half));
  for (let x = Math.max(0, Math.floor(center - half)); x <= last; x++) {
    const u = (x - center) / radius;
    const far = length(u, v);
    const facing = u * look.sun.x + v * look.sun.y;
    const air = clamp(0.1 + facing) * Math.exp((1 - far) * 14) * smooth(halo, 1, far);
    if (far > 0.995) shine(row, x, look.light, 0.55 * air);
    const inside = clamp((1 - far) * radius + 0.5);
    if (inside === 0) continue;
    const z = Math.sqrt(Math.max(0, 1 - far * far));
    const lit = facing + z * look.sun.z;
    const along = u * look.tilt.cos + v * look.tilt.sin;
    const across = v * look.tilt.cos - u * look.tilt.sin;
    const swirl = look.weather(along * 1.2 + 5, across * 7) * 0.12;
    blend(row, x, look.bands(0.5 + across * 0.46 + swirl), inside);
    blend(row, x, look.dark, inside * (1 - smooth(-0.12, 0.85, lit)) * 0.97);
    shine(row, x, look.light, inside * (1 - z) ** 3 * clamp(lit) * 0.7);
  }
}

function ring(
  frame: Frame,
  { x: center, y: middle, radius, tilt, light, sun }: Globe,
  random: Random,
) {
  const gaps = noise2(random, 4);
  const flat = random.between(0.16, 0.3);
  const [inner, outer] = [1.35, random.between(1.8, 2.15)];
  return (y: number, row: Row, part: "behind" | "before") => {
    for (let x = 0; x < frame.width; x++) {
      const u = (x - center) / radius;
      const v = (y - middle) / radius;
      const across = (v * tilt.cos - u * tilt.sin) / flat;
      if (across > 0 !== (part === "before")) continue;
      const along = u * tilt.cos + v * tilt.sin;
      const far = length(along, across);
      if (far < inner || far > outer) continue;
      const fade = smooth(inner, inner + 0.06, far) * smooth(outer, outer - 0.12, far);
      const off = Math.abs(u * sun.y - v * sun.x) / 0.82;
      const shadow = smooth(0, -0.5, u * sun.x + v * sun.y) * smooth(1.05, 0.85, off);
      blend(
        row,
        x,
        light,
        0.62 * fade * (1 - 0.85 * shadow) * clamp(0.6 + gaps(far * 14, 0.5) * 1.3),
      );
    }
  };
}
