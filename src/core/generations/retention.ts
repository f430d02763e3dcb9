import * as queries from "../../../generated/queries/retention.ts";
import type { Context } from "../../app/context.ts";
import { cleanUpDeletedGenerations } from "./list.ts";

const ACCOUNTS_AT_ONCE = 100;
const GENERATIONS_AT_ONCE = 1_000;
const FIRST_ACCOUNT_ID = "00000000-0000-0000-0000-000000000000";

/**
 * Deletes generations that are older than RETENTION_DAYS or the retention of their plan, and removes their
 * files. Returns how many were deleted.
 */
export async function deleteExpiredGenerations(ctx: Context): Promise<number> {
  const { retentionDays: defaultDays } = ctx.config;
  let total = 0;
  for (let afterAccountId = FIRST_ACCOUNT_ID; ;) {
    const limits = { accounts: ACCOUNTS_AT_ONCE, limit: GENERATIONS_AT_ONCE };
    const wanted = { afterAccountId, defaultDays, ...limits };
    const [page] = await queries.deleteExpiredGenerations.run(wanted, ctx.db);
    if (page === undefined) break;
    total += page.deleted;
    // Otherwise the same accounts can have more.
    if (page.deleted < GENERATIONS_AT_ONCE) afterAccountId = page.lastAccountId;
  }
  if (total > 0) await cleanUpDeletedGenerations(ctx);
  return total;
}
