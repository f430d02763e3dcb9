import { z } from "zod";
import type { LocalWorker } from "../src/core/generations/local-worker.ts";
import { runQueued } from "../src/core/generations/run.ts";

const Payload = z.object({ generationId: z.uuid() });

/**
 * Runs queued generations, once this process has a free slot. `retired` aborts when the job must not start
 * another one.
 */
export async function generate(
  { ctx, worker, slots }: LocalWorker,
  payload: unknown,
  retired: AbortSignal,
): Promise<void> {
  const { generationId } = Payload.parse(payload);
  using _ = await slots.acquire();
  await runQueued(ctx, worker, { generationId, retired });
}
