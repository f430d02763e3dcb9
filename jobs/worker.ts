import { EventEmitter } from "node:events";
import { Logger, run } from "graphile-worker";
import * as queries from "../generated/queries/workers.ts";
import type { Context } from "../src/context.ts";
import { rescue } from "../src/core/generations/rescue.ts";
import { type Enlisted, enlist, startHeartbeat } from "./heartbeat.ts";
import { crontab, taskList } from "./tasks.ts";

// How long a drain waits for running pictures before it tells them to let go.
const DRAIN_MS = 24_000;
// How long those may take for it, before the queue gives them up.
const LETTING_GO_MS = 1_000;
// The queue's own connections; it warns where there are fewer than jobs.
const MOST_CONNECTIONS = 20;

export interface RunningWorker {
  /** Takes no new job, lets the running ones end, and leaves no locked row behind. */
  stop(): Promise<void>;
}

/** Runs jobs in this process until stopped. */
export async function startWorker(
  ctx: Context,
  databaseUrl: string,
  { drainMs = DRAIN_MS } = {},
): Promise<RunningWorker> {
  const draining = new AbortController();
  const worker: Enlisted = {
    id: "",
    running: new Set(),
    draining: draining.signal,
    poolId: "none yet",
    session: await ctx.db.reserve(),
  };
  await enlist(worker);
  await rescue(ctx);
  const events = new EventEmitter();
  const adopted = adoption(ctx, worker, events);
  const runner = await run({
    connectionString: databaseUrl,
    concurrency: ctx.config.workerConcurrency,
    maxPoolSize: Math.min(Math.max(ctx.config.workerConcurrency, 2), MOST_CONNECTIONS),
    noHandleSignals: true,
    taskList: taskList(ctx, worker, adopted),
    crontab,
    events,
    logger: toLog(ctx),
    gracefulShutdownAbortTimeout: drainMs + LETTING_GO_MS,
    // Without the delays 0.18.0 forgets completions during a shutdown, and the job runs again.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
  await adopted;
  await runner.addJob("grant-monthly", {}, { jobKey: "grant-monthly" });
  const heartbeat = startHeartbeat(ctx, worker);

  async function stop(): Promise<void> {
    const letGo = setTimeout(() => draining.abort(new Error("draining")), drainMs);
    await runner.stop();
    clearTimeout(letGo);
    await heartbeat.stop();
    await queries.stopWorker.run({ id: worker.id }, ctx.db);
    await worker.session.release();
  }
  return { stop };
}

/** Settles once the record names the pool under which the queue locks this worker's jobs. */
function adoption(ctx: Context, worker: Enlisted, events: EventEmitter): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  events.once("pool:create", ({ workerPool }: { workerPool: { id: string } }) => {
    worker.poolId = workerPool.id;
    const { id, poolId } = worker;
    queries.setWorkerPool.run({ id, poolId }, ctx.db).then(() => resolve(), reject);
  });
  return promise;
}

function toLog(ctx: Context): Logger {
  const levels = { error: "error", warning: "warn", info: "debug", debug: "debug" } as const;
  return new Logger(() => (level, message) => ctx.log[levels[level]]("queue", { message }));
}
