import type { components } from "../../../generated/art/server.ts";
import { invalidFields } from "../../openapi/validation-error.ts";
import type { Generation, GenerationStatus } from "../../core/generations/find.ts";
import type { InputUrl } from "../../core/generations/input-urls.ts";
import type { GenerationRequest } from "../../core/generations/request.ts";
import * as sizes from "../../core/models/sizes.ts";
import type { ModelLimits } from "../model-limits.ts";

type Schemas = components["schemas"];
type CreateImage = Schemas["CreateImageRequest"];

const TEXT_TO_IMAGE = "-text-to-image";
const IMAGE_TO_IMAGE = "-image-to-image";
// Providers require a prompt. A request with images only asks for a new version of them.
const NO_PROMPT = "Recreate the reference image.";

/** Returns the id of a model, given its name or one of its two aliases. */
export function toModelId({ model }: CreateImage): string {
  return model.replace(/-(?:text|image)-to-image$/, "");
}

/** Converts a request. Throws `invalid_request` if it has neither a prompt nor images. */
export function toRequest(body: CreateImage, model: ModelLimits): GenerationRequest {
  const links = body.image_urls?.length ?? 0;
  if (body.response_format !== "url") throw invalidFields(["response_format"], "must be url");
  if (body.prompt === undefined && links === 0) {
    throw invalidFields(["prompt"], "is required unless image_urls is given");
  }
  if (links > model.referenceImageLimit) {
    throw invalidFields(["image_urls"], `must have at most ${model.referenceImageLimit} items`);
  }
  if (body.n > model.maxImages) throw invalidFields(["n"], `must be at most ${model.maxImages}`);
  return {
    model: toModelId(body),
    prompt: body.prompt ?? NO_PROMPT,
    n: body.n,
    quality: body.quality,
    ...toShape(body.size),
    options: { background: "auto", outputFormat: body.output_format, moderation: "auto" },
    endUser: body.user,
  };
}

/** Returns the URLs of the input images. */
export function listImageLinks({ image_urls }: CreateImage): InputUrl[] {
  return (image_urls ?? []).map((url, index) => ({ url, field: ["image_urls", index] }));
}

function toShape(
  text: CreateImage["size"],
): Pick<GenerationRequest, "size" | "aspectRatio" | "tier"> {
  const size = sizes.parseSize(text);
  if (size === undefined) return { size: "auto", aspectRatio: "auto", tier: "1K" };
  return { size, aspectRatio: sizes.toRatio(size), tier: sizes.toTier(size) };
}

const STATUSES = {
  queued: "pending",
  running: "processing",
  succeeded: "succeeded",
  failed: "failed",
  blocked: "failed",
  canceled: "canceled",
} as const satisfies Record<GenerationStatus, Schemas["TaskStatus"]>;

/** Converts a generation, finished or not, to the wire format. */
export function fromGeneration(
  generation: Generation,
  imageUrl: (storageKey: string) => string,
): Schemas["Task"] {
  const { id, model, status, inputs, images, createdAt } = generation;
  return {
    id,
    object: "image.generation",
    created: Math.floor(createdAt.getTime() / 1000),
    model: model + (inputs.length > 0 ? IMAGE_TO_IMAGE : TEXT_TO_IMAGE),
    status: STATUSES[status],
    credits: generation.quotedCredits,
    data: images.map(({ storageKey }): Schemas["TaskImage"] => ({ url: imageUrl(storageKey) })),
    error: toTaskError(generation),
  };
}

const FAILURES = {
  content_blocked: ["image_generation_user_error", "moderation_blocked"],
  unavailable: ["service_unavailable_error", "service_unavailable"],
} as const;

function toTaskError({ status, errorCode, errorMessage }: Generation): Schemas["Task"]["error"] {
  if (status !== "failed" && status !== "blocked") return undefined;
  const known = errorCode === "content_blocked" || errorCode === "unavailable";
  const [type, code] = known
    ? FAILURES[errorCode]
    : (["server_error", "generation_failed"] as const);
  return { message: errorMessage ?? "Image generation failed.", type, param: null, code };
}
