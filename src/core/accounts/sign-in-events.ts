import * as queries from "../../../generated/queries/sign-in-attempts.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { toClientScope } from "./sign-in-rate-limit.ts";

/** An attempt to prove that a client knows the password of an account. */
interface PasswordAttempt {
  /** The account of the session that confirms its password. Null: a sign-in. */
  actorId: string | null;
  /** Null: an unknown email address. */
  accountId: string | null;
  /** Identifies the account, also an unknown one: the email address at a sign-in. */
  name: string;
  /** The IP address of the client, if known. */
  address: string | null;
}

/** Records a wrong password in the audit log. Takes as long for an unknown account. */
export async function recordWrongPassword(ctx: Context, attempt: PasswordAttempt): Promise<void> {
  await queries.recordWrongPassword.run(withClient(attempt), ctx.db);
}

/** Counts an attempt. If it is rejected because of its limits, records this in the audit log. */
export async function recordLockOuts<Counted>(
  ctx: Context,
  attempt: PasswordAttempt,
  count: () => Promise<Counted>,
): Promise<Counted> {
  try {
    return await count();
  } catch (error) {
    if (error instanceof AppError && error.code === "rate_limited")
      await queries.recordLockOut.run(withClient(attempt), ctx.db);
    throw error;
  }
}

function withClient(attempt: PasswordAttempt) {
  return { ...attempt, client: toClientScope(attempt.address ?? undefined) };
}
