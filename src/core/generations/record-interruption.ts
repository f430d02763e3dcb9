import * as queries from "../../../generated/queries/acceptance.ts";
import type { Context } from "../../app/context.ts";
import { type Batches, createBatches } from "../../database/batches.ts";
import type { Db } from "../../database/db.ts";
import { isUnavailable } from "../../foundation/errors.ts";

/** A response that could not be written. */
export interface Interruption {
  id: string;
  accountId: string;
  keyId: string;
  generationId: string;
  fingerprint: Buffer;
  /** Whether the client marks its retries. */
  marksRetries: boolean;
}

interface Waiting {
  ctx: Context;
  interruption: Interruption;
  /** Called after the first attempt. */
  resolve(): void;
}

const PAUSE_MS = 500;
const MAX_BATCH_SIZE = 100;
// Each one locks the accounts of its interruptions.
const MAX_IN_FLIGHT = 3;

const queues = new WeakMap<Db, Batches<Waiting>>();

/**
 * Records an interruption, together with others that are noticed at the same time. Resolves after the first
 * attempt, which is repeated while the database is unavailable. Never rejects.
 */
export function recordInterruption(ctx: Context, interruption: Interruption): Promise<void> {
  const { shared } = ctx.db;
  const queue = queues.get(shared) ?? openQueue();
  queues.set(shared, queue);
  return new Promise((resolve) => queue.add({ ctx, interruption, resolve }));
}

function openQueue(): Batches<Waiting> {
  return createBatches({
    maxItems: MAX_BATCH_SIZE,
    maxConcurrent: MAX_IN_FLIGHT,
    groupOf: ({ interruption }) => interruption.accountId,
    isLate: () => false,
    rejectLate: () => undefined,
    run: recordTogether,
  });
}

async function recordTogether(waiting: Waiting[]): Promise<void> {
  const isDone = await tryRecord(waiting);
  for (const { resolve } of waiting) resolve();
  if (!isDone) void repeat(waiting);
}

async function repeat(waiting: Waiting[]): Promise<void> {
  do await Bun.sleep(PAUSE_MS);
  while (!(await tryRecord(waiting)));
}

/** Returns false if the statement can be repeated: the database recognizes an interruption by its id. */
async function tryRecord(waiting: Waiting[]): Promise<boolean> {
  const ctx = waiting[0]?.ctx;
  if (ctx === undefined) return true;
  const interruptions = waiting.map(({ interruption }) => interruption);
  try {
    await queries.recordInterruptions.run(toColumns(interruptions), ctx.db.background);
    logAll("response_interrupted");
    return true;
  } catch (cause) {
    if (isUnavailable(cause) && !ctx.closing.aborted) return false;
    logAll("response_interruption_not_recorded", cause);
    return true;
  }

  function logAll(event: string, cause?: unknown): void {
    for (const { generationId, keyId } of interruptions)
      if (cause === undefined) ctx?.log.info(event, { generationId, keyId });
      else ctx?.log.error(event, { generationId, keyId, cause });
  }
}

function toColumns(interruptions: Interruption[]): queries.IRecordInterruptionsParams {
  return {
    ids: interruptions.map(({ id }) => id),
    accountIds: interruptions.map(({ accountId }) => accountId),
    keyIds: interruptions.map(({ keyId }) => keyId),
    generationIds: interruptions.map(({ generationId }) => generationId),
    fingerprints: interruptions.map(({ fingerprint }) => fingerprint),
    markRetries: interruptions.map(({ marksRetries }) => marksRetries),
  };
}
