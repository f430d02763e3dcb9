import type { PixelSize } from "../../providers/provider.ts";

/** Price category of an image, by its approximate number of pixels. */
export type Tier = "1K" | "2K" | "4K";

/** The resolution tiers, from small to large. */
export const TIERS: readonly Tier[] = ["1K", "2K", "4K"];

/** Supported aspect ratios, in the order of the OpenAPI document. */
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

/** A supported aspect ratio. */
export type Ratio = (typeof RATIOS)[number];

// Limits of gpt-image-2: see "Size rules" in OpenAI's image generation guide.
const EDGE_STEP = 16;
const MAX_EDGE = 3840;
const MIN_PIXELS = 655_360;
const MAX_PIXELS = 8_294_400;
const MAX_RATIO = 3;

// A tier's budget in pixels; 1 % above 1024² and 2048² lets 21:9 and 3:1 use their nearest grid.
const BUDGET: Record<Tier, number> = {
  "1K": 1024 * 1024 * 1.01,
  "2K": 2048 * 2048 * 1.01,
  "4K": MAX_PIXELS,
};

// The largest explicit size that is priced as 1K is the common 1536x1024.
const MAX_1K_PIXELS = 1536 * 1024;

/** Returns the size of a ratio in a tier: multiples of 16, nearest to the ratio, then the largest. */
export function resolveSize(ratio: Ratio, tier: Tier): PixelSize {
  return SIZES[ratio][tier];
}

/** Returns the supported ratio that is nearest to a size. */
export function toRatio(size: PixelSize): Ratio {
  const distance = (ratio: Ratio) => Math.abs(Math.log(size.width / size.height / quotient(ratio)));
  return RATIOS.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best));
}

/** Returns the tier that a size is priced as. */
export function toTier(size: PixelSize): Tier {
  const pixels = size.width * size.height;
  if (pixels <= MAX_1K_PIXELS) return "1K";
  return pixels <= BUDGET["2K"] ? "2K" : "4K";
}

/** Returns why an explicit size is invalid, as the end of a sentence, or undefined if it is valid. */
export function findSizeFault(size: PixelSize): string | undefined {
  const { width, height } = size;
  const pixels = width * height;
  if (width % EDGE_STEP !== 0 || height % EDGE_STEP !== 0) {
    return `width and height must be divisible by ${EDGE_STEP}`;
  }
  if (Math.max(width, height) > MAX_EDGE) return `no edge may be longer than ${MAX_EDGE} pixels`;
  if (Math.max(width, height) > MAX_RATIO * Math.min(width, height)) {
    return `the long edge may be at most ${MAX_RATIO} times the short one`;
  }
  if (pixels < MIN_PIXELS)
    return `the image must have at least ${MIN_PIXELS} pixels, such as 1024x640`;
  if (pixels > MAX_PIXELS)
    return `the image may have at most ${MAX_PIXELS} pixels, such as 3840x2160`;
  return undefined;
}

/** Parses a size such as "1024x1024". Returns undefined for "auto" and for other text. */
export function parseSize(text: string): PixelSize | undefined {
  const match = /^(\d{1,5})x(\d{1,5})$/.exec(text);
  if (match === null) return undefined;
  return { width: Number(match[1]), height: Number(match[2]) };
}

/** Formats a size as "1024x1024". */
export function formatSize(size: PixelSize | "auto"): string {
  return size === "auto" ? "auto" : `${size.width}x${size.height}`;
}

const SIZES = Object.fromEntries(
  RATIOS.map((ratio) => [
    ratio,
    Object.fromEntries(TIERS.map((tier) => [tier, nearest(ratio, tier)])),
  ]),
  // `fromEntries` loses the type of the keys; both lists are complete.
) as Record<Ratio, Record<Tier, PixelSize>>;

function nearest(ratio: Ratio, tier: Tier): PixelSize {
  let best: PixelSize = { width: EDGE_STEP, height: EDGE_STEP };
  let bestError = Infinity;
  for (let width = EDGE_STEP; width <= MAX_EDGE; width += EDGE_STEP) {
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
