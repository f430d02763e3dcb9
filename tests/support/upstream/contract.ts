import type { UpstreamCall } from "./call.ts";

/** An error response of the Images API. */
export interface UpstreamError {
  status: number;
  type: string;
  code: string | null;
  message: string;
  param?: string | null;
  headers?: Record<string, string>;
}

const FIELDS = new Set([
  ...["model", "prompt", "n", "size", "quality", "background", "moderation", "user", "stream"],
  ...["output_format", "output_compression", "partial_images", "response_format"],
  ...["safety_identifier", "input_fidelity"],
]);

// Fields and qualities of other models than gpt-image-2.
const OPTIONAL = new Set(["complexity", "seed", "style"]);
const QUALITIES = ["low", "medium", "high", "auto"];

/** Returns the error of the real API for this call, if any. Applies its published limits strictly. */
export function validateCall(call: UpstreamCall): UpstreamError | undefined {
  if (!/^Bearer \S+/.test(call.headers.authorization ?? "")) {
    return { status: 401, type: "invalid_request_error", code: null, message: "No API key." };
  }
  const fault = findFault(call);
  if (fault === undefined) return undefined;
  const [param, message] = fault;
  return { status: 400, type: "invalid_request_error", code: "invalid_value", message, param };
}

function findFault({ fields, files, operation }: UpstreamCall): [string, string] | undefined {
  const isCapable = fields.model !== "gpt-image-2";
  const isKnown = (name: string) => FIELDS.has(name) || (isCapable && OPTIONAL.has(name));
  const unknown = Object.keys(fields).find((name) => !isKnown(name));
  if (unknown !== undefined) return [unknown, `Unknown parameter: '${unknown}'.`];
  if (!isCapable && !QUALITIES.includes(text(fields.quality) ?? "auto"))
    return ["quality", "Invalid value."];
  if (!text(fields.model)) return ["model", "You must provide a model."];
  const prompt = text(fields.prompt);
  if (!prompt || prompt.length > 32_000) return ["prompt", "Invalid prompt length."];
  if (!within(fields.n ?? 1, 1, 10)) return ["n", "Invalid 'n'."];
  if (!within(fields.partial_images ?? 0, 0, 3)) return ["partial_images", "Expected 0 to 3."];
  if (isGptImage(fields) && "response_format" in fields) {
    return ["response_format", "Unknown parameter: 'response_format'."];
  }
  if ("output_compression" in fields && (fields.output_format ?? "png") === "png") {
    return ["output_compression", "Compression is for jpeg and webp."];
  }
  const images = files.filter((file) => file.field === "image" || file.field === "image[]");
  if (operation === "edits" && !within(images.length, 1, 16)) return ["image", "Expected 1 to 16."];
  return isGptImage(fields) ? findSizeFault(text(fields.size) ?? "auto") : undefined;
}

function findSizeFault(size: string): [string, string] | undefined {
  if (size === "auto") return undefined;
  const [width = 0, height = 0] = size.split("x").map(Number);
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const isDivisible = width % 16 === 0 && height % 16 === 0;
  if (
    isDivisible &&
    long <= 3840 &&
    long <= 3 * short &&
    within(width * height, 655_360, 8_294_400)
  ) {
    return undefined;
  }
  return ["size", `Invalid size '${size}'. Width and height must both be divisible by 16.`];
}

function isGptImage(fields: Record<string, unknown>): boolean {
  return /^(chat)?gpt-image-/.test(text(fields.model) ?? "");
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function within(value: unknown, least: number, most: number): boolean {
  const number = Number(value);
  return Number.isInteger(number) && number >= least && number <= most;
}
