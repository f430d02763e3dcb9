import * as queries from "../../../generated/queries/keys.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import { type Actor, CLI } from "../audit/actor.ts";
import { toNetworks } from "./allowed-addresses.ts";
import type { Budget } from "./budgets.ts";
import { createSecret } from "./key-secret.ts";
import { DEFAULT_SCOPES, type Scope, toScopes } from "./scopes.ts";

// Limits apply per key, so the number of keys must be limited too.
const MAX_ACTIVE_KEYS = 100;
// How many revoked and expired keys a list has. An account can have any number of them.
const MAX_FORMER_KEYS = 400;
// Keys that are read at a time.
const PAGE_SIZE = 100;

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
  /** Undefined: `DEFAULT_SCOPES`. */
  scopes?: readonly Scope[] | undefined;
  /** Undefined: no budget. */
  budget?: Budget | undefined;
  /** See `Caller`. Undefined: false. */
  jsonKeepAlive?: boolean | undefined;
  /** The key that creates it, if any. The new key expires with it at the latest. */
  creatorId?: string | undefined;
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
      scopes: toScopes(wanted.scopes ?? DEFAULT_SCOPES),
      creatorId: wanted.creatorId ?? null,
      budgetCredits: wanted.budget?.credits ?? null,
      budgetPeriod: wanted.budget?.period ?? null,
      jsonKeepAlive: wanted.jsonKeepAlive ?? false,
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

/** Changes of a key. Null removes a value; an undefined member stays as it is. */
export interface KeyChanges {
  label?: string | null | undefined;
  requestsPerHour?: number | null | undefined;
  runningLimit?: number | null | undefined;
  /** Null: the key does not expire, unless its plan limits its lifetime. */
  expiresInSeconds?: number | null | undefined;
  /** Empty: the key may be used from everywhere. */
  allowedAddresses?: string[] | undefined;
  scopes?: readonly Scope[] | undefined;
  budget?: Budget | null | undefined;
  jsonKeepAlive?: boolean | undefined;
}

/**
 * Changes an active key and writes an audit entry. Throws `not_found` for a key that is revoked or expired,
 * or that belongs to another account, and `invalid_request` for the expiry of a key that is older than its
 * plan allows. `managerId`: the key that makes the change, if any.
 */
export async function updateKey(
  ctx: Context,
  key: { id: string; accountId: string; managerId?: string | undefined; actor: Actor },
  changes: KeyChanges,
): Promise<void> {
  const { id, accountId, managerId = null } = key;
  const { label = null, requestsPerHour = null, runningLimit = null, scopes } = changes;
  const [row] = await queries.updateKey.run(
    {
      ...{ id, accountId, managerId, label, requestsPerHour, runningLimit, ...key.actor },
      changed: Object.entries(changes).flatMap(([name, value]) =>
        value === undefined ? [] : [name],
      ),
      expiresInSeconds: changes.expiresInSeconds ?? null,
      allowedAddresses: toNetworks(changes.allowedAddresses),
      scopes: scopes === undefined ? null : toScopes(scopes),
      budgetCredits: changes.budget?.credits ?? null,
      budgetPeriod: changes.budget?.period ?? null,
      jsonKeepAlive: changes.jsonKeepAlive ?? null,
    },
    ctx.db,
  );
  if (row?.isUpdated === null) throw toLifetimeError();
  if (row?.isUpdated !== true) throw new AppError("not_found", "There is no such active key.");
}

function toLifetimeError(): AppError {
  const reason = "cannot be changed: the key is older than its plan allows. Create a new key";
  return new AppError("invalid_request", `expires_in_days: ${reason}.`, {
    details: { issues: [{ path: ["expires_in_days"], reason }] },
  });
}

/**
 * Creates a new secret for a key. The old secrets stay valid for the overlap; the key keeps its id, limits
 * and history. Throws `not_found` for a key that is revoked or expired, or that belongs to another account.
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

/** A key without its secrets. */
export type Key = queries.IDescribeKeysResult;

/** Lists an account's active keys and the newest revoked and expired ones, newest first. */
export async function listKeys(ctx: Context, accountId: string): Promise<Key[]> {
  const rows = await queries.listKeyIds.run({ accountId, maxFormer: MAX_FORMER_KEYS }, ctx.db);
  return describeKeys(ctx, accountId, rows);
}

/** Yields all keys of an account, newest first, reading one page at a time. */
export async function* readKeys(ctx: Context, accountId: string): AsyncGenerator<Key> {
  let beforeId: string | undefined;
  do {
    const page = { accountId, beforeId, limit: PAGE_SIZE };
    const rows = await queries.listKeyPage.run(page, ctx.db);
    yield* await describeKeys(ctx, accountId, rows);
    beforeId = rows.length < PAGE_SIZE ? undefined : rows.at(-1)?.id;
  } while (beforeId !== undefined);
}

function describeKeys(ctx: Context, accountId: string, rows: { id: string }[]): Promise<Key[]> {
  return queries.describeKeys.run({ accountId, ids: rows.map(({ id }) => id) }, ctx.db);
}

/** Returns one key of an account, without its secret. Throws `not_found`. */
export async function getOwnKey(ctx: Context, accountId: string, id: string) {
  const [row] = isUuid(id) ? await describeKeys(ctx, accountId, [{ id }]) : [];
  if (row === undefined) throw toNotFoundError();
  return row;
}

function toAudit(actor: Actor | undefined) {
  return { isAudited: actor !== undefined, ...(actor ?? CLI) };
}
