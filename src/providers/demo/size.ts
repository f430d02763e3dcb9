import type { PixelSize, ProviderRequest } from "../provider.ts";

/** The approximate number of pixels of each tier. */
const TIER_PIXELS = { "1K": 1_048_576, "2K": 4_194_304, "4K": 8_294_400 };

const MAX_EDGE = 3840;

/**
 * Returns the size of the images. For "auto" it has the requested aspect ratio, otherwise that of the first
 * input image, otherwise it is square. Edges are multiples of 16, as for other models.
 */
export async function chooseSize(request: ProviderRequest): Promise<PixelSize> {
  if (request.size !== "auto") return request.size;
  const ratio = parseRatio(request.aspectRatio) ?? (await readInputRatio(request)) ?? 1;
  const pixels = TIER_PIXELS[request.tier];
  const longest = Math.min(MAX_EDGE, Math.sqrt(pixels * Math.max(ratio, 1 / ratio)));
  const shortest = longest / Math.max(ratio, 1 / ratio);
  const [long, short] = [roundDown(longest), roundDown(shortest)];
  return ratio < 1 ? { width: short, height: long } : { width: long, height: short };
}

function parseRatio(aspectRatio: string): number | undefined {
  const [, width, height] = /^(\d+):(\d+)$/.exec(aspectRatio) ?? [];
  const ratio = Number(width) / Number(height);
  return ratio >= 1 / 3 && ratio <= 3 ? ratio : undefined;
}

async function readInputRatio({ inputs: [first] }: ProviderRequest): Promise<number | undefined> {
  if (!first) return undefined;
  const { width, height } = await new Bun.Image(first.path).metadata();
  return Math.min(3, Math.max(1 / 3, width / height));
}

/** Rounds down to a multiple of 16. The half pixel compensates for the rounding error of the square root. */
function roundDown(pixels: number): number {
  return Math.max(16, Math.floor((pixels + 0.5) / 16) * 16);
}
