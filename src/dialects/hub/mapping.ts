import type { components } from "../../../generated/hub/server.ts";
import type { Upload } from "../../http/upload.ts";
import type { Balance } from "../../core/billing/grants.ts";
import { type Generation, isFinished } from "../../core/generations/find.ts";
import type { GenerationRequest } from "../../core/generations/request.ts";
import * as sizes from "../../core/models/sizes.ts";
import { invalidFields } from "../../openapi/validation-error.ts";
import { errors } from "./errors.ts";
import type { ModelLimits } from "../model-limits.ts";

type Schemas = components["schemas"];
type CreateImage = Schemas["CreateImageRequest"] | Schemas["CreateImageForm"];

/** The fields of a generation that the hub API shows. */
export type HubGeneration = Pick<
  Generation,
  | "id"
  | "status"
  | "model"
  | "aspectRatio"
  | "tier"
  | "createdAt"
  | "finishedAt"
  | "images"
  | "quotedCredits"
  | "capturedCredits"
  | "errorCode"
  | "errorMessage"
>;

/**
 * Converts both forms of a request: `size` with a render quality, and `aspect_ratio` with a tier.
 * Throws `invalid_request` for an unsupported size and for fields that contradict it.
 */
export function toRequest(body: CreateImage, model: ModelLimits): GenerationRequest {
  if (body.n > model.maxImages) throw invalidFields(["n"], `must be at most ${model.maxImages}`);
  if (listUploads(body).length > model.referenceImageLimit) {
    throw invalidFields(["reference_image"], `must be at most ${model.referenceImageLimit} files`);
  }
  if (body.background === "transparent" && body.output_format === "jpeg") {
    throw invalidFields(["background"], "cannot be transparent in a jpeg");
  }
  const tier = sizes.TIERS.find((each) => each === body.quality);
  const quality = toRenderQuality(body.quality);
  return {
    model: body.model,
    prompt: body.prompt,
    n: body.n,
    quality,
    ...toShape(body, tier),
    options: { background: body.background, outputFormat: body.output_format, moderation: "auto" },
    endUser: body.user,
  };
}

/** Returns the reference images of a request in order. */
export function listUploads(body: CreateImage): Upload[] {
  return "reference_image" in body ? (body.reference_image ?? []) : [];
}

type Shape = Pick<GenerationRequest, "size" | "aspectRatio" | "tier">;

function toShape(body: CreateImage, tier: sizes.Tier | undefined): Shape {
  const size = sizes.parseSize(body.size);
  const ratio = sizes.RATIOS.find((each) => each === body.aspect_ratio);
  if (size === undefined) return toShapeFromRatio(ratio, tier ?? "1K");
  const fault = sizes.findSizeFault(size);
  if (fault !== undefined) throw invalidFields(["size"], fault);
  const shape = { size, aspectRatio: sizes.toRatio(size), tier: sizes.toTier(size) };
  if (ratio !== undefined && ratio !== shape.aspectRatio) {
    throw invalidFields(
      ["aspect_ratio"],
      `contradicts the size, which is ${shape.aspectRatio}: send one of the two`,
    );
  }
  if (tier !== undefined && tier !== shape.tier) {
    throw invalidFields(
      ["quality"],
      `contradicts the size, which is ${shape.tier}: send one of the two`,
    );
  }
  return shape;
}

// Models choose a size themselves only at 1K. "auto" at a higher tier is generated as a square, and
// responses show "auto" until the image is stored.
function toShapeFromRatio(ratio: sizes.Ratio | undefined, tier: sizes.Tier): Shape {
  if (ratio === undefined && tier === "1K") return { size: "auto", aspectRatio: "auto", tier };
  return { size: sizes.resolveSize(ratio ?? "1:1", tier), aspectRatio: ratio ?? "auto", tier };
}

function toRenderQuality(quality: CreateImage["quality"]): GenerationRequest["quality"] {
  return quality === "1K" || quality === "2K" || quality === "4K" ? "auto" : quality;
}

/** Converts a generation, finished or not, to the wire format. */
export function fromGeneration(
  generation: HubGeneration,
  urls: { publicUrl: string; imageUrl: (storageKey: string) => string },
): Schemas["Generation"] {
  const finished = isFinished(generation);
  const { quotedCredits, capturedCredits } = generation;
  const isFullyCharged = finished && capturedCredits === quotedCredits;
  return {
    object: "image_generation",
    id: generation.id,
    status: generation.status === "blocked" ? "failed" : generation.status,
    model: generation.model,
    aspect_ratio: toAspectRatio(generation),
    quality: generation.tier as sizes.Tier,
    created_at: generation.createdAt.toISOString(),
    completed_at: generation.finishedAt?.toISOString(),
    images: generation.images.map((image): Schemas["Image"] => ({
      id: image.id,
      object: "image",
      url: urls.imageUrl(image.storageKey),
      created_at: new Date(image.createdAt).toISOString(),
      width: image.width,
      height: image.height,
    })),
    usage: {
      credits: capturedCredits,
      credits_requested: isFullyCharged ? undefined : quotedCredits,
    },
    poll_url: finished ? undefined : `${urls.publicUrl}/api/v1/generations/${generation.id}`,
    error: toGenerationError(generation),
  };
}

/** Converts a balance to the form that is part of a generation. */
export function fromBalance(balance: Balance): Schemas["Balance"] {
  return {
    credits: balance.spendable,
    account_type: balance.accountType,
    next_expiration: listExpirations(balance)[0] ?? null,
  };
}

/** Returns the expiring credits, earliest first. */
export function listExpirations(balance: Balance): Schemas["Expiration"][] {
  return balance.expiring.map(({ credits, expiresAt }): Schemas["Expiration"] => ({
    credits,
    expires_at: new Date(expiresAt).toISOString(),
  }));
}

function toAspectRatio({ aspectRatio, images }: HubGeneration): Schemas["AspectRatio"] {
  const known = sizes.RATIOS.find((each) => each === aspectRatio);
  const [first] = images;
  return known ?? (first === undefined ? "auto" : sizes.toRatio(first));
}

function toGenerationError(generation: HubGeneration): Schemas["GenerationError"] | undefined {
  const { errorCode, errorMessage } = generation;
  if (errorCode === null || generation.status === "canceled") return undefined;
  const [, code] = errors[errorCode];
  const wireCode = code === "contentBlocked" || code === "unavailable" ? code : "generationFailed";
  return { code: wireCode, message: errorMessage ?? "Image generation failed." };
}
