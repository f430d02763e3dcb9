import { CLI } from "../core/audit/actor.ts";
import * as plans from "../core/billing/plans.ts";
import { AppError } from "../foundation/errors.ts";
import { command } from "./command.ts";
import { dialects } from "./first-run.ts";
import { withRuntime } from "./runtime.ts";
import { argument, oneOf, optional, pattern, REASON, required, text } from "./options.ts";
import { DEFAULT, limitOption, NONE, retentionOption } from "./plan-options.ts";
import { table } from "./terminal.ts";

const PLAN = argument(text("PLAN"), "Id of the plan, as listed by `plans list`");
// Same rule as the check constraint on plans.id.
const PLAN_ID = pattern(
  "PLAN",
  /^[a-z][a-z0-9_-]{0,31}$/,
  "must be 1 to 32 lower-case letters, digits, - or _, and start with a letter",
);

/** Lists the plans with their limits per API. */
export const plansList = command({
  name: "plans list",
  summary: "List the plans",
  options: {},
  async run(context) {
    const rows = await withRuntime(context, (ctx) => plans.listPlanAccess(ctx));
    const listed = rows.map((row) => ({
      id: row.id,
      name: row.name,
      monthly_credit_cap: row.monthlyCreditCap,
      monthly_grant_credits: row.monthlyGrantCredits,
      retention_days: toRetention(row.retentionDays),
      max_key_days: row.maxKeyDays,
      priority: row.priority,
      blocked_per_day: row.blockedPerDay,
      min_moderation: row.minModeration,
      image_metadata: row.imageMetadata,
      dialect: row.dialect ?? null,
      allowed: row.allowed ?? true,
      requests_per_hour: row.requestsPerHour ?? null,
      running_limit: row.runningLimit ?? null,
      account_requests_per_hour: row.accountRequestsPerHour ?? null,
      account_running_limit: row.accountRunningLimit ?? null,
    }));
    const lines = listed.map((row) => [
      ...[row.id, row.name, formatLimit(row.monthly_credit_cap), String(row.monthly_grant_credits)],
      ...[
        String(row.retention_days ?? DEFAULT),
        formatLimit(row.max_key_days),
        String(row.priority),
        formatLimit(row.blocked_per_day),
      ],
      ...[row.min_moderation, row.image_metadata],
      ...[row.dialect ?? "all", row.allowed ? "yes" : "no"],
      ...[formatLimit(row.requests_per_hour), formatLimit(row.running_limit)],
      ...[formatLimit(row.account_requests_per_hour), formatLimit(row.account_running_limit)],
    ]);
    const head = [
      "PLAN",
      "NAME",
      "MONTHLY CAP",
      "MONTHLY GRANT",
      "RETENTION",
      "KEY DAYS",
      "PRIORITY",
      "BLOCKED/DAY",
      "MODERATION",
      "IMAGE METADATA",
      "DIALECT",
      "ALLOWED",
    ];
    const limits = ["REQUESTS/H", "RUNNING", "ACCOUNT REQUESTS/H", "ACCOUNT RUNNING"];
    context.terminal.result({ plans: listed }, table([[...head, ...limits], ...lines]));
  },
});

/** Changes or creates a plan. */
export const plansSet = command({
  name: "plans set",
  changes: true,
  summary: "Change or create a plan; options that are not given keep their value",
  options: {
    id: argument(PLAN_ID, "Id of an existing or a new plan"),
    name: optional(text("NAME"), "Name of the plan, shown to customers as their account type"),
    monthlyCap: optional(
      limitOption("monthlyCap"),
      "Maximum credits an account can spend per month",
    ),
    monthlyGrant: optional(
      limitOption("monthlyGrant"),
      "Credits granted on the first of each month",
    ),
    retentionDays: optional(
      retentionOption(),
      "Days after which generations are deleted; default: RETENTION_DAYS",
    ),
    keyDays: optional(limitOption("keyDays"), "Days after which new keys expire at the latest"),
    priority: optional(
      pattern("0-100", /^(?:\d{1,2}|100)$/, "must be a whole number from 0 to 100"),
      "Generations of a higher priority start first among equally busy accounts",
    ),
    blockedPerDay: optional(
      limitOption("blockedPerDay"),
      "Requests refused for their content in a UTC day that suspend an account",
    ),
    minModeration: optional(
      oneOf("low|auto", ["low", "auto"]),
      "Least moderation of the provider; auto: requests cannot lower it",
    ),
    imageMetadata: optional(
      oneOf("keep|remove", ["keep", "remove"]),
      "Whether texts, EXIF and Content Credentials of generated images are stored",
    ),
    reason: REASON,
  },
  async run(context, { id, name, monthlyCap, monthlyGrant, ...given }) {
    const { retentionDays, keyDays, priority, blockedPerDay, reason = null, ...policy } = given;
    const actor = { ...CLI, reason };
    const created = await withRuntime(context, async (ctx) => {
      const known = (await plans.listPlanAccess(ctx)).find((plan) => plan.id === id);
      const monthlyGrantCredits =
        monthlyGrant === undefined ? (known?.monthlyGrantCredits ?? 0) : (monthlyGrant.value ?? 0);
      const plan = {
        id,
        name: name ?? known?.name ?? id.toUpperCase(),
        monthlyCreditCap: chooseLimit(monthlyCap, known?.monthlyCreditCap),
        monthlyGrantCredits,
      };
      await plans.setPlan(ctx, plan, actor);
      const days = retentionDays?.value;
      if (days !== undefined) await plans.setPlanRetention(ctx, { planId: id, days }, actor);
      if (keyDays !== undefined)
        await plans.setPlanKeyLifetime(ctx, { planId: id, days: keyDays.value }, actor);
      if (priority !== undefined)
        await plans.setPlanPriority(ctx, { planId: id, priority: Number(priority) }, actor);
      if (blockedPerDay !== undefined)
        await plans.setPlanRefusals(ctx, { planId: id, perDay: blockedPerDay.value }, actor);
      if (Object.values(policy).some((value) => value !== undefined))
        await plans.setPlanPolicy(ctx, { planId: id, ...policy }, actor);
      return known === undefined;
    });
    // A typing error in the id creates a plan as well.
    const done = created ? `Created the plan ${id}, which no account has.` : `Set the plan ${id}.`;
    context.terminal.result({ id, created }, [done]);
  },
});

/** Sets the limits of a plan in one API. */
export const plansLimits = command({
  name: "plans limits",
  changes: true,
  summary: "Set the limits of a plan in an API; options that are not given keep their value",
  options: {
    id: PLAN,
    dialect: required(oneOf("DIALECT", dialects()), `API: ${dialects().join(", ")}`),
    allowed: optional(oneOf("yes|no", ["yes", "no"]), "Whether the plan includes the API"),
    requestsPerHour: optional(
      limitOption("requestsPerHour"),
      "Maximum requests of one key per hour",
    ),
    running: optional(limitOption("running"), "Maximum generations of one key at the same time"),
    accountRequestsPerHour: optional(
      limitOption("requestsPerHour"),
      "Maximum requests of an account per hour, with all its keys of the API",
    ),
    accountRunningLimit: optional(
      limitOption("running"),
      "Maximum generations of an account at the same time, with all its keys of the API",
    ),
    reason: REASON,
  },
  async run(context, { id, dialect, allowed, reason = null, ...limits }) {
    await withRuntime(context, async (ctx) => {
      const rows = (await plans.listPlanAccess(ctx)).filter((plan) => plan.id === id);
      if (rows.length === 0) throw new AppError("not_found", `Unknown plan: "${id}".`);
      const known = rows.find((row) => row.dialect === dialect);
      const access = {
        planId: id,
        dialect,
        allowed: allowed === undefined ? (known?.allowed ?? true) : allowed === "yes",
        requestsPerHour: chooseLimit(limits.requestsPerHour, known?.requestsPerHour),
        runningLimit: chooseLimit(limits.running, known?.runningLimit),
        accountRequestsPerHour: chooseLimit(
          limits.accountRequestsPerHour,
          known?.accountRequestsPerHour,
        ),
        accountRunningLimit: chooseLimit(limits.accountRunningLimit, known?.accountRunningLimit),
      };
      return plans.setPlanAccess(ctx, access, { ...CLI, reason });
    });
    context.terminal.result({ id, dialect }, [`Set the limits of the plan ${id} for ${dialect}.`]);
  },
});

/** A limit that is not given keeps its value. */
function chooseLimit(given: { value: number | null } | undefined, known: number | null = null) {
  return given === undefined ? known : given.value;
}

function formatLimit(limit: number | null): string {
  return limit === null ? NONE : String(limit);
}

function toRetention(days: number | null | undefined): number | "none" | null {
  return days === 0 ? NONE : (days ?? null);
}
