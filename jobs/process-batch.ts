import { z } from "zod";
import type { Context } from "../src/app/context.ts";
import { processBatch as makePass } from "../src/dialects/openai/batches/process-batch.ts";

const Payload = z.object({ batchId: z.uuid() });

/** Makes one pass over a batch. The pass schedules the next one. */
export async function processBatch(ctx: Context, payload: unknown): Promise<void> {
  await makePass(ctx, Payload.parse(payload).batchId);
}
