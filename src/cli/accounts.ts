import * as accounts from "../core/accounts/accounts.ts";
import { CLI } from "../core/audit/actor.ts";
import * as admin from "../core/accounts/admin.ts";
import { AppError } from "../foundation/errors.ts";
import { command, type CommandContext } from "./command.ts";
import { withRuntime } from "./runtime.ts";
import { email, flag, optional, REASON, required, text } from "./options.ts";
import { programName } from "../foundation/program-name.ts";

const PASSWORD = optional(
  text("PASSWORD"),
  "Password for the console. Other users of this machine can see it: prefer --password-stdin",
);
const PASSWORD_STDIN = flag("Read the password from standard input");

/** Creates an account. */
export const accountCreate = command({
  name: "account create",
  changes: true,
  summary: "Create an account",
  options: {
    email: required(email, "Email address of the account"),
    plan: required(text("PLAN"), "Plan of the account, as listed by `plans list`"),
    password: PASSWORD,
    passwordStdin: PASSWORD_STDIN,
    admin: flag("Give the account administrative rights in the console"),
  },
  check: checkPasswordOptions,
  async run(context, { email, plan, admin, ...given }) {
    const password = await readPassword(context, given);
    const wanted = { email, planId: plan, password, admin, actor: CLI };
    const account = await withRuntime(context, (ctx) => accounts.createAccount(ctx, wanted));
    context.terminal.result({ id: account.id, email: account.email, plan, admin }, [
      `Created account ${account.email} with plan ${plan}. Add credits and create a key:`,
      `  ${programName()} credits grant --email ${account.email} --credits 1000`,
      `  ${programName()} key create --email ${account.email} --dialect hub`,
    ]);
  },
});

/** Sets the password of an account. */
export const accountSetPassword = command({
  name: "account set-password",
  changes: true,
  summary: "Set the password of an account and end all its sessions",
  options: {
    email: required(email, "Email address of the account"),
    password: PASSWORD,
    passwordStdin: PASSWORD_STDIN,
    reason: REASON,
  },
  check(given) {
    const isMissing = given.password === undefined && !given.passwordStdin;
    return isMissing ? ["Give --password or --password-stdin."] : checkPasswordOptions(given);
  },
  async run(context, { email, reason = null, ...given }) {
    const password = (await readPassword(context, given)) ?? "";
    const account = await withRuntime(context, async (ctx) => {
      const found = await accounts.getAccountByEmail(ctx, email);
      await admin.setPassword(ctx, found.id, { ...CLI, password, reason });
      return found;
    });
    context.terminal.result({ id: account.id, email: account.email }, [
      `Set the password of ${account.email} and ended all its sessions.`,
    ]);
  },
});

interface PasswordOptions {
  password: string | undefined;
  passwordStdin: boolean;
}

function checkPasswordOptions({ password, passwordStdin }: PasswordOptions): string[] {
  const hasBoth = password !== undefined && passwordStdin;
  return hasBoth ? ["Give --password or --password-stdin, not both."] : [];
}

/**
 * Returns the password of either option, without the line ending, or undefined if neither is given.
 * Throws `invalid_request` if it is read from standard input and is not one non-empty line.
 */
async function readPassword(
  context: CommandContext,
  given: PasswordOptions,
): Promise<string | undefined> {
  if (!given.passwordStdin) return given.password;
  const password = (await context.readInput()).replace(/\r?\n$/, "");
  if (/^[^\p{Cc}\p{Cs}]+$/u.test(password)) return password;
  const message = "--password-stdin: standard input must be a single line with the password.";
  throw new AppError("invalid_request", message);
}
