import { EventEmitter } from "node:events";
import { setTimeout } from "node:timers/promises";
import { Logger, run, type Runner, type Task, type TaskList } from "graphile-worker";
import type pg from "pg";
import * as queries from "../generated/queries/workers.ts";
import type { Context } from "../src/app/context.ts";
import type { Metrics } from "../src/app/metrics.ts";
import { openConnections, QUEUE_TIMEOUTS } from "../src/database/queue-connections.ts";
import { fetchForFreeSlots } from "./fetch-size.ts";
import type { RegisteredWorker } from "./heartbeat.ts";

// One listens, the other takes jobs and reports their results. Running jobs use no connection.
const CONNECTIONS = 2;

// A pool without a free slot may have fetched two more jobs. After this time it returns them.
const HELD_BACK_MS = 500;
// How long an ended job counts as not yet reported. Its report seldom takes longer; if it does, the job may
// run again.
const REPORTING_MS = 2_000;
// How long connections may take to close. An unreachable database never responds.
const CLOSING_MS = 1_000;

/** The jobs of a pool, and how many of them run at the same time. */
export interface PoolOptions {
  databaseUrl: string;
  taskList: TaskList;
  concurrency: number;
  crontab?: string;
}

/** One pool of the job queue, from its start until it has reported its last job. */
export interface OpenQueuePool {
  /** The name under which the queue locks its jobs. */
  id: string;
  /** Resolves with the reason if the pool stops taking jobs before it is retired. */
  lost: Promise<unknown>;
  /** The number of running jobs. */
  active(): number;
  /** The jobs that run, or whose result is still being reported. */
  jobIds(): string[];
  /** The number of jobs that were started. */
  started(): number;
  /** When the last job was started, or the pool was opened, in milliseconds of `performance.now()`. */
  lastStartAt(): number;
  addJob: Runner["addJob"];
  /** Stops taking jobs, and aborts the signal of the running ones, which continue. */
  retire(): void;
  /** Resolves once no job of a retired pool runs, and the last one is reported or cannot be. */
  settled(): Promise<void>;
  /** Closes its connections. Resolves within a second, also if the database does not respond. */
  close(): Promise<void>;
}

/**
 * Opens a pool of graphile-worker. Its jobs start once the pool is recorded in the row of the worker,
 * because only then are they unlocked after a crash of this process; if that fails, the pool is lost.
 * The queue's own statements commit asynchronously: after a crash of Postgres a job may run again, and
 * every job tolerates that.
 *
 * graphile-worker 0.18.0 gives up a pool when it cannot report results: it emits "pool:fatalError"
 * and shuts the pool down. That shutdown may never end, because of a fault in `batch()` of its
 * dist/main.js: the first failed batch counts one pending report (`holdup`), and each later one takes
 * it off again (`allgood`), since `backpressure` is never set back to null. With two failed batches
 * the count falls below zero, and `release()` waits for zero. Minimal reproduction, with
 * completeJobBatchDelay and failJobBatchDelay 0: run six jobs that throw 60 ms apart while Postgres is
 * stopped with `-m immediate`; `runner.promise` never settles. With one such job it settles within a
 * second. Therefore a pool counts as lost by its events, and no promise of the library is awaited
 * without a limit.
 */
export async function openQueuePool(
  ctx: Context,
  worker: RegisteredWorker,
  options: PoolOptions,
): Promise<OpenQueuePool> {
  const connections = openConnections(ctx.log, options.databaseUrl, {
    max: CONNECTIONS,
    session: { synchronous_commit: "off", ...QUEUE_TIMEOUTS },
  });
  const events = new EventEmitter();
  const { promise: lost, resolve: lose } = Promise.withResolvers<unknown>();
  events.on("pool:fatalError", ({ error }: { error: unknown }) => lose(error));
  events.on("pool:gracefulShutdown", ({ message }: { message: unknown }) => lose(message));
  const record = recordPool(ctx, worker, events);
  record.done.catch(lose);
  const retiring = new AbortController();
  const jobs = createJobTracker(record.done, retiring.signal, ctx.metrics);
  fetchForFreeSlots(events);
  const close = () => closeInTime(ctx, connections);
  const runner = await startRunner(ctx, options, { connections, events, jobs }).catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );
  let ending: Promise<unknown> | undefined;
  return {
    id: record.poolId(),
    lost,
    active: jobs.active,
    jobIds: jobs.ids,
    started: jobs.started,
    lastStartAt: jobs.lastStartAt,
    addJob: runner.addJob,
    retire() {
      retiring.abort();
      ending ??= runner
        .stop()
        .catch((cause: unknown) => ctx.log.debug("queue_pool_stop_failed", { cause }));
    },
    async settled() {
      await jobs.ended();
      await Promise.race([ending, setTimeout(REPORTING_MS, undefined, { ref: false })]);
    },
    close,
  };
}

async function closeInTime(ctx: Context, connections: pg.Pool): Promise<void> {
  const closed = connections
    .end()
    .catch((cause: unknown) => ctx.log.debug("queue_pool_close", { cause }));
  await Promise.race([closed, setTimeout(CLOSING_MS, undefined, { ref: false })]);
}

function startRunner(
  ctx: Context,
  { concurrency, crontab, taskList }: PoolOptions,
  parts: { connections: pg.Pool; events: EventEmitter; jobs: JobTracker },
): Promise<Runner> {
  return run({
    concurrency,
    ...(crontab === undefined ? {} : { crontab }),
    taskList: parts.jobs.track(taskList),
    pgPool: parts.connections,
    noHandleSignals: true,
    events: parts.events,
    logger: toLog(ctx),
    preset: {
      worker: {
        // With a delay, 0.18.0 loses completions during a shutdown, and the jobs run again.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
        // One query takes jobs for all slots; otherwise each slot of an idle pool polls every two seconds.
        // It takes two at once when no slot is free: see `fetchForFreeSlots`.
        localQueue: { size: 2, ttl: HELD_BACK_MS },
      },
    },
  });
}

/** Adds the pool to the row of its worker as soon as it has an id. */
function recordPool(ctx: Context, worker: RegisteredWorker, events: EventEmitter) {
  const { promise: done, resolve, reject } = Promise.withResolvers<unknown>();
  let poolId = "";
  events.once("pool:create", ({ workerPool }: { workerPool: { id: string } }) => {
    poolId = workerPool.id;
    worker.poolIds.push(poolId);
    queries.addWorkerPool.run({ id: worker.id, poolId }, ctx.db).then(resolve, reject);
  });
  return { done, poolId: () => poolId };
}

type JobTracker = ReturnType<typeof createJobTracker>;

/**
 * Tracks the jobs of a pool that run in this process. They start once `ready` resolves. The signal of their
 * helpers is `retired`; that of graphile-worker aborts only when jobs have not ended in time.
 */
function createJobTracker(
  ready: Promise<unknown>,
  retired: AbortSignal,
  metrics: Pick<Metrics, "watchTasks" | "recordFailedJob">,
) {
  const ids = new Set<string>();
  const running = new Set<Promise<unknown>>();
  let started = 0;
  let lastStartAt = performance.now();

  function trackOne(task: Task): Task {
    return async (payload, helpers) => {
      const { id, task_identifier: name } = helpers.job;
      ids.add(id);
      started++;
      lastStartAt = performance.now();
      const own = { ...helpers, abortSignal: retired };
      const work = ready.then(() => task(payload, own));
      running.add(work);
      try {
        return await work;
      } catch (error) {
        metrics.recordFailedJob(name);
        throw error;
      } finally {
        running.delete(work);
        void setTimeout(REPORTING_MS, undefined, { ref: false }).then(() => ids.delete(id));
      }
    };
  }
  return {
    track(tasks: TaskList): TaskList {
      metrics.watchTasks(Object.keys(tasks));
      return mapTasks(tasks, trackOne);
    },
    ids: () => [...ids],
    active: () => running.size,
    started: () => started,
    lastStartAt: () => lastStartAt,
    async ended() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

// Each task keeps its name, and thereby the type of its payload.
function mapTasks(tasks: TaskList, wrap: (task: Task) => Task): TaskList {
  const wrapped = Object.entries(tasks).map(([name, task]) => {
    // The type of a payload depends only on the name.
    return [name, wrap(task as Task)];
  });
  // The names are those of a TaskList.
  return Object.fromEntries(wrapped) as TaskList;
}

// The queue warns about fewer connections than jobs and about small batches. Both are intended.
const INTENDED = /^(?:WARNING: having maxPoolSize|Your job batch size)/;

function toLog(ctx: Context): Logger {
  const levels = { error: "error", warning: "warn", info: "debug", debug: "debug" } as const;
  return new Logger(() => (level, message) => {
    const name = INTENDED.test(message) ? "debug" : levels[level];
    ctx.log[name]("queue", { message });
  });
}
