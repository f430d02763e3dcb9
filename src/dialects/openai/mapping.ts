import type { components } from "../../../generated/openai/server.ts";
import { AppError } from "../../foundation/errors.ts";
import { invalidFields } from "../../openapi/validation-error.ts";
import type { GenerationRequest } from "../../core/generations/request.ts";
import * as sizes from "../../core/models/sizes.ts";
import type { ModelLimits } from "../model-limits.ts";

type Schemas = components["schemas"];

/** A request to create or edit images, as a form or JSON. */
export type ImageRequest =
  Schemas["CreateImageRequest"] | Schemas["EditImageForm"] | Schemas["EditImageRequest"];

const DEFAULT_MODEL = "gpt-image-2";

// "standard" and "hd" belong to retired models, "xhigh" and "max" to models that are not offered.
const QUALITIES = {
  low: "low",
  medium: "medium",
  high: "high",
  auto: "auto",
  standard: "medium",
  hd: "high",
  xhigh: "high",
  max: "high",
} as const;

/** Returns the id of the requested model. Null is the same as absent, in all fields. */
export function toModelId({ model }: ImageRequest): string {
  return model ?? DEFAULT_MODEL;
}

/** Converts a request. Throws `invalid_request` for values that the model does not support. */
export function toRequest(body: ImageRequest, model: ModelLimits): GenerationRequest {
  const n = body.n ?? 1;
  if (n > model.maxImages) throw invalidFields(["n"], `must be at most ${model.maxImages}`);
  return {
    model: model.id,
    prompt: body.prompt,
    n,
    quality: QUALITIES[body.quality ?? "auto"],
    ...toShape(body.size ?? "auto"),
    options: toOptions(body),
    endUser: body.safety_identifier || body.user || undefined,
  };
}

/** Converts an edit of `count` images. The mask is the input after them. */
export function toEdit(
  body: ImageRequest,
  model: ModelLimits,
  { count, hasMask }: { count: number; hasMask: boolean },
): GenerationRequest {
  const field = "images" in body ? "images" : "image";
  if (count > model.referenceImageLimit) {
    throw invalidFields([field], `must have at most ${model.referenceImageLimit} items`);
  }
  const request = toRequest(body, model);
  return hasMask ? { ...request, options: { ...request.options, mask: count } } : request;
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
  };
}

function toShape(text: string): Pick<GenerationRequest, "size" | "aspectRatio" | "tier"> {
  if (text === "auto") return { size: "auto", aspectRatio: "auto", tier: "1K" };
  const size = sizes.parseSize(text);
  if (size === undefined) throw toSizeError(text, "Expected 'auto' or WIDTHxHEIGHT in pixels.");
  const fault = sizes.findSizeFault(size);
  if (fault !== undefined) throw toSizeError(text, `${fault[0]?.toUpperCase()}${fault.slice(1)}.`);
  return { size, aspectRatio: sizes.toRatio(size), tier: sizes.toTier(size) };
}

// Worded as OpenAI words it, because clients show it unchanged.
function toSizeError(text: string, fault: string): AppError {
  const shown = /^[\w.-]*$/.test(text) ? ` '${text}'` : "";
  return new AppError("invalid_request", `Invalid size${shown}. ${fault}`, {
    details: { issues: [{ path: ["size"], reason: fault }] },
  });
}
