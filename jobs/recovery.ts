import { setTimeout } from "node:timers/promises";
import * as queries from "../generated/queries/workers.ts";
import type { Context } from "../src/app/context.ts";
import type { Worker } from "../src/core/generations/claim.ts";
import {
  requeueGenerations,
  recoverOrphans,
  finishOverdueGenerations,
  finishRequestedCancellations,
  SWEEP_SIZE,
} from "../src/core/generations/recover.ts";

const ROUND_MS = 5_000;
// These steps read the whole queue, which takes longer than the rest.
const REQUEUE_MS = 15_000;
const STOP_MS = 1_000;

/**
 * Repeats five steps until stopped: recover the generations of dead workers, finish canceled generations of
 * disabled and closed accounts, fail generations past their deadline, requeue generations without a job, and
 * unlock jobs that no live worker has locked. Each step has its own loop, so that a slow or failing step
 * does not delay the others.
 */
export function startRecovery(ctx: Context, worker: Worker): { stop(): Promise<void> } {
  const ended = new AbortController();
  let overdueFailed = 0;

  async function sweepAll(): Promise<void> {
    for (;;) {
      // Generations that could not be failed are read again, so the limit grows by their number.
      const limit = SWEEP_SIZE + overdueFailed;
      const { overdue, failed } = await finishOverdueGenerations(ctx, limit);
      overdueFailed = failed;
      // After an outage of all workers there may be many more.
      if (overdue < limit || failed > 0 || ended.signal.aborted) return;
    }
  }
  async function repeat(name: string, everyMs: number, step: () => Promise<unknown>) {
    ctx.metrics.watchStep("recovery", name);
    while (!ended.signal.aborted) {
      await step().catch((cause: unknown) => {
        ctx.log.error("recovery_failed", { step: name, cause });
        ctx.metrics.stepFailed("recovery", name);
      });
      await setTimeout(everyMs, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  }
  const looping = Promise.all([
    repeat("recover", ROUND_MS, () => recoverOrphans(ctx, worker)),
    repeat("requeue", REQUEUE_MS, () => requeueGenerations(ctx, worker)),
    repeat("cancel", ROUND_MS, () => finishRequestedCancellations(ctx)),
    repeat("sweep", ROUND_MS, sweepAll),
    repeat("unlock", REQUEUE_MS, () => unlockOrphanedJobs(ctx)),
  ]);
  return {
    async stop() {
      ended.abort();
      await Promise.race([looping, setTimeout(STOP_MS, undefined, { ref: false })]);
    },
  };
}

async function unlockOrphanedJobs(ctx: Context): Promise<void> {
  const [row] = await queries.unlockOrphanedJobs.run(undefined, ctx.db);
  const jobs = row?.unlocked ?? 0;
  if (jobs > 0) ctx.log.warn("orphaned_jobs_unlocked", { jobs });
}
