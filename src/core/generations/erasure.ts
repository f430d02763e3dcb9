import * as queries from "../../../generated/queries/generation-deletion.ts";
import type { Context } from "../../app/context.ts";
import { closeAccount } from "../accounts/admin.ts";
import type { Actor } from "../audit/actor.ts";
import { removeFiles } from "./list.ts";

const ACCOUNTS_AT_ONCE = 100;
const GENERATIONS_AT_ONCE = 1_000;
const RECORDS_AT_ONCE = 1_000;
// How long closing an account waits for the erasure. The sweep erases the rest.
const MAX_WAIT_MS = 5_000;

/**
 * Erases the personal data of closed accounts: prompts, end-user ids, error texts, inputs, images, previews,
 * idempotency keys and webhook deliveries. The ledger is kept. Unfinished generations are erased by a later
 * sweep. Returns how many generations were erased.
 */
export async function eraseClosedAccounts(ctx: Context): Promise<number> {
  let total = 0;
  const accounts = await queries.listAccountsToErase.run({ limit: ACCOUNTS_AT_ONCE }, ctx.db);
  for (const { id } of accounts) total += await eraseGenerations(ctx, id);
  return total;
}

/**
 * Closes an account, unless it is closed, and erases its data and files. Returns whether all is erased;
 * otherwise generations are still running, and the sweep erases them after their end. Throws `conflict` for
 * the last admin.
 */
export async function eraseAccount(
  ctx: Context,
  accountId: string,
  actor: Actor,
): Promise<boolean> {
  await closeAccount(ctx, accountId, actor);
  await eraseGenerations(ctx, accountId);
  while ((await removeFiles(ctx, { accountId })) > 0);
  const [row] = await queries.findErasure.run({ accountId }, ctx.db);
  return row?.isErased ?? false;
}

/** Erases the data of an account that was just closed, as far as that is possible within seconds. */
export async function eraseClosedAccount(ctx: Context, accountId: string): Promise<void> {
  const until = performance.now() + MAX_WAIT_MS;
  try {
    await eraseGenerations(ctx, accountId, until);
    while (performance.now() < until && (await removeFiles(ctx, { accountId })) > 0);
  } catch (cause) {
    // The account is closed in any case. The sweep erases the rest.
    ctx.log.error("erasure_failed", { accountId, cause });
  }
}

async function eraseGenerations(
  ctx: Context,
  accountId: string,
  until = Infinity,
): Promise<number> {
  await eraseRecords(ctx, accountId, until);
  let [total, live] = [0, 0];
  let beforeId: string | null = null;
  while (performance.now() < until) {
    const wanted = { accountId, beforeId, limit: GENERATIONS_AT_ONCE };
    const [page]: queries.IEraseGenerationsResult[] = await queries.eraseGenerations.run(
      wanted,
      ctx.db,
    );
    if (page === undefined) {
      if (live === 0) await queries.markAccountErased.run({ accountId }, ctx.db);
      return total;
    }
    total += page.erased;
    live += page.live;
    beforeId = page.lastId;
  }
  return total;
}

async function eraseRecords(ctx: Context, accountId: string, until: number): Promise<void> {
  const wanted = { accountId, limit: RECORDS_AT_ONCE };
  while (performance.now() < until) {
    const [row] = await queries.eraseAccountRecords.run(wanted, ctx.db);
    if (row === undefined || row.erased === 0) return;
  }
}
