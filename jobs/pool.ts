import { EventEmitter } from "node:events";
import { Logger, run, type Runner, type TaskList } from "graphile-worker";
import type pg from "pg";
import * as queries from "../generated/queries/workers.ts";
import type { Context } from "../src/context.ts";
import { openConnections, QUEUE_TIMEOUTS } from "../src/queue-connections.ts";
import type { Enlisted } from "./heartbeat.ts";

// How long jobs that are told to let go may take for it, before the queue gives them up.
const LETTING_GO_MS = 1_000;
// Between two tries to open a pool again, while the database may be away.
const REOPEN_PAUSE_MS = 1_000;

// One listens, one asks for jobs and tells how they went: while they run they need none.
const CONNECTIONS = 2;

// A pool whose places are all taken may hold two jobs more; after this others may have them.
const HELD_BACK_MS = 500;

/** Jobs of some kinds, run side by side. */
export interface Pool {
  databaseUrl: string;
  drainMs: number;
  taskList: TaskList;
  concurrency: number;
  crontab?: string;
}

export interface KeptPool {
  /** Queues one job of a kind that needs no payload, unless one waits already. */
  addJob(task: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Runs a pool of jobs until it is stopped. The queue gives a pool up when it cannot tell the database
 * how a job went; then its jobs are unlocked and the pool opened again, as soon as that works.
 */
export async function keepPool(ctx: Context, worker: Enlisted, pool: Pool): Promise<KeptPool> {
  const stopping = new AbortController();
  let current = await openPool(ctx, worker, pool);
  const keeping = keep();

  async function keep(): Promise<void> {
    for (;;) {
      const cause = await current.runner.promise.then(
        () => undefined,
        (error: unknown) => error,
      );
      if (stopping.signal.aborted) return;
      ctx.log.error("queue_pool_lost", { poolId: current.id, cause });
      await reopen();
    }
  }
  async function reopen(): Promise<void> {
    while (!stopping.signal.aborted) {
      await Bun.sleep(REOPEN_PAUSE_MS);
      try {
        await queries.unlockPool.run({ poolId: current.id }, ctx.db);
        const lost = current;
        current = await openPool(ctx, worker, pool);
        await lost.connections.end();
        ctx.log.info("queue_pool_open", { poolId: current.id });
        return;
      } catch (cause) {
        ctx.log.warn("queue_pool_not_open", { cause });
      }
    }
  }
  return {
    async addJob(task) {
      await current.runner.addJob(task, {}, { jobKey: task });
    },
    async stop() {
      stopping.abort();
      // A pool that was lost before has stopped already.
      await current.runner
        .stop()
        .catch((cause: unknown) => ctx.log.warn("queue_pool_stop", { cause }));
      await keeping;
      await current.connections.end();
    },
  };
}

interface OpenPool {
  id: string;
  runner: Runner;
  connections: pg.Pool;
}

/**
 * Opens a pool, on record before it is answered. The queue's own moves (a job taken, a job done) do not
 * wait for the disk: after a crash of Postgres a job may run once more, which every job is ready for.
 * The work itself waits.
 */
async function openPool(ctx: Context, worker: Enlisted, pool: Pool): Promise<OpenPool> {
  const { databaseUrl, drainMs, ...options } = pool;
  const connections = openConnections(ctx.log, databaseUrl, {
    max: CONNECTIONS,
    session: { synchronous_commit: "off", ...QUEUE_TIMEOUTS },
  });
  const events = new EventEmitter();
  const adopted = adoption(ctx, worker, events);
  const runner = await run({
    ...options,
    pgPool: connections,
    noHandleSignals: true,
    events,
    logger: toLog(ctx),
    gracefulShutdownAbortTimeout: drainMs + LETTING_GO_MS,
    preset: {
      worker: {
        // Without the delays 0.18.0 forgets completions during a shutdown, and the job runs again.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
        // One asks for all: else every place of an idle pool asks by itself every two seconds. For two
        // jobs at once, because whoever gets all it has asked for asks again without a pause.
        localQueue: { size: 2, ttl: HELD_BACK_MS },
      },
    },
  });
  return { id: await adopted, runner, connections };
}

/** Settles once the record names the pool under which the queue locks this worker's jobs. */
function adoption(ctx: Context, worker: Enlisted, events: EventEmitter): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  events.once("pool:create", ({ workerPool }: { workerPool: { id: string } }) => {
    const poolId = workerPool.id;
    worker.poolIds.push(poolId);
    queries.addWorkerPool
      .run({ id: worker.id, poolId }, ctx.db)
      .then(() => resolve(poolId), reject);
  });
  return promise;
}

// The queue finds fault with fewer connections than jobs, and with few jobs at a time: both are meant.
const MEANT = /^(?:WARNING: having maxPoolSize|Your job batch size)/;

function toLog(ctx: Context): Logger {
  const levels = { error: "error", warning: "warn", info: "debug", debug: "debug" } as const;
  return new Logger(() => (level, message) => {
    const told = MEANT.test(message) ? "debug" : levels[level];
    ctx.log[told]("queue", { message });
  });
}
