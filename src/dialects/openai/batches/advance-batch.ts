import type { Context } from "../../../app/context.ts";
import {
  type BatchKey,
  findBatchKey,
  withinHourlyLimit,
} from "../../../core/generations/batch-limits.ts";
import * as batches from "../../../core/generations/request-batches.ts";
import { loadGeneration } from "../../../core/generations/find.ts";
import { toFailureError } from "../../failure.ts";
import { closeLines } from "./close-lines.ts";
import { type GivenUp, toFailedChange, toGivenUpChange } from "./failed-change.ts";
import type { InputLine } from "./input-lines.ts";
import { readAhead, readWaitingLines } from "./read-lines.ts";
import { createDeletedError, isDeleted, measureCompletedLine } from "./result-lines.ts";
import { submitLine, toBatchLimit } from "./submit-line.ts";
import { validateInput } from "./validate-input.ts";

/** The most requests of a batch that are unfinished at the same time. */
const MAX_OPEN = 64;
// Requests that are submitted at the same time. Large lines are submitted one by one, because each takes
// several times its size in memory.
const MAX_CONCURRENT = 4;
const LARGE_LINE_BYTES = 1024 * 1024;
const PAUSE_MS = 1_000;

const CANCELED: GivenUp = {
  errorCode: "batch_cancelled",
  errorMessage: "This request was not executed because the batch was cancelled.",
};
const EXPIRED: GivenUp = {
  errorCode: "batch_expired",
  errorMessage: "This request could not be executed before the completion window expired.",
};
const KEY_ENDED: GivenUp = {
  errorCode: "invalid_api_key",
  errorMessage:
    "The API key of the batch has expired or was revoked, or may no longer generate images.",
};

/**
 * Makes one pass over an unfinished batch: validates a new one; otherwise records what has finished and
 * submits further requests, or gives up the rest of a batch that was canceled or has expired. Schedules the
 * next pass. Each step can be repeated, so a batch whose worker has died continues.
 */
export async function advanceBatch(ctx: Context, id: string): Promise<void> {
  const batch = await batches.findBatchWork(ctx, id);
  if (batch === undefined) return;
  if (batch.status === "validating") await validateInput(ctx, batch);
  else if (batch.total === 0) await batches.finishUnstartedCancellation(ctx, id);
  else await continueBatch(ctx, batch);
  const isUnfinished = (await batches.findBatchWork(ctx, id)) !== undefined;
  if (!isUnfinished) return ctx.log.info("batch_finished", { batchId: id });
  await batches.scheduleBatch(ctx, id, batch.status === "validating" ? 0 : PAUSE_MS);
}

async function continueBatch(ctx: Context, batch: batches.BatchWork): Promise<void> {
  const key = await findBatchKey(ctx, batch.keyId);
  const reason = findGivenUp(batch, key);
  const open = await batches.listOpenLines(ctx, batch.id, MAX_OPEN);
  const settled = await settleLines(ctx, batch, { open, reason });
  if (reason === undefined) await submitMore(ctx, batch, { key, open, settled });
  else await closeLines(ctx, batch, { open: open.filter(isOpenAfter(settled)), reason });
  await batches.finishBatch(ctx, batch.id);
}

function findGivenUp(
  { status, isExpired }: batches.BatchWork,
  { mayGenerate }: BatchKey,
): GivenUp | undefined {
  if (status === "cancelling") return CANCELED;
  if (isExpired) return EXPIRED;
  return mayGenerate ? undefined : KEY_ENDED;
}

/** Records the lines whose generations have finished. Returns their numbers. */
async function settleLines(
  ctx: Context,
  batch: batches.BatchWork,
  { open, reason }: { open: batches.OpenLine[]; reason: GivenUp | undefined },
): Promise<Set<number>> {
  const changes: batches.LineChange[] = [];
  for (const line of open.filter(({ isFinished }) => isFinished))
    changes.push(await toFinalChange(ctx, batch, { line, reason }));
  await batches.recordLines(ctx, batch.id, changes);
  return new Set(changes.map(({ line }) => line));
}

async function toFinalChange(
  ctx: Context,
  batch: batches.BatchWork,
  { line: open, reason }: { line: batches.OpenLine; reason: GivenUp | undefined },
): Promise<batches.LineChange> {
  const { line, customId, returnsUrls } = open;
  const id = { batchId: batch.id, line, customId };
  try {
    const generation = await loadGeneration(ctx, batch.accountId, open.generationId ?? "");
    if (generation.status !== "succeeded") {
      const isGivenUp = reason !== undefined && generation.status === "canceled";
      return isGivenUp
        ? toGivenUpChange(id, reason)
        : toFailedChange(id, toFailureError(generation));
    }
    const shown = { generation, returnsUrls: returnsUrls ?? false };
    return { line, state: "completed", sizeBytes: await measureCompletedLine(ctx, id, shown) };
  } catch (error) {
    if (!isDeleted(error)) throw error;
    return toFailedChange(id, createDeletedError());
  }
}

/**
 * Submits the lines that wait, and the next ones of the input, as far as the batch may have open ones and
 * its key may send requests in this hour.
 */
async function submitMore(
  ctx: Context,
  batch: batches.BatchWork,
  { key, open, settled }: { key: BatchKey; open: batches.OpenLine[]; settled: Set<number> },
): Promise<void> {
  const left = open.filter(isOpenAfter(settled));
  const waiting = left.filter(({ state }) => state === "waiting");
  const most =
    batch.runningLimit === null ? MAX_OPEN : Math.min(MAX_OPEN, toBatchLimit(batch.runningLimit));
  const count = waiting.length + Math.max(0, most - left.length);
  await withinHourlyLimit(ctx, { batch, key, count }, async (admitted, onSent) => {
    const again = waiting.slice(0, admitted);
    await submitAll(ctx, batch, {
      lines: readWaitingLines(ctx, batch, again),
      concurrency: toConcurrency(again.map(({ byteLength }) => byteLength)),
      onSent,
    });
    if (admitted <= waiting.length) return;
    const next = await readAhead(ctx, batch, { count: admitted - waiting.length });
    const concurrency = toConcurrency(next.map(({ length }) => length));
    await submitAll(ctx, batch, { lines: takeAll(next), concurrency, onSent });
  });
}

function toConcurrency(lengths: number[]): number {
  return lengths.some((length) => length > LARGE_LINE_BYTES) ? 1 : MAX_CONCURRENT;
}

/** Yields the lines, and keeps none that was yielded. */
async function* takeAll(lines: InputLine[]): AsyncGenerator<InputLine> {
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) yield line;
}

/** Lines to submit. */
interface Submitting {
  lines: AsyncIterable<InputLine>;
  concurrency: number;
  /** Called for each line that was answered. */
  onSent: () => void;
}

async function submitAll(
  ctx: Context,
  batch: batches.BatchWork,
  { lines, concurrency, onSent }: Submitting,
): Promise<void> {
  const iterator = lines[Symbol.asyncIterator]();
  const changes: batches.LineChange[] = [];
  // Generators hand out one line after another, also to several callers.
  const work = async () => {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      const change = await submitLine(ctx, batch, next.value);
      if (change === undefined) continue;
      changes.push(change);
      onSent();
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
  } finally {
    await batches.recordLines(ctx, batch.id, changes);
  }
}

function isOpenAfter(settled: Set<number>) {
  return ({ line }: batches.OpenLine) => !settled.has(line);
}
