import * as accounts from "../core/accounts.ts";
import { command } from "./command.ts";
import { inHouse } from "./house.ts";
import { email, flag, optional, required, text } from "./options.ts";
import { programName } from "./terminal.ts";

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
