import { z } from "zod";
import type { LocalWorker } from "../src/core/generations/local-worker.ts";
import { runQueued } from "../src/core/generations/run.ts";

const Payload = z.object({ generationId: z.uuid(), isOffered: z.boolean().default(false) });

/** A job of the queue. */
interface QueueJob {
  payload: unknown;
  /** Below 0 if the client of its generation waits. */
  priority: number;
  /** Aborts when the job must not start another generation. */
  retired: AbortSignal;
}

/** Runs queued generations, as slots of this process become free. */
export async function generate(local: LocalWorker, job: QueueJob): Promise<void> {
  const { payload, priority, retired } = job;
  const { generationId, isOffered } = Payload.parse(payload);
  await runQueued(local, { generationId, isAwaited: priority < 0, isOffered, retired });
}
