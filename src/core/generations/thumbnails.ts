import { join } from "node:path";
import { setPlaceholders } from "../../../generated/queries/generations.ts";
import * as queries from "../../../generated/queries/images.ts";
import type { Context } from "../../app/context.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import { placeholder, toThumbnail } from "../media/images.ts";
import * as scratch from "../media/temp-dir.ts";
import { createSemaphore } from "../../foundation/semaphore.ts";

// About 500 thumbnails. Browsers cache theirs, so this serves clients that open the same page.
const MAX_CACHE_BYTES = 16 * 1024 * 1024;

// Rendering decodes the full image: 33 MB for 4K.
const runLimited = createSemaphore({
  maxConcurrent: 2,
  maxQueued: 256,
  message: "Too many thumbnails are being rendered. Try again in a few seconds.",
});

const cache = new Map<string, Uint8Array>();
let cacheBytes = 0;

/**
 * Returns a delivered image of an account as a small WebP. Throws `not_found`. Adds the placeholder of the
 * image if it has none.
 */
export async function getThumbnail(
  ctx: Context,
  accountId: string,
  imageId: string,
): Promise<Uint8Array> {
  const [found] = isUuid(imageId)
    ? await queries.findImage.run({ accountId, id: imageId }, ctx.db)
    : [];
  if (found === undefined) throw toNotFoundError();
  const thumbnail = cache.get(imageId) ?? (await runLimited(() => renderThumbnail(ctx, found)));
  addToCache(imageId, thumbnail);
  return thumbnail;
}

type FoundImage = queries.IFindImageResult;

async function renderThumbnail(ctx: Context, image: FoundImage): Promise<Uint8Array> {
  await using tempDir = scratch.openTempDir(ctx, "thumbnail");
  const path = join(await tempDir.made, "image");
  if ((await ctx.storage.fetchTo(image.storageKey, path)) === undefined) throw toNotFoundError();
  const thumbnail = await toThumbnail(path);
  if (!image.hasPlaceholder) await addPlaceholder(ctx, image, thumbnail);
  return thumbnail;
}

// The thumbnail is decoded, because it has few pixels.
async function addPlaceholder(
  ctx: Context,
  { generationId, position }: FoundImage,
  thumbnail: Uint8Array,
): Promise<void> {
  try {
    const placeholders = [await placeholder(thumbnail)];
    await setPlaceholders.run({ generationId, positions: [position], placeholders }, ctx.db);
  } catch (cause) {
    ctx.log.warn("placeholder_failed", { generationId, cause });
  }
}

/** Adds a thumbnail and evicts the least recently used ones: a `Map` iterates in insertion order. */
function addToCache(id: string, thumbnail: Uint8Array): void {
  if (cache.delete(id)) cacheBytes -= thumbnail.length;
  cache.set(id, thumbnail);
  cacheBytes += thumbnail.length;
  for (const [oldest, { length }] of cache) {
    if (cacheBytes <= MAX_CACHE_BYTES) return;
    cache.delete(oldest);
    cacheBytes -= length;
  }
}
