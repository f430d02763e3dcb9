import type { Context } from "../src/app/context.ts";
import { deleteExpiredGenerations } from "../src/core/generations/retention.ts";

/** Deletes generations past their retention. Can run any number of times. */
export async function applyRetention(ctx: Context): Promise<void> {
  const generations = await deleteExpiredGenerations(ctx);
  if (generations > 0) ctx.log.info("expired_generations_deleted", { generations });
}
