import { basename } from "node:path";
import { setTimeout } from "node:timers/promises";
import * as queries from "../../../generated/queries/partials.ts";
import type { Context } from "../../app/context.ts";
import type { LocalImage } from "../../providers/provider.ts";
import { isStorageFault, toStorageFault } from "../../storage/storage-fault.ts";
import * as images from "../media/images.ts";
import { removeStored } from "../media/removal.ts";
import { removeUnneeded } from "../media/unneeded-objects.ts";
import { toStoredFile } from "./output-metadata.ts";
import type { GenerationOptions } from "./request.ts";

// Long enough for every client that watches. A client that reconnects later gets the final images.
const RETENTION_SECONDS = 1800;
const CLEANUP_BATCH_SIZE = 500;
const PUT_TIMEOUT_MS = 5_000;

/** The claim of the worker that produced a preview. Previews of an older claim are rejected. */
interface ClaimKey {
  generationId: string;
  workerId: string;
  claim: number;
}

/** A preview as the provider sent it. */
interface PreviewOfProvider extends Pick<GenerationOptions, "removeMetadata"> {
  index: number;
  image: LocalImage;
}

/** A preview of a generation that is still running. */
export type Preview = queries.IListPartialImagesResult;

/**
 * Stores a preview and announces it to all processes. Never rejects: a preview that cannot be stored is
 * dropped and the generation continues.
 */
export async function storePreview(
  ctx: Context,
  claimKey: ClaimKey,
  { index, image, ...options }: PreviewOfProvider,
): Promise<void> {
  const { generationId } = claimKey;
  if (ctx.storageHealth.hasFault()) return;
  try {
    const facts = await images.inspectImageAlpha(image.path);
    const until = AbortSignal.timeout(PUT_TIMEOUT_MS);
    const file = await toStoredFile(ctx, { path: image.path, facts, options, until });
    const { path, format, contentType } = file;
    const name = `${Bun.randomUUIDv7()}.${images.EXTENSIONS[format]}`;
    const storageKey = `partials/${generationId}/${name}`;
    await putWithTimeout(ctx, storageKey, { path, contentType });
    if (!(await announce(ctx, { ...claimKey, partialIndex: index, storageKey })))
      await removeUnneeded(ctx, [storageKey]);
  } catch (cause) {
    if (isStorageFault(cause)) ctx.storageHealth.failed(cause)[Symbol.dispose]();
    ctx.log.warn("preview_store_failed", { generationId, file: basename(image.path), cause });
  }
}

// Limited, because the provider's response is not read further until the preview is stored.
async function putWithTimeout(
  ctx: Context,
  key: string,
  { path, contentType }: { path: string; contentType: string },
): Promise<void> {
  const put = ctx.storage.put(key, path, contentType).then(() => true);
  if (await Promise.race([put, setTimeout(PUT_TIMEOUT_MS, false, { ref: false })])) return;
  put.then(
    () => removeUnneeded(ctx, [key]),
    () => undefined,
  );
  throw toStorageFault(new Error(`not stored within ${PUT_TIMEOUT_MS} ms`));
}

/**
 * Inserts the row of a preview. Returns false if it was not inserted; the cleanup would not find the file
 * without a row.
 */
async function announce(
  ctx: Context,
  partial: ClaimKey & { partialIndex: number; storageKey: string },
): Promise<boolean> {
  try {
    const [row] = await queries.addPartialImage.run(partial, ctx.db);
    return row?.added === true;
  } catch (cause) {
    ctx.log.warn("preview_announcement_failed", { generationId: partial.generationId, cause });
    return false;
  }
}

/** Lists the previews of a generation after the given one ("0" for all), in order. */
export function listPreviews(
  ctx: Context,
  generationId: string,
  after: string,
): Promise<Preview[]> {
  return queries.listPartialImages.run({ generationId, after }, ctx.db);
}

/** Deletes previews that were delivered to the client. */
export async function deletePreviews(ctx: Context, partials: Pick<Preview, "id" | "storageKey">[]) {
  if (partials.length === 0) return;
  // Files are removed first: a remaining row lets the next cleanup find them again.
  await ctx.storage.remove(partials.map(({ storageKey }) => storageKey));
  await queries.deletePartialImageRows.run({ ids: partials.map(({ id }) => id) }, ctx.db);
}

/** Deletes old previews. Returns how many. */
export function cleanUpPreviews(ctx: Context): Promise<number> {
  return removeStored(ctx, {
    step: "partialImages",
    list: (exceptIds) =>
      queries.listOldPartialImages.run(
        { seconds: RETENTION_SECONDS, limit: CLEANUP_BATCH_SIZE, exceptIds },
        ctx.db,
      ),
    keysOf: ({ storageKey }) => [storageKey],
    forget: (ids) => queries.deletePartialImageRows.run({ ids }, ctx.db),
  });
}
