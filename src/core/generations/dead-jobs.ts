import * as queries from "../../../generated/queries/dead-jobs.ts";
import type { Context } from "../../app/context.ts";
import { toNotFoundError } from "../../foundation/ids.ts";
import type { Actor } from "../audit/actor.ts";

/** A job that has used up its attempts. */
export type DeadJob = queries.IListDeadJobsResult;

// Ids of jobs are 64-bit integers.
const JOB_ID = /^\d{1,18}$/;

/** Lists jobs that have used up their attempts, newest first. Returns the id for the next page. */
export async function listDeadJobs(
  ctx: Context,
  page: { limit: number; beforeId?: string | undefined },
): Promise<{ jobs: DeadJob[]; nextId: string | undefined }> {
  const { limit, beforeId } = page;
  if (beforeId !== undefined && !JOB_ID.test(beforeId)) return { jobs: [], nextId: undefined };
  const rows = await queries.listDeadJobs.run({ beforeId, limit: limit + 1 }, ctx.db);
  const jobs = rows.slice(0, limit);
  return { jobs, nextId: rows.length > limit ? jobs.at(-1)?.id : undefined };
}

/** Gives a dead job its attempts back, and writes an audit entry. Throws `not_found`. */
export async function retryDeadJob(ctx: Context, id: string, actor: Actor): Promise<void> {
  const change = { ...actor, jobId: id };
  const [row] = JOB_ID.test(id) ? await queries.retryDeadJob.run(change, ctx.db) : [];
  if (row?.isDone !== true) throw toNotFoundError();
}

/** Removes a dead job, and writes an audit entry. Throws `not_found`. */
export async function removeDeadJob(ctx: Context, id: string, actor: Actor): Promise<void> {
  const change = { ...actor, jobId: id };
  const [row] = JOB_ID.test(id) ? await queries.removeDeadJob.run(change, ctx.db) : [];
  if (row?.isDone !== true) throw toNotFoundError();
}
