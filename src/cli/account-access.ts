import * as accounts from "../core/accounts/accounts.ts";
import * as admin from "../core/accounts/admin.ts";
import { type Role, ROLES } from "../core/accounts/roles.ts";
import { endAllSessions } from "../core/accounts/sessions.ts";
import { CLI } from "../core/audit/actor.ts";
import { type CommandContext, command } from "./command.ts";
import { defaulted, email, oneOf, REASON, required } from "./options.ts";
import { withRuntime } from "./runtime.ts";

const OPTIONS = {
  email: required(email, "Email address of the account"),
  reason: REASON,
};

/** Makes an account an operator. */
export const accountPromote = command({
  name: "account promote",
  changes: true,
  summary: "Make an account an operator with a role",
  options: {
    ...OPTIONS,
    role: defaulted(oneOf("ROLE", ROLES), "admin", `Role of the operator: ${ROLES.join(", ")}`),
  },
  run: (context, given) => changeRole(context, given),
});

/** Takes the role of an operator away. */
export const accountDemote = command({
  name: "account demote",
  changes: true,
  summary: "Remove the role of an operator; at least one admin remains",
  options: OPTIONS,
  run: (context, given) => changeRole(context, { ...given, role: undefined }),
});

/** Ends all sessions of an account. */
export const accountEndSessions = command({
  name: "account end-sessions",
  changes: true,
  summary: "End all sessions of an account; its keys stay valid",
  options: OPTIONS,
  async run(context, { email, reason = null }) {
    const { id, ended } = await withRuntime(context, async (ctx) => {
      const { id } = await accounts.getAccountByEmail(ctx, email);
      return { id, ended: await endAllSessions(ctx, id, { ...CLI, reason }) };
    });
    context.terminal.result({ id, email, ended }, [`Ended ${ended} sessions of ${email}.`]);
  },
});

interface RoleChange {
  email: string;
  reason: string | undefined;
  role: Role | undefined;
}

async function changeRole(context: CommandContext, { email, reason, role }: RoleChange) {
  const account = await withRuntime(context, async (ctx) => {
    const found = await accounts.getAccountByEmail(ctx, email);
    const change = { ...CLI, reason: reason ?? null, role: role ?? null };
    await admin.updateAccount(ctx, found.id, change);
    return found;
  });
  context.terminal.result({ id: account.id, email: account.email, role: role ?? null }, [
    role === undefined
      ? `${account.email} is no longer an operator.`
      : `${account.email} now has the role ${role}.`,
  ]);
}
