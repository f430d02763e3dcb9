import type { IOverdueGenerationsResult } from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import * as scratch from "../media/temp-dir.ts";
import { failOverdue, finishOverdue } from "./finish.ts";
import type { GenerationOptions } from "./request.ts";
import { findStoredImages, type StoredImage } from "./store-images.ts";

// How long past its deadline a generation waits for a storage that does not answer.
const STORAGE_GRACE_SECONDS = 900;

// Other generations wait for the sweep.
const STORAGE_WAIT_MS = 5_000;

type Overdue = IOverdueGenerationsResult;

/**
 * Ends a generation whose deadline has passed, whoever runs it. It succeeds with the images that a
 * worker has stored for it, because they were paid for, and fails where there are none. Throws where
 * the storage does not answer, for 15 minutes. Returns the outcome as `finish` does.
 */
export async function endOverdue(ctx: Context, overdue: Overdue): Promise<string> {
  const { id, attemptId, attemptProvider } = overdue;
  const images = overdue.wasSent ? await findImages(ctx, overdue) : [];
  if (images.length === 0 || attemptId === null) return failOverdue(ctx, id);
  const attempt = { id: attemptId, provider: attemptProvider ?? undefined };
  return finishOverdue(ctx, id, { images, attempt });
}

async function findImages(ctx: Context, overdue: Overdue): Promise<StoredImage[]> {
  await using own = scratch.openTempDir(ctx, "overdue");
  // `accept` alone writes this column, out of a GenerationRequest.
  const options = overdue.options as unknown as GenerationOptions;
  try {
    const generation = { id: overdue.id, n: overdue.n, options };
    const until = AbortSignal.timeout(STORAGE_WAIT_MS);
    return await findStoredImages(ctx, generation, { folder: await own.made, until });
  } catch (cause) {
    if (overdue.overdueSeconds < STORAGE_GRACE_SECONDS) throw cause;
    ctx.log.error("overdue_images_not_looked_for", { generationId: overdue.id, cause });
    return [];
  }
}
