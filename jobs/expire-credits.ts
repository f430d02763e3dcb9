import type { Context } from "../src/context.ts";
import * as credits from "../src/core/credits.ts";

/** Takes expired batches off the ledger. Spending never waits for it. */
export async function expireCredits(ctx: Context): Promise<void> {
  const closed = await credits.expire(ctx);
  if (closed > 0) ctx.log.info("credits_expired", { batches: closed });
}
