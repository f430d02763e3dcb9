import { setTimeout } from "node:timers/promises";
import type { Context } from "../src/app/context.ts";
import type { Worker } from "../src/core/generations/claim.ts";
import {
  requeueGenerations,
  recoverOrphans,
  failOverdue,
  SWEEP_SIZE,
} from "../src/core/generations/recover.ts";

const ROUND_MS = 5_000;
// Compares every live generation with the queue, which takes longer than the rest.
const REQUEUE_MS = 15_000;
const STOP_MS = 1_000;

/**
 * Takes over what dead workers have left, ends what has outlived its deadline, and queues again what
 * has lost its job: every few seconds, each on its own, so that none of them stops another.
 */
export function startRecovery(ctx: Context, worker: Worker): { stop(): Promise<void> } {
  const ended = new AbortController();
  let overdueFailed = 0;

  async function sweepAll(): Promise<void> {
    // What cannot be ended leaves room for the others.
    overdueFailed = (await failOverdue(ctx, SWEEP_SIZE + overdueFailed)).failed;
  }
  async function repeat(name: string, everyMs: number, step: () => Promise<unknown>) {
    while (!ended.signal.aborted) {
      await step().catch((cause: unknown) =>
        ctx.log.error("recovery_failed", { step: name, cause }),
      );
      await setTimeout(everyMs, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  }
  const looping = Promise.all([
    repeat("rescue", ROUND_MS, () => recoverOrphans(ctx, worker)),
    repeat("requeue", REQUEUE_MS, () => requeueGenerations(ctx, worker)),
    repeat("sweep", ROUND_MS, sweepAll),
  ]);
  return {
    async stop() {
      ended.abort();
      await Promise.race([looping, setTimeout(STOP_MS, undefined, { ref: false })]);
    },
  };
}
