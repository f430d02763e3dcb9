import { setTimeout } from "node:timers/promises";
import * as queries from "../generated/queries/workers.ts";
import type { Context } from "../src/app/context.ts";
import type { RegisteredWorker } from "./heartbeat.ts";
import { type IdleLockOptions, watchIdleLocks } from "./idle-locks.ts";
import type { PoolLoss, QueuePool } from "../src/app/metrics.ts";
import { type OpenQueuePool, openQueuePool, type PoolOptions } from "./open-pool.ts";
import { createStallDetector, type StallOptions } from "./stall-detector.ts";

// Between two attempts to open a pool again. The database may be unreachable.
const REOPEN_PAUSE_MS = 1_000;
// How often jobs that a retired pool could not report are unlocked.
const UNLOCK_MS = 2_000;

/** How a supervised pool runs its jobs, and when it is closed. */
export interface SupervisedPoolOptions extends PoolOptions, StallOptions, IdleLockOptions {
  /** Identifies the pool in the log and the metrics. */
  name: QueuePool;
  /** Whether the pool is closed while the worker is paused. */
  pauses: boolean;
}

/** Why a pool takes no more jobs. */
interface Loss {
  loss: PoolLoss;
  cause: unknown;
}

/** A pool of jobs that is replaced when it takes no more jobs. */
export interface SupervisedPool {
  /** Adds a job without a payload, unless one of the same task is waiting. */
  addJob(task: string): Promise<void>;
  /** Takes no more jobs, and resolves once the running ones have ended. */
  stop(): Promise<void>;
}

/**
 * Keeps a pool of jobs open until it is stopped. A pool that takes no more jobs, because the queue has
 * given it up or because it has stalled, or that keeps jobs locked without running them, is replaced at
 * once; its running jobs continue in the retired pool, and only jobs that do not run are unlocked. While
 * the worker is paused there is no pool.
 */
export async function supervisePool(
  ctx: Context,
  worker: RegisteredWorker,
  options: SupervisedPoolOptions,
): Promise<SupervisedPool> {
  const stopping = new AbortController();
  const retired = new Set<Promise<void>>();
  const stall = createStallDetector(ctx, options);
  const isPaused = () => options.pauses && ctx.workerStatus.pauseReasons().length > 0;
  let current: OpenQueuePool | undefined = await openQueuePool(ctx, worker, options);
  const keeping = keep();

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      current ??= await reopen();
      if (current === undefined) continue;
      const loss = await untilOver(current);
      if (loss !== undefined) reportLoss(current, loss);
      const winding = windUp(current).finally(() => retired.delete(winding));
      retired.add(winding);
      current = undefined;
    }
  }
  /** Returns undefined after a wait, because the worker is paused or no pool could be opened. */
  async function reopen(): Promise<OpenQueuePool | undefined> {
    if (isPaused()) {
      await nextChange(stopping.signal);
      return undefined;
    }
    try {
      const opened = await openQueuePool(ctx, worker, options);
      ctx.log.info("queue_pool_opened", { poolId: opened.id });
      return opened;
    } catch (cause) {
      ctx.log.warn("queue_pool_open_failed", { cause });
      await pause(REOPEN_PAUSE_MS, stopping.signal);
      return undefined;
    }
  }
  function reportLoss({ id: poolId }: OpenQueuePool, { loss, cause }: Loss): void {
    ctx.log.error("queue_pool_lost", { poolId, pool: options.name, loss, cause });
    ctx.metrics.recordLostPool(options.name, loss);
  }
  /** Resolves with a loss, or with undefined once the worker is paused or stops. */
  async function untilOver(pool: OpenQueuePool): Promise<Loss | undefined> {
    const over = new AbortController();
    const signal = AbortSignal.any([stopping.signal, over.signal]);
    async function interrupted(): Promise<undefined> {
      while (!signal.aborted && !isPaused()) await nextChange(signal);
    }
    const givenUp = pool.lost.then((cause): Loss => ({ loss: "given_up", cause }));
    const stalled = stall
      .watch(pool, over.signal)
      .then((cause): Loss => ({ loss: "stalled", cause }));
    const idle = watchIdleLocks(ctx, pool, {
      idleLockMs: options.idleLockMs,
      signal: over.signal,
    }).then((cause): Loss => ({ loss: "idle_locks", cause }));
    try {
      return await Promise.race([interrupted(), givenUp, stalled, idle]);
    } finally {
      over.abort();
    }
  }
  /** Lets the jobs of a pool end, and unlocks those that it could not report. */
  async function windUp(pool: OpenQueuePool): Promise<void> {
    pool.retire();
    const settled = pool.settled().then(() => true);
    // It must not delay the end of the process.
    const later = () => setTimeout(UNLOCK_MS, false, { ref: false });
    while (!(await Promise.race([settled, later()]))) await unlockJobs(ctx, pool, pool.jobIds());
    await pool.close();
    // No job runs any more, and none can be reported. A pool that stays in the row of the worker counts as
    // a live one, whose jobs stay locked if a crash of Postgres undoes their completion.
    while (!(await unlockJobs(ctx, pool, [])) || !(await forgetPool(ctx, worker, pool))) {
      // The last statement of the worker unlocks the jobs of the pools in its row.
      if (stopping.signal.aborted) return;
      await pause(UNLOCK_MS, stopping.signal);
    }
  }
  async function nextChange(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const unsubscribe = ctx.workerStatus.onChange(resolve);
    const end = () => resolve();
    signal.addEventListener("abort", end, { once: true });
    if (!signal.aborted) await promise;
    // The signal lasts as long as the pool, which can see many changes.
    signal.removeEventListener("abort", end);
    unsubscribe();
  }
  return {
    async addJob(task) {
      await current?.addJob(task, {}, { jobKey: task, queueName: task });
    },
    async stop() {
      stopping.abort();
      await keeping;
      await Promise.all(retired);
    },
  };
}

/** Unlocks the jobs of a retired pool, except running ones. Returns false if that failed. */
async function unlockJobs(
  ctx: Context,
  pool: OpenQueuePool,
  runningJobIds: string[],
): Promise<boolean> {
  const wanted = { poolId: pool.id, runningJobIds };
  return queries.unlockPoolJobs.run(wanted, ctx.db).then(
    ([row]) => {
      const jobs = row?.unlocked ?? 0;
      if (jobs > 0) ctx.log.info("queue_jobs_unlocked", { poolId: pool.id, jobs });
      return true;
    },
    (cause: unknown) => {
      ctx.log.debug("queue_jobs_not_unlocked", { poolId: pool.id, cause });
      return false;
    },
  );
}

/** Removes a pool from the row of its worker. Returns false if that failed. */
async function forgetPool(
  ctx: Context,
  worker: RegisteredWorker,
  pool: OpenQueuePool,
): Promise<boolean> {
  worker.poolIds = worker.poolIds.filter((id) => id !== pool.id);
  return queries.removeWorkerPool.run({ id: worker.id, poolId: pool.id }, ctx.db).then(
    () => true,
    (cause: unknown) => {
      ctx.log.debug("queue_pool_not_forgotten", { poolId: pool.id, cause });
      return false;
    },
  );
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}
