import * as queries from "../../../generated/queries/operator-generations.ts";
import type { Context } from "../../app/context.ts";
import { splitPage } from "../../database/bounded-page.ts";
import { assertChanged, isUuid, toNotFoundError } from "../../foundation/ids.ts";
import type { Actor } from "../audit/actor.ts";
import type { GenerationStatus } from "./find.ts";

// Rows that one page examines at most, for filters without an index.
const PAGE_WINDOW = 5_000;

/** Filters for the generations of all accounts. Undefined members match everything. */
export interface OperatorFilter {
  accountId?: string | undefined;
  statuses?: GenerationStatus[] | undefined;
  /** True: only unfinished ones that have used more than half of the time until their deadline. */
  isStuck?: boolean | undefined;
  /** True: only ones with a call that may have been paid although its result is unknown. */
  isSpendUnknown?: boolean | undefined;
  /** Accepted at or after this time, in ISO 8601. */
  from?: string | undefined;
  /** Accepted before this time. */
  to?: string | undefined;
}

/** A generation as an operator sees it: without the content of its customer. */
export type OperatorGeneration = Omit<queries.IDescribeOperatorGenerationsResult, "status"> & {
  status: GenerationStatus;
};

/** A generation with its calls to providers and its jobs. */
export interface OperatorGenerationDetails {
  generation: OperatorGeneration;
  attempts: queries.IListGenerationAttemptsResult[];
  jobs: queries.IListGenerationJobsResult[];
}

/**
 * Lists generations of all accounts, newest first. Returns the id for the next page. A page can have fewer
 * entries than `limit` although more follow, because a page examines a limited number of rows.
 */
export async function listOperatorGenerations(
  ctx: Context,
  page: { filter: OperatorFilter; limit: number; beforeId?: string | undefined },
): Promise<{ generations: OperatorGeneration[]; nextId: string | undefined }> {
  const { filter, limit, beforeId } = page;
  if (![filter.accountId, beforeId].every((id) => id === undefined || isUuid(id)))
    return { generations: [], nextId: undefined };
  const wanted = { ...filter, beforeId, limit: limit + 1, window: PAGE_WINDOW };
  const { shown, last } = splitPage(
    await queries.listOperatorGenerations.run(wanted, ctx.db),
    limit,
  );
  return {
    generations: await describe(
      ctx,
      shown.map(({ id }) => id),
    ),
    nextId: last?.id,
  };
}

/** Returns a generation of any account with its attempts and jobs. Throws `not_found`. */
export async function getOperatorGeneration(
  ctx: Context,
  id: string,
): Promise<OperatorGenerationDetails> {
  const [generation] = isUuid(id) ? await describe(ctx, [id]) : [];
  if (generation === undefined) throw toNotFoundError();
  const [attempts, jobs] = await Promise.all([
    queries.listGenerationAttempts.run({ id: generation.id }, ctx.db),
    queries.listGenerationJobs.run({ id: generation.id }, ctx.db),
  ]);
  return { generation, attempts, jobs };
}

async function describe(ctx: Context, ids: string[]): Promise<OperatorGeneration[]> {
  if (ids.length === 0) return [];
  // A check constraint limits the status.
  return (await queries.describeOperatorGenerations.run({ ids }, ctx.db)) as OperatorGeneration[];
}

const REFUSALS: Record<string, string> = {
  finished: "The generation has already finished.",
  overdue: "The generation is past its deadline. A worker fails it and releases its credits.",
  running: "The generation is running in a live worker. Cancel it to stop the call.",
};

/**
 * Queues an unfinished generation of any account again, with a new job, and writes an audit entry. A call
 * that may have been paid is not repeated by it. Throws `not_found`, and `conflict` if the generation has
 * finished, is past its deadline or runs in a live worker.
 */
export async function requeueForOperator(
  ctx: Context,
  generationId: string,
  actor: Actor,
): Promise<void> {
  if (!isUuid(generationId)) throw toNotFoundError();
  const [row] = await queries.requeueForOperator.run({ ...actor, generationId }, ctx.db);
  assertChanged(row?.outcome, REFUSALS);
}
