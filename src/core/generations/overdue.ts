import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import * as scratch from "../media/temp-dir.ts";
import { failOverdue, type FinishOutcome, finishOverdue } from "./finish.ts";
import type { GenerationOptions } from "./request.ts";
import { findEarlierImages } from "./earlier-images.ts";
import type { StoredImage } from "./store-images.ts";

// How long past its deadline a generation waits for a storage that does not respond.
const STORAGE_GRACE_SECONDS = 900;

// Limited, because the sweep handles other generations after this one.
const STORAGE_WAIT_MS = 5_000;

type Overdue = queries.IOverdueGenerationsResult;

/**
 * Finishes a generation after its deadline, regardless of its worker. If images of it are in the storage,
 * they were paid for, and it succeeds with them, even if no call is on record, as after the restore of a
 * database. Otherwise it fails. If the storage does not respond, throws until 15 minutes after the deadline;
 * later the generation fails. Returns the outcome of `finishGeneration`.
 */
export async function finishOverdueGeneration(
  ctx: Context,
  overdue: Overdue,
): Promise<FinishOutcome> {
  const { id } = overdue;
  const images = await findImages(ctx, overdue);
  if (images.length === 0) return (await failOverdue(ctx, id)).outcome;
  const attempt = await openAttempt(ctx, overdue);
  return (await finishOverdue(ctx, id, { images, attempt })).outcome;
}

/** Returns the open attempt of a generation, to which its images belong. Opens one if there is none. */
async function openAttempt(ctx: Context, { id, attemptId, attemptProvider }: Overdue) {
  if (attemptId !== null) return { id: attemptId, provider: attemptProvider ?? undefined };
  const wanted = { id, provider: ctx.config.provider };
  const [opened] = await queries.openOverdueAttempt.run(wanted, ctx.db);
  if (opened === undefined) throw new Error("The generation was claimed or has finished.");
  return opened;
}

async function findImages(ctx: Context, overdue: Overdue): Promise<StoredImage[]> {
  await using tempDir = scratch.openTempDir(ctx, "overdue");
  // Only `acceptGeneration` writes this column, from a GenerationRequest.
  const options = overdue.options as unknown as GenerationOptions;
  try {
    const generation = { id: overdue.id, n: overdue.n, options };
    const where = { folder: await tempDir.made, until: AbortSignal.timeout(STORAGE_WAIT_MS) };
    return await findEarlierImages(ctx, generation, where);
  } catch (cause) {
    if (overdue.overdueSeconds < STORAGE_GRACE_SECONDS) throw cause;
    ctx.log.error("overdue_image_lookup_failed", { generationId: overdue.id, cause });
    return [];
  }
}
