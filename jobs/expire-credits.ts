import type { Context } from "../src/app/context.ts";
import * as credits from "../src/core/billing/grants.ts";

/** Takes expired batches off the ledger. Spending never waits for it. */
export async function expireCredits(ctx: Context): Promise<void> {
  const closed = await credits.expireGrants(ctx);
  if (closed > 0) ctx.log.info("credits_expired", { batches: closed });
}
