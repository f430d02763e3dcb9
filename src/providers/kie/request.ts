import type { PixelSize, ProviderRequest } from "../provider.ts";

// From Kie's documentation of gpt-image-2.
const RATIOS = [
  ...["1:1", "3:2", "2:3", "4:3", "3:4", "5:4", "4:5", "16:9", "9:16", "2:1", "1:2"],
  ...["3:1", "1:3", "21:9", "9:21"],
];
const MAX_PROMPT_LENGTH = 20_000;
const MAX_INPUTS = 16;

/**
 * Returns why Kie cannot serve a request, or undefined. Also rejects requests whose images would be
 * smaller than requested, and requests with a mask, which Kie would ignore.
 */
export function findRequestFault(request: ProviderRequest): string | undefined {
  if (request.mask !== undefined) return "A mask cannot be used with this model.";
  if (request.background === "transparent") {
    return "A transparent background cannot be used with this model.";
  }
  if ([...request.prompt].length > MAX_PROMPT_LENGTH) {
    return `The prompt may have at most ${MAX_PROMPT_LENGTH} characters with this model.`;
  }
  if (request.inputs.length > MAX_INPUTS) {
    return `At most ${MAX_INPUTS} reference images can be used with this model.`;
  }
  const ratio = toKieRatio(request);
  const highest = highestTier(ratio);
  if (TIERS.indexOf(request.tier) <= TIERS.indexOf(highest)) return undefined;
  return `${request.tier} is not supported at the aspect ratio ${ratio}: use at most ${highest}.`;
}

/** Returns the body of a createTask call for one image. */
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
