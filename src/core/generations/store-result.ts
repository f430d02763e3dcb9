import type { Context } from "../../app/context.ts";
import { isStorageFault } from "../../storage/storage-fault.ts";
import type { Work } from "./call-provider.ts";
import type { Claim, Worker } from "./claim.ts";
import { canHavePreviews, type Delivered, recordDelivered } from "./delivered-images.ts";
import { canceledEnding, emptyEnding, type Ending, toSuccess } from "./ending.ts";
import { releaseGeneration } from "./disk-reservation.ts";
import { storeImages } from "./store-images.ts";

/**
 * Stores images that were paid for. Returns undefined if the worker's drain ended first: the images then
 * remain in the temporary directory for the next worker on this machine.
 */
export async function storeOutcome(
  ctx: Context,
  worker: Worker,
  { work, delivered }: { work: Work; delivered: Delivered },
): Promise<Ending | undefined> {
  const { held, folder, canceled, until } = work;
  const generationId = held.generation.id;
  const { kind, images, ...details } = delivered;
  const attempt = { outcome: kind, ...details };
  const record = () =>
    recordDelivered(folder, delivered).catch((cause: unknown) =>
      ctx.log.warn("delivered_not_recorded", { generationId, cause }),
    );
  if (!ctx.storage.isLocal || canHavePreviews(held.generation)) await record();
  const isContinued = () => worker.draining.aborted && !canceled.aborted;
  try {
    const delivery = { images, until, isContinued };
    const stored = await storeImages(ctx, held.generation, delivery);
    return stored.length > 0 ? toSuccess(stored, attempt) : emptyEnding(attempt);
  } catch (cause) {
    ctx.log.error("image_store_failed", { generationId, cause });
    const lost = { ...attempt, message: `not stored: ${cause}` };
    if (!isContinued()) return canceled.aborted ? canceledEnding(lost) : emptyEnding(lost);
    await record();
    return undefined;
  }
}

/**
 * Releases a generation whose temporary directory could not be created, or whose inputs or stored images
 * could not be read. Throws every error that is not a storage error.
 */
export async function releaseOnStorageFault(
  ctx: Context,
  { worker, held }: { worker: Worker; held: Claim },
  cause: unknown,
): Promise<undefined> {
  if (!isStorageFault(cause)) throw cause;
  ctx.storageHealth.failed(cause)[Symbol.dispose]();
  await releaseGeneration(ctx, worker, held);
}
