import { basename } from "node:path";
import { setTimeout } from "node:timers/promises";
import * as queries from "../../../generated/queries/partials.ts";
import type { Context } from "../../app/context.ts";
import type { LocalImage } from "../../providers/provider.ts";
import { isStorageFault, toStorageFault } from "../../storage/storage-fault.ts";
import * as images from "../media/images.ts";
import { removeStored } from "../media/removal.ts";
import { removeUnneeded } from "../media/unneeded-objects.ts";

// Whoever watches has read them long before; one that comes back later sees the finished pictures.
const KEPT_SECONDS = 1800;
const REAPED_AT_ONCE = 500;
const PATIENCE_MS = 5_000;

/** Whose preview it is: without its claim a worker shows nothing more. */
interface Place {
  generationId: string;
  workerId: string;
  claim: number;
}

/** A picture of a generation that is still being drawn. */
export type Preview = queries.IListPartialImagesResult;

/**
 * Keeps a preview for whoever watches, in any process. Never rejects: a preview that cannot be kept
 * is not shown, and the generation goes on.
 */
export async function storePreview(
  ctx: Context,
  place: Place,
  { index, image }: { index: number; image: LocalImage },
): Promise<void> {
  const { generationId } = place;
  if (ctx.storageHealth.hasFault()) return;
  try {
    const { format, contentType } = await images.inspectImage(image.path);
    const name = `${Bun.randomUUIDv7()}.${images.EXTENSIONS[format]}`;
    const storageKey = `partials/${generationId}/${name}`;
    await putInTime(ctx, storageKey, { path: image.path, contentType });
    if (!(await announce(ctx, { ...place, partialIndex: index, storageKey })))
      await removeUnneeded(ctx, [storageKey]);
  } catch (cause) {
    if (isStorageFault(cause)) ctx.storageHealth.failed(cause)[Symbol.dispose]();
    ctx.log.warn("preview_store_failed", { generationId, file: basename(image.path), cause });
  }
}

// The rest of a reply that was paid for is left unread until the preview is stored.
async function putInTime(
  ctx: Context,
  key: string,
  { path, contentType }: { path: string; contentType: string },
): Promise<void> {
  const put = ctx.storage.put(key, path, contentType).then(() => true);
  if (await Promise.race([put, setTimeout(PATIENCE_MS, false, { ref: false })])) return;
  put.then(
    () => removeUnneeded(ctx, [key]),
    () => undefined,
  );
  throw toStorageFault(new Error(`not stored within ${PATIENCE_MS} ms`));
}

/** Whether a preview was put on record; a file without a row is found by no reap. */
async function announce(
  ctx: Context,
  partial: Place & { partialIndex: number; storageKey: string },
): Promise<boolean> {
  try {
    const [row] = await queries.addPartialImage.run(partial, ctx.db);
    return row?.added === true;
  } catch (cause) {
    ctx.log.warn("partial_not_announced", { generationId: partial.generationId, cause });
    return false;
  }
}

/** The previews of a generation that came after one of them ("0" for all), in their order. */
export function listPreviews(
  ctx: Context,
  generationId: string,
  after: string,
): Promise<Preview[]> {
  return queries.listPartialImages.run({ generationId, after }, ctx.db);
}

/** Removes previews that were shown to whom they were for. */
export async function deletePreviews(ctx: Context, partials: Pick<Preview, "id" | "storageKey">[]) {
  if (partials.length === 0) return;
  // The files first: a row that stays behind brings the next reap back to them.
  await ctx.storage.remove(partials.map(({ storageKey }) => storageKey));
  await queries.deletePartialImageRows.run({ ids: partials.map(({ id }) => id) }, ctx.db);
}

/** Removes previews that nobody has watched to the end. Returns how many. */
export function cleanUpPreviews(ctx: Context): Promise<number> {
  return removeStored(ctx, {
    step: "partialImages",
    list: (exceptIds) =>
      queries.listOldPartialImages.run(
        { seconds: KEPT_SECONDS, limit: REAPED_AT_ONCE, exceptIds },
        ctx.db,
      ),
    keysOf: ({ storageKey }) => [storageKey],
    forget: (ids) => queries.deletePartialImageRows.run({ ids }, ctx.db),
  });
}
