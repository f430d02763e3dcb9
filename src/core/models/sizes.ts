import type { PixelSize } from "../../providers/provider.ts";

/** What a picture is priced by: how many pixels it has, roughly. */
export type Tier = "1K" | "2K" | "4K";

export const TIERS: readonly Tier[] = ["1K", "2K", "4K"];

/** The ratios that can be named, in the order in which the contracts list them. */
export const RATIOS = [
  "1:1",
  "4:3",
  "3:4",
  "3:2",
  "2:3",
  "16:9",
  "9:16",
  "5:4",
  "4:5",
  "21:9",
  "9:21",
  "2:1",
  "1:2",
  "3:1",
  "1:3",
] as const;

export type Ratio = (typeof RATIOS)[number];

// What gpt-image-2 can draw: see "Size rules" in OpenAI's image generation guide.
const EDGE_STEP = 16;
const LONGEST_EDGE = 3840;
const FEWEST_PIXELS = 655_360;
const MOST_PIXELS = 8_294_400;
const WIDEST = 3;

// A tier's budget in pixels; 1 % above 1024² and 2048² lets 21:9 and 3:1 use their nearest grid.
const BUDGET: Record<Tier, number> = {
  "1K": 1024 * 1024 * 1.01,
  "2K": 2048 * 2048 * 1.01,
  "4K": MOST_PIXELS,
};

// The largest explicit size that is still sold as 1K is the common 1536x1024.
const MOST_1K_PIXELS = 1536 * 1024;

/** The one size of a ratio in a tier: multiples of 16, nearest to the ratio, then the largest. */
export function resolveSize(ratio: Ratio, tier: Tier): PixelSize {
  return SIZES[ratio][tier];
}

/** The listed ratio nearest to a size. */
export function toRatio(size: PixelSize): Ratio {
  const distance = (ratio: Ratio) => Math.abs(Math.log(size.width / size.height / quotient(ratio)));
  return RATIOS.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best));
}

/** The tier that a size is sold as. */
export function toTier(size: PixelSize): Tier {
  const pixels = size.width * size.height;
  if (pixels <= MOST_1K_PIXELS) return "1K";
  return pixels <= BUDGET["2K"] ? "2K" : "4K";
}

/** Returns why an explicit size cannot be drawn, as the end of a sentence; undefined where it can. */
export function findSizeFault(size: PixelSize): string | undefined {
  const { width, height } = size;
  const pixels = width * height;
  if (width % EDGE_STEP !== 0 || height % EDGE_STEP !== 0) {
    return `width and height must be divisible by ${EDGE_STEP}`;
  }
  if (Math.max(width, height) > LONGEST_EDGE)
    return `no edge may be longer than ${LONGEST_EDGE} pixels`;
  if (Math.max(width, height) > WIDEST * Math.min(width, height)) {
    return `the long edge may be at most ${WIDEST} times the short one`;
  }
  if (pixels < FEWEST_PIXELS)
    return `the image must have at least ${FEWEST_PIXELS} pixels, such as 1024x640`;
  if (pixels > MOST_PIXELS)
    return `the image may have at most ${MOST_PIXELS} pixels, such as 3840x2160`;
  return undefined;
}

/** Reads "1024x1024". Undefined for "auto" and for anything that is no size. */
export function parseSize(text: string): PixelSize | undefined {
  const match = /^(\d{1,5})x(\d{1,5})$/.exec(text);
  if (match === null) return undefined;
  return { width: Number(match[1]), height: Number(match[2]) };
}

/** Writes a size as "1024x1024". */
export function formatSize(size: PixelSize | "auto"): string {
  return size === "auto" ? "auto" : `${size.width}x${size.height}`;
}

const SIZES = Object.fromEntries(
  RATIOS.map((ratio) => [
    ratio,
    Object.fromEntries(TIERS.map((tier) => [tier, nearest(ratio, tier)])),
  ]),
  // `fromEntries` forgets which keys it was given; both lists are whole here.
) as Record<Ratio, Record<Tier, PixelSize>>;

function nearest(ratio: Ratio, tier: Tier): PixelSize {
  let best: PixelSize = { width: EDGE_STEP, height: EDGE_STEP };
  let bestError = Infinity;
  for (let width = EDGE_STEP; width <= LONGEST_EDGE; width += EDGE_STEP) {
    for (const height of heightsAround(width / quotient(ratio))) {
      const size = { width, height };
      if (findSizeFault(size) !== undefined || width * height > BUDGET[tier]) continue;
      if (tier !== "1K" && width * height <= BUDGET["1K"]) continue;
      const error = Math.abs(Math.log(width / height / quotient(ratio)));
      const larger = width * height > best.width * best.height;
      if (error < bestError - 1e-9 || (error < bestError + 1e-9 && larger)) {
        best = size;
        bestError = error;
      }
    }
  }
  return best;
}

function heightsAround(exact: number): number[] {
  const below = Math.floor(exact / EDGE_STEP) * EDGE_STEP;
  return [below, below + EDGE_STEP];
}

function quotient(ratio: Ratio): number {
  const [across = 1, down = 1] = ratio.split(":").map(Number);
  return across / down;
}
