import * as accounts from "../core/accounts/accounts.ts";
import * as admin from "../core/accounts/admin.ts";
import { AppError } from "../foundation/errors.ts";
import { command, type CommandContext } from "./command.ts";
import { withRuntime } from "./runtime.ts";
import { email, flag, optional, required, text } from "./options.ts";
import { programName } from "../foundation/program-name.ts";

const PASSWORD = optional(
  text("PASSWORD"),
  "For signing in; other users of the machine can see it",
);
const PASSWORD_STDIN = flag("Read the password from standard input");

/** Opens an account. */
export const accountCreate = command({
  name: "account create",
  changes: true,
  summary: "Open an account",
  options: {
    email: required(email, "Whose account it is"),
    plan: required(text("PLAN"), "The plan, one of those that `plans list` shows"),
    password: PASSWORD,
    passwordStdin: PASSWORD_STDIN,
    admin: flag("May use the admin pages"),
  },
  check: checkPasswordOptions,
  async run(job, { email, plan, admin, ...given }) {
    const password = await readPassword(job, given);
    const wanted = { email, planId: plan, password, admin };
    const account = await withRuntime(job, (ctx) => accounts.createAccount(ctx, wanted));
    job.terminal.answer({ id: account.id, email: account.email, plan, admin }, [
      `Opened the account of ${account.email} on the plan ${plan}. It has no credits and no key yet:`,
      `  ${programName()} credits grant --email ${account.email} --credits 1000`,
      `  ${programName()} key create --email ${account.email} --dialect hub`,
    ]);
  },
});

/** Sets the password of an account. */
export const accountSetPassword = command({
  name: "account set-password",
  changes: true,
  summary: "Set the password of an account, and sign it out everywhere",
  options: {
    email: required(email, "Whose account it is"),
    password: PASSWORD,
    passwordStdin: PASSWORD_STDIN,
    reason: optional(text("TEXT"), "Why; kept in the audit log"),
  },
  check(given) {
    const isMissing = given.password === undefined && !given.passwordStdin;
    return isMissing ? ["Give --password or --password-stdin."] : checkPasswordOptions(given);
  },
  async run(job, { email, reason = null, ...given }) {
    const password = (await readPassword(job, given)) ?? "";
    const account = await withRuntime(job, async (ctx) => {
      const found = await accounts.getAccountByEmail(ctx, email);
      await admin.setPassword(ctx, found.id, { password, actorId: null, reason });
      return found;
    });
    job.terminal.answer({ id: account.id, email: account.email }, [
      `Set the password of ${account.email}. Its sessions have ended.`,
    ]);
  },
});

interface PasswordOptions {
  password: string | undefined;
  passwordStdin: boolean;
}

function checkPasswordOptions({ password, passwordStdin }: PasswordOptions): string[] {
  const isTwice = password !== undefined && passwordStdin;
  return isTwice ? ["Give --password or --password-stdin, not both."] : [];
}

/** Returns the password of either option, without the line's end. Throws `invalid_request` for none. */
async function readPassword(
  job: CommandContext,
  given: PasswordOptions,
): Promise<string | undefined> {
  if (!given.passwordStdin) return given.password;
  const password = (await job.readInput()).replace(/\r?\n$/, "");
  if (/^[^\p{Cc}\p{Cs}]+$/u.test(password)) return password;
  const message = "--password-stdin: standard input must be one line with the password.";
  throw new AppError("invalid_request", message);
}
