import type { Context } from "../src/app/context.ts";
import * as credits from "../src/core/billing/grants.ts";

/** Expires grants. Spending does not depend on it. */
export async function expireCredits(ctx: Context): Promise<void> {
  const closed = await credits.expireGrants(ctx);
  if (closed > 0) ctx.log.info("credits_expired", { grants: closed });
}
