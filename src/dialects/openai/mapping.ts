import { invalidFields } from "../../openapi/validation-error.ts";
import type { GenerationRequest } from "../../core/generations/request.ts";
import type { ModelLimits } from "../model-limits.ts";
import type { ImageRequest } from "./image-request.ts";
import { toShape } from "./shape.ts";
import { readOptionalFields } from "./optional-fields.ts";

/** The model of a request that names none. */
export const DEFAULT_MODEL = "gpt-image-2";

// "standard" and "hd" are the names of retired models.
const QUALITIES = {
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "xhigh",
  max: "max",
  auto: "auto",
  standard: "medium",
  hd: "high",
} as const;

/** Returns the id of the requested model. Null is the same as absent, in all fields. */
export function toModelId({ model }: ImageRequest): string {
  return model ?? DEFAULT_MODEL;
}

/** Converts a request. Throws `invalid_request` for values that the model does not support. */
export function toRequest(body: ImageRequest, model: ModelLimits): GenerationRequest {
  const optional = readOptionalFields(body, model);
  const n = body.n ?? 1;
  if (n > model.maxImages) throw invalidFields(["n"], `must be at most ${model.maxImages}`);
  const { resizeTo, ...shape } = toShape(body, model.generatedSize);
  return {
    model: model.id,
    prompt: body.prompt,
    n,
    quality: QUALITIES[body.quality ?? "auto"],
    ...shape,
    options: {
      ...toOptions(body),
      ...(resizeTo && { resizeTo }),
      ...(Object.keys(optional).length > 0 && { optional }),
    },
    endUser: body.safety_identifier || body.user || undefined,
  };
}

/** Converts an edit of `count` images, sent in `field`. The mask or markup is the input after them. */
export function toEdit(
  body: ImageRequest,
  model: ModelLimits,
  { count, hasMask, field = "image" }: { count: number; hasMask: boolean; field?: string },
): GenerationRequest {
  const hasMarkup = "markup" in body && body.markup !== undefined;
  if (hasMarkup && hasMask) throw invalidFields(["markup"], "cannot be sent together with mask");
  if (count > model.referenceImageLimit) {
    throw invalidFields([field], `must have at most ${model.referenceImageLimit} items`);
  }
  const request = toRequest(body, model);
  const overlay = { ...(hasMask && { mask: count }), ...(hasMarkup && { markup: count }) };
  return { ...request, options: { ...request.options, ...overlay } };
}

function toOptions(body: ImageRequest): GenerationRequest["options"] {
  const background = body.background ?? "auto";
  const outputFormat = body.output_format ?? "png";
  const compression = body.output_compression ?? 100;
  if (background === "transparent" && outputFormat === "jpeg") {
    throw invalidFields(["background"], "cannot be transparent in a jpeg");
  }
  if (compression < 100 && outputFormat === "png") {
    throw invalidFields(["output_compression"], "below 100 is for jpeg and webp only");
  }
  const previews = body.stream ? (body.partial_images ?? 0) : 0;
  return {
    background,
    outputFormat,
    ...(outputFormat === "png" ? {} : { outputCompression: compression }),
    moderation: body.moderation ?? "auto",
    ...(previews > 0 ? { partialImages: previews } : {}),
    // The response to a request that waits depends on its own fields only.
    ...(body.async && body.response_format === "b64_json" ? { responseFormat: "b64_json" } : {}),
  };
}
