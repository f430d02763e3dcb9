import * as queries from "../../../generated/queries/credits.ts";
import type { Context } from "../../app/context.ts";
import { toNotFoundError } from "../../foundation/ids.ts";
import { sweepAccounts } from "../../app/isolation.ts";

// An account may have thousands of batches. The contract names these numbers.
const MOST_DATES = 100;
const MOST_BATCHES = 200;

// The accounts of so many grants are locked together until the statement ends.
const GRANTS_AT_ONCE = 1_000;

/** Where a batch of credits comes from. */
export type GrantSource = "purchase" | "plan" | "promo" | "restore" | "adjust";

export interface NewGrant {
  accountId: string;
  /** Whole credits, at least 1. */
  credits: number;
  source: Exclude<GrantSource, "restore">;
  /** Undefined: never expires. */
  expiresInSeconds?: number | undefined;
  note?: string | undefined;
  /** Names the move: the same name again grants nothing. */
  opKey?: string;
}

export interface Expiry {
  credits: number;
  expiresAt: string;
}

/** What an account holds at this moment. `spendable` excludes what has expired or is held. */
export interface Balance {
  spendable: number;
  held: number;
  accountType: string;
  /** What will expire at each of the next 100 times at which something does, earliest first. */
  expiring: Expiry[];
}

/** Adds a batch of credits. Answers its id, or undefined where `opKey` was granted before. */
export async function createGrant(ctx: Context, wanted: NewGrant): Promise<string | undefined> {
  const grantId = Bun.randomUUIDv7();
  const [row] = await queries.grantCredits.run(
    {
      accountId: wanted.accountId,
      grantId,
      amount: wanted.credits,
      source: wanted.source,
      expiresInSeconds: wanted.expiresInSeconds ?? null,
      opKey: wanted.opKey ?? `grant:${grantId}`,
      note: wanted.note ?? null,
    },
    ctx.db,
  );
  const granted = row?.grantId ?? undefined;
  if (granted !== undefined) ctx.metrics.moved("grant", wanted.credits);
  return granted;
}

/** What an account can spend, holds, and loses when. */
export async function findBalance(ctx: Context, accountId: string): Promise<Balance | undefined> {
  const [row] = await queries.findBalance.run({ accountId, mostDates: MOST_DATES }, ctx.db);
  if (row === undefined) return undefined;
  return {
    spendable: row.spendable,
    held: row.held,
    accountType: row.accountType,
    // The query builds this JSON out of integers and timestamps; pgtyped cannot see into it.
    expiring: row.expiring as unknown as Expiry[],
  };
}

/** What an account has spent in this month, and what its plan allows. Throws `not_found`. */
export async function getMonth(ctx: Context, accountId: string) {
  const [row] = await queries.findMonth.run({ accountId }, ctx.db);
  if (row === undefined) throw toNotFoundError();
  return row;
}

/** Returns the first 200 batches that are not used up, in the order in which they are spent. */
export function listGrants(ctx: Context, accountId: string) {
  return queries.listBatches.run({ accountId, limit: MOST_BATCHES }, ctx.db);
}

/** Returns one batch of an account. Throws `not_found`. */
export async function getBatch(ctx: Context, accountId: string, id: string) {
  const [row] = await queries.findBatch.run({ accountId, id }, ctx.db);
  if (row === undefined) throw toNotFoundError();
  return row;
}

/** Takes back what is left of a batch. Answers how many credits that were. */
export async function voidGrant(ctx: Context, grantId: string, note: string): Promise<number> {
  const [row] = await queries.voidGrant.run({ grantId, note }, ctx.db);
  const voided = row?.voided ?? 0;
  ctx.metrics.moved("void", voided);
  return voided;
}

/** Takes expired grants off the ledger, until none is left. Returns how many. */
export function expireGrants(ctx: Context): Promise<number> {
  return sweepAccounts(ctx, {
    job: "expire-credits",
    list: (exceptAccounts) =>
      queries.listExpiredGrants.run({ exceptAccounts, limit: GRANTS_AT_ONCE }, ctx.db),
    async process(grants) {
      const grantIds = grants.map(({ id }) => id);
      const [row] = await queries.expireGrants.run({ grantIds }, ctx.db);
      return row?.closed ?? 0;
    },
  });
}
