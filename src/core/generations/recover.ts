import * as generations from "../../../generated/queries/generations.ts";
import * as workers from "../../../generated/queries/workers.ts";
import type { Context } from "../../app/context.ts";
import { toRunSeconds, type Worker } from "./claim.ts";
import { finishOverdueGeneration } from "./overdue.ts";

/** Maximum number of generations that one sweep finishes. */
export const SWEEP_SIZE = 100;

// Finished in one statement, well within its deadline.
const CANCELLATIONS_AT_ONCE = 500;

// Longer than the deadline of a statement, within which its reply arrives and its run begins.
const REPLY_SECONDS = 45;

/**
 * Recovers the generations of dead workers: unlocks their jobs, revokes their claims and queues the
 * generations again. Only a worker whose own heartbeats had no gap recently may declare others dead.
 * Returns the ids of the generations.
 */
export async function recoverOrphans(ctx: Context, observer?: Worker): Promise<string[]> {
  const dead = await workers.declareDeadWorkers.run({ observer: observer?.id ?? null }, ctx.db);
  ctx.metrics.recordDeadWorkers(dead.length);
  for (const { id } of dead) ctx.log.warn("worker_lost", { workerId: id });
  const rows = await workers.recoverClaims.run(undefined, ctx.db);
  ctx.metrics.recordRecovered("worker_dead", rows.length);
  for (const { id } of rows) ctx.log.warn("generation_recovered", { generationId: id });
  return rows.map((row) => row.id);
}

/**
 * Queues unfinished generations whose job was lost, and those of this worker that do not run in it. Returns
 * their ids.
 */
export async function requeueGenerations(ctx: Context, worker: Worker): Promise<string[]> {
  const running = [...worker.running.keys()];
  const wanted = { id: worker.id, running, knownSeconds: findKnownSeconds(ctx, worker) };
  const rows = await workers.requeueGenerations.run(wanted, ctx.db);
  ctx.metrics.recordRecovered("no_job", rows.length);
  for (const { id } of rows) ctx.log.warn("generation_requeued", { generationId: id });
  return rows.map((row) => row.id);
}

// A claim that has not returned, the first time or repeated, may have taken any generation of this worker
// since it began. So only earlier claims are certain, which have less time left.
function findKnownSeconds(ctx: Context, { running }: Worker): number {
  const now = performance.now();
  const begins = [...running.values()].map(({ claimingSince = now }) => claimingSince);
  const unknownMs = now - Math.min(now, ...begins);
  return toRunSeconds(ctx.config) - REPLY_SECONDS - unknownMs / 1000;
}

/**
 * Moves the claims of running generations to the new id of a worker that has registered again. Claims that
 * another worker has taken since remain lost, and writes with them are rejected.
 */
export async function readoptGenerations(ctx: Context, worker: Worker): Promise<void> {
  const runs = [...worker.running.values()];
  const held = runs.map((run) => run.claim).filter((claim) => claim !== undefined);
  if (held.length === 0) return;
  const rows = await workers.readoptGenerations.run(
    {
      id: worker.id,
      generationIds: held.map(({ generation }) => generation.id),
      claims: held.map(({ number }) => number),
    },
    ctx.db,
  );
  const kept = new Set(rows.map(({ id }) => id));
  for (const claim of held) {
    if (kept.has(claim.generation.id)) claim.workerId = worker.id;
  }
  ctx.log.warn("generations_readopted", { kept: kept.size, lost: held.length - kept.size });
}

/**
 * Finishes the queued generations of accounts that were disabled or closed with more of them than one
 * statement finishes. Those of an account that another session has locked are left to the next call.
 */
export async function finishRequestedCancellations(ctx: Context): Promise<void> {
  for (;;) {
    const wanted = { limit: CANCELLATIONS_AT_ONCE };
    const [row] = await generations.finishRequestedCancellations.run(wanted, ctx.db);
    const finished = row?.finished ?? 0;
    if (finished > 0) ctx.log.info("canceled_generations_finished", { generations: finished });
    if (finished < CANCELLATIONS_AT_ONCE) return;
  }
}

/**
 * Finishes generations past their deadline, up to `limit`, and lets others of the queue start before the
 * rest. A failure is logged and does not affect the others. Returns how many were overdue and how many could
 * not be finished.
 */
export async function finishOverdueGenerations(
  ctx: Context,
  limit = SWEEP_SIZE,
): Promise<{ overdue: number; failed: number }> {
  await generations.moveOverdueToQueueEnd.run(undefined, ctx.db);
  const rows = await generations.overdueGenerations.run({ limit }, ctx.db);
  let failed = 0;
  for (const row of rows) {
    const generationId = row.id;
    try {
      const outcome = await finishOverdueGeneration(ctx, row);
      ctx.metrics.recordRecovered("overdue", 1);
      ctx.log.warn("generation_overdue", { generationId, outcome });
    } catch (cause) {
      failed++;
      ctx.log.error("overdue_generation_not_finished", { generationId, cause });
    }
  }
  return { overdue: rows.length, failed };
}
