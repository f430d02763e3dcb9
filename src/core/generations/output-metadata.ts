import type { Context } from "../../app/context.ts";
import * as images from "../media/images.ts";
import { removeOutputMetadata } from "../media/metadata/remove-metadata.ts";
import type { GenerationOptions } from "./request.ts";
import { retryStoring } from "./retry-storing.ts";

type ImageFacts = Awaited<ReturnType<typeof images.inspectImageAlpha>>;

/** A valid image of a provider. */
interface Output {
  path: string;
  facts: ImageFacts;
  options: Pick<GenerationOptions, "removeMetadata" | "resizeTo" | "outputCompression">;
  /** Retries end when it aborts. */
  until: AbortSignal;
}

/**
 * Returns the file to store with its facts: the image as the provider sent it, or resized or without
 * metadata if the options say so. Throws if the disk fails until `until` aborts.
 */
export async function toStoredFile(
  ctx: Context,
  { path, facts, options, until }: Output,
): Promise<{ path: string } & ImageFacts> {
  if (isToBeResized({ facts, options })) return toResizedFile(ctx, { path, facts, options, until });
  if (!options.removeMetadata) return { path, ...facts };
  const cleaned = await retryStoring(ctx, until, () =>
    removeOutputMetadata(path, facts.format, `${path}-clean`),
  );
  if (cleaned === path) return { path, ...facts };
  // The size differs, and width and height are exchanged if EXIF turned the image.
  return { path: cleaned, ...(await images.inspectImageAlpha(cleaned)) };
}

function isToBeResized({
  facts,
  options: { resizeTo },
}: Pick<Output, "facts" | "options">): boolean {
  return (
    resizeTo !== undefined && !(facts.width === resizeTo.width && facts.height === resizeTo.height)
  );
}

// The new file has no metadata.
async function toResizedFile(
  ctx: Context,
  { path, options: { resizeTo, outputCompression }, until }: Output,
): Promise<{ path: string } & ImageFacts> {
  if (resizeTo === undefined) throw new RangeError("expected a size");
  const resized = `${path}-resized`;
  const wanted = { size: resizeTo, quality: outputCompression };
  await retryStoring(ctx, until, () => images.resizeImage(path, resized, wanted));
  return { path: resized, ...(await images.inspectImageAlpha(resized)) };
}
