import { createHmac, randomInt } from "node:crypto";
import * as queries from "../../../generated/queries/keys.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const RANDOM_LENGTH = 26;
const CHECKSUM_LENGTH = 6;
// Each key has limits of its own, so without a number of them there would be no limit.
const MOST_ACTIVE_KEYS = 100;

/** Who calls, and what this call may still do. */
export interface Caller {
  keyId: string;
  accountId: string;
  /** How many generations of this key may be live at once; undefined: as many as it pays for. */
  runningLimit: number | undefined;
  /** The hour's allowance after this request; undefined where no limit holds. */
  rate: RateLimit | undefined;
}

export interface RateLimit {
  limit: number;
  remaining: number;
  resetsAt: Date;
}

export interface NewKey {
  accountId: string;
  dialect: string;
  /** What the key starts with; names the dialect to the server. */
  prefix: string;
  label?: string | undefined;
  expiresInSeconds?: number | undefined;
  requestsPerHour?: number | undefined;
  runningLimit?: number | undefined;
}

/** A key's text, to be shown once: nothing of ours can tell it again. */
export interface CreatedKey {
  id: string;
  key: string;
  lastFour: string;
  expiresAt: Date | null;
}

/**
 * Draws a key: prefix, 26 random base62 characters (154 bits) and 6 base62 characters of the CRC32
 * over all before them, so that a mistyped key is known without a query.
 */
export function generateKey(prefix: string): string {
  let body = prefix;
  for (let drawn = 0; drawn < RANDOM_LENGTH; drawn++) body += ALPHABET[randomInt(ALPHABET.length)];
  return body + checksum(body);
}

/** Whether a text has the shape and the checksum of a key of any prefix. */
export function isWellFormed(key: string): boolean {
  if (!/^[a-z]+(?:_[a-z]+)*[_-][0-9A-Za-z]{32}$/.test(key)) return false;
  const body = key.slice(0, -CHECKSUM_LENGTH);
  return checksum(body) === key.slice(-CHECKSUM_LENGTH);
}

/** Makes a key for an account. Only its hash is stored. Throws `conflict` where there are too many. */
export async function createKey(ctx: Context, wanted: NewKey): Promise<CreatedKey> {
  const { accountId, dialect, prefix } = wanted;
  const secret = newSecret(ctx, prefix);
  const [row] = await queries.createKey.run(
    {
      id: Bun.randomUUIDv7(),
      accountId,
      dialect,
      label: wanted.label ?? null,
      requestsPerHour: wanted.requestsPerHour ?? null,
      runningLimit: wanted.runningLimit ?? null,
      expiresInSeconds: wanted.expiresInSeconds ?? null,
      maxActive: MOST_ACTIVE_KEYS,
      ...secret.row,
    },
    ctx.db,
  );
  if (row === undefined) {
    throw new AppError("conflict", `An account has at most ${MOST_ACTIVE_KEYS} active keys.`);
  }
  const { id, expiresAt = null } = row;
  return { id, key: secret.key, lastFour: secret.row.lastFour, expiresAt };
}

/**
 * Gives a key a new secret; the old ones work on for the overlap, so that limits, history and
 * running clients are not cut off. Throws `not_found` for a revoked or foreign key.
 */
export async function rotateKey(
  ctx: Context,
  key: { id: string; accountId: string; prefix: string; overlapSeconds: number },
): Promise<Pick<CreatedKey, "id" | "key" | "lastFour">> {
  const secret = newSecret(ctx, key.prefix);
  const { id, accountId, overlapSeconds } = key;
  const rows = await queries.rotateKey.run(
    { id, accountId, overlapSeconds, ...secret.row },
    ctx.db,
  );
  if (rows.length === 0) throw new AppError("not_found", "There is no such active key.");
  return { id, key: secret.key, lastFour: secret.row.lastFour };
}

/** Ends a key at once, for good. Throws `not_found`; an operator may leave the account out. */
export async function revokeKey(ctx: Context, id: string, accountId?: string): Promise<Date> {
  const [row] = await queries.revokeKey.run({ id, accountId: accountId ?? null }, ctx.db);
  if (row?.revokedAt == null) throw new AppError("not_found", "There is no such key.");
  return row.revokedAt;
}

/** Whether a key can be used at all: neither revoked nor expired, and its account not disabled. */
export async function isActive(ctx: Context, id: string): Promise<boolean> {
  const [row] = await queries.isKeyActive.run({ id }, ctx.db);
  return row?.active ?? false;
}

/** Whose key it is and what it speaks. Throws `not_found`. */
export async function getKey(ctx: Context, id: string) {
  const [row] = await queries.findKey.run({ id }, ctx.db);
  if (row === undefined) throw new AppError("not_found", "There is no such key.");
  return row;
}

/** An account's keys, newest first, without their secrets. */
export function listKeys(ctx: Context, accountId: string) {
  return queries.listKeys.run({ accountId, id: null }, ctx.db);
}

/** One key of an account, without its secret. Throws `not_found`. */
export async function getOwnKey(ctx: Context, accountId: string, id: string) {
  const [row] = isUuid(id) ? await queries.listKeys.run({ accountId, id }, ctx.db) : [];
  if (row === undefined) throw toNotFoundError();
  return row;
}

/** What a key is used for. */
export interface Purpose {
  /** The dialect of the request, whose limits of the plan apply beside those of the key's own. */
  dialect: string;
  /** Returns why a valid key of this dialect is not accepted here, or undefined. */
  rejectKey(keyDialect: string): string | undefined;
}

/**
 * Finds out who calls, and takes one request of the key's hour. Throws `missing_key`,
 * `invalid_key` (malformed, unknown and revoked look alike; a wrong checksum costs no query),
 * `expired_key`, `wrong_api`, `plan_required` and `rate_limited`.
 */
export async function authenticateKey(
  ctx: Context,
  token: string | undefined,
  { dialect, rejectKey }: Purpose,
): Promise<Caller> {
  if (token === undefined || token === "") {
    throw new AppError(
      "missing_key",
      "The Authorization header is missing: send a Bearer API key.",
    );
  }
  const [row] = isWellFormed(token)
    ? await queries.authenticateKey.run({ hash: hashKey(ctx, token), dialect }, ctx.db)
    : [];
  if (row === undefined || row.state === "revoked") {
    throw new AppError("invalid_key", "The API key does not exist or has been revoked.");
  }
  const rate = toRateLimit(row);
  const details = rate ? { rate } : {};
  if (row.state === "expired")
    throw new AppError("expired_key", "The API key is expired.", { details });
  const rejection = rejectKey(row.dialect);
  if (rejection !== undefined) throw new AppError("wrong_api", rejection, { details });
  if (!row.allowed) {
    throw new AppError("plan_required", "Your plan does not include API access.", { details });
  }
  if (!row.rateAdmitted) throw rateLimited(rate, row.rateResetSeconds ?? 1);
  return {
    keyId: row.keyId,
    accountId: row.accountId,
    runningLimit: row.runningLimit ?? undefined,
    rate,
  };
}

function toRateLimit(row: queries.IAuthenticateKeyResult): RateLimit | undefined {
  if (row.rateLimit == null || row.rateResetsAt == null) return undefined;
  return {
    limit: row.rateLimit,
    remaining: row.rateRemaining ?? 0,
    resetsAt: row.rateResetsAt,
  };
}

function rateLimited(rate: RateLimit | undefined, retryAfterSeconds: number): AppError {
  const message = `The key has used all requests of its hour. Try again in ${retryAfterSeconds} seconds.`;
  return new AppError("rate_limited", message, {
    details: { retryAfterSeconds, ...(rate ? { rate } : {}) },
  });
}

function newSecret(ctx: Context, prefix: string) {
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

function checksum(text: string): string {
  let rest = Bun.hash.crc32(text);
  let digits = "";
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = ALPHABET.charAt(rest % ALPHABET.length) + digits;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return digits;
}
