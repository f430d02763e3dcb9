import * as accounts from "../core/accounts/accounts.ts";
import * as admin from "../core/accounts/admin.ts";
import { endAllSessions } from "../core/accounts/sessions.ts";
import { CLI } from "../core/audit/actor.ts";
import { type CommandContext, command } from "./command.ts";
import { email, optional, required, text } from "./options.ts";
import { withRuntime } from "./runtime.ts";

const OPTIONS = {
  email: required(email, "E-mail address of the account"),
  reason: optional(text("TEXT"), "Reason for the audit log"),
};

/** Makes an account an admin. */
export const accountPromote = command({
  name: "account promote",
  changes: true,
  summary: "Give an account administrative rights in the console",
  options: OPTIONS,
  run: (job, given) => setAdmin(job, { ...given, isAdmin: true }),
});

/** Takes the rights of an admin away. */
export const accountDemote = command({
  name: "account demote",
  changes: true,
  summary: "Remove the administrative rights of an account; at least one admin remains",
  options: OPTIONS,
  run: (job, given) => setAdmin(job, { ...given, isAdmin: false }),
});

/** Ends all sessions of an account. */
export const accountEndSessions = command({
  name: "account end-sessions",
  changes: true,
  summary: "End all sessions of an account; its keys stay valid",
  options: OPTIONS,
  async run(job, { email, reason = null }) {
    const { id, ended } = await withRuntime(job, async (ctx) => {
      const { id } = await accounts.getAccountByEmail(ctx, email);
      return { id, ended: await endAllSessions(ctx, id, { ...CLI, reason }) };
    });
    job.terminal.result({ id, email, ended }, [`Ended ${ended} sessions of ${email}.`]);
  },
});

interface AdminChange {
  email: string;
  reason: string | undefined;
  isAdmin: boolean;
}

async function setAdmin(job: CommandContext, { email, reason, isAdmin }: AdminChange) {
  const account = await withRuntime(job, async (ctx) => {
    const found = await accounts.getAccountByEmail(ctx, email);
    await admin.updateAccount(ctx, found.id, { ...CLI, reason: reason ?? null, admin: isAdmin });
    return found;
  });
  job.terminal.result({ id: account.id, email: account.email, admin: isAdmin }, [
    `${account.email} is ${isAdmin ? "now" : "no longer"} an admin.`,
  ]);
}
