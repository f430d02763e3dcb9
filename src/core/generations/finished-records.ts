import * as queries from "../../../generated/queries/history-cleanup.ts";
import type { Context } from "../../app/context.ts";

/**
 * Deletes workers that stopped a week ago, rate limit windows that opened a day ago, counts of refusals of
 * days before yesterday and jobs that used up their attempts a month ago, at most `limit` of each. Returns
 * how many rows.
 */
export async function deleteFinishedRecords(ctx: Context, limit: number): Promise<number> {
  const [row] = await queries.deleteFinishedRecords.run({ limit }, ctx.db);
  return row?.deleted ?? 0;
}

/**
 * Moves attempts that ended a day ago from the `limit` oldest ones to the partition of their month. Returns
 * how many; 0 if none of these can be moved.
 */
export async function archiveAttempts(ctx: Context, limit: number): Promise<number> {
  const [row] = await queries.archiveAttempts.run({ limit }, ctx.db);
  return row?.archived ?? 0;
}
