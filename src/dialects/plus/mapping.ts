import type { components } from "../../../generated/plus/server.ts";
import { invalidFields } from "../../openapi/validation-error.ts";
import { type Generation, isFinished } from "../../core/generations/find.ts";
import type { GenerationRequest } from "../../core/generations/request.ts";
import * as sizes from "../../core/models/sizes.ts";
import type { EventImage, FinishedGeneration } from "../../core/webhooks/events.ts";
import type { ModelLimits } from "../model-limits.ts";

type Schemas = components["schemas"];
type Generate = Schemas["GenerateRequest"];

/** Converts a request. Throws `invalid_request` if `type` and input images contradict each other. */
export function toRequest(body: Generate, model: ModelLimits): GenerationRequest {
  const count = body.inputImageKeys?.length ?? 0;
  if (body.type === "edit" && count === 0) {
    throw invalidFields(["inputImageKeys"], "is required if type is edit");
  }
  if (body.type === "text2img" && count > 0) {
    throw invalidFields(["inputImageKeys"], "is allowed only if type is edit");
  }
  if (count > model.referenceImageLimit) {
    throw invalidFields(["inputImageKeys"], `must have at most ${model.referenceImageLimit} items`);
  }
  if (body.n > model.maxImages) throw invalidFields(["n"], `must be at most ${model.maxImages}`);
  return {
    model: model.id,
    prompt: body.prompt,
    n: body.n,
    quality: body.quality,
    ...toShape(body),
    options: {
      background: "auto",
      outputFormat: "png",
      moderation: "auto",
      webp: true,
      type: body.type,
    },
  };
}

function toShape({ size: text, quality }: Generate) {
  const size = sizes.parseSize(text);
  // Unreachable: the document allows three sizes, all valid.
  if (size === undefined) throw invalidFields(["size"], "is not a size");
  const aspectRatio = sizes.toRatio(size);
  if (quality !== "high") return { size, aspectRatio, tier: "1K" as const };
  return { size: sizes.resolveSize(aspectRatio, "2K"), aspectRatio, tier: "2K" as const };
}

/** Converts a generation, finished or not, to the wire format. */
export function fromGeneration(
  generation: Generation,
  imageUrl: (storageKey: string) => string,
): Schemas["Generation"] {
  const { id, status, createdAt, finishedAt } = generation;
  return {
    id,
    status,
    type: toTaskType(generation),
    outputs: generation.images.map((image) => toOutput(image, imageUrl)),
    error: toErrorMessage(generation),
    costCredits: isFinished(generation) ? generation.capturedCredits : generation.quotedCredits,
    createdAt: createdAt.toISOString(),
    completedAt: finishedAt?.toISOString() ?? null,
  };
}

/** Returns the task type of a generation of any dialect. */
export function toTaskType({
  options,
  inputs,
}: Pick<FinishedGeneration, "options" | "inputs">): Schemas["TaskType"] {
  return options.type ?? (inputs.length > 0 ? "edit" : "text2img");
}

/** Lists the stored formats. Images of other dialects are stored in one format. */
export function toOutput(
  { storageKey, webpKey, contentType, width, height }: EventImage,
  imageUrl: (storageKey: string) => string,
): Schemas["Output"] {
  const original = imageUrl(storageKey);
  const webp =
    contentType === "image/webp" ? original : webpKey === null ? undefined : imageUrl(webpKey);
  return {
    png: contentType === "image/png" ? original : undefined,
    webp,
    jpeg: contentType === "image/jpeg" ? original : undefined,
    width,
    height,
  };
}

function toErrorMessage({ status, errorMessage }: Generation): string | null {
  if (status !== "failed" && status !== "blocked") return null;
  return errorMessage ?? "Image generation failed. Nothing was charged.";
}
