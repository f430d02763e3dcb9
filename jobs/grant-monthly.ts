import type { Context } from "../src/app/context.ts";
import * as plans from "../src/core/billing/plans.ts";

/** Grants the monthly credits of plans. Can run any number of times; a month is granted once. */
export async function grantMonthly(ctx: Context): Promise<void> {
  const accounts = await plans.grantMonthlyCredits(ctx);
  if (accounts > 0) ctx.log.info("plan_credits_granted", { accounts });
}
