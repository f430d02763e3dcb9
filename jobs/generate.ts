import { z } from "zod";
import type { LocalWorker } from "../src/core/generations/local-worker.ts";
import { runGeneration } from "../src/core/generations/run.ts";

const Payload = z.object({ generationId: z.uuid() });

/** Runs one generation, once this process has a free slot. */
export async function generate(
  { ctx, worker, slots }: LocalWorker,
  payload: unknown,
): Promise<void> {
  const { generationId } = Payload.parse(payload);
  using _ = await slots.acquire();
  await runGeneration(ctx, worker, generationId);
}
