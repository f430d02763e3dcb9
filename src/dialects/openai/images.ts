import type { components } from "../../../generated/openai/server.ts";
import { encodeFileAsBase64 } from "../../http/base64.ts";
import type { Context } from "../../app/context.ts";
import { findUsage, type GeneratedImage, type Generation } from "../../core/generations/find.ts";
import * as images from "../../core/media/images.ts";
import { createMissingImageError } from "../../core/media/missing-image.ts";
import { hasTransparentPixels } from "../../core/media/transparency.ts";
import type { ProviderUsage } from "../../providers/provider.ts";
import type { ReadOptions } from "../../storage/storage.ts";
import type { ImageRequest } from "./image-request.ts";

type Schemas = components["schemas"];
type Usage = Schemas["ImageUsage"];
type ImageProperties = Pick<
  Schemas["ImagesResponse"],
  "background" | "output_format" | "quality" | "size" | "safety_identifier"
>;

/** The fields of a request that its response depends on. */
type ResponseFields = Pick<
  ImageRequest,
  "model" | "response_format" | "safety_identifier" | "user"
>;

const FORMATS: Record<string, ImageProperties["output_format"]> = {
  png: "png",
  jpg: "jpeg",
  jpeg: "jpeg",
  webp: "webp",
};

// Encoding such an image at once takes less time than opening a stream for it.
const SMALL_BYTES = 64 * 1024;

/** Returns the response with a generation's images. The base64 of large ones is encoded while it is sent. */
export async function toResponse(
  ctx: Context,
  generation: Generation,
  body: ResponseFields,
): Promise<Schemas["ImagesResponse"]> {
  const [first] = generation.images;
  if (first === undefined) throw createMissingImageError();
  const data = await Promise.all(
    generation.images.map(async (image): Promise<Schemas["ImageData"]> =>
      isUrlWanted(body)
        ? { url: ctx.storage.imageUrl(image.storageKey) }
        : { b64_json: await toBase64(ctx, image) },
    ),
  );
  const properties = await readImageProperties(ctx, { generation, image: first, body });
  const usage = toUsage(await findUsage(ctx, generation));
  return {
    created: toUnixSeconds(generation.finishedAt ?? generation.createdAt),
    data,
    ...properties,
    usage,
  };
}

/** Returns whether images are returned as URLs. Clients of OpenAI's first models do not ask for them. */
export function isUrlWanted({ response_format: format, model }: ResponseFields): boolean {
  return (format ?? (model?.startsWith("dall-e-") ? "url" : "b64_json")) === "url";
}

async function toBase64(
  ctx: Context,
  { storageKey, sizeBytes, bytes, base64 }: GeneratedImage,
): Promise<string> {
  if (bytes !== undefined) return bytes.toBase64();
  if (sizeBytes > SMALL_BYTES)
    return encodeFileAsBase64((buffer) => openImage(ctx, storageKey, { buffer }), base64);
  const chunks = await Array.fromAsync(await openImage(ctx, storageKey));
  return Buffer.concat(chunks).toString("base64");
}

/** Returns the properties of a stored image, which may differ from those requested. */
export async function readImageProperties(
  ctx: Context,
  {
    generation,
    image,
    body,
  }: {
    generation: Generation;
    image: GeneratedImage;
    body: Pick<ImageRequest, "safety_identifier" | "user">;
  },
): Promise<ImageProperties> {
  const { storageKey, width, height } = image;
  const { quality } = generation;
  return {
    background: await readBackground(ctx, generation, image),
    output_format: toOutputFormat(storageKey),
    // No provider reports the quality that "auto" resolved to.
    quality: quality === "auto" ? "medium" : (quality as ImageProperties["quality"]),
    size: `${width}x${height}`,
    safety_identifier: body.safety_identifier || body.user || undefined,
  };
}

/** Opens a stored image. Throws `unavailable`, marked as a missing image, if it does not exist. */
export async function openImage(
  ctx: Context,
  storageKey: string,
  options: ReadOptions = {},
): Promise<AsyncIterable<Uint8Array>> {
  const bytes = await ctx.storage.read(storageKey, options);
  if (bytes === undefined) throw createMissingImageError();
  return bytes;
}

/** Returns the file format of a storage key. */
export function toOutputFormat(storageKey: string): ImageProperties["output_format"] {
  return FORMATS[storageKey.slice(storageKey.lastIndexOf(".") + 1)] ?? "png";
}

/** Returns one image's share of the usage of all images. Zeros if the provider reports none. */
export function toUsage(counted: ProviderUsage | undefined, index = 0, count = 1): Usage {
  // The first image takes the remainder, so that the shares add up to the total.
  const share = (all = 0) => Math.floor(all / count) + (index === 0 ? all % count : 0);
  const input = counted?.inputTokens ?? 0;
  const image = counted?.inputImageTokens ?? 0;
  const text = counted?.inputTextTokens ?? input - image;
  return {
    input_tokens: share(input),
    output_tokens: share(counted?.outputTokens),
    total_tokens: share(counted?.totalTokens),
    input_tokens_details: { text_tokens: share(text), image_tokens: share(image) },
  };
}

/** Returns a Unix timestamp in seconds. */
export function toUnixSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

// The demo provider writes an alpha channel to every PNG, but its images are transparent only on request.
// With other providers the pixels show what the model chose.
async function readBackground(
  ctx: Context,
  { options, provider }: Generation,
  { storageKey, hasAlpha, bytes }: GeneratedImage,
): Promise<ImageProperties["background"]> {
  const { background } = options;
  if (background === "opaque" || (background === "auto" && provider === "demo")) return "opaque";
  const mayBeTransparent =
    hasAlpha ??
    images.hasAlpha(await readBytes(ctx, storageKey, { firstBytes: images.ALPHA_HEAD_BYTES }));
  if (!mayBeTransparent) return "opaque";
  const isTransparent = await hasTransparentPixels(bytes ?? (await readBytes(ctx, storageKey)));
  return isTransparent ? "transparent" : "opaque";
}

async function readBytes(
  ctx: Context,
  storageKey: string,
  options?: ReadOptions,
): Promise<Uint8Array> {
  return Buffer.concat(await Array.fromAsync(await openImage(ctx, storageKey, options)));
}
