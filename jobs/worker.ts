import * as queries from "../generated/queries/workers.ts";
import { type Context, toBackground } from "../src/context.ts";
import { recoverTaskIds } from "../src/core/generations/task-ids.ts";
import { type Enlisted, enlist, startHeartbeat } from "./heartbeat.ts";
import { keepPool } from "./pool.ts";
import { crontab, taskLists } from "./tasks.ts";

// Waiting for receivers costs next to nothing, so many who are slow leave room for those who are not.
const ERRANDS = 32;

export interface RunningWorker {
  /** Takes no new job, lets the running ones end, and leaves no locked row behind. */
  stop(): Promise<void>;
}

/** Runs jobs in this process until stopped. */
export async function startWorker(
  context: Context,
  databaseUrl: string,
  { drainMs = ctx.config.drainMs } = {},
): Promise<RunningWorker> {
  const ctx = toBackground(context);
  // Before anybody can take up an attempt that one of them belongs to.
  await recoverTaskIds(ctx);
  const draining = new AbortController();
  const worker: Enlisted = {
    id: "",
    running: new Set(),
    draining: draining.signal,
    poolIds: [],
    session: ctx.db.reserve(),
  };
  await enlist(worker);
  const { promise: onRecord, resolve: recorded } = Promise.withResolvers<void>();
  const tasks = taskLists(ctx, worker, onRecord);
  const shared = { databaseUrl, drainMs };
  const [pictures, errands] = await Promise.all([
    keepPool(ctx, worker, {
      ...shared,
      taskList: tasks.pictures,
      concurrency: ctx.config.workerConcurrency,
    }),
    keepPool(ctx, worker, {
      ...shared,
      taskList: tasks.errands,
      concurrency: ERRANDS,
      crontab,
    }),
  ]);
  recorded();
  await errands.addJob("grant-monthly");
  const heartbeat = startHeartbeat(ctx, worker);

  async function stop(): Promise<void> {
    const letGo = setTimeout(() => draining.abort(new Error("draining")), drainMs);
    await Promise.all([pictures.stop(), errands.stop()]);
    clearTimeout(letGo);
    await heartbeat.stop();
    await queries.stopWorker.run({ id: worker.id }, ctx.db);
    await worker.session.release();
  }
  return { stop };
}
