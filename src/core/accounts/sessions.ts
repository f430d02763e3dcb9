import { createHash, randomBytes } from "node:crypto";
import * as queries from "../../../generated/queries/sessions.ts";
import type { Context } from "../../app/context.ts";
import { type Role, toRole } from "./roles.ts";
import type { Actor } from "../audit/actor.ts";
import { AppError } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import { createDeviceToken, type PasswordHolder } from "./trusted-devices.ts";

/** A caller that is authenticated by a session. */
export interface SignedIn {
  sessionId: string;
  accountId: string;
  /** The role of an operator. Undefined: a customer. */
  role: Role | undefined;
  /** The IP address of the client, if known. */
  address: string | null;
  /** Whether the session has confirmed the password within 15 minutes. */
  isPasswordRecent: boolean;
}

/** The client that signs in. */
export interface ClientInfo {
  /** The IP address of the client, if known. */
  address: string | undefined;
  userAgent: string | null;
  /** The token of the client's current session, which the new session replaces. */
  token: string | undefined;
  /** The device token of earlier sign-ins of the client. */
  deviceToken: string | undefined;
}

/** A new session. Only the hash of its token is stored. */
export interface CreatedSession {
  accountId: string;
  sessionId: string;
  token: string;
  expiresAt: Date;
  /** Marks the client as a trusted device of the account. */
  deviceToken: string;
}

const MAX_USER_AGENT_LENGTH = 300;

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
  return {
    sessionId: row.id,
    accountId: row.accountId,
    role: toRole(row.role),
    address: address ?? null,
    isPasswordRecent: row.isPasswordRecent,
  };
}

/** Lists the sessions of an account, the last used first. */
export function listSessions(ctx: Context, accountId: string) {
  return queries.listSessions.run({ accountId }, ctx.db);
}

/** Ends one session of the account and writes an audit entry. Throws `not_found`. */
export async function endSession(
  ctx: Context,
  { accountId, address: clientAddress }: SignedIn,
  id: string,
): Promise<void> {
  const wanted = { id, accountId, clientAddress };
  const rows = isUuid(id) ? await queries.endSession.run(wanted, ctx.db) : [];
  if (rows.length === 0) throw toNotFoundError();
}

/** Ends all other sessions of the account and writes an audit entry for each. */
export async function endOtherSessions(
  ctx: Context,
  { accountId, sessionId, address: clientAddress }: SignedIn,
): Promise<void> {
  await queries.endOtherSessions.run({ accountId, id: sessionId, clientAddress }, ctx.db);
}

/** Ends all sessions of an account and writes an audit entry for each. Returns how many. */
export async function endAllSessions(
  ctx: Context,
  accountId: string,
  { actorId, address, reason }: Actor,
): Promise<number> {
  const wanted = { accountId, actorId, address, reason };
  return (await queries.endAllSessions.run(wanted, ctx.db)).length;
}

/** Deletes expired sessions and sign-in attempts, at most `limit`. Returns the count. */
export async function cleanUpSessions(ctx: Context, limit: number): Promise<number> {
  const [row] = await queries.deleteOldSessions.run({ limit }, ctx.db);
  return row?.removed ?? 0;
}

/**
 * Creates a session and trusts the device. Returns undefined if the account is disabled, has no password, or
 * its password was changed since it was verified.
 */
export async function createSession(
  ctx: Context,
  client: ClientInfo,
  account: PasswordHolder,
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
  if (expiresAt == null) return undefined;
  const deviceToken = createDeviceToken(ctx, client.deviceToken, account);
  return { accountId, sessionId, token, expiresAt, deviceToken };
}

function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
