import type { IOverdueGenerationsResult } from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import * as scratch from "../media/temp-dir.ts";
import { failOverdue, type FinishOutcome, finishOverdue } from "./finish.ts";
import type { GenerationOptions } from "./request.ts";
import { findStoredImages, type StoredImage } from "./store-images.ts";

// How long past its deadline a generation waits for a storage that does not respond.
const STORAGE_GRACE_SECONDS = 900;

// Limited, because the sweep handles other generations after this one.
const STORAGE_WAIT_MS = 5_000;

type Overdue = IOverdueGenerationsResult;

/**
 * Finishes a generation after its deadline, regardless of its worker. It succeeds with images that a worker
 * has stored, because they were paid for, and fails if there are none. Throws if the storage does not
 * respond, for at most 15 minutes past the deadline. Returns the outcome of `finishGeneration`.
 */
export async function finishOverdueGeneration(
  ctx: Context,
  overdue: Overdue,
): Promise<FinishOutcome> {
  const { id, attemptId, attemptProvider } = overdue;
  const images = overdue.wasSent ? await findImages(ctx, overdue) : [];
  if (images.length === 0 || attemptId === null) return (await failOverdue(ctx, id)).outcome;
  const attempt = { id: attemptId, provider: attemptProvider ?? undefined };
  return (await finishOverdue(ctx, id, { images, attempt })).outcome;
}

async function findImages(ctx: Context, overdue: Overdue): Promise<StoredImage[]> {
  await using tempDir = scratch.openTempDir(ctx, "overdue");
  // Only `acceptGeneration` writes this column, from a GenerationRequest.
  const options = overdue.options as unknown as GenerationOptions;
  try {
    const generation = { id: overdue.id, n: overdue.n, options };
    const until = AbortSignal.timeout(STORAGE_WAIT_MS);
    return await findStoredImages(ctx, generation, { folder: await tempDir.made, until });
  } catch (cause) {
    if (overdue.overdueSeconds < STORAGE_GRACE_SECONDS) throw cause;
    ctx.log.error("overdue_image_lookup_failed", { generationId: overdue.id, cause });
    return [];
  }
}
