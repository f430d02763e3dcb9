import { z } from "zod";
import type { Context } from "../src/app/context.ts";
import { scheduleBatch } from "../src/core/generations/request-batches.ts";
import { advanceBatch } from "../src/dialects/openai/batches/advance-batch.ts";
import { isUnavailable } from "../src/foundation/errors.ts";

const Payload = z.object({ batchId: z.uuid() });

// The queue retries a job that has failed ten times after six hours, a quarter of the window of a batch.
const OUTAGE_PAUSE_MS = 30_000;

/** Makes one pass over a batch. The pass schedules the next one, also if the storage is unavailable. */
export async function processBatch(ctx: Context, payload: unknown): Promise<void> {
  const { batchId } = Payload.parse(payload);
  try {
    await advanceBatch(ctx, batchId);
  } catch (cause) {
    if (!isUnavailable(cause)) throw cause;
    ctx.log.warn("batch_delayed", { batchId, cause });
    await scheduleBatch(ctx, batchId, OUTAGE_PAUSE_MS);
  }
}
