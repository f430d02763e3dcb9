import type { components } from "../../../generated/openai/server.ts";
import { encodeFileAsBase64 } from "../../http/base64.ts";
import type { Context } from "../../app/context.ts";
import { findUsage, type GeneratedImage, type Generation } from "../../core/generations/find.ts";
import * as images from "../../core/media/images.ts";
import { AppError } from "../../foundation/errors.ts";
import type { ProviderUsage } from "../../providers/provider.ts";
import type { ImageRequest } from "./mapping.ts";

type Schemas = components["schemas"];
type Usage = Schemas["ImageUsage"];
type ImageProperties = Pick<
  Schemas["ImagesResponse"],
  "background" | "output_format" | "quality" | "size" | "safety_identifier"
>;

const FORMATS: Record<string, ImageProperties["output_format"]> = {
  png: "png",
  jpg: "jpeg",
  jpeg: "jpeg",
  webp: "webp",
};

/** The reply with a generation's pictures, whose base64 is read only while it is sent. */
export async function toResponse(
  ctx: Context,
  generation: Generation,
  body: ImageRequest,
): Promise<Schemas["ImagesResponse"]> {
  const [first] = generation.images;
  if (first === undefined) throw toGoneError();
  const data = generation.images.map(({ storageKey }) =>
    body.response_format === "url"
      ? { url: ctx.storage.publicUrl(storageKey) }
      : { b64_json: encodeFileAsBase64(() => open(ctx, storageKey)) },
  );
  const look = await readImageProperties(ctx, { generation, image: first, body });
  const usage = toUsage(await findUsage(ctx, generation.id));
  return { created: seconds(generation.finishedAt ?? generation.createdAt), data, ...look, usage };
}

/** How a finished picture looks, as it is and not as it was asked for. */
export async function readImageProperties(
  ctx: Context,
  {
    generation,
    image,
    body,
  }: { generation: Generation; image: GeneratedImage; body: ImageRequest },
): Promise<ImageProperties> {
  const { storageKey, width, height } = image;
  const { quality } = generation;
  return {
    background: await readBackground(ctx, generation, storageKey),
    output_format: toOutputFormat(storageKey),
    // What "auto" came to is told by no provider.
    quality: quality === "low" || quality === "high" ? quality : "medium",
    size: `${width}x${height}`,
    ...(body.safety_identifier ? { safety_identifier: body.safety_identifier } : {}),
  };
}

/** Opens a stored picture. Throws `unavailable` where it is gone. */
export async function open(ctx: Context, storageKey: string): Promise<AsyncIterable<Uint8Array>> {
  const bytes = await ctx.storage.read(storageKey);
  if (bytes === undefined) throw toGoneError();
  return bytes;
}

/** The file format that a storage key tells. */
export function toOutputFormat(storageKey: string): ImageProperties["output_format"] {
  return FORMATS[storageKey.slice(storageKey.lastIndexOf(".") + 1)] ?? "png";
}

/** One picture's share of what the provider counted for all of them; zeros where it counts nothing. */
export function toUsage(counted: ProviderUsage | undefined, index = 0, count = 1): Usage {
  // The first takes what cannot be divided, so that the shares make up the whole.
  const share = (all = 0) => Math.floor(all / count) + (index === 0 ? all % count : 0);
  const input = counted?.inputTokens ?? 0;
  const picture = counted?.inputImageTokens ?? 0;
  const text = counted?.inputTextTokens ?? input - picture;
  return {
    input_tokens: share(input),
    output_tokens: share(counted?.outputTokens),
    total_tokens: share(counted?.totalTokens),
    input_tokens_details: { text_tokens: share(text), image_tokens: share(picture) },
  };
}

/** A moment as this API tells it. */
export function seconds(moment: Date): number {
  return Math.floor(moment.getTime() / 1000);
}

// The demo provider gives every PNG an alpha channel, but is transparent only on request. With other
// providers the channel shows what the model has chosen.
async function readBackground(
  ctx: Context,
  { options, provider }: Generation,
  storageKey: string,
): Promise<ImageProperties["background"]> {
  const { background } = options;
  if (background === "opaque" || (background === "auto" && provider === "demo")) return "opaque";
  const head = await ctx.storage.read(storageKey, images.ALPHA_HEAD_BYTES);
  if (head === undefined) throw toGoneError();
  const bytes = Buffer.concat(await Array.fromAsync(head));
  return images.hasAlpha(bytes) ? "transparent" : "opaque";
}

function toGoneError(): AppError {
  return new AppError("unavailable", "The pictures cannot be read right now. Try again later.");
}
