import { createHash, randomBytes } from "node:crypto";
import * as accountQueries from "../../../generated/queries/accounts.ts";
import * as passwordQueries from "../../../generated/queries/passwords.ts";
import * as queries from "../../../generated/queries/sessions.ts";
import * as signUpQueries from "../../../generated/queries/sign-up.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import * as passwords from "./passwords.ts";
import { hashSetupToken, toSignUpError } from "./setup.ts";
import { consumeSignIn, consumeSignUp } from "./sign-in-rate-limit.ts";

/** A caller that is authenticated by a session. */
export interface SignedIn {
  sessionId: string;
  accountId: string;
  admin: boolean;
}

/** The client that signs in. */
export interface ClientInfo {
  /** The IP address of the client, if known. */
  address: string | undefined;
  userAgent: string | null;
  /** The token of the client's current session, which the new session replaces. */
  token: string | undefined;
}

/** A new session. Only the hash of its token is stored. */
export interface CreatedSession {
  accountId: string;
  sessionId: string;
  token: string;
  expiresAt: Date;
}

const MAX_USER_AGENT_LENGTH = 300;

/**
 * Creates an account on the plan `free` and signs it in. While the server has no admin, a setup token is
 * required and the account becomes the admin. Throws `conflict` for a known address, `forbidden` if sign-up
 * is closed or the setup token is missing or wrong, and `rate_limited`.
 */
export async function signUp(
  ctx: Context,
  client: ClientInfo,
  wanted: {
    email: string;
    password: string;
    name?: string | undefined;
    language?: accountQueries.account_language | undefined;
    setupToken?: string | undefined;
  },
): Promise<CreatedSession> {
  await consumeSignUp(ctx, client.address);
  const passwordHash = await passwords.hashPassword(wanted.password);
  const id = Bun.randomUUIDv7();
  const { name = null, language = null, setupToken } = wanted;
  const setupTokenHash = setupToken === undefined ? null : hashSetupToken(setupToken);
  const [row] = await signUpQueries.signUp.run(
    { id, email: normalizeEmail(wanted.email), passwordHash, name, language, setupTokenHash },
    ctx.db,
  );
  if (row === undefined) throw new AppError("internal", "The sign-up returned no outcome.");
  if (row.outcome !== "created") throw toSignUpError(row.outcome);
  const session = await createSession(ctx, client, { id, passwordHash });
  if (session === undefined) throw new AppError("internal", "The session could not be opened.");
  return session;
}

/**
 * Signs in. Returns undefined if the address or the password is wrong; both take the same time. Throws
 * `forbidden` for a disabled account with the right password, and `rate_limited` after too many attempts of
 * the client or for the account.
 */
export async function signIn(
  ctx: Context,
  client: ClientInfo,
  given: { email: string; password: string },
): Promise<CreatedSession | undefined> {
  const email = normalizeEmail(given.email);
  const resetAttempts = await consumeSignIn(ctx, client.address, email);
  const [account] = await queries.findSignIn.run({ email }, ctx.db);
  const isRight = await passwords.verifyPassword(given.password, account?.passwordHash);
  if (!isRight || account === undefined) return undefined;
  await resetAttempts();
  if (account.disabled) {
    const message = "This account is suspended. Contact the operator of this server.";
    throw new AppError("forbidden", message);
  }
  return createSession(ctx, client, account);
}

/** Returns the session of a token. Throws `sign_in_required`. */
export async function authenticateSession(
  ctx: Context,
  token: string | undefined,
  address: string | undefined,
): Promise<SignedIn> {
  const [row] =
    token === undefined
      ? []
      : await queries.findSession.run(
          { tokenHash: hashToken(token), address: address ?? null },
          ctx.db,
        );
  if (row === undefined) throw new AppError("sign_in_required", "Sign in first.");
  return { sessionId: row.id, accountId: row.accountId, admin: row.admin };
}

/** Lists the sessions of an account, the last used first. */
export function listSessions(ctx: Context, accountId: string) {
  return queries.listSessions.run({ accountId }, ctx.db);
}

/** Ends one session of an account. Throws `not_found`. */
export async function endSession(ctx: Context, accountId: string, id: string): Promise<void> {
  const rows = isUuid(id) ? await queries.endSession.run({ id, accountId }, ctx.db) : [];
  if (rows.length === 0) throw toNotFoundError();
}

/** Ends all other sessions of the account. */
export async function endOtherSessions(
  ctx: Context,
  { accountId, sessionId }: SignedIn,
): Promise<void> {
  await queries.endOtherSessions.run({ accountId, id: sessionId }, ctx.db);
}

/**
 * Changes the password, ends every session and creates a new one. Throws `invalid_request` if the current
 * password is wrong, and `rate_limited`.
 */
export async function changePassword(
  ctx: Context,
  client: ClientInfo,
  wanted: { accountId: string; email: string; current: string; next: string },
): Promise<CreatedSession> {
  const id = wanted.accountId;
  const { email, current } = wanted;
  const oldHash = await confirmPassword(ctx, client, {
    id,
    email,
    password: current,
    field: "current_password",
  });
  const newHash = await passwords.hashPassword(wanted.next, "new_password");
  const [row] = await passwordQueries.changePassword.run(
    { accountId: id, oldHash, newHash },
    ctx.db,
  );
  const session = row?.changed && (await createSession(ctx, client, { id, passwordHash: newHash }));
  if (!session)
    throw new AppError("sign_in_required", "The password was changed by another request.");
  return session;
}

/** Closes an account permanently after confirming its password. Throws `conflict` for the last admin. */
export async function closeAccount(
  ctx: Context,
  client: ClientInfo,
  account: { id: string; email: string; password: string },
): Promise<void> {
  await confirmPassword(ctx, client, { ...account, field: "password" });
  const [row] = await accountQueries.closeAccount.run({ accountId: account.id }, ctx.db);
  if (row?.outcome === "last_admin") {
    throw new AppError("conflict", "The last admin account cannot be deleted.");
  }
}

/** Returns whether sign-up is open and whether the first admin has to be set up. */
export async function getAuthState(
  ctx: Context,
): Promise<{ signUpOpen: boolean; setupNeeded: boolean }> {
  const [row] = await signUpQueries.findSignUpState.run(undefined, ctx.db);
  return { signUpOpen: row?.signUpOpen ?? true, setupNeeded: row?.setupNeeded ?? false };
}

/** Deletes expired sessions and sign-in attempts, at most `limit`. Returns the count. */
export async function cleanUpSessions(ctx: Context, limit: number): Promise<number> {
  const [row] = await queries.deleteOldSessions.run({ limit }, ctx.db);
  return row?.removed ?? 0;
}

async function confirmPassword(
  ctx: Context,
  client: ClientInfo,
  { id, email, password, field }: { id: string; email: string; password: string; field: string },
): Promise<string> {
  const resetAttempts = await consumeSignIn(ctx, client.address, normalizeEmail(email));
  const [row] = await passwordQueries.findPassword.run({ accountId: id }, ctx.db);
  const isRight = await passwords.verifyPassword(password, row?.passwordHash);
  if (!isRight || row?.passwordHash == null) {
    throw new AppError("invalid_request", "The password is wrong.", {
      details: { issues: [{ path: [field], reason: "is wrong" }] },
    });
  }
  await resetAttempts();
  return row.passwordHash;
}

async function createSession(
  ctx: Context,
  client: ClientInfo,
  account: { id: string; passwordHash: string | null },
): Promise<CreatedSession | undefined> {
  const { id: accountId, passwordHash } = account;
  if (passwordHash === null) return undefined;
  const token = randomBytes(32).toString("base64url");
  const sessionId = Bun.randomUUIDv7();
  const [row] = await queries.openSession.run(
    {
      id: sessionId,
      accountId,
      passwordHash,
      tokenHash: hashToken(token),
      oldTokenHash: client.token === undefined ? null : hashToken(client.token),
      address: client.address ?? null,
      userAgent: client.userAgent?.slice(0, MAX_USER_AGENT_LENGTH) ?? null,
    },
    ctx.db,
  );
  const expiresAt = row?.expiresAt;
  return expiresAt ? { accountId, sessionId, token, expiresAt } : undefined;
}

function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
