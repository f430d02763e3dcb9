import { join } from "node:path";
import * as queries from "../../../generated/queries/history.ts";
import type { Context } from "../../app/context.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import { toThumbnail } from "../media/images.ts";
import * as scratch from "../media/temp-dir.ts";
import { createSemaphore } from "../../foundation/semaphore.ts";

// Some 500 of them; browsers keep theirs, so this is for those who look at the same page.
const KEPT_BYTES = 16 * 1024 * 1024;

// Drawing one takes the memory of the whole picture: 33 MB for 4K.
const inTurn = createSemaphore({
  atOnce: 2,
  waiting: 256,
  refusal: "Too many pictures are being made small. Try again in a few seconds.",
});

const kept = new Map<string, Uint8Array>();
let keptBytes = 0;

/** A delivered picture of an account as a small WebP. Throws `not_found`. */
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
  const known = kept.get(imageId) ?? (await inTurn(() => renderThumbnail(ctx, key)));
  keep(imageId, known);
  return known;
}

async function renderThumbnail(ctx: Context, key: string): Promise<Uint8Array> {
  await using own = scratch.openTempDir(ctx, "thumbnail");
  const path = join(await own.made, "picture");
  if ((await ctx.storage.fetchTo(key, path)) === undefined) throw toNotFoundError();
  return await toThumbnail(path);
}

/** Keeps what was asked for last: a `Map` is in the order of its writes. */
function keep(id: string, picture: Uint8Array): void {
  if (kept.delete(id)) keptBytes -= picture.length;
  kept.set(id, picture);
  keptBytes += picture.length;
  for (const [oldest, { length }] of kept) {
    if (keptBytes <= KEPT_BYTES) return;
    kept.delete(oldest);
    keptBytes -= length;
  }
}
