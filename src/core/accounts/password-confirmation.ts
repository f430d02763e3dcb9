import * as accountQueries from "../../../generated/queries/accounts.ts";
import * as queries from "../../../generated/queries/passwords.ts";
import * as sessionQueries from "../../../generated/queries/sessions.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import type { QueueGroup } from "../../foundation/fair-queue.ts";
import { checkNewPassword } from "./password-rules.ts";
import * as passwords from "./passwords.ts";
import { type ClientInfo, type CreatedSession, createSession, type SignedIn } from "./sessions.ts";
import { recordLockOuts, recordWrongPassword } from "./sign-in-events.ts";
import { consumeOwnAttempt } from "./sign-in-rate-limit.ts";

/**
 * Changes the password, ends every session and the trust in every device, and creates a new session. Throws
 * `invalid_request` if the current password is wrong or the new one is weak, and `rate_limited`.
 */
export async function changePassword(
  ctx: Context,
  caller: SignedIn & { client: ClientInfo },
  wanted: { email: string; current: string; next: string },
): Promise<CreatedSession> {
  const { email, current, next: password } = wanted;
  const field = "new_password";
  checkNewPassword({ password, email, field, current });
  const oldHash = await confirmPassword(ctx, caller, {
    password: current,
    field: "current_password",
  });
  const newHash = await passwords.hashPassword(toGroup(caller), password);
  const { accountId, client } = caller;
  const [row] = await queries.changePassword.run(
    { accountId, oldHash, newHash, address: client.address ?? null },
    ctx.db,
  );
  const renewed = { id: accountId, passwordHash: newHash };
  const session = row?.changed && (await createSession(ctx, client, renewed));
  if (!session) throw toChangedPasswordError();
  return session;
}

/**
 * Confirms the password for the session of the caller, so that it may call operations that require this.
 * Throws `invalid_request` if the password is wrong, and `rate_limited`.
 */
export async function confirmSession(
  ctx: Context,
  caller: SignedIn,
  password: string,
): Promise<void> {
  const passwordHash = await confirmPassword(ctx, caller, { password, field: "password" });
  const confirmed = { id: caller.sessionId, passwordHash };
  const [row] = await sessionQueries.confirmSession.run(confirmed, ctx.db);
  if (row === undefined) throw toChangedPasswordError();
}

/** Closes an account permanently after confirming its password. Throws `conflict` for the last admin. */
export async function closeOwnAccount(
  ctx: Context,
  caller: SignedIn,
  password: string,
): Promise<void> {
  await confirmPassword(ctx, caller, { password, field: "password" });
  const { accountId } = caller;
  const [row] = await accountQueries.closeAccount.run({ accountId }, ctx.db);
  if (row?.outcome === "last_admin") {
    throw new AppError("conflict", "The last admin account cannot be deleted.");
  }
}

/**
 * Confirms the password of a signed-in account and returns its hash. Attempts count by session, so no other
 * client can use them up. Throws `invalid_request` if it is wrong, and `rate_limited`.
 */
async function confirmPassword(
  ctx: Context,
  caller: SignedIn,
  { password, field }: { password: string; field: string },
): Promise<string> {
  const { accountId, address } = caller;
  const attempt = { actorId: accountId, accountId, name: accountId, address };
  const refund = await recordLockOuts(ctx, attempt, () =>
    consumeOwnAttempt(ctx, `session ${caller.sessionId}`),
  );
  const [row] = await queries.findPassword.run({ accountId: caller.accountId }, ctx.db);
  const isRight = await passwords.verifyPassword(toGroup(caller), password, row?.passwordHash);
  if (!isRight || row?.passwordHash == null) {
    await recordWrongPassword(ctx, attempt);
    throw new AppError("invalid_request", "The password is wrong.", {
      details: { issues: [{ path: [field], reason: "is wrong" }] },
    });
  }
  await refund();
  return row.passwordHash;
}

function toChangedPasswordError(): AppError {
  return new AppError("sign_in_required", "The password was changed by another request.");
}

function toGroup({ accountId }: SignedIn): QueueGroup {
  return { name: `account ${accountId}`, isPreferred: true };
}
