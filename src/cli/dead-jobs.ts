import { CLI } from "../core/audit/actor.ts";
import * as deadJobs from "../core/generations/dead-jobs.ts";
import { fromDeadJob } from "../dialects/account/operator-mapping.ts";
import { command } from "./command.ts";
import { argument, defaulted, optional, pattern, REASON, wholeNumber } from "./options.ts";
import { withRuntime } from "./runtime.ts";
import { table } from "./terminal.ts";

const id = pattern("ID", /^\d{1,18}$/, "must be an id, as listed by `dead-job list`");
const JOB_ID = argument(id, "The id of the job");

/** Lists jobs that have used up their attempts. */
export const deadJobList = command({
  name: "dead-job list",
  summary: "List jobs that have used up their attempts, newest first",
  options: {
    limit: defaulted(wholeNumber(1_000), 50, "How many at most; 50 by default"),
    before: optional(id, "Only jobs after this one in the list: `next` of the last page"),
  },
  async run(context, { limit, before: beforeId }) {
    const { jobs, nextId } = await withRuntime(context, (ctx) =>
      deadJobs.listDeadJobs(ctx, { limit, beforeId }),
    );
    const listed = jobs.map(fromDeadJob);
    const lines = listed.map((row) => [
      ...[row.id, row.task, JSON.stringify(row.payload), String(row.attempts), row.failed_at],
      row.last_error?.split("\n")[0] ?? "-",
    ]);
    const head = ["ID", "TASK", "PAYLOAD", "ATTEMPTS", "FAILED", "ERROR"];
    context.terminal.result({ jobs: listed, next: nextId ?? null }, [
      ...table([head, ...lines]),
      ...(nextId === undefined ? [] : [`More jobs follow: --before ${nextId}`]),
    ]);
  },
});

/** Gives a dead job its attempts back. */
export const deadJobRetry = command({
  name: "dead-job retry",
  changes: true,
  summary: "Give a dead job its attempts back, so that a worker starts it",
  options: { id: JOB_ID, reason: REASON },
  async run(context, { id, reason = null }) {
    await withRuntime(context, (ctx) => deadJobs.retryDeadJob(ctx, id, { ...CLI, reason }));
    context.terminal.result({ id }, [`The job ${id} is ready.`]);
  },
});

/** Removes a dead job. */
export const deadJobRemove = command({
  name: "dead-job remove",
  changes: true,
  summary: "Remove a dead job",
  options: { id: JOB_ID, reason: REASON },
  async run(context, { id, reason = null }) {
    await withRuntime(context, (ctx) => deadJobs.removeDeadJob(ctx, id, { ...CLI, reason }));
    context.terminal.result({ id }, [`Removed the job ${id}.`]);
  },
});
