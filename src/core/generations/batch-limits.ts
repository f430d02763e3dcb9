import * as queries from "../../../generated/queries/batches.ts";
import type { Context } from "../../app/context.ts";
import type { BatchWork } from "./request-batches.ts";

/** What the key of a batch may do. */
export interface BatchKey {
  mayGenerate: boolean;
  /** The requests of batches of its account per hour. Undefined: no limit. */
  hourlyLimit: number | undefined;
}

/** Returns what the key of a batch may do now. */
export async function findBatchKey(ctx: Context, keyId: string): Promise<BatchKey> {
  const [row] = await queries.findBatchKey.run({ keyId }, ctx.db);
  return { mayGenerate: row?.mayGenerate ?? false, hourlyLimit: row?.hourlyLimit ?? undefined };
}

/**
 * Counts at most `count` requests of a batch against the hourly limit. Calls `submit` with how many may be
 * sent, if any, and returns those that it has not sent.
 */
export async function withinHourlyLimit(
  ctx: Context,
  { batch, key, count }: { batch: BatchWork; key: BatchKey; count: number },
  submit: (admitted: number) => Promise<number>,
): Promise<void> {
  const { keyId, accountId } = batch;
  if (count === 0) return;
  if (key.hourlyLimit === undefined) return void (await submit(count));
  const [row] = await queries.takeBatchRequests.run({ keyId, count }, ctx.db);
  const taken = row?.taken ?? 0;
  if (taken === 0) return;
  const unsent = taken - (await submit(taken));
  if (unsent > 0) await queries.returnBatchRequests.run({ accountId, count: unsent }, ctx.db);
}
