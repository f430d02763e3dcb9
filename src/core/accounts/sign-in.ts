import type * as accountQueries from "../../../generated/queries/accounts.ts";
import * as queries from "../../../generated/queries/sessions.ts";
import * as signUpQueries from "../../../generated/queries/sign-up.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import type { QueueGroup } from "../../foundation/fair-queue.ts";
import { checkNewPassword } from "./password-rules.ts";
import * as passwords from "./passwords.ts";
import { type ClientInfo, type CreatedSession, createSession } from "./sessions.ts";
import { hashSetupToken, toSignUpError } from "./setup.ts";
import {
  consumeOwnAttempt,
  consumeSignUp,
  consumeUntrustedSignIn,
  toClientScope,
} from "./sign-in-rate-limit.ts";
import { recordLockOuts, recordWrongPassword } from "./sign-in-events.ts";
import { findTrustedDevice, type PasswordHolder } from "./trusted-devices.ts";

/** The fields of a sign-up. */
interface SignUp {
  email: string;
  password: string;
  name?: string | undefined;
  language?: accountQueries.account_language | undefined;
  setupToken?: string | undefined;
}

/**
 * Creates an account on the plan `free` and signs it in. While the server has no admin, a setup token is
 * required and the account becomes the admin. Throws `conflict` for a known address, `forbidden` if sign-up
 * is closed or the setup token is missing or wrong, `invalid_request` for a weak password, and
 * `rate_limited`. The password is hashed after all else was checked.
 */
export async function signUp(
  ctx: Context,
  client: ClientInfo,
  wanted: SignUp,
): Promise<CreatedSession> {
  const { password, name = null, language = null, setupToken } = wanted;
  const email = normalizeEmail(wanted.email);
  await consumeSignUp(ctx, client.address);
  checkNewPassword({ password, email });
  const setupTokenHash = setupToken === undefined ? null : hashSetupToken(setupToken);
  const [found] = await signUpQueries.findSignUpRejection.run({ email, setupTokenHash }, ctx.db);
  assertCreated(found?.outcome ?? "created");
  const passwordHash = await passwords.hashPassword(toClientGroup(client), password);
  const id = Bun.randomUUIDv7();
  const [row] = await signUpQueries.signUp.run(
    { id, email, passwordHash, name, language, setupTokenHash },
    ctx.db,
  );
  if (row === undefined) throw new AppError("internal", "The sign-up returned no outcome.");
  assertCreated(row.outcome);
  const session = await createSession(ctx, client, { id, passwordHash });
  if (session === undefined) throw new AppError("internal", "The session could not be opened.");
  return session;
}

/**
 * Signs in. Returns undefined if the address or the password is wrong; both take the same time. Throws
 * `forbidden` for a disabled account with the right password, and `rate_limited` after too many attempts of
 * the client or for the account. A trusted device has its own limit and its own turn.
 */
export async function signIn(
  ctx: Context,
  client: ClientInfo,
  given: { email: string; password: string },
): Promise<CreatedSession | undefined> {
  const email = normalizeEmail(given.email);
  const [account] = await queries.findSignIn.run({ email }, ctx.db);
  const attempt = {
    actorId: null,
    accountId: account?.id ?? null,
    name: email,
    address: client.address ?? null,
  };
  const { group, refund } = await recordLockOuts(ctx, attempt, () =>
    consumeSignIn(ctx, client, { email, account }),
  );
  const isRight = await passwords.verifyPassword(group, given.password, account?.passwordHash);
  if (!isRight || account === undefined) {
    await recordWrongPassword(ctx, attempt);
    return undefined;
  }
  await refund();
  if (account.disabled) {
    const message = "This account is disabled. Contact the operator of this server.";
    throw new AppError("forbidden", message);
  }
  return createSession(ctx, client, account);
}

/** Returns whether sign-up is open and whether the first admin has to be set up. */
export async function getAuthState(
  ctx: Context,
): Promise<{ signUpOpen: boolean; setupNeeded: boolean }> {
  const [row] = await signUpQueries.findSignUpState.run(undefined, ctx.db);
  return { signUpOpen: row?.signUpOpen ?? true, setupNeeded: row?.setupNeeded ?? false };
}

async function consumeSignIn(
  ctx: Context,
  client: ClientInfo,
  { email, account }: { email: string; account: PasswordHolder | undefined },
): Promise<{ group: QueueGroup; refund: () => Promise<void> }> {
  const device = account && findTrustedDevice(ctx, client.deviceToken, account);
  if (device === undefined) {
    const refund = await consumeUntrustedSignIn(ctx, client.address, email);
    return { group: toClientGroup(client), refund };
  }
  // One account can have many devices, so it has one turn for all of them.
  const group = { name: `account ${account?.id}`, isPreferred: true };
  return { group, refund: await consumeOwnAttempt(ctx, `device ${device}`) };
}

function toClientGroup({ address }: ClientInfo): QueueGroup {
  return { name: toClientScope(address), isPreferred: false };
}

function assertCreated(outcome: signUpQueries.sign_up_outcome): void {
  if (outcome !== "created") throw toSignUpError(outcome);
}

function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}
