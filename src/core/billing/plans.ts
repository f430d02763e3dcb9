import * as queries from "../../../generated/queries/plans.ts";
import * as retentionQueries from "../../../generated/queries/retention.ts";
import { sweepAccounts } from "../../app/isolation.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { type Actor, CLI } from "../audit/actor.ts";
import { invalidatePlanPolicies, type PlanPolicy, toPolicy } from "./plan-policies.ts";

// Accounts that one statement locks until it ends.
const ACCOUNT_BATCH_SIZE = 500;

/** Name and credits of a plan. */
export interface Plan {
  id: string;
  name: string;
  /** Maximum credits that an account can hold and spend in a calendar month. Null: no limit. */
  monthlyCreditCap: number | null;
  /** Granted on the first of each month, until its end. */
  monthlyGrantCredits: number;
}

type Optional<T> = { [Name in keyof T]?: T[Name] | undefined };

/** The access of a plan to one dialect. A dialect without an entry is allowed without limits. */
export interface PlanAccess {
  planId: string;
  dialect: string;
  allowed: boolean;
  /** Of one key. */
  requestsPerHour: number | null;
  runningLimit: number | null;
  /** Of all keys of an account for the dialect. */
  accountRequestsPerHour: number | null;
  accountRunningLimit: number | null;
}

/** The settings of a plan that are not limits. */
export interface PlanSettings extends PlanPolicy {
  /** Days after which generations are deleted. 0: they are kept. Null: the setting RETENTION_DAYS. */
  retentionDays: number | null;
  /** Days after which new keys expire at the latest. Null: no limit. */
  maxKeyDays: number | null;
  /** Of accounts with equally many running generations, those of a higher priority start first. 0 to 100. */
  priority: number;
  /** Requests refused for their content in a UTC day that suspend an account. Null: none do. */
  blockedPerDay: number | null;
}

/** A plan with its settings and its access to dialects. */
export interface PlanWithAccess extends Plan, PlanSettings {
  access: Omit<PlanAccess, "planId">[];
}

/** Lists the access of an account's plan to dialects. */
export function listAccess(ctx: Context, accountId: string) {
  return queries.listAccountAccess.run({ accountId }, ctx.db);
}

/**
 * Grants the monthly credits of each account's plan, once a month. Returns how many accounts were granted
 * credits.
 */
export async function grantMonthlyCredits(ctx: Context): Promise<number> {
  let granted = 0;
  await sweepAccounts(ctx, {
    job: "grant-monthly",
    list: (exceptAccounts) =>
      queries.listMonthlyGrantsDue.run({ exceptAccounts, limit: ACCOUNT_BATCH_SIZE }, ctx.db),
    async process(accounts) {
      const accountIds = accounts.map(({ accountId }) => accountId);
      const [row] = await queries.grantPlanCredits.run({ accountIds }, ctx.db);
      granted += row?.granted ?? 0;
      return row?.settled ?? 0;
    },
  });
  return granted;
}

/** Lists the plans, one row for each dialect that a plan has an entry for. */
export function listPlanAccess(ctx: Context) {
  return queries.listPlanAccess.run(undefined, ctx.db);
}

/** Lists the plans with their settings and their access to dialects. */
export async function listPlans(ctx: Context): Promise<PlanWithAccess[]> {
  const byPlan = Map.groupBy(await listPlanAccess(ctx), ({ id }) => id);
  return [...byPlan.values()].flatMap((rows) => {
    const [plan] = rows;
    if (plan === undefined) return [];
    const { id, name, monthlyCreditCap, monthlyGrantCredits } = plan;
    const { retentionDays, maxKeyDays, priority, blockedPerDay } = plan;
    const settings = { retentionDays, maxKeyDays, priority, blockedPerDay, ...toPolicy(plan) };
    const credits = { monthlyCreditCap, monthlyGrantCredits };
    return [{ id, name, ...credits, ...settings, access: rows.flatMap(toAccess) }];
  });
}

function toAccess(row: queries.IListPlanAccessResult): PlanWithAccess["access"] {
  if (row.dialect == null) return [];
  return [
    {
      dialect: row.dialect,
      allowed: row.allowed ?? true,
      requestsPerHour: row.requestsPerHour ?? null,
      runningLimit: row.runningLimit ?? null,
      accountRequestsPerHour: row.accountRequestsPerHour ?? null,
      accountRunningLimit: row.accountRunningLimit ?? null,
    },
  ];
}

/**
 * Creates or changes a plan and writes an audit entry. Its access to dialects does not change. Takes effect
 * with the next request.
 */
export async function setPlan(ctx: Context, plan: Plan, actor: Actor = CLI): Promise<void> {
  await queries.setPlan.run({ ...actor, ...plan }, ctx.db);
}

/**
 * Sets the days after which the generations of a plan are deleted, and writes an audit entry. 0: they are
 * kept. Null: the setting RETENTION_DAYS.
 */
export async function setPlanRetention(
  ctx: Context,
  { planId, days }: { planId: string; days: number | null },
  actor: Actor = CLI,
): Promise<void> {
  await retentionQueries.setPlanRetention.run({ ...actor, planId, days }, ctx.db);
}

/**
 * Sets the days after which new keys of a plan expire at the latest, and writes an audit entry. Null: no
 * limit. Existing keys keep their expiry.
 */
export async function setPlanKeyLifetime(
  ctx: Context,
  { planId, days }: { planId: string; days: number | null },
  actor: Actor = CLI,
): Promise<void> {
  await queries.setPlanKeyLifetime.run({ ...actor, planId, days }, ctx.db);
}

/** Sets the priority of the generations that accounts of a plan queue from now on, with an audit entry. */
export async function setPlanPriority(
  ctx: Context,
  wanted: { planId: string; priority: number },
  actor: Actor = CLI,
): Promise<void> {
  await queries.setPlanPriority.run({ ...actor, ...wanted }, ctx.db);
}

/**
 * Sets how many requests refused for their content in a UTC day suspend an account of a plan, and writes an
 * audit entry. Null: none do. Applies to the next refusal.
 */
export async function setPlanRefusals(
  ctx: Context,
  wanted: { planId: string; perDay: number | null },
  actor: Actor = CLI,
): Promise<void> {
  await queries.setPlanRefusals.run({ ...actor, ...wanted }, ctx.db);
}

/**
 * Sets what a plan requires of the generations that are accepted from now on, and writes an audit entry.
 * What is not given is kept.
 */
export async function setPlanPolicy(
  ctx: Context,
  { planId, ...policy }: { planId: string } & Optional<PlanPolicy>,
  actor: Actor = CLI,
): Promise<void> {
  const { minModeration = null, imageMetadata = null } = policy;
  const wanted = { ...actor, planId, minModeration, imageMetadata };
  await queries.setPlanPolicy.run(wanted, ctx.db);
  invalidatePlanPolicies(ctx.db);
}

/** Sets the access of a plan to one dialect and writes an audit entry. */
export async function setPlanAccess(
  ctx: Context,
  access: PlanAccess,
  actor: Actor = CLI,
): Promise<void> {
  await queries.setPlanAccess.run({ ...actor, ...access }, ctx.db);
}

/**
 * Creates or replaces a plan with its access to dialects and writes an audit entry. Settings that are not
 * given are kept; those of a new plan are the defaults. Returns the plan. Throws `invalid_request` for a
 * repeated dialect.
 */
export async function putPlan(
  ctx: Context,
  { access, ...plan }: Omit<PlanWithAccess, keyof PlanSettings> & Optional<PlanSettings>,
  actor: Actor,
): Promise<PlanWithAccess> {
  if (new Set(access.map(({ dialect }) => dialect)).size < access.length) {
    const reason = "must not repeat an entry";
    throw new AppError("invalid_request", `access ${reason}.`, {
      details: { issues: [{ path: ["access"], reason }] },
    });
  }
  const rules = {
    dialects: access.map(({ dialect }) => dialect),
    allowed: access.map(({ allowed }) => allowed),
    requestsPerHour: access.map(({ requestsPerHour }) => requestsPerHour),
    runningLimits: access.map(({ runningLimit }) => runningLimit),
    accountRequestsPerHour: access.map((rule) => rule.accountRequestsPerHour),
    accountRunningLimits: access.map((rule) => rule.accountRunningLimit),
  };
  const known = (await listPlans(ctx)).find(({ id }) => id === plan.id);
  const settings = chooseSettings(plan, known);
  await queries.putPlan.run({ ...actor, ...plan, ...rules, ...settings }, ctx.db);
  invalidatePlanPolicies(ctx.db);
  return { ...plan, ...settings, access };
}

const DEFAULTS: PlanSettings = {
  retentionDays: null,
  maxKeyDays: null,
  priority: 0,
  blockedPerDay: null,
  minModeration: "low",
  imageMetadata: "keep",
};

function chooseSettings(given: Optional<PlanSettings>, known = DEFAULTS): PlanSettings {
  return {
    // Null is a value of these.
    retentionDays: given.retentionDays === undefined ? known.retentionDays : given.retentionDays,
    maxKeyDays: given.maxKeyDays === undefined ? known.maxKeyDays : given.maxKeyDays,
    blockedPerDay: given.blockedPerDay === undefined ? known.blockedPerDay : given.blockedPerDay,
    priority: given.priority ?? known.priority,
    minModeration: given.minModeration ?? known.minModeration,
    imageMetadata: given.imageMetadata ?? known.imageMetadata,
  };
}
