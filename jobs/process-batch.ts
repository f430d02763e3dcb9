import { z } from "zod";
import type { Context } from "../src/app/context.ts";
import { advanceBatch } from "../src/dialects/openai/batches/advance-batch.ts";

const Payload = z.object({ batchId: z.uuid() });

/** Makes one pass over a batch. The pass schedules the next one. */
export async function processBatch(ctx: Context, payload: unknown): Promise<void> {
  await advanceBatch(ctx, Payload.parse(payload).batchId);
}
