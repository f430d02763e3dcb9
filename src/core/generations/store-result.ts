import type { Context } from "../../app/context.ts";
import { isStorageFault } from "../../storage/storage-fault.ts";
import type { Work } from "./call-provider.ts";
import type { Claim, Worker } from "./claim.ts";
import { canHavePreviews, type Delivered, recordDelivered } from "./delivered-images.ts";
import { canceledEnding, emptyEnding, type Ending, toSuccess } from "./ending.ts";
import { releaseGeneration } from "./disk-reservation.ts";
import { storeImages } from "./store-images.ts";

// Time that finishing a generation takes after its images are stored.
const MARGIN_MS = 10_000;

/** A running generation whose images must be stored before `until` aborts. */
interface Storing extends Work {
  until: AbortSignal;
}

/**
 * Returns a signal that aborts when the images of a generation must be stored: at its deadline less the
 * time for the final statement, on a cancel, or at the end of the worker's drain.
 */
export function storingUntil(worker: Worker, { held, canceled }: Work): AbortSignal {
  const leftMs = held.endsAt - MARGIN_MS - performance.now();
  const timeout = AbortSignal.timeout(Math.max(0, leftMs));
  return AbortSignal.any([worker.draining, canceled, timeout]);
}

/**
 * Stores images that were paid for. Returns undefined if the worker's drain ended first: the images then
 * remain in the temporary directory for the next worker on this machine.
 */
export async function storeOutcome(
  ctx: Context,
  worker: Worker,
  { work, delivered }: { work: Storing; delivered: Delivered },
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
  try {
    const stored = await storeImages(ctx, held.generation, { images, until });
    return stored.length > 0 ? toSuccess(stored, attempt) : emptyEnding(attempt);
  } catch (cause) {
    ctx.log.error("image_store_failed", { generationId, cause });
    const lost = { ...attempt, message: `not stored: ${cause}` };
    if (canceled.aborted) return canceledEnding(lost);
    if (!worker.draining.aborted) return emptyEnding(lost);
    await record();
    return undefined;
  }
}

/**
 * Releases a generation whose inputs or stored images could not be read. Throws every error that is not a
 * storage error.
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
