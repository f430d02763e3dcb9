import { createHash, randomBytes } from "node:crypto";
import * as queries from "../../../generated/queries/sessions.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import * as passwords from "./passwords.ts";
import { hashSetupToken, toSignUpError } from "./setup.ts";
import { consumeSignIn, consumeSignUp } from "./sign-in-rate-limit.ts";

/** Who calls, by session. */
export interface SignedIn {
  sessionId: string;
  accountId: string;
  admin: boolean;
}

/** Where somebody signs in from. */
export interface ClientInfo {
  /** The network address, or undefined where that is not known. */
  address: string | undefined;
  userAgent: string | null;
  /** The token of the session that the visitor came with. It ends when another one begins. */
  token: string | undefined;
}

/** A session that has begun. The token is told once: only its hash is stored. */
export interface CreatedSession {
  accountId: string;
  sessionId: string;
  token: string;
  expiresAt: Date;
}

const LONGEST_USER_AGENT = 300;

/**
 * Creates an account on the plan `free` and signs it in. While the server has no admin it takes a setup
 * token, and the account becomes the admin. Throws `conflict` for a known address, `forbidden` where
 * sign-up is closed or the setup token is missing or wrong, `rate_limited`.
 */
export async function signUp(
  ctx: Context,
  visitor: ClientInfo,
  wanted: {
    email: string;
    password: string;
    name?: string | undefined;
    language?: string | undefined;
    setupToken?: string | undefined;
  },
): Promise<CreatedSession> {
  await consumeSignUp(ctx, visitor.address);
  const passwordHash = await passwords.hashPassword(wanted.password);
  const id = Bun.randomUUIDv7();
  const { name = null, language = null, setupToken } = wanted;
  const setupTokenHash = setupToken === undefined ? null : hashSetupToken(setupToken);
  const [row] = await queries.signUp.run(
    { id, email: normalizeEmail(wanted.email), passwordHash, name, language, setupTokenHash },
    ctx.db,
  );
  if (row?.outcome !== "made") throw toSignUpError(row?.outcome);
  const opened = await createSession(ctx, visitor, { id, passwordHash });
  if (opened === undefined) throw new AppError("internal", "The session could not be opened.");
  return opened;
}

/**
 * Signs in. Undefined where address or password is wrong: both take the same time. Throws `forbidden`
 * for a disabled account, once its password has proved right, and `rate_limited` for one who has tried
 * too often, and for an account that was tried too often.
 */
export async function signIn(
  ctx: Context,
  visitor: ClientInfo,
  given: { email: string; password: string },
): Promise<CreatedSession | undefined> {
  const email = normalizeEmail(given.email);
  const forgive = await consumeSignIn(ctx, visitor.address, email);
  const [account] = await queries.findSignIn.run({ email }, ctx.db);
  const isRight = await passwords.verifyPassword(given.password, account?.passwordHash);
  if (!isRight || account === undefined) return undefined;
  await forgive();
  if (account.disabled) {
    const message = "This account is suspended. Contact the operator of this server.";
    throw new AppError("forbidden", message);
  }
  return createSession(ctx, visitor, account);
}

/** Finds out whose session a token is. Throws `sign_in_required`. */
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

/** Where an account is signed in, the last used first. */
export function listSessions(ctx: Context, accountId: string) {
  return queries.listSessions.run({ accountId }, ctx.db);
}

/** Ends one session of an account. Throws `not_found`. */
export async function endSession(ctx: Context, accountId: string, id: string): Promise<void> {
  const rows = isUuid(id) ? await queries.endSession.run({ id, accountId }, ctx.db) : [];
  if (rows.length === 0) throw toNotFoundError();
}

/** Ends every session of an account but this one. */
export async function endOtherSessions(
  ctx: Context,
  { accountId, sessionId }: SignedIn,
): Promise<void> {
  await queries.endOtherSessions.run({ accountId, id: sessionId }, ctx.db);
}

/**
 * Changes the password: every session ends and one begins anew. Throws `invalid_request` where the
 * current password is wrong, and `rate_limited`.
 */
export async function changePassword(
  ctx: Context,
  visitor: ClientInfo,
  wanted: { accountId: string; email: string; current: string; next: string },
): Promise<CreatedSession> {
  const id = wanted.accountId;
  const { email, current } = wanted;
  const oldHash = await confirm(ctx, visitor, {
    id,
    email,
    password: current,
    field: "current_password",
  });
  const newHash = await passwords.hashPassword(wanted.next, "new_password");
  const [row] = await queries.changePassword.run({ accountId: id, oldHash, newHash }, ctx.db);
  const opened = row?.changed && (await createSession(ctx, visitor, { id, passwordHash: newHash }));
  if (!opened) throw new AppError("sign_in_required", "The password was changed meanwhile.");
  return opened;
}

/** Closes an account for good, once its password is confirmed. Throws `conflict` for the last admin. */
export async function closeAccount(
  ctx: Context,
  visitor: ClientInfo,
  account: { id: string; email: string; password: string },
): Promise<void> {
  await confirm(ctx, visitor, { ...account, field: "password" });
  const [row] = await queries.closeAccount.run({ accountId: account.id }, ctx.db);
  if (row?.outcome === "last_admin") {
    throw new AppError("conflict", "The only admin of a server cannot be deleted.");
  }
}

/** What somebody who wants to sign in needs to know. */
export async function getAuthState(
  ctx: Context,
): Promise<{ signUpOpen: boolean; setupNeeded: boolean }> {
  const [row] = await queries.authState.run(undefined, ctx.db);
  return { signUpOpen: row?.signUpOpen ?? true, setupNeeded: row?.setupNeeded ?? false };
}

/** Forgets sessions and attempts that have run out, some at a time. Answers how many. */
export async function cleanUpSessions(ctx: Context, limit: number): Promise<number> {
  const [row] = await queries.deleteOldSessions.run({ limit }, ctx.db);
  return row?.removed ?? 0;
}

async function confirm(
  ctx: Context,
  visitor: ClientInfo,
  { id, email, password, field }: { id: string; email: string; password: string; field: string },
): Promise<string> {
  const forgive = await consumeSignIn(ctx, visitor.address, normalizeEmail(email));
  const [row] = await queries.findPassword.run({ accountId: id }, ctx.db);
  const isRight = await passwords.verifyPassword(password, row?.passwordHash);
  if (!isRight || row?.passwordHash == null) {
    throw new AppError("invalid_request", "The password is wrong.", {
      details: { issues: [{ path: [field], reason: "is wrong" }] },
    });
  }
  await forgive();
  return row.passwordHash;
}

async function createSession(
  ctx: Context,
  visitor: ClientInfo,
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
      oldTokenHash: visitor.token === undefined ? null : hashToken(visitor.token),
      address: visitor.address ?? null,
      userAgent: visitor.userAgent?.slice(0, LONGEST_USER_AGENT) ?? null,
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
