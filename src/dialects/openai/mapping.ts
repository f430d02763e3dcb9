import type { components } from "../../../generated/openai/server.ts";
import { AppError } from "../../foundation/errors.ts";
import { invalidFields } from "../../openapi/validation-error.ts";
import type { GenerationRequest } from "../../core/generations/request.ts";
import * as sizes from "../../core/models/sizes.ts";

type Schemas = components["schemas"];

/** What is asked for, in any of the three ways to ask. */
export type ImageRequest =
  Schemas["CreateImageRequest"] | Schemas["EditImageForm"] | Schemas["EditImageRequest"];

/** What the model in question can do. */
export interface Model {
  id: string;
  maxImages: number;
  referenceImageLimit: number;
}

const DEFAULT_MODEL = "gpt-image-2";

// "standard" and "hd" are of models that are gone, "xhigh" and "max" of models that are not here.
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

/** The model that is asked for. A field that is null is as good as absent, here and below. */
export function toModelId({ model }: ImageRequest): string {
  return model ?? DEFAULT_MODEL;
}

/** Reads a request for pictures. Throws `invalid_request` for what cannot be drawn. */
export function toRequest(body: ImageRequest, model: Model): GenerationRequest {
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

/** The same for an edit of that many pictures; a mask comes behind them. */
export function toEdit(
  body: ImageRequest,
  model: Model,
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
  if (size === undefined) throw badSize(text, "Expected 'auto' or WIDTHxHEIGHT in pixels.");
  const fault = sizes.findSizeFault(size);
  if (fault !== undefined) throw badSize(text, `${fault[0]?.toUpperCase()}${fault.slice(1)}.`);
  return { size, aspectRatio: sizes.toRatio(size), tier: sizes.toTier(size) };
}

// In the words of the API that is spoken here, which clients show as they are.
function badSize(text: string, fault: string): AppError {
  const shown = /^[\w.-]*$/.test(text) ? ` '${text}'` : "";
  return new AppError("invalid_request", `Invalid size${shown}. ${fault}`, {
    details: { issues: [{ path: ["size"], reason: fault }] },
  });
}
