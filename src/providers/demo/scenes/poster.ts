import { type Frame, type Painter, type Scene, blend, clamp, length } from "../canvas.ts";
import { type Rgb, mix } from "../color.ts";
import { noise2, trace } from "../noise.ts";
import type { Palette } from "../palettes.ts";
import type { Random } from "../random.ts";

/**
 * Returns the signed distance of a point of a tile from the edge of its figure, as a fraction of the tile's
 * edge; positive inside. Both coordinates range from 0 to 1.
 */
type Figure = (u: number, v: number) => number;

interface Tile {
  figure: Figure;
  turn: number;
  ground: Rgb;
  ink: Rgb;
}

const FIGURES: readonly [Figure, ...Figure[]] = [
  (u, v) => 1 - length(u, v),
  (u, v) => 0.36 - Math.abs(0.64 - length(u, v)),
  (u, v) => Math.max(1 - length(u, v) - 0.5, 0.5 - length(1 - u, 1 - v)),
  (u, v) => 0.42 - length(u - 0.5, v - 0.5),
  (u, v) => Math.max(0.5 - length(u - 0.5, v), 0.5 - length(u - 0.5, v - 1)),
  (u, v) => (u - v) * 0.7,
  (u, v) => 0.5 - length(u - 0.5, v - 1),
  (u, v) => 0.0833 - Math.abs(((length(u, v) * 3) % 1) - 0.5) / 3,
  (u, v) => Math.min(1 - length(u, v), 1 - length(1 - u, 1 - v)),
  (u, v) => 0.13 - length(((u * 3) % 1) - 0.5, ((v * 3) % 1) - 0.5) / 3,
];

/** Geometric figures on a grid, like a printed poster. */
export const poster: Scene = (frame, palette, random) => {
  const across = random.whole(3, 5);
  const edge = frame.unit / across;
  const [columns, rows] = [Math.ceil(frame.width / edge), Math.ceil(frame.height / edge)];
  const start = { x: (frame.width - columns * edge) / 2, y: (frame.height - rows * edge) / 2 };
  const tiles = Array.from({ length: columns * rows }, () => tile(palette, random));
  const print = grain(frame, palette, random);
  return (y, row) => {
    const line = (y - start.y) / edge;
    const v = line - Math.floor(line);
    for (let x = 0; x < frame.width; x++) {
      const place = (x - start.x) / edge;
      const index = Math.min(rows - 1, Math.floor(line)) * columns + Math.floor(place);
      const here = tiles[index];
      if (!here) continue;
      blend(row, x, here.ground, 1);
      const inside = turned(here, place - Math.floor(place), v);
      blend(row, x, here.ink, clamp(inside * edge + 0.5));
    }
    print(y, row);
  };
};

function tile(palette: Palette, random: Random): Tile {
  const inks: [Rgb, ...Rgb[]] = [palette.near, ...palette.sky, palette.light];
  const ground = random.pick(inks);
  const others = inks.filter((color) => distance(color, ground) > 0.3);
  const [first = palette.light, ...rest] = others;
  return {
    figure: random.pick(FIGURES),
    turn: random.whole(0, 3),
    ground,
    ink: random.pick([first, ...rest]),
  };
}

function turned({ figure, turn }: Tile, u: number, v: number): number {
  if (turn === 0) return figure(u, v);
  if (turn === 1) return figure(1 - v, u);
  return turn === 2 ? figure(1 - u, 1 - v) : figure(v, 1 - u);
}

function distance(one: Rgb, other: Rgb): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

/** Returns a painter for the texture of ink and paper. */
function grain(frame: Frame, palette: Palette, random: Random): Painter {
  const cloudy = noise2(random, 3);
  const paperwhite = mix(palette.light, [1, 1, 1], 0.5);
  const wear = new Float32Array(frame.width);
  return (y, row) => {
    trace(frame, wear, (x) => cloudy((x / frame.unit) * 7, (y / frame.unit) * 7));
    for (let x = 0; x < frame.width; x++) blend(row, x, paperwhite, 0.05 + 0.05 * (wear[x] ?? 0));
  };
}
