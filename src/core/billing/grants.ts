import * as queries from "../../../generated/queries/credits.ts";
import { sweepAccounts } from "../../app/isolation.ts";
import type { Context } from "../../app/context.ts";
import { isOutcomeUnknown } from "../../database/outage.ts";
import { AppError } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import { toClosedAccountError } from "../accounts/admin.ts";
import { type Actor, CLI } from "../audit/actor.ts";

// Limits of the API responses. An account can have thousands of grants.
const MAX_EXPIRY_DATES = 100;
const MAX_GRANTS = 200;

// Many due grants are listed together, so that most grants of an account are expired by one statement.
const MAX_DUE_GRANTS = 20_000;
// Accounts of this many grants are locked until the statement ends.
const GRANT_BATCH_SIZE = 2_000;

/** Source of the credits of a grant. */
export type GrantSource = queries.grant_source;

/** A grant to create. */
export interface NewGrant {
  accountId: string;
  /** Whole credits, at least 1. */
  credits: number;
  source: Exclude<GrantSource, "restore">;
  /** Undefined: never expires. */
  expiresInSeconds?: number | undefined;
  note?: string | undefined;
  /** Identifies the grant within the account, so that a retry grants nothing. */
  reference?: string | undefined;
}

/** Credits that expire at the same time. */
export interface Expiry {
  credits: number;
  expiresAt: string;
}

/** Credits of an account. `spendable` excludes expired and held credits. */
export interface Balance {
  spendable: number;
  held: number;
  accountType: string;
  /** Credits by expiry time, for the next 100 times, earliest first. */
  expiring: Expiry[];
}

/**
 * Grants credits and writes an audit entry. Returns the grant id. Throws `not_found`, and `conflict` for a
 * reference that was used before and for a closed account.
 */
export async function createGrant(
  ctx: Context,
  { accountId, ...wanted }: NewGrant,
  { actorId, address, reason }: Actor = CLI,
): Promise<string> {
  if (!isUuid(accountId)) throw toNotFoundError();
  const { reference, credits, source, expiresInSeconds, note } = wanted;
  const id = Bun.randomUUIDv7();
  const opKey = reference === undefined ? `grant:${id}` : `reference:${accountId}:${reference}`;
  const row = {
    ...{ actorId, address, accountId, grantId: id, credits, source, opKey, reason },
    expiresInSeconds: expiresInSeconds ?? null,
    note: note ?? null,
    reference: reference ?? null,
  };
  const [granted] = await queries.grantCredits.run(row, ctx.db).catch((error: unknown) => {
    throw reference === undefined && isOutcomeUnknown(error) ? unknownGrant(error) : error;
  });
  if (granted?.outcome === "not_found") throw toNotFoundError();
  if (granted?.outcome === "closed") throw toClosedAccountError();
  if (granted?.outcome !== "granted")
    throw new AppError("conflict", "A grant with this reference already exists.", {
      details: { issues: [{ path: ["reference"], reason: "was already used" }] },
    });
  ctx.metrics.recordCredits("grant", wanted.credits);
  return id;
}

/** Returns `unavailable` for a grant that may exist, and that would be repeated as another one. */
function unknownGrant({ cause, details }: AppError): AppError {
  const message =
    "The service is temporarily unavailable, and the credits may have been granted. Check the grants of " +
    "the account before you try again.";
  return new AppError("unavailable", message, { cause, details });
}

/** Returns the balance of an account, or undefined. */
export async function findBalance(ctx: Context, accountId: string): Promise<Balance | undefined> {
  const [row] = await queries.findBalance.run({ accountId, maxDates: MAX_EXPIRY_DATES }, ctx.db);
  if (row === undefined) return undefined;
  return {
    spendable: row.spendable,
    held: row.held,
    accountType: row.accountType,
    // The query builds this JSON from integers and timestamps; pgtyped does not know its shape.
    expiring: row.expiring as unknown as Expiry[],
  };
}

/** Returns the credits spent this month and the limit of the plan. Throws `not_found`. */
export async function getMonth(ctx: Context, accountId: string) {
  const [row] = await queries.findMonthlySpend.run({ accountId }, ctx.db);
  if (row === undefined) throw toNotFoundError();
  return row;
}

/** Lists the first 200 grants with remaining credits, in the order in which they are spent. */
export function listGrants(ctx: Context, accountId: string) {
  return queries.listGrants.run({ accountId, limit: MAX_GRANTS }, ctx.db);
}

/** Returns one grant of an account. Throws `not_found`. */
export async function getGrant(ctx: Context, accountId: string, id: string) {
  const [row] = await queries.findGrant.run({ accountId, id }, ctx.db);
  if (row === undefined) throw toNotFoundError();
  return row;
}

/** Voids the rest of a grant and writes an audit entry. Returns the credits. Throws `not_found`. */
export async function voidGrant(
  ctx: Context,
  { accountId, grantId }: { accountId: string; grantId: string },
  { actorId, address, reason }: Actor & { reason: string },
): Promise<number> {
  if (!isUuid(accountId) || !isUuid(grantId)) throw toNotFoundError();
  const wanted = { actorId, address, accountId, grantId, reason };
  const [row] = await queries.voidGrant.run(wanted, ctx.db);
  if (row?.voided == null) throw toNotFoundError();
  ctx.metrics.recordCredits("void", row.voided);
  return row.voided;
}

/** Expires the remaining credits of expired grants, until none is left. Returns how many grants. */
export function expireGrants(ctx: Context): Promise<number> {
  return sweepAccounts(ctx, {
    job: "expire-credits",
    list: (exceptAccounts) =>
      queries.listExpiredGrants.run({ exceptAccounts, limit: MAX_DUE_GRANTS }, ctx.db),
    async process(grants) {
      let closed = 0;
      for (let start = 0; start < grants.length; start += GRANT_BATCH_SIZE) {
        const batch = grants.slice(start, start + GRANT_BATCH_SIZE);
        const grantIds = batch.map(({ id }) => id);
        const [row] = await queries.expireGrants.run({ grantIds }, ctx.db);
        closed += row?.closed ?? 0;
      }
      return closed;
    },
  });
}
