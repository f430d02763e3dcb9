import { type Rgb, hex, lightness, mix, saturate } from "./color.ts";

/** The colors of an image. */
export interface Palette {
  /** From the top of the sky to the horizon. */
  sky: readonly [Rgb, ...Rgb[]];
  /** The farthest hills. */
  far: Rgb;
  /** The nearest hills: the darkest color of the image. */
  near: Rgb;
  /** Sun, moon and highlights: the lightest color of the image. */
  light: Rgb;
}

/** The name of a built-in palette. */
export type PaletteName = keyof typeof PALETTES;

const BLACK: Rgb = [0, 0, 0.03];
const WHITE: Rgb = [1, 1, 0.98];

/** The built-in palettes. */
export const PALETTES = {
  dawn: palette("#2b2d6e #6c4a9e #d9698c #ffb18a #ffe3b0", {
    far: "#c77b92",
    near: "#1c1838",
    light: "#fff3d0",
  }),
  ember: palette("#3a0f2b #8c1f3f #e2503d #ff9a4d #ffd27a", {
    far: "#b8453f",
    near: "#1a0a1a",
    light: "#fff0c0",
  }),
  harbor: palette("#0d2b45 #20506b #5f909c #f0bd8a #ffe0ad", {
    far: "#7d9fa4",
    near: "#0a1b2b",
    light: "#fff4dc",
  }),
  glacier: palette("#0b3c6f #2f7fb8 #8cc6e0 #dff1f2 #fff4e2", {
    far: "#9cc4d6",
    near: "#0b2440",
    light: "#ffffff",
  }),
  meadow: palette("#2f7396 #7db7c0 #cfe3c4 #f9f0c3", {
    far: "#a9c79a",
    near: "#14302a",
    light: "#fffbe0",
  }),
  rose: palette("#5d4486 #b077a6 #f0a3ad #ffd2c0 #fff0e0", {
    far: "#c693b0",
    near: "#2b1e45",
    light: "#fff8ee",
  }),
  night: palette("#050817 #0a1633 #16305c #2f6089", {
    far: "#21425f",
    near: "#04070f",
    light: "#eaf2ff",
  }),
  jade: palette("#04282b #0d4f4f #2c8a7b #8fd0a8 #f3f0c0", {
    far: "#4c9a8a",
    near: "#041a1d",
    light: "#fbffe6",
  }),
};

/**
 * Creates a palette from colors of an image, sorted by lightness. They are mixed with black and white, so
 * that an image of a single color also results in a palette with contrast.
 */
export function createPalette(colors: readonly Rgb[]): Palette {
  const sorted = colors.toSorted((one, other) => lightness(one) - lightness(other));
  const at = (part: number, toward: Rgb, share: number): Rgb => {
    const color = sorted[Math.round(part * (sorted.length - 1))] ?? [0.5, 0.5, 0.5];
    return mix(saturate(color, 1.2), toward, share);
  };
  return {
    sky: [at(0.15, BLACK, 0.3), at(0.45, BLACK, 0.05), at(0.75, WHITE, 0.2), at(0.95, WHITE, 0.5)],
    far: at(0.6, WHITE, 0.15),
    near: at(0, BLACK, 0.65),
    light: at(1, WHITE, 0.75),
  };
}

type Land = { far: string; near: string; light: string };

function palette(sky: string, { far, near, light }: Land): Palette {
  const [first = "#000000", ...others] = sky.split(" ");
  return {
    sky: [hex(first), ...others.map(hex)],
    far: hex(far),
    near: hex(near),
    light: hex(light),
  };
}
