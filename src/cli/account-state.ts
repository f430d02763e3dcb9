import * as accounts from "../core/accounts/accounts.ts";
import * as admin from "../core/accounts/admin.ts";
import { CLI } from "../core/audit/actor.ts";
import { eraseAccount } from "../core/generations/erasure.ts";
import { type CommandContext, command } from "./command.ts";
import { email, REASON, required } from "./options.ts";
import { withRuntime } from "./runtime.ts";

const OPTIONS = {
  email: required(email, "Email address of the account"),
  reason: REASON,
};

/** Disables an account. */
export const accountDisable = command({
  name: "account disable",
  changes: true,
  summary: "Disable an account: end its sessions, reject its keys and cancel its generations",
  options: OPTIONS,
  run: (context, given) => setDisabled(context, { ...given, disabled: true }),
});

/** Enables an account. */
export const accountEnable = command({
  name: "account enable",
  changes: true,
  summary: "Enable a disabled account, or lift the suspension of an account",
  options: OPTIONS,
  run: (context, given) => setDisabled(context, { ...given, disabled: false }),
});

/** Erases an account. */
export const accountErase = command({
  name: "account erase",
  changes: true,
  summary:
    "Close an account permanently and erase its prompts, images and other personal data; its " +
    "ledger is kept in anonymized form",
  options: OPTIONS,
  async run(context, { email, reason = null }) {
    const { id, isErased } = await withRuntime(context, async (ctx) => {
      const { id } = await accounts.getAccountByEmail(ctx, email);
      return { id, isErased: await eraseAccount(ctx, id, { ...CLI, reason }) };
    });
    context.terminal.result({ id, erased: isErased }, [
      isErased
        ? `Erased the account ${id}. Its ledger is kept.`
        : `Closed the account ${id}. A worker erases generations that are still running when they end.`,
    ]);
  },
});

interface StateChange {
  email: string;
  reason: string | undefined;
  disabled: boolean;
}

async function setDisabled(context: CommandContext, { email, reason, disabled }: StateChange) {
  const account = await withRuntime(context, async (ctx) => {
    const found = await accounts.getAccountByEmail(ctx, email);
    const change = { ...CLI, disabled, reason: reason ?? null };
    await admin.updateAccount(ctx, found.id, change);
    return found;
  });
  context.terminal.result({ id: account.id, email: account.email, disabled }, [
    `${disabled ? "Disabled" : "Enabled"} the account ${account.email}.`,
  ]);
}
