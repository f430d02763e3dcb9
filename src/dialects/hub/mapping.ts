import type { components } from "../../../generated/hub/server.ts";
import type { Upload } from "../../http/upload.ts";
import type { Balance } from "../../core/billing/grants.ts";
import { type Generation, isFinished } from "../../core/generations/find.ts";
import type { GenerationRequest } from "../../core/generations/request.ts";
import * as sizes from "../../core/models/sizes.ts";
import { AppError } from "../../foundation/errors.ts";
import { errors } from "./errors.ts";

type Schemas = components["schemas"];
type CreateImage = Schemas["CreateImageRequest"] | Schemas["CreateImageForm"];

/** What the hub shows of a generation. */
export type Shown = Pick<
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

/** What the model in question can do. */
export interface Capabilities {
  maxImages: number;
  referenceImageLimit: number;
}

/**
 * Reads both ages of the request: `size` with a render quality, and `aspect_ratio` with a tier.
 * Throws `invalid_request` for a size that cannot be drawn and for fields that contradict it.
 */
export function toRequest(body: CreateImage, model: Capabilities): GenerationRequest {
  if (body.n > model.maxImages) refuse("n", `must be at most ${model.maxImages}`);
  if (listUploads(body).length > model.referenceImageLimit) {
    refuse("reference_image", `must be at most ${model.referenceImageLimit} files`);
  }
  if (body.background === "transparent" && body.output_format === "jpeg") {
    refuse("background", "cannot be transparent in a jpeg");
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

/** The reference images of a request, in their order. */
export function listUploads(body: CreateImage): Upload[] {
  return "reference_image" in body ? (body.reference_image ?? []) : [];
}

type Shape = Pick<GenerationRequest, "size" | "aspectRatio" | "tier">;

function toShape(body: CreateImage, tier: sizes.Tier | undefined): Shape {
  const size = sizes.parseSize(body.size);
  const ratio = sizes.RATIOS.find((each) => each === body.aspect_ratio);
  if (size === undefined) return shapeOfRatio(ratio, tier ?? "1K");
  const fault = sizes.findSizeFault(size);
  if (fault !== undefined) refuse("size", fault);
  const shape = { size, aspectRatio: sizes.toRatio(size), tier: sizes.toTier(size) };
  if (ratio !== undefined && ratio !== shape.aspectRatio) {
    refuse(
      "aspect_ratio",
      `contradicts the size, which is ${shape.aspectRatio}: send one of the two`,
    );
  }
  if (tier !== undefined && tier !== shape.tier) {
    refuse("quality", `contradicts the size, which is ${shape.tier}: send one of the two`);
  }
  return shape;
}

// No model chooses a size above 1K: "auto" at a larger tier is drawn square at that tier, and stays
// "auto" in replies until the image is there.
function shapeOfRatio(ratio: sizes.Ratio | undefined, tier: sizes.Tier): Shape {
  if (ratio === undefined && tier === "1K") return { size: "auto", aspectRatio: "auto", tier };
  return { size: sizes.resolveSize(ratio ?? "1:1", tier), aspectRatio: ratio ?? "auto", tier };
}

function toRenderQuality(quality: CreateImage["quality"]): GenerationRequest["quality"] {
  return quality === "1K" || quality === "2K" || quality === "4K" ? "auto" : quality;
}

/** A generation in the hub's words, under way or ended. */
export function fromGeneration(
  generation: Shown,
  place: { publicUrl: string; imageUrl: (storageKey: string) => string },
): Schemas["Generation"] {
  const finished = isFinished(generation);
  const { quotedCredits, capturedCredits } = generation;
  const whole = finished && capturedCredits === quotedCredits;
  return {
    object: "image_generation",
    id: generation.id,
    status: generation.status === "blocked" ? "failed" : generation.status,
    model: generation.model,
    aspect_ratio: toAspectRatio(generation),
    quality: generation.tier as sizes.Tier,
    created_at: generation.createdAt.toISOString(),
    ...(generation.finishedAt ? { completed_at: generation.finishedAt.toISOString() } : {}),
    images: generation.images.map((image) => ({
      id: image.id,
      object: "image",
      url: place.imageUrl(image.storageKey),
      created_at: new Date(image.createdAt).toISOString(),
      width: image.width,
      height: image.height,
    })),
    usage: { credits: capturedCredits, ...(whole ? {} : { credits_requested: quotedCredits }) },
    ...(finished ? {} : { poll_url: `${place.publicUrl}/api/v1/generations/${generation.id}` }),
    ...toGenerationError(generation),
  };
}

/** A balance as the hub tells it beside a generation. */
export function fromBalance(balance: Balance): Schemas["Balance"] {
  return {
    credits: balance.spendable,
    account_type: balance.accountType,
    next_expiration: expirations(balance)[0] ?? null,
  };
}

/** All that will expire, earliest first. */
export function expirations(balance: Balance): Schemas["Expiration"][] {
  return balance.expiring.map(({ credits, expiresAt }) => ({
    credits,
    expires_at: new Date(expiresAt).toISOString(),
  }));
}

function toAspectRatio({ aspectRatio, images }: Shown): Schemas["AspectRatio"] {
  const known = sizes.RATIOS.find((each) => each === aspectRatio);
  const [first] = images;
  return known ?? (first === undefined ? "auto" : sizes.toRatio(first));
}

function toGenerationError(generation: Shown): Pick<Schemas["Generation"], "error"> {
  const { errorCode, errorMessage } = generation;
  if (errorCode === null || generation.status === "canceled") return {};
  const [, code] = errors[errorCode];
  const told = code === "contentBlocked" || code === "unavailable" ? code : "generationFailed";
  return { error: { code: told, message: errorMessage ?? "Image generation failed." } };
}

function refuse(field: string, reason: string): never {
  throw new AppError("invalid_request", `${field}: ${reason}.`, {
    details: { issues: [{ path: [field], reason }] },
  });
}
