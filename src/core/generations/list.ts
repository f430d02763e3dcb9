import * as queries from "../../../generated/queries/history.ts";
import type { Context } from "../../app/context.ts";
import { AppError, type ErrorCode } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import { removeStored } from "../media/removal.ts";
import type { GeneratedImage, GenerationStatus } from "./find.ts";
import type { GenerationOptions, StoredInput } from "./request.ts";

// So many generations one page looks at, for a filter that has no index of its own.
const LOOKED_AT = 5000;
const REMOVED_AT_ONCE = 100;

/** Which generations of an account are asked for; what is left out does not matter. */
export interface GenerationFilter {
  statuses?: GenerationStatus[] | undefined;
  dialect?: string | undefined;
  model?: string | undefined;
  keyId?: string | undefined;
  /** A part of the prompt, in upper or lower case. */
  text?: string | undefined;
  endUser?: string | undefined;
  /** Accepted at this moment or later, as ISO 8601. */
  from?: string | undefined;
  /** Accepted before this moment. */
  to?: string | undefined;
}

/** A generation with its words, as its owner looks back on it. */
export type GenerationDetails = Omit<
  queries.IDescribeGenerationsResult,
  "images" | "options" | "inputs" | "status" | "errorCode"
> & {
  status: GenerationStatus;
  errorCode: ErrorCode | null;
  images: GeneratedImage[];
  options: GenerationOptions;
  inputs: StoredInput[];
};

/**
 * A page of an account's generations, the newest first, and the id to go on after. A page may be
 * short and not the last: a filter that fits rarely is looked for in a bounded stretch at a time.
 */
export async function listGenerations(
  ctx: Context,
  accountId: string,
  page: { filter: GenerationFilter; limit: number; beforeId?: string | undefined },
): Promise<{ generations: GenerationDetails[]; nextId: string | undefined }> {
  const { keyId } = page.filter;
  if (keyId !== undefined && !isUuid(keyId)) return { generations: [], nextId: undefined };
  const wanted = {
    accountId,
    // pgtyped's Json cannot say "optional"; undefined fields are dropped on the way.
    filter: { ...page.filter, statuses: page.filter.statuses ?? [] } as queries.Json,
    beforeId: page.beforeId ?? null,
    limit: page.limit + 1,
    window: LOOKED_AT,
  };
  const rows = await queries.listGenerations.run(wanted, ctx.db);
  const shown = rows.filter(({ fits }) => fits).slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : rows.find(({ isEnd }) => isEnd);
  const ids = shown.map(({ id }) => id);
  return { generations: await describe(ctx, accountId, ids), nextId: last?.id };
}

/** One generation of an account. Throws `not_found`. */
export async function getGenerationDetails(
  ctx: Context,
  accountId: string,
  id: string,
): Promise<GenerationDetails> {
  const [row] = isUuid(id) ? await describe(ctx, accountId, [id]) : [];
  if (row === undefined) throw toNotFoundError();
  return row;
}

async function describe(
  ctx: Context,
  accountId: string,
  ids: string[],
): Promise<GenerationDetails[]> {
  if (ids.length === 0) return [];
  const rows = await queries.describeGenerations.run({ accountId, ids }, ctx.db);
  // Status and error code are closed by `check`s, the JSON is written by `accept` and `finish` alone.
  return rows as unknown as GenerationDetails[];
}

/** How far a generation has come, and who was told of it. */
export interface Timeline {
  /** How many wait before it, counted up to 1000; null unless it is queued. */
  queuePosition: number | null;
  /** Each call to a provider. */
  sent: { provider: string; at: string }[];
  /** Each delivery to a webhook that has ended. */
  told: { state: "succeeded" | "exhausted" | "skipped"; url: string; at: string }[];
}

/** Finds out how far one has come. Throws `not_found`. */
export async function getTimeline(ctx: Context, accountId: string, id: string): Promise<Timeline> {
  const [row] = await queries.findTrack.run({ accountId, id }, ctx.db);
  if (row === undefined) throw toNotFoundError();
  // The query builds this JSON itself, out of columns that are closed by `check`s.
  return { ...row, queuePosition: row.queuePosition ?? null } as unknown as Timeline;
}

/** Opens a reference picture of a generation. Throws `not_found`. */
export async function readInput(
  ctx: Context,
  accountId: string,
  { id, position }: { id: string; position: number },
): Promise<{ input: StoredInput; bytes: AsyncIterable<Uint8Array> }> {
  const rows = isUuid(id) ? await queries.findInput.run({ accountId, id, position }, ctx.db) : [];
  // `accept` alone writes this JSON.
  const input = rows[0]?.input as unknown as StoredInput | null | undefined;
  const bytes = input ? await ctx.storage.read(input.storageKey) : undefined;
  if (!input || bytes === undefined) throw toNotFoundError();
  return { input, bytes };
}

/**
 * Deletes a generation that has ended, with its words, its inputs and its pictures; the money keeps
 * its history. Throws `not_found`, and `conflict` while it is under way.
 */
export async function deleteGeneration(ctx: Context, accountId: string, id: string): Promise<void> {
  const rows = isUuid(id) ? await queries.deleteGeneration.run({ accountId, id }, ctx.db) : [];
  const outcome = rows[0]?.outcome;
  if (outcome === "live") {
    throw new AppError("conflict", "The generation is under way: cancel it first.");
  }
  if (outcome !== "deleted") throw toNotFoundError();
  await removeFiles(ctx, { id });
}

/** Removes the files of deleted generations that were not removed at once. Returns how many. */
export function cleanUpDeletedGenerations(ctx: Context): Promise<number> {
  return removeAll(ctx, {});
}

/** Whose files are to be removed: of one deleted generation, of those of an account, or of all. */
interface Deleted {
  id?: string;
  accountId?: string;
}

/** Removes the files of up to 100 deleted generations. Returns how many of them are done. */
export function removeFiles(ctx: Context, deleted: Deleted): Promise<number> {
  return removeAll(ctx, deleted, 1);
}

function removeAll(
  ctx: Context,
  { id, accountId }: Deleted,
  mostLists = Infinity,
): Promise<number> {
  const wanted = { id: id ?? null, accountId: accountId ?? null, limit: REMOVED_AT_ONCE };
  return removeStored(ctx, {
    step: "deletedGenerations",
    list: (exceptIds) => queries.listFilesToRemove.run({ ...wanted, exceptIds }, ctx.db),
    keysOf: ({ keys }) => keys,
    forget: (ids) => queries.eraseDeletedGenerations.run({ ids }, ctx.db),
    mostLists,
  });
}
