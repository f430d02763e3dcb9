import * as queries from "../../../generated/queries/history.ts";
import type { Context } from "../../app/context.ts";
import { AppError, type ErrorCode } from "../../foundation/errors.ts";
import { isUuid, notFound } from "../../foundation/ids.ts";
import { removeStored } from "../media/removal.ts";
import type { GeneratedImage, GenerationStatus } from "./find.ts";
import type { GenerationOptions, StoredInput } from "./request.ts";

// So many generations one page looks at, for a filter that has no index of its own.
const LOOKED_AT = 5000;
const REMOVED_AT_ONCE = 100;

/** Which generations of an account are asked for; what is left out does not matter. */
export interface Filter {
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
export type PastGeneration = Omit<
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
export async function list(
  ctx: Context,
  accountId: string,
  page: { filter: Filter; limit: number; beforeId?: string | undefined },
): Promise<{ generations: PastGeneration[]; nextId: string | undefined }> {
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
export async function getPast(
  ctx: Context,
  accountId: string,
  id: string,
): Promise<PastGeneration> {
  const [row] = isUuid(id) ? await describe(ctx, accountId, [id]) : [];
  if (row === undefined) throw notFound();
  return row;
}

async function describe(ctx: Context, accountId: string, ids: string[]): Promise<PastGeneration[]> {
  if (ids.length === 0) return [];
  const rows = await queries.describeGenerations.run({ accountId, ids }, ctx.db);
  // Status and error code are closed by `check`s, the JSON is written by `accept` and `finish` alone.
  return rows as unknown as PastGeneration[];
}

/** How far a generation has come, and who was told of it. */
export interface Track {
  /** How many wait before it, counted up to 1000; null unless it is queued. */
  queuePosition: number | null;
  /** Each call to a provider. */
  sent: { provider: string; at: string }[];
  /** Each delivery to a webhook that has ended. */
  told: { state: "succeeded" | "exhausted" | "skipped"; url: string; at: string }[];
}

/** Finds out how far one has come. Throws `not_found`. */
export async function getTrack(ctx: Context, accountId: string, id: string): Promise<Track> {
  const [row] = await queries.findTrack.run({ accountId, id }, ctx.db);
  if (row === undefined) throw notFound();
  // The query builds this JSON itself, out of columns that are closed by `check`s.
  return { ...row, queuePosition: row.queuePosition ?? null } as unknown as Track;
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
  if (!input || bytes === undefined) throw notFound();
  return { input, bytes };
}

/**
 * Deletes a generation that has ended, with its words, its inputs and its pictures; the money keeps
 * its history. Throws `not_found`, and `conflict` while it is under way.
 */
export async function remove(ctx: Context, accountId: string, id: string): Promise<void> {
  const rows = isUuid(id) ? await queries.deleteGeneration.run({ accountId, id }, ctx.db) : [];
  const outcome = rows[0]?.outcome;
  if (outcome === "live") {
    throw new AppError("conflict", "The generation is under way: cancel it first.");
  }
  if (outcome !== "deleted") throw notFound();
  await removeFiles(ctx, { id });
}

/** Removes the files of deleted generations that were not removed at once. Returns how many. */
export function reap(ctx: Context): Promise<number> {
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
    forget: (ids) => queries.forgetGenerations.run({ ids }, ctx.db),
    mostLists,
  });
}
