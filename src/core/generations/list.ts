import * as deletion from "../../../generated/queries/generation-deletion.ts";
import * as history from "../../../generated/queries/generation-history.ts";
import * as images from "../../../generated/queries/images.ts";
import type { Context } from "../../app/context.ts";
import { splitPage } from "../../database/bounded-page.ts";
import { AppError, type ErrorCode } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import { removeStored } from "../media/removal.ts";
import type { GeneratedImage, GenerationStatus } from "./find.ts";
import type { GenerationOptions, StoredInput } from "./request.ts";

// Rows that one page examines at most, for filters without an index.
const PAGE_WINDOW = 5000;
const REMOVAL_BATCH_SIZE = 100;

/** Filters for a list of generations. Undefined members match everything. */
export interface GenerationFilter {
  statuses?: GenerationStatus[] | undefined;
  dialect?: string | undefined;
  model?: string | undefined;
  keyId?: string | undefined;
  /** Part of the prompt, case-insensitive. */
  text?: string | undefined;
  endUser?: string | undefined;
  /** Accepted at or after this time, in ISO 8601. */
  from?: string | undefined;
  /** Accepted before this time. */
  to?: string | undefined;
}

/** A generation with its prompt and inputs, as shown to its owner. */
export type GenerationDetails = Omit<
  history.IDescribeGenerationsResult,
  "images" | "options" | "inputs" | "status" | "errorCode"
> & {
  status: GenerationStatus;
  errorCode: ErrorCode | null;
  images: GeneratedImage[];
  options: GenerationOptions;
  inputs: StoredInput[];
};

/**
 * Lists an account's generations, newest first. Returns the id for the next page. A page can have fewer
 * entries than `limit` although more follow, because a page examines a limited number of rows.
 */
export async function listGenerations(
  ctx: Context,
  accountId: string,
  page: { filter: GenerationFilter; limit: number; beforeId?: string | undefined },
): Promise<{ generations: GenerationDetails[]; nextId: string | undefined }> {
  const { filter, limit, beforeId } = page;
  const { keyId } = filter;
  if (keyId !== undefined && !isUuid(keyId)) return { generations: [], nextId: undefined };
  const wanted = { accountId, ...filter, beforeId, limit: limit + 1, window: PAGE_WINDOW };
  const { shown, last } = splitPage(
    await history.listGenerations.run(wanted, ctx.db.history),
    limit,
  );
  const ids = shown.map(({ id }) => id);
  return { generations: await listDetails(ctx, accountId, ids), nextId: last?.id };
}

/** Returns one generation of an account. Throws `not_found`. */
export async function getGenerationDetails(
  ctx: Context,
  accountId: string,
  id: string,
): Promise<GenerationDetails> {
  const [row] = isUuid(id) ? await listDetails(ctx, accountId, [id]) : [];
  if (row === undefined) throw toNotFoundError();
  return row;
}

async function listDetails(
  ctx: Context,
  accountId: string,
  ids: string[],
): Promise<GenerationDetails[]> {
  if (ids.length === 0) return [];
  const rows = await history.describeGenerations.run({ accountId, ids }, ctx.db);
  // `check` constraints limit status and error code; only `acceptGeneration` and `finishGeneration` write
  // the JSON.
  return rows as unknown as GenerationDetails[];
}

/** Progress of a generation, its provider calls and its webhook deliveries. */
export interface Timeline {
  /** Number of queued generations that start before it, counted up to 50. Null unless it is queued. */
  queuePosition: number | null;
  /** Provider calls, in order. */
  sent: { provider: string; at: string }[];
  /** Finished webhook deliveries. */
  webhookDeliveries: { state: "succeeded" | "exhausted" | "skipped"; url: string; at: string }[];
}

/** Returns the timeline of a generation. Throws `not_found`. */
export async function getTimeline(ctx: Context, accountId: string, id: string): Promise<Timeline> {
  const [row] = await history.findTimeline.run({ accountId, id }, ctx.db);
  if (row === undefined) throw toNotFoundError();
  // The query builds this JSON from columns with `check` constraints.
  return { ...row, queuePosition: row.queuePosition ?? null } as unknown as Timeline;
}

/** Returns an input image of a generation. Throws `not_found`. */
export async function readInputImage(
  ctx: Context,
  accountId: string,
  { id, position }: { id: string; position: number },
): Promise<{ input: StoredInput; bytes: AsyncIterable<Uint8Array> }> {
  const rows = isUuid(id)
    ? await images.findInputImage.run({ accountId, id, position }, ctx.db)
    : [];
  // Only `acceptGeneration` writes this JSON.
  const input = rows[0]?.input as unknown as StoredInput | null | undefined;
  const bytes = input ? await ctx.storage.read(input.storageKey) : undefined;
  if (!input || bytes === undefined) throw toNotFoundError();
  return { input, bytes };
}

/** Opens a delivered image of an account for reading. Throws `not_found`. */
export async function readImage(ctx: Context, accountId: string, imageId: string) {
  const rows = isUuid(imageId)
    ? await images.findImage.run({ accountId, id: imageId }, ctx.db)
    : [];
  const [image] = rows;
  const bytes = image && (await ctx.storage.read(image.storageKey));
  if (image === undefined || bytes === undefined) throw toNotFoundError();
  return { image, bytes };
}

/**
 * Deletes a finished generation with its prompt, inputs and images. The ledger is kept. Throws `not_found`,
 * and `conflict` if the generation has not finished.
 */
export async function deleteGeneration(ctx: Context, accountId: string, id: string): Promise<void> {
  const rows = isUuid(id) ? await deletion.deleteGeneration.run({ accountId, id }, ctx.db) : [];
  const outcome = rows[0]?.outcome;
  if (outcome === "unfinished") {
    throw new AppError("conflict", "The generation has not finished. Cancel it first.");
  }
  if (outcome !== "deleted") throw toNotFoundError();
  await removeFiles(ctx, { id });
}

/**
 * Removes the files of deleted generations whose immediate removal failed. Returns how many generations are
 * done.
 */
export function cleanUpDeletedGenerations(ctx: Context): Promise<number> {
  return removeAll(ctx, {});
}

/** Whose files to remove: of one deleted generation, of one account, or of all. */
interface Deleted {
  id?: string;
  accountId?: string;
}

/** Removes the files of at most 100 deleted generations. Returns how many are done. */
export function removeFiles(ctx: Context, deleted: Deleted): Promise<number> {
  return removeAll(ctx, deleted, 1);
}

function removeAll(ctx: Context, { id, accountId }: Deleted, maxLists = Infinity): Promise<number> {
  const wanted = { id: id ?? null, accountId: accountId ?? null, limit: REMOVAL_BATCH_SIZE };
  return removeStored(ctx, {
    step: "deletedGenerations",
    list: (exceptIds) => deletion.listFilesToRemove.run({ ...wanted, exceptIds }, ctx.db),
    keysOf: ({ keys }) => keys,
    forget: (ids) => deletion.eraseDeletedGenerations.run({ ids }, ctx.db),
    mostLists: maxLists,
  });
}
