import type { PixelSize, ProviderRequest } from "../provider.ts";

// In Kie's documentation of gpt-image-2.
const RATIOS = [
  ...["1:1", "3:2", "2:3", "4:3", "3:4", "5:4", "4:5", "16:9", "9:16", "2:1", "1:2"],
  ...["3:1", "1:3", "21:9", "9:21"],
];
const LONGEST_PROMPT = 20_000;
const MOST_INPUTS = 16;

/**
 * Why Kie cannot draw this, before anything is sent. What would come out smaller, or without the
 * mask that was given, is refused as well: nobody is to get less than was ordered.
 */
export function findRequestFault(request: ProviderRequest): string | undefined {
  if (request.mask !== undefined) return "A mask cannot be used with this model.";
  if (request.background === "transparent") {
    return "A transparent background cannot be drawn by this model.";
  }
  if ([...request.prompt].length > LONGEST_PROMPT) {
    return `The prompt may have at most ${LONGEST_PROMPT} characters with this model.`;
  }
  if (request.inputs.length > MOST_INPUTS) {
    return `At most ${MOST_INPUTS} reference images can be used with this model.`;
  }
  const ratio = toKieRatio(request);
  const highest = highestTier(ratio);
  if (TIERS.indexOf(request.tier) <= TIERS.indexOf(highest)) return undefined;
  return `${request.tier} cannot be drawn at the ratio ${ratio}: ask for ${highest} at most.`;
}

/** The body of one createTask call, for one picture. */
export function taskBody(
  request: ProviderRequest,
  inputUrls: string[],
  callBackUrl: string | undefined,
): unknown {
  const isEdit = request.inputs.length > 0;
  return {
    model: `${request.model}-${isEdit ? "image-to-image" : "text-to-image"}`,
    ...(callBackUrl !== undefined && { callBackUrl }),
    input: {
      prompt: request.prompt,
      ...(isEdit && { input_urls: inputUrls }),
      aspect_ratio: toKieRatio(request),
      resolution: request.tier,
    },
  };
}

const TIERS = ["1K", "2K", "4K"] as const;

function highestTier(ratio: string): ProviderRequest["tier"] {
  if (ratio === "auto" || ratio === "5:4" || ratio === "4:5") return "1K";
  return ratio === "1:1" ? "2K" : "4K";
}

function toKieRatio({ size, aspectRatio }: ProviderRequest): string {
  if (size !== "auto") return nearestRatio(size);
  return RATIOS.includes(aspectRatio) ? aspectRatio : "auto";
}

function nearestRatio({ width, height }: PixelSize): string {
  const distance = (ratio: string) => Math.abs(Math.log(width / height / quotient(ratio)));
  return RATIOS.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best));
}

function quotient(ratio: string): number {
  const [across = 1, down = 1] = ratio.split(":").map(Number);
  return across / down;
}
