import { join } from "node:path";
import * as queries from "../../../generated/queries/images.ts";
import type { Context } from "../../app/context.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import { toThumbnail } from "../media/images.ts";
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

/** Returns a delivered image of an account as a small WebP. Throws `not_found`. */
export async function getThumbnail(
  ctx: Context,
  accountId: string,
  imageId: string,
): Promise<Uint8Array> {
  const found = isUuid(imageId)
    ? await queries.findImage.run({ accountId, id: imageId }, ctx.db)
    : [];
  const key = found[0]?.storageKey;
  if (key === undefined) throw toNotFoundError();
  const thumbnail = cache.get(imageId) ?? (await runLimited(() => renderThumbnail(ctx, key)));
  addToCache(imageId, thumbnail);
  return thumbnail;
}

async function renderThumbnail(ctx: Context, key: string): Promise<Uint8Array> {
  await using tempDir = scratch.openTempDir(ctx, "thumbnail");
  const path = join(await tempDir.made, "image");
  if ((await ctx.storage.fetchTo(key, path)) === undefined) throw toNotFoundError();
  return await toThumbnail(path);
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
