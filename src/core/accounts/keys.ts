import { createHmac } from "node:crypto";
import * as queries from "../../../generated/queries/keys.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import type { RateLimit } from "../../foundation/rate-limit.ts";
import { type Actor, CLI } from "../audit/actor.ts";
import { toNetworks } from "./allowed-addresses.ts";
import { generateKey, isWellFormed } from "./key-format.ts";
import { authenticateInBatch, type FoundKey } from "./batch-authenticate.ts";

// Limits apply per key, so the number of keys must be limited too.
const MAX_ACTIVE_KEYS = 100;

/** The caller of a request that is authenticated by an API key, with its limits. */
export interface Caller {
  keyId: string;
  accountId: string;
  /** Maximum unfinished generations of the key. Undefined: no limit. */
  runningLimit: number | undefined;
  /** The rate limit after this request. Undefined: no limit. */
  rate: RateLimit | undefined;
}

/** An API key to create. */
export interface NewKey {
  accountId: string;
  dialect: string;
  /** Prefix of the key, which identifies its dialect. */
  prefix: string;
  label?: string | undefined;
  expiresInSeconds?: number | undefined;
  requestsPerHour?: number | undefined;
  runningLimit?: number | undefined;
  /** IP addresses and networks from which the key may be used. Undefined or empty: from everywhere. */
  allowedAddresses?: string[] | undefined;
  /** Who creates the key, for the audit log. Undefined: the server itself, without an audit entry. */
  actor?: Actor | undefined;
}

/** A new API key. Only its hash is stored, so `key` can be shown only once. */
export interface CreatedKey {
  id: string;
  key: string;
  lastFour: string;
  expiresAt: Date | null;
}

/** Creates an API key. Throws `conflict` if the account has the maximum number of active keys. */
export async function createKey(ctx: Context, wanted: NewKey): Promise<CreatedKey> {
  const { accountId, dialect, prefix } = wanted;
  const secret = createSecret(ctx, prefix);
  const [row] = await queries.createKey.run(
    {
      id: Bun.randomUUIDv7(),
      accountId,
      dialect,
      label: wanted.label ?? null,
      requestsPerHour: wanted.requestsPerHour ?? null,
      runningLimit: wanted.runningLimit ?? null,
      expiresInSeconds: wanted.expiresInSeconds ?? null,
      maxActive: MAX_ACTIVE_KEYS,
      allowedAddresses: toNetworks(wanted.allowedAddresses),
      ...toAudit(wanted.actor),
      ...secret.row,
    },
    ctx.db,
  );
  if (row === undefined) {
    throw new AppError("conflict", `An account can have at most ${MAX_ACTIVE_KEYS} active keys.`);
  }
  const { id, expiresAt = null } = row;
  return { id, key: secret.key, lastFour: secret.row.lastFour, expiresAt };
}

/**
 * Creates a new secret for a key. The old secrets stay valid for the overlap; the key keeps its id, limits
 * and history. Throws `not_found` for a revoked key and for a key of another account.
 */
export async function rotateKey(
  ctx: Context,
  key: { id: string; accountId: string; prefix: string; overlapSeconds: number; actor?: Actor },
): Promise<Pick<CreatedKey, "id" | "key" | "lastFour">> {
  const secret = createSecret(ctx, key.prefix);
  const { id, accountId, overlapSeconds } = key;
  const rows = await queries.rotateKey.run(
    { id, accountId, overlapSeconds, ...secret.row, ...toAudit(key.actor) },
    ctx.db,
  );
  if (rows.length === 0) throw new AppError("not_found", "There is no such active key.");
  return { id, key: secret.key, lastFour: secret.row.lastFour };
}

/**
 * Revokes a key permanently. Throws `not_found`, also if `accountId` is given and the key belongs to another
 * account.
 */
export async function revokeKey(
  ctx: Context,
  { id, accountId }: { id: string; accountId?: string },
  actor?: Actor,
): Promise<Date> {
  const [row] = await queries.revokeKey.run(
    { id, accountId: accountId ?? null, ...toAudit(actor) },
    ctx.db,
  );
  if (row?.revokedAt == null) throw new AppError("not_found", "There is no such key.");
  return row.revokedAt;
}

/** Returns whether a key is neither revoked nor expired, and its account not disabled. */
export async function isActive(ctx: Context, id: string): Promise<boolean> {
  const [row] = await queries.isKeyActive.run({ id }, ctx.db);
  return row?.active ?? false;
}

/** Returns the account and the dialect of a key. Throws `not_found`. */
export async function getKey(ctx: Context, id: string) {
  const [row] = await queries.findKey.run({ id }, ctx.db);
  if (row === undefined) throw new AppError("not_found", "There is no such key.");
  return row;
}

/** Lists an account's keys, newest first, without their secrets. */
export function listKeys(ctx: Context, accountId: string) {
  return queries.listKeys.run({ accountId, id: null }, ctx.db);
}

/** Returns one key of an account, without its secret. Throws `not_found`. */
export async function getOwnKey(ctx: Context, accountId: string, id: string) {
  const [row] = isUuid(id) ? await queries.listKeys.run({ accountId, id }, ctx.db) : [];
  if (row === undefined) throw toNotFoundError();
  return row;
}

/** The use of a key that is checked by `authenticateKey`. */
export interface Purpose {
  /** The dialect of the request. The plan's limits apply for it and for the dialect of the key. */
  dialect: string;
  /** The IP address of the client, if known. */
  address: string | undefined;
  /** Returns why a valid key of this dialect is not accepted here, or undefined. */
  rejectKey(keyDialect: string): string | undefined;
}

/**
 * Authenticates an API key and counts the request against the hourly rate limits of the key and of its
 * account. Throws `missing_key`, `invalid_key` (the same for malformed, unknown and revoked keys, and for an
 * address that is not allowed; a wrong checksum needs no query), `expired_key`, `wrong_api`, `plan_required`
 * and `rate_limited`.
 */
export async function authenticateKey(
  ctx: Context,
  token: string | undefined,
  { dialect, rejectKey, address }: Purpose,
): Promise<Caller> {
  if (token === undefined || token === "") {
    throw new AppError(
      "missing_key",
      "The Authorization header is missing. Send an API key as Bearer token.",
    );
  }
  const row = isWellFormed(token)
    ? await authenticateInBatch(ctx.db, dialect, { hash: hashKey(ctx, token), address })
    : undefined;
  if (row === undefined || row.state === "revoked") {
    throw new AppError("invalid_key", "The API key does not exist or has been revoked.");
  }
  const rate = toRateLimit(row);
  const details = rate ? { rate } : {};
  if (row.state === "expired")
    throw new AppError("expired_key", "The API key has expired.", { details });
  const rejection = rejectKey(row.dialect);
  if (rejection !== undefined) throw new AppError("wrong_api", rejection, { details });
  if (!row.isAllowed) {
    throw new AppError("plan_required", "Your plan does not include API access.", { details });
  }
  if (!row.isAdmitted) throw rateLimited(rate, row.rateResetSeconds ?? 1);
  return {
    keyId: row.keyId,
    accountId: row.accountId,
    runningLimit: row.runningLimit ?? undefined,
    rate,
  };
}

function toRateLimit(row: FoundKey): RateLimit | undefined {
  if (row.rateLimit == null || row.rateResetsAt == null) return undefined;
  return {
    limit: row.rateLimit,
    remaining: row.rateRemaining ?? 0,
    resetsAt: row.rateResetsAt,
  };
}

function rateLimited(rate: RateLimit | undefined, retryAfterSeconds: number): AppError {
  const isKeyFull = rate !== undefined && rate.remaining === 0;
  const holder = isKeyFull ? "API key" : "account";
  const message = `Rate limit of the ${holder} reached. Retry in ${retryAfterSeconds} seconds.`;
  return new AppError("rate_limited", message, {
    details: { retryAfterSeconds, ...(rate ? { rate } : {}) },
  });
}

function toAudit(actor: Actor | undefined) {
  return { isAudited: actor !== undefined, ...(actor ?? CLI) };
}

function createSecret(ctx: Context, prefix: string) {
  const key = generateKey(prefix);
  const row = {
    secretId: Bun.randomUUIDv7(),
    hash: hashKey(ctx, key),
    prefix,
    lastFour: key.slice(-4),
  };
  return { key, row };
}

function hashKey(ctx: Context, key: string): Buffer {
  return createHmac("sha256", ctx.secrets.keyPepper).update(key).digest();
}
