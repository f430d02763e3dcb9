import { z } from "zod";
import type { Context } from "../src/app/context.ts";
import type { Worker } from "../src/core/generations/claim.ts";
import { runGeneration } from "../src/core/generations/run.ts";

const Payload = z.object({ generationId: z.uuid() });

/** Runs one generation. */
export async function generate(ctx: Context, worker: Worker, payload: unknown): Promise<void> {
  await runGeneration(ctx, worker, Payload.parse(payload).generationId);
}
