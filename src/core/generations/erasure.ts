import * as queries from "../../../generated/queries/history.ts";
import type { Context } from "../../app/context.ts";
import { removeFiles } from "./list.ts";

const ACCOUNTS_AT_ONCE = 100;
const GENERATIONS_AT_ONCE = 1_000;
// How long closing an account waits for its erasure; the sweep goes on with the rest.
const AT_ONCE_MS = 5_000;

/**
 * Erases what closed accounts leave: prompts, end-user ids, inputs, images and previews; the money keeps
 * its history. Generations that have not ended come with a later sweep. Returns how many were erased.
 */
export async function reap(ctx: Context): Promise<number> {
  let total = 0;
  const accounts = await queries.listAccountsToErase.run({ limit: ACCOUNTS_AT_ONCE }, ctx.db);
  for (const { id } of accounts) total += await eraseWords(ctx, id);
  return total;
}

/** Erases what an account that was closed just now leaves, as far as that can be done in seconds. */
export async function eraseAtOnce(ctx: Context, accountId: string): Promise<void> {
  const until = performance.now() + AT_ONCE_MS;
  try {
    await eraseWords(ctx, accountId, until);
    while (performance.now() < until && (await removeFiles(ctx, { accountId })) > 0);
  } catch (cause) {
    // The account is closed, which cannot be taken back: the sweep erases it.
    ctx.log.error("erasure_failed", { accountId, cause });
  }
}

async function eraseWords(ctx: Context, accountId: string, until = Infinity): Promise<number> {
  let [total, live] = [0, 0];
  let last: { lastAt: Date; lastId: string } | undefined;
  while (performance.now() < until) {
    const [page] = await queries.eraseGenerations.run(
      {
        accountId,
        beforeAt: last?.lastAt ?? null,
        beforeId: last?.lastId ?? null,
        limit: GENERATIONS_AT_ONCE,
      },
      ctx.db,
    );
    if (page === undefined) {
      if (live === 0) await queries.markErased.run({ accountId }, ctx.db);
      return total;
    }
    total += page.erased;
    live += page.live;
    last = page;
  }
  return total;
}
