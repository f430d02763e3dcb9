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
 * sent, if any. Requests for which it has not called `onSent` are not counted, also if it rejects.
 */
export async function withinHourlyLimit(
  ctx: Context,
  { batch, key, count }: { batch: BatchWork; key: BatchKey; count: number },
  submit: (admitted: number, onSent: () => void) => Promise<void>,
): Promise<void> {
  const { keyId, accountId } = batch;
  if (count === 0) return;
  if (key.hourlyLimit === undefined) return submit(count, () => undefined);
  const [row] = await queries.takeBatchRequests.run({ keyId, count }, ctx.db);
  const taken = row?.taken ?? 0;
  if (taken === 0) return;
  let unsent = taken;
  try {
    await submit(taken, () => void unsent--);
  } finally {
    if (unsent > 0) await queries.returnBatchRequests.run({ accountId, count: unsent }, ctx.db);
  }
}
