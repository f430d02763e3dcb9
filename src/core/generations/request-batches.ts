import * as queries from "../../../generated/queries/batches.ts";
import type { Context } from "../../app/context.ts";
import { createMissingError } from "../media/files.ts";

const DAY_SECONDS = 86_400;
/** The most requests in all batches of an account that are kept. */
export const MOST_LINES = 200_000;
/** How long a batch is kept after its end. */
export const KEPT_DAYS = 30;
const DELETED_AT_ONCE = 10;

/** A batch as shown to its owner. */
export type RequestBatch = queries.IFindBatchResult;

/** An unfinished batch for the job that continues it. */
export type BatchWork = queries.IFindBatchWorkResult;

/** A line that is not final. */
export type OpenLine = queries.IListOpenBatchLinesResult;

/** A final line. */
export type ResultLine = queries.IListBatchResultsResult;

/** A reason why an input is not valid or cannot be read, as it is shown. */
export interface InputFault {
  code: string;
  message: string;
  line: number | null;
  param: string | null;
}

/** The new state of a line. */
export interface LineChange {
  line: number;
  state: queries.batch_line_state;
  generationId?: string;
  returnsUrls?: boolean;
  /** Of a failed line: the status and the error of its response. */
  statusCode?: number;
  errorCode?: string;
  errorMessage?: string;
  errorParam?: string | null;
  /** The size of the line in the results. */
  sizeBytes?: number;
}

/** Returns a batch of an account. Throws `not_found`. */
export async function getBatch(ctx: Context, accountId: string, id: string): Promise<RequestBatch> {
  const [batch] = await queries.findBatch.run({ accountId, id }, ctx.db);
  if (batch === undefined) throw createMissingError();
  return batch;
}

/** Returns a page of the batches of an account, the newest first, and whether more follow. */
export async function listBatches(
  ctx: Context,
  accountId: string,
  { afterId, limit }: { afterId: string | undefined; limit: number },
): Promise<{ batches: RequestBatch[]; hasMore: boolean }> {
  const page = { accountId, afterId: afterId ?? null, limit: String(limit + 1) };
  const rows = await queries.listBatches.run(page, ctx.db);
  return { batches: rows.slice(0, limit), hasMore: rows.length > limit };
}

/**
 * Cancels a batch: its unfinished requests are canceled and released. A batch that has ended does not
 * change. Returns its state. Throws `not_found`.
 */
export async function cancelBatch(
  ctx: Context,
  accountId: string,
  id: string,
): Promise<RequestBatch> {
  await queries.cancelBatch.run({ accountId, id }, ctx.db);
  return getBatch(ctx, accountId, id);
}

/** Returns an unfinished batch, or undefined. */
export async function findBatchWork(ctx: Context, id: string): Promise<BatchWork | undefined> {
  const [work] = await queries.findBatchWork.run({ id }, ctx.db);
  return work;
}

/** Starts a valid batch. Returns false if the account would have too many requests in its batches. */
export async function startBatch(ctx: Context, id: string, total: number): Promise<boolean> {
  const [row] = await queries.startBatch.run({ id, total, maxLines: MOST_LINES }, ctx.db);
  return row?.started ?? false;
}

/** Ends a batch whose input is not valid. */
export async function failBatch(ctx: Context, id: string, errors: InputFault[]): Promise<void> {
  await queries.failBatch.run({ id, errors: toRows(errors), ...toKept(ctx) }, ctx.db);
}

/** Ends a batch that was canceled before its requests were counted. */
export async function finishUnstartedCancellation(ctx: Context, id: string): Promise<void> {
  await queries.finishUnstartedCancellation.run({ id, ...toKept(ctx) }, ctx.db);
}

/** Ends a batch if all its lines are final. */
export async function finishBatch(ctx: Context, id: string): Promise<void> {
  const files = { outputFileId: Bun.randomUUIDv7(), errorFileId: Bun.randomUUIDv7() };
  await queries.finishBatch.run({ id, ...files, ...toKept(ctx) }, ctx.db);
}

/** Continues a batch after some time. */
export async function scheduleBatch(ctx: Context, id: string, delayMs: number): Promise<void> {
  await queries.scheduleBatch.run({ id, delayMs }, ctx.db);
}

/** Returns the lines that are not final. */
export function listOpenLines(ctx: Context, id: string, limit: number): Promise<OpenLine[]> {
  return queries.listOpenBatchLines.run({ id, limit: String(limit) }, ctx.db);
}

/** Records the new states of lines in one statement. Final lines do not change. */
export async function recordLines(ctx: Context, id: string, changes: LineChange[]): Promise<void> {
  if (changes.length === 0) return;
  await queries.recordBatchLines.run(
    {
      id,
      lines: changes.map(({ line }) => line),
      states: changes.map(({ state }) => state),
      generationIds: changes.map(({ generationId }) => generationId ?? null),
      returnsUrls: changes.map(({ returnsUrls }) => returnsUrls ?? null),
      statusCodes: changes.map(({ statusCode }) => statusCode ?? null),
      errorCodes: changes.map(({ errorCode }) => errorCode ?? null),
      errorMessages: changes.map(({ errorMessage }) => errorMessage ?? null),
      errorParams: changes.map(({ errorParam }) => errorParam ?? null),
      sizes: changes.map(({ sizeBytes }) => (sizeBytes === undefined ? null : String(sizeBytes))),
    },
    ctx.db,
  );
}

/** Returns the generations that were accepted with these idempotency keys, by key. */
export async function findLineGenerations(
  ctx: Context,
  wanted: { accountId: string; route: string; keys: string[] },
): Promise<Map<string, string>> {
  const rows = await queries.listLineGenerations.run(wanted, ctx.db);
  return new Map(rows.map(({ key, generationId }) => [key, generationId]));
}

/** Adds lines that were read. Returns false if another job has added them. */
export async function addLines(
  ctx: Context,
  id: string,
  added: Omit<queries.IAddBatchLinesParams, "id">,
): Promise<boolean> {
  const [row] = await queries.addBatchLines.run({ id, ...added }, ctx.db);
  return row?.added ?? false;
}

/**
 * Counts the lines that were not read as failed, for the given reasons. They are in no file of results,
 * because their custom IDs are unknown.
 */
export async function failUnreadLines(
  ctx: Context,
  id: string,
  errors: InputFault[],
): Promise<void> {
  await queries.failUnreadBatchLines.run({ id, errors: toRows(errors) }, ctx.db);
}

/** Returns the batch whose results are a file, or undefined. */
export async function findBatchOfFile(ctx: Context, accountId: string, fileId: string) {
  const [batch] = await queries.findBatchOfFile.run({ accountId, fileId }, ctx.db);
  return batch;
}

/** Returns final lines of a batch in their order. */
export function listResults(
  ctx: Context,
  page: { id: string; state: "completed" | "failed"; afterLine: number; limit: number },
): Promise<ResultLine[]> {
  return queries.listBatchResults.run({ ...page, limit: String(page.limit) }, ctx.db);
}

/** Deletes ended batches with their lines, as their results have expired. Returns how many. */
export async function cleanUpBatches(ctx: Context): Promise<number> {
  return (await queries.deleteOldBatches.run({ limit: String(DELETED_AT_ONCE) }, ctx.db)).length;
}

// The type of JSON parameters has no interfaces.
function toRows(errors: InputFault[]) {
  return errors.map((error) => ({ ...error }));
}

function toKept({ config }: Context): { lifeSeconds: number; defaultDays: number } {
  return { lifeSeconds: KEPT_DAYS * DAY_SECONDS, defaultDays: config.retentionDays };
}
