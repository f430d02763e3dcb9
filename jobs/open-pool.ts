import { EventEmitter } from "node:events";
import { setTimeout } from "node:timers/promises";
import { Logger, run, type Runner, type Task, type TaskList } from "graphile-worker";
import type pg from "pg";
import * as queries from "../generated/queries/workers.ts";
import type { Context } from "../src/app/context.ts";
import { openConnections, QUEUE_TIMEOUTS } from "../src/database/queue-connections.ts";
import type { RegisteredWorker } from "./heartbeat.ts";

// One listens, one asks for jobs and reports how they went: while they run they need none.
const CONNECTIONS = 2;

// A pool whose slots are all taken may hold two jobs more; after this others may have them.
const HELD_BACK_MS = 500;
// The report of a job that has just ended may be on its way.
const REPORTING_MS = 2_000;
// How long connections may take to close; a database that is away answers nothing.
const CLOSING_MS = 1_000;

/** Jobs of some kinds, run side by side. */
export interface PoolOptions {
  databaseUrl: string;
  taskList: TaskList;
  concurrency: number;
  crontab?: string;
}

/** One pool of the job queue, from its start until it has reported its last job. */
export interface OpenPool {
  /** The name under which the queue locks its jobs. */
  id: string;
  /** Resolves with the reason once the pool takes no more jobs by itself. */
  lost: Promise<unknown>;
  /** How many of its jobs run now. */
  active(): number;
  /** The jobs that run now, or whose end is still being reported. */
  jobIds(): string[];
  /** How many jobs it has begun. */
  started(): number;
  /** When its last job began, or it was opened, in milliseconds of `performance.now`. */
  lastStartAt(): number;
  addJob: Runner["addJob"];
  /** Takes no more jobs from now on; those that run go on. */
  retire(): void;
  /** Resolves once a retired pool has no job left, and has reported the last one or cannot any more. */
  settled(): Promise<void>;
  /** Closes its connections. Resolves within a second, also while the database is away. */
  close(): Promise<void>;
}

/**
 * Opens a pool of graphile-worker. Its jobs start once the pool is on record, because only then can a
 * crash of this process be found out; where that fails the pool is lost from the beginning. The queue's
 * own statements (a job taken, a job done) do not wait for the disk: after a crash of Postgres a job may
 * run once more, which every job is ready for.
 *
 * graphile-worker 0.18.0 gives a pool up when it cannot report how jobs went: it emits
 * "pool:fatalError" and shuts the pool down. That shutdown may never end, because of a fault in
 * `batch()` of its dist/main.js: the first failed batch counts one pending report (`holdup`), and each
 * later one takes it off again (`allgood`), since `backpressure` is never set back to null. With two
 * failed batches the count falls below zero, and `release()` waits for zero. Minimal reproduction, with
 * completeJobBatchDelay and failJobBatchDelay 0: run six jobs that throw 60 ms apart while Postgres is
 * stopped with `-m immediate`; `runner.promise` never settles. With one such job it settles within a
 * second. Therefore a pool is given up on its events, and no promise of the library is relied on.
 */
export async function openPool(
  ctx: Context,
  worker: RegisteredWorker,
  options: PoolOptions,
): Promise<OpenPool> {
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
  const jobs = createJobTracker(record.done);
  const close = async () => {
    const closed = connections
      .end()
      .catch((cause: unknown) => ctx.log.debug("queue_pool_close", { cause }));
    await Promise.race([closed, setTimeout(CLOSING_MS, undefined, { ref: false })]);
  };
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
        // Without the delays 0.18.0 forgets completions during a shutdown, and the job runs again.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
        // One asks for all: else every slot of an idle pool asks by itself every two seconds. For two
        // jobs at once, because a pool that gets all it has asked for asks again without a pause.
        localQueue: { size: 2, ttl: HELD_BACK_MS },
      },
    },
  });
}

/** Adds the pool to its worker's row as soon as it has a name. */
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

/** Knows which jobs of a pool run in this process. They begin once `ready` resolves. */
function createJobTracker(ready: Promise<unknown>) {
  const ids = new Set<string>();
  const running = new Set<Promise<unknown>>();
  let started = 0;
  let lastStartAt = performance.now();

  function trackOne(task: Task): Task {
    return async (payload, helpers) => {
      const { id } = helpers.job;
      ids.add(id);
      started++;
      lastStartAt = performance.now();
      const work = ready.then(() => task(payload, helpers));
      running.add(work);
      try {
        return await work;
      } finally {
        running.delete(work);
        void setTimeout(REPORTING_MS, undefined, { ref: false }).then(() => ids.delete(id));
      }
    };
  }
  return {
    track: (tasks: TaskList) => mapTasks(tasks, trackOne),
    ids: () => [...ids],
    active: () => running.size,
    started: () => started,
    lastStartAt: () => lastStartAt,
    async ended() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

// Each name keeps a task of its own kind, so the types of the payloads stay as they are.
function mapTasks(tasks: TaskList, wrap: (task: Task) => Task): TaskList {
  const wrapped = Object.entries(tasks).map(([name, task]) => {
    // The type of a payload depends only on the name.
    return [name, wrap(task as Task)];
  });
  // The names are those of a TaskList.
  return Object.fromEntries(wrapped) as TaskList;
}

// The queue warns of fewer connections than jobs, and of few jobs at a time: both are intended.
const INTENDED = /^(?:WARNING: having maxPoolSize|Your job batch size)/;

function toLog(ctx: Context): Logger {
  const levels = { error: "error", warning: "warn", info: "debug", debug: "debug" } as const;
  return new Logger(() => (level, message) => {
    const name = INTENDED.test(message) ? "debug" : levels[level];
    ctx.log[name]("queue", { message });
  });
}
