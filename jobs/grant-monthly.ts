import type { Context } from "../src/app/context.ts";
import * as plans from "../src/core/billing/plans.ts";

/** Gives the accounts what their plans give each month. Done often: what was given is not given twice. */
export async function grantMonthly(ctx: Context): Promise<void> {
  const accounts = await plans.grantMonthlyCredits(ctx);
  if (accounts > 0) ctx.log.info("plan_credits_granted", { accounts });
}
