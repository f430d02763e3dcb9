import * as generations from "../../../generated/queries/generations.ts";
import * as workers from "../../../generated/queries/workers.ts";
import type { Context } from "../../context.ts";
import { finishOverdue } from "./ending.ts";

const SWEEP_SIZE = 100;

/**
 * Takes over what dead workers have left: their jobs are unlocked, their claims taken away, their
 * generations queued anew. Answers the generations.
 */
export async function rescue(ctx: Context): Promise<string[]> {
  const rows = await workers.rescueGenerations.run(undefined, ctx.db);
  for (const { id } of rows) ctx.log.warn("generation_rescued", { generationId: id });
  return rows.map((row) => row.id);
}

/** Ends every generation that has outlived its deadline, and gives its credits back. */
export async function sweep(ctx: Context): Promise<number> {
  const rows = await generations.overdueGenerations.run({ limit: SWEEP_SIZE }, ctx.db);
  for (const { id } of rows) {
    const outcome = await finishOverdue(ctx, id);
    ctx.log.warn("generation_overdue", { generationId: id, outcome });
  }
  return rows.length;
}
