import * as plans from "../core/billing/plans.ts";
import { AppError } from "../foundation/errors.ts";
import { command } from "./command.ts";
import { dialects } from "./first-run.ts";
import { withRuntime } from "./runtime.ts";
import { argument, type OptionKind, oneOf, optional, pattern, required, text } from "./options.ts";
import { table } from "./terminal.ts";

const NONE = "none";
const PLAN = argument(text("PLAN"), "The plan, one of those that `plans list` shows");
// As the constraint on plans.id says it.
const PLAN_ID = pattern(
  "PLAN",
  /^[a-z][a-z0-9_-]{0,31}$/,
  "must be 1 to 32 lower-case letters, digits, - or _, and start with a letter",
);

/** Lists the plans, with what they say of each dialect. */
export const plansList = command({
  name: "plans list",
  summary: "List the plans that an account can have",
  options: {},
  async run(job) {
    const rows = await withRuntime(job, (ctx) => plans.list(ctx));
    const told = rows.map((row) => ({
      id: row.id,
      name: row.name,
      monthly_credit_cap: row.monthlyCreditCap,
      monthly_grant_credits: row.monthlyGrantCredits,
      dialect: row.dialect ?? null,
      allowed: row.allowed ?? true,
      requests_per_hour: row.requestsPerHour ?? null,
      running_limit: row.runningLimit ?? null,
    }));
    const lines = told.map((row) => [
      ...[
        row.id,
        row.name,
        describePlan(row.monthly_credit_cap),
        String(row.monthly_grant_credits),
      ],
      ...[row.dialect ?? "every dialect", row.allowed ? "yes" : "no"],
      ...[describePlan(row.requests_per_hour), describePlan(row.running_limit)],
    ]);
    const head = ["PLAN", "NAME", "MONTHLY CAP", "MONTHLY GRANT", "DIALECT", "ALLOWED"];
    job.terminal.answer({ plans: told }, table([[...head, "REQUESTS/H", "RUNNING"], ...lines]));
  },
});

/** Changes a plan, or makes one. */
export const plansSet = command({
  name: "plans set",
  changes: true,
  summary: "Change a plan or make a new one: what is left out stays",
  options: {
    id: argument(PLAN_ID, "The plan, an existing or a new one"),
    name: optional(text("NAME"), "What customers see as their account type"),
    monthlyCap: optional(limit("N|none"), "The most credits an account may spend in a month"),
    monthlyGrant: optional(limit("N|none"), "Credits given on the first of each month"),
  },
  async run(job, { id, name, monthlyCap, monthlyGrant }) {
    await withRuntime(job, async (ctx) => {
      const known = (await plans.list(ctx)).find((plan) => plan.id === id);
      return plans.set(ctx, {
        id,
        name: name ?? known?.name ?? id.toUpperCase(),
        monthlyCreditCap:
          monthlyCap === undefined ? (known?.monthlyCreditCap ?? null) : monthlyCap.value,
        monthlyGrantCredits:
          monthlyGrant === undefined
            ? (known?.monthlyGrantCredits ?? 0)
            : (monthlyGrant.value ?? 0),
      });
    });
    job.terminal.answer({ id }, [`The plan ${id} is set.`]);
  },
});

/** Sets what a plan says of one dialect. */
export const plansLimits = command({
  name: "plans limits",
  changes: true,
  summary: "Say whether a plan may use a dialect, and how much: what is left out stays",
  options: {
    id: PLAN,
    dialect: required(oneOf("DIALECT", dialects()), "The dialect"),
    allowed: optional(oneOf("YES|NO", ["yes", "no"]), "Whether the plan may use it"),
    requestsPerHour: optional(limit("N|none"), "Requests of each key in an hour"),
    running: optional(limit("N|none"), "Generations of each key under way at once"),
  },
  async run(job, { id, dialect, allowed, requestsPerHour, running }) {
    await withRuntime(job, async (ctx) => {
      const rows = (await plans.list(ctx)).filter((plan) => plan.id === id);
      if (rows.length === 0) throw new AppError("not_found", `There is no plan "${id}".`);
      const known = rows.find((row) => row.dialect === dialect);
      return plans.setAccess(ctx, {
        planId: id,
        dialect,
        allowed: allowed === undefined ? (known?.allowed ?? true) : allowed === "yes",
        requestsPerHour:
          requestsPerHour === undefined ? (known?.requestsPerHour ?? null) : requestsPerHour.value,
        runningLimit: running === undefined ? (known?.runningLimit ?? null) : running.value,
      });
    });
    job.terminal.answer({ id, dialect }, [`The plan ${id} is set for the dialect ${dialect}.`]);
  },
});

function describePlan(limitOption: number | null): string {
  return limitOption === null ? NONE : String(limitOption);
}

// Wrapped, because an option that is left out is undefined and "none" is a value.
function limit(placeholder: string): OptionKind<{ value: number | null }> {
  const fault = 'must be a whole number from 1 to 1000000, or "none"';
  return {
    placeholder,
    read(given) {
      if (given === NONE) return { value: { value: null } };
      const value = Number(given);
      const isIn = /^\d{1,7}$/.test(given) && value >= 1 && value <= 1_000_000;
      return isIn ? { value: { value } } : { fault };
    },
  };
}
