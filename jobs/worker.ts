import { EventEmitter } from "node:events";
import { Logger, run, type Runner, type TaskList } from "graphile-worker";
import * as queries from "../generated/queries/workers.ts";
import type { Context } from "../src/context.ts";
import { rescue } from "../src/core/generations/rescue.ts";
import { type Enlisted, enlist, startHeartbeat } from "./heartbeat.ts";
import { crontab, taskLists } from "./tasks.ts";

// How long a drain waits for running pictures before it tells them to let go.
const DRAIN_MS = 24_000;
// How long those may take for it, before the queue gives them up.
const LETTING_GO_MS = 1_000;
// The queue's own connections for each pool. Most jobs wait for the network and need none meanwhile.
const MOST_CONNECTIONS = { pictures: 20, errands: 6 };
// Waiting for receivers costs next to nothing, so many who are slow leave room for those who are not.
const ERRANDS = 32;

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
    poolIds: [],
    session: await ctx.db.reserve(),
  };
  await enlist(worker);
  await rescue(ctx);
  const { promise: onRecord, resolve: recorded } = Promise.withResolvers<void>();
  const tasks = taskLists(ctx, worker, onRecord);
  const open = (pool: Pool) => openPool(ctx, worker, { ...pool, databaseUrl, drainMs });
  const runners = await Promise.all([
    open({
      taskList: tasks.pictures,
      concurrency: ctx.config.workerConcurrency,
      mostConnections: MOST_CONNECTIONS.pictures,
    }),
    open({
      taskList: tasks.errands,
      concurrency: ERRANDS,
      mostConnections: MOST_CONNECTIONS.errands,
      crontab,
    }),
  ]);
  recorded();
  await runners[1].addJob("grant-monthly", {}, { jobKey: "grant-monthly" });
  const heartbeat = startHeartbeat(ctx, worker);

  async function stop(): Promise<void> {
    const letGo = setTimeout(() => draining.abort(new Error("draining")), drainMs);
    await Promise.all(runners.map((runner) => runner.stop()));
    clearTimeout(letGo);
    await heartbeat.stop();
    await queries.stopWorker.run({ id: worker.id }, ctx.db);
    await worker.session.release();
  }
  return { stop };
}

interface Pool {
  taskList: TaskList;
  concurrency: number;
  mostConnections: number;
  crontab?: string;
}

/** Opens one pool of jobs, on record before it is answered. */
async function openPool(
  ctx: Context,
  worker: Enlisted,
  {
    databaseUrl,
    drainMs,
    mostConnections,
    ...pool
  }: Pool & { databaseUrl: string; drainMs: number },
): Promise<Runner> {
  const events = new EventEmitter();
  const adopted = adoption(ctx, worker, events);
  const runner = await run({
    ...pool,
    connectionString: databaseUrl,
    maxPoolSize: Math.min(Math.max(pool.concurrency, 2), mostConnections),
    noHandleSignals: true,
    events,
    logger: toLog(ctx),
    gracefulShutdownAbortTimeout: drainMs + LETTING_GO_MS,
    // Without the delays 0.18.0 forgets completions during a shutdown, and the job runs again.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
  await adopted;
  return runner;
}

/** Settles once the record names the pool under which the queue locks this worker's jobs. */
function adoption(ctx: Context, worker: Enlisted, events: EventEmitter): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  events.once("pool:create", ({ workerPool }: { workerPool: { id: string } }) => {
    worker.poolIds.push(workerPool.id);
    const { id } = worker;
    queries.addWorkerPool.run({ id, poolId: workerPool.id }, ctx.db).then(() => resolve(), reject);
  });
  return promise;
}

// The queue finds fault with fewer connections than jobs, which is meant.
const KNOWN_WARNING = "WARNING: having maxPoolSize";

function toLog(ctx: Context): Logger {
  const levels = { error: "error", warning: "warn", info: "debug", debug: "debug" } as const;
  return new Logger(() => (level, message) => {
    const told = message.startsWith(KNOWN_WARNING) ? "debug" : levels[level];
    ctx.log[told]("queue", { message });
  });
}
