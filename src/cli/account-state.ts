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
  run: (job, given) => setDisabled(job, { ...given, disabled: true }),
});

/** Enables an account. */
export const accountEnable = command({
  name: "account enable",
  changes: true,
  summary: "Enable a disabled account, or lift the suspension of an account",
  options: OPTIONS,
  run: (job, given) => setDisabled(job, { ...given, disabled: false }),
});

/** Erases an account. */
export const accountErase = command({
  name: "account erase",
  changes: true,
  summary:
    "Close an account permanently and erase its prompts, images and other personal data; its " +
    "ledger is kept without a name",
  options: OPTIONS,
  async run(job, { email, reason = null }) {
    const { id, isErased } = await withRuntime(job, async (ctx) => {
      const { id } = await accounts.getAccountByEmail(ctx, email);
      return { id, isErased: await eraseAccount(ctx, id, { ...CLI, reason }) };
    });
    job.terminal.result({ id, erased: isErased }, [
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

async function setDisabled(job: CommandContext, { email, reason, disabled }: StateChange) {
  const account = await withRuntime(job, async (ctx) => {
    const found = await accounts.getAccountByEmail(ctx, email);
    const change = { ...CLI, disabled, reason: reason ?? null };
    await admin.updateAccount(ctx, found.id, change);
    return found;
  });
  job.terminal.result({ id: account.id, email: account.email, disabled }, [
    `${disabled ? "Disabled" : "Enabled"} the account ${account.email}.`,
  ]);
}
