import { AppError } from "../../foundation/errors.ts";
import { invalidFields } from "../../openapi/validation-error.ts";
import type { GenerationRequest } from "../../core/generations/request.ts";
import * as sizes from "../../core/models/sizes.ts";
import type { PixelSize } from "../../providers/provider.ts";
import type { ImageRequest } from "./image-request.ts";

type Shape = Pick<GenerationRequest, "size" | "aspectRatio" | "tier"> & {
  /** The requested size, if another one is generated. */
  resizeTo?: PixelSize;
};

/** Returns the requested size if it is one that models do not generate. */
export function findUnsupportedSize(body: ImageRequest): PixelSize | undefined {
  const size = sizes.parseSize(readSizeText(body));
  return size !== undefined && sizes.findSizeFault(size) !== undefined ? size : undefined;
}

/**
 * Returns the size of the images. Clients send `size`, `width` and `height`, or an aspect ratio with or
 * without a resolution. `generatedSize` is generated instead of an unsupported size. Throws
 * `invalid_request` for an unsupported size and for contradicting fields.
 */
export function toShape(body: ImageRequest, generatedSize?: PixelSize): Shape {
  const text = readSizeText(body);
  const ratio = readRatio(body);
  const tier = readTier(body);
  if (text === "auto") return toShapeFromRatio(ratio, tier ?? "1K");
  const shape = toShapeFromSize(text, generatedSize);
  if (ratio !== undefined && ratio !== shape.aspectRatio)
    throw invalidFields(["aspect_ratio"], `contradicts the size, which is ${shape.aspectRatio}`);
  if (tier !== undefined && tier !== shape.tier)
    throw invalidFields(["resolution"], `contradicts the size, which is ${shape.tier}`);
  return shape;
}

function readSizeText({ size, width, height }: ImageRequest): string {
  const hasWidth = width !== null && width !== undefined;
  const hasHeight = height !== null && height !== undefined;
  if (!hasWidth && !hasHeight) return isRatioOrTier(size) ? "auto" : toPixelText(size ?? "auto");
  if (!hasWidth || !hasHeight)
    throw invalidFields([hasWidth ? "height" : "width"], "is required with the other edge");
  const text = `${width}x${height}`;
  if (size && size !== "auto" && toPixelText(size) !== text)
    throw invalidFields(["width"], "contradicts the size");
  return text;
}

// Relay clients send an aspect ratio or a tier as size, and "1024*1024".
function isRatioOrTier(size: string | null | undefined): boolean {
  return findRatio(size) !== undefined || findTier(size) !== undefined;
}

function toPixelText(size: string): string {
  return size.replace(/^(\d+)\*(\d+)$/, "$1x$2");
}

function findRatio(text: string | null | undefined): sizes.Ratio | undefined {
  return sizes.RATIOS.find((each) => each === text);
}

function findTier(text: string | null | undefined): sizes.Tier | undefined {
  return sizes.TIERS.find((each) => each === text?.toUpperCase());
}

function readTier({ size, resolution }: ImageRequest): sizes.Tier | undefined {
  const [tier, own] = [findTier(resolution), findTier(size)];
  if (tier !== undefined && own !== undefined && tier !== own)
    throw invalidFields(["resolution"], "contradicts the size");
  return tier ?? own;
}

function readRatio(body: ImageRequest): sizes.Ratio | undefined {
  const [ratio, own] = [readRatioField(body), findRatio(body.size)];
  if (ratio !== undefined && own !== undefined && ratio !== own)
    throw invalidFields(["aspect_ratio"], "contradicts the size");
  return ratio ?? own;
}

function readRatioField(body: ImageRequest): sizes.Ratio | undefined {
  const [ratio, own] = [parseRatio(body, "aspect_ratio"), parseRatio(body, "aspectRatio")];
  if (ratio !== undefined && own !== undefined && ratio !== own)
    throw invalidFields(["aspectRatio"], "contradicts aspect_ratio");
  return ratio ?? own;
}

function parseRatio(
  body: ImageRequest,
  field: "aspect_ratio" | "aspectRatio",
): sizes.Ratio | undefined {
  const text = body[field] || "auto";
  const ratio = findRatio(text);
  if (ratio === undefined && text !== "auto")
    throw invalidFields([field], `must be one of auto, ${sizes.RATIOS.join(", ")}`);
  return ratio;
}

// Models choose a size themselves only at 1K.
function toShapeFromRatio(ratio: sizes.Ratio | undefined, tier: sizes.Tier): Shape {
  if (ratio === undefined && tier === "1K") return { size: "auto", aspectRatio: "auto", tier };
  return { size: sizes.resolveSize(ratio ?? "1:1", tier), aspectRatio: ratio ?? "auto", tier };
}

function toShapeFromSize(
  text: string,
  generated: PixelSize | undefined,
): Shape & { aspectRatio: sizes.Ratio } {
  const size = sizes.parseSize(text);
  if (size === undefined) throw toSizeError(text, "Expected 'auto' or WIDTHxHEIGHT in pixels.");
  const fault = sizes.findSizeFault(size);
  if (fault === undefined)
    return { size, aspectRatio: sizes.toRatio(size), tier: sizes.toTier(size) };
  if (generated === undefined)
    throw toSizeError(text, `${fault[0]?.toUpperCase()}${fault.slice(1)}.`);
  const shape = { aspectRatio: sizes.toRatio(generated), tier: sizes.toTier(generated) };
  return { size: generated, ...shape, resizeTo: size };
}

// Worded as OpenAI words it, because clients show it unchanged.
function toSizeError(text: string, fault: string): AppError {
  const shown = /^[\w.-]*$/.test(text) ? ` '${text}'` : "";
  return new AppError("invalid_request", `Invalid size${shown}. ${fault}`, {
    details: { issues: [{ path: ["size"], reason: fault }] },
  });
}
