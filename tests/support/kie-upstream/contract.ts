/** The body of createTask. */
export interface TaskFields {
  model: string;
  callBackUrl?: string;
  input: { prompt: string; aspect_ratio?: string; resolution?: string; input_urls?: string[] };
}

const RATIOS = [
  ...["auto", "1:1", "3:2", "2:3", "4:3", "3:4", "5:4", "4:5", "16:9", "9:16", "2:1", "1:2"],
  ...["3:1", "1:3", "21:9", "9:21"],
];
const FIELDS = ["prompt", "aspect_ratio", "resolution", "input_urls"];
const PIXELS: Record<string, number> = { "1K": 1_048_576, "2K": 4_194_304, "4K": 8_294_400 };

/** Returns the error of the real API for this task, if any. Applies its documentation strictly. */
export function findFault(
  { model, input }: TaskFields,
  uploads: Map<string, number>,
): string | undefined {
  const isEdit = model === "gpt-image-2-image-to-image";
  if (!isEdit && model !== "gpt-image-2-text-to-image") return "The model name is not supported.";
  const unknown = Object.keys(input).find((name) => !FIELDS.includes(name));
  if (unknown !== undefined) return `${unknown} is not supported.`;
  if (!input.prompt || input.prompt.length > 20_000) return "The prompt is too long.";
  const urls = input.input_urls ?? [];
  if (isEdit && (urls.length < 1 || urls.length > 16)) return "input_urls is required.";
  if (urls.some((each) => !uploads.has(each))) return "The image cannot be fetched.";
  const { aspect_ratio: ratio = "auto", resolution = "1K" } = input;
  if (!RATIOS.includes(ratio)) return "aspect_ratio is not within the range of allowed options.";
  if (!(resolution in PIXELS)) return "resolution is not within the range of allowed options.";
  if (ratio === "1:1" && resolution === "4K") return "1:1 does not support 4K.";
  const isSmall = ratio === "auto" || ratio === "5:4" || ratio === "4:5";
  return isSmall && resolution !== "1K" ? `${ratio} supports 1K only.` : undefined;
}

/** Approximates the size that the real API renders. */
export function toPixels({ input }: TaskFields): { width: number; height: number } {
  const ratio = input.aspect_ratio === "auto" ? "1:1" : (input.aspect_ratio ?? "1:1");
  const [across = 1, down = 1] = ratio.split(":").map(Number);
  const width = Math.round(Math.sqrt(((PIXELS[input.resolution ?? "1K"] ?? 0) * across) / down));
  return { width, height: Math.round((width * down) / across) };
}
