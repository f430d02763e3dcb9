import * as queries from "../../../generated/queries/plans.ts";
import type { Context } from "../../app/context.ts";
import { sweepAccounts } from "../../app/isolation.ts";

// So many accounts are locked together until the statement ends.
const ACCOUNTS_AT_ONCE = 500;

/** What a plan lets an account do. */
export interface Plan {
  id: string;
  name: string;
  /** The most credits an account may hold and spend in a calendar month; null: no cap. */
  monthlyCreditCap: number | null;
  /** Given on the first of each month, until its end. */
  monthlyGrantCredits: number;
}

/** A plan's word on one dialect; a dialect without one is open and without limits. */
export interface PlanAccess {
  planId: string;
  dialect: string;
  allowed: boolean;
  requestsPerHour: number | null;
  runningLimit: number | null;
}

/** What an account's plan says about dialects; one that it does not name is open. */
export function listAccess(ctx: Context, accountId: string) {
  return queries.listAccountAccess.run({ accountId }, ctx.db);
}

/** Gives every account its plan's credits of this month, unless it has them. Returns how many got some. */
export async function grantMonthlyCredits(ctx: Context): Promise<number> {
  let given = 0;
  await sweepAccounts(ctx, {
    job: "grant-monthly",
    list: (exceptAccounts) =>
      queries.listMonthlyGrantsDue.run({ exceptAccounts, limit: ACCOUNTS_AT_ONCE }, ctx.db),
    async process(accounts) {
      const accountIds = accounts.map(({ accountId }) => accountId);
      const [row] = await queries.grantPlanCredits.run({ accountIds }, ctx.db);
      given += row?.given ?? 0;
      return row?.settled ?? 0;
    },
  });
  return given;
}

/** Every plan with its dialects, a row for each dialect it has a word on. */
export function list(ctx: Context) {
  return queries.listPlanAccess.run(undefined, ctx.db);
}

/**
 * Writes a plan anew, or a new one, with its line in the audit log. What it gives and allows holds
 * from the next request on.
 */
export async function set(ctx: Context, plan: Plan): Promise<void> {
  const { id, name, monthlyCreditCap, monthlyGrantCredits } = plan;
  const amounts = {
    monthly_credit_cap: monthlyCreditCap,
    monthly_grant_credits: monthlyGrantCredits,
  };
  await queries.setPlan.run({ actorId: null, plan: { id, name, ...amounts } }, ctx.db);
}

/** Writes a plan's word on one dialect, with its line in the audit log. */
export async function setAccess(ctx: Context, access: PlanAccess): Promise<void> {
  const { planId, dialect, allowed, requestsPerHour, runningLimit } = access;
  const limits = { requests_per_hour: requestsPerHour, running_limit: runningLimit };
  const wanted = { actorId: null, access: { plan_id: planId, dialect, allowed, ...limits } };
  await queries.setPlanAccess.run(wanted, ctx.db);
}
