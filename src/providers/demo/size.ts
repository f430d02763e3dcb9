import type { PixelSize, ProviderRequest } from "../provider.ts";

/** How many pixels a tier has, about. */
const TIER_PIXELS = { "1K": 1_048_576, "2K": 4_194_304, "4K": 8_294_400 };

const MAX_EDGE = 3840;

/**
 * The size of the pictures to draw. Where the choice is ours it follows the ratio asked for, else
 * that of the first reference picture, else it is square; in multiples of 16, as models have it.
 */
export async function chooseSize(request: ProviderRequest): Promise<PixelSize> {
  if (request.size !== "auto") return request.size;
  const ratio = named(request.aspectRatio) ?? (await ratioOfInput(request)) ?? 1;
  const pixels = TIER_PIXELS[request.tier];
  const longest = Math.min(MAX_EDGE, Math.sqrt(pixels * Math.max(ratio, 1 / ratio)));
  const shortest = longest / Math.max(ratio, 1 / ratio);
  const [long, short] = [down(longest), down(shortest)];
  return ratio < 1 ? { width: short, height: long } : { width: long, height: short };
}

function named(aspectRatio: string): number | undefined {
  const [, width, height] = /^(\d+):(\d+)$/.exec(aspectRatio) ?? [];
  const ratio = Number(width) / Number(height);
  return ratio >= 1 / 3 && ratio <= 3 ? ratio : undefined;
}

async function ratioOfInput({ inputs: [first] }: ProviderRequest): Promise<number | undefined> {
  if (!first) return undefined;
  const { width, height } = await new Bun.Image(first.path).metadata();
  return Math.min(3, Math.max(1 / 3, width / height));
}

/** The next multiple of 16 that is not above. The half pixel forgives a root that is a hair short. */
function down(pixels: number): number {
  return Math.max(16, Math.floor((pixels + 0.5) / 16) * 16);
}
