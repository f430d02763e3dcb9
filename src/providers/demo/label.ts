import { type Frame, type Painter, blend } from "./canvas.ts";
import type { Rgb } from "./color.ts";

/** The word DEMO. A letter is 5 dots wide and 7 dots high, with a gap of one dot. */
const WORD = [
  "1111..11111.1...1..111.",
  "1...1.1.....11.11.1...1",
  "1...1.1.....1.1.1.1...1",
  "1...1.1111..1...1.1...1",
  "1...1.1.....1...1.1...1",
  "1...1.1.....1...1.1...1",
  "1111..11111.1...1..111.",
];

const PLATE: Rgb = [0.03, 0.03, 0.05];
const INK: Rgb = [1, 1, 1];

/** Returns a painter for the label DEMO. `inset` is a fraction of the shorter edge. */
export function label({ width, height, unit }: Frame, inset: number): Painter {
  const dot = Math.max(1, Math.round(unit / 420));
  const [wide, high] = [29 * dot, 13 * dot];
  const left = width - Math.round(unit * inset) - wide;
  const top = height - Math.round(unit * inset) - high;
  // Previews that are too small for a readable label have none.
  if (unit < 128) return () => {};
  return (y, row) => {
    const line = Math.floor((y - top) / dot);
    if (line < 0 || line > 12) return;
    for (let x = left; x < left + wide; x++) {
      const column = Math.floor((x - left) / dot);
      const corner = (line === 0 || line === 12) && (column === 0 || column === 28);
      if (!corner) blend(row, x, PLATE, 0.42);
      if (WORD[line - 3]?.[column - 3] === "1") blend(row, x, INK, 0.92);
    }
  };
}
