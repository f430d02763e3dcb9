import * as queries from "../../../generated/queries/queue.ts";
import type { Context } from "../../app/context.ts";

const MAX_STUCK = 50;

/** Returns queued and running work, the live workers, and generations past half of their time. */
export async function getQueueStatistics(ctx: Context) {
  const [rows, stuck] = await Promise.all([
    queries.readQueue.run(undefined, ctx.db),
    queries.listStuckGenerations.run({ limit: MAX_STUCK }, ctx.db),
  ]);
  const [queue] = rows;
  if (!queue) throw new Error("the queue has no row");
  const workers = rows.flatMap(({ workerId, startedAt, seenAt, runningThere }) =>
    workerId && startedAt && seenAt
      ? { id: workerId, startedAt, seenAt, running: runningThere }
      : [],
  );
  return { ...queue, workers, stuck };
}
