import * as generations from "../../../generated/queries/generations.ts";
import * as workers from "../../../generated/queries/workers.ts";
import type { Context } from "../../app/context.ts";
import type { Worker } from "./claim.ts";
import { endOverdue } from "./overdue.ts";

/** How many generations one sweep ends. */
export const SWEEP_SIZE = 100;

/**
 * Takes over what dead workers have left, on behalf of a live one: their jobs are unlocked, their claims
 * taken away, their generations queued again. Only a worker that was heard without a gap for a while may
 * declare others dead. Returns the generations.
 */
export async function recoverOrphans(ctx: Context, judge?: Worker): Promise<string[]> {
  const rows = await workers.rescueGenerations.run({ judge: judge?.id ?? null }, ctx.db);
  for (const { id } of rows) ctx.log.warn("generation_recovered", { generationId: id });
  return rows.map((row) => row.id);
}

/** Queues live generations again that have lost their job. Returns them. */
export async function requeue(ctx: Context, worker: Worker): Promise<string[]> {
  const running = [...worker.running.keys()];
  const rows = await workers.requeueGenerations.run({ id: worker.id, running }, ctx.db);
  for (const { id } of rows) ctx.log.warn("generation_requeued", { generationId: id });
  return rows.map((row) => row.id);
}

/**
 * Takes back, for a worker that has registered under a new id, the claims of the generations that it
 * still runs. Those that another worker has claimed since stay lost, and their writes are refused.
 */
export async function readopt(ctx: Context, worker: Worker): Promise<void> {
  const runs = [...worker.running.values()];
  const held = runs
    .map(({ claimGeneration }) => claimGeneration)
    .filter((claim) => claim !== undefined);
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
 * Ends generations that have outlived their deadline, up to `limit`. One that cannot be ended is logged
 * and stops none of the others. Returns how many there were, and how many of them live on.
 */
export async function failOverdue(
  ctx: Context,
  limit = SWEEP_SIZE,
): Promise<{ overdue: number; failed: number }> {
  const rows = await generations.overdueGenerations.run({ limit }, ctx.db);
  let failed = 0;
  for (const row of rows) {
    const generationId = row.id;
    try {
      const outcome = await endOverdue(ctx, row);
      ctx.log.warn("generation_overdue", { generationId, outcome });
    } catch (cause) {
      failed++;
      ctx.log.error("overdue_generation_not_ended", { generationId, cause });
    }
  }
  return { overdue: rows.length, failed };
}
