import * as accounts from "../core/accounts.ts";
import { command } from "./command.ts";
import { inHouse } from "./house.ts";
import { email, flag, optional, required, text } from "./options.ts";
import { programName, table } from "./terminal.ts";

/** Opens an account. */
export const accountCreate = command({
  name: "account create",
  summary: "Open an account",
  options: {
    email: required(email, "Whose account it is"),
    plan: required(text("PLAN"), "The plan, one of those that `plans list` shows"),
    password: optional(text("PASSWORD"), "For signing in to the console"),
    admin: flag("May use the admin pages"),
  },
  async run(job, { email, plan, password, admin }) {
    const wanted = { email, planId: plan, password, admin };
    const account = await inHouse(job, (ctx) => accounts.create(ctx, wanted));
    job.terminal.answer({ id: account.id, email: account.email, plan, admin }, [
      `Opened the account of ${account.email} on the plan ${plan}. It has no credits and no key yet:`,
      `  ${programName()} credits grant --email ${account.email} --credits 1000`,
      `  ${programName()} key create --email ${account.email} --dialect hub`,
    ]);
  },
});

/** Lists the plans. */
export const plansList = command({
  name: "plans list",
  summary: "List the plans that an account can have",
  options: {},
  async run(job) {
    const plans = await inHouse(job, (ctx) => accounts.listPlans(ctx));
    const told = plans.map((plan) => ({
      id: plan.id,
      name: plan.name,
      monthly_credit_cap: plan.monthlyCreditCap,
      monthly_grant_credits: plan.monthlyGrantCredits,
    }));
    job.terminal.answer(
      { plans: told },
      table([
        ["PLAN", "NAME", "MONTHLY CAP", "MONTHLY GRANT"],
        ...plans.map(({ id, name, monthlyCreditCap, monthlyGrantCredits }) => [
          ...[id, name, String(monthlyCreditCap ?? "none"), String(monthlyGrantCredits)],
        ]),
      ]),
    );
  },
});
