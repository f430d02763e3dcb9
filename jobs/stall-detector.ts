import { setTimeout } from "node:timers/promises";
import * as queries from "../generated/queries/workers.ts";
import type { Context } from "../src/app/context.ts";
import type { OpenQueuePool, PoolOptions } from "./open-pool.ts";

const STALL_MS = 30_000;
const CHECKS_PER_STALL = 6;
const MOST_REPLACEMENTS = 2;

/** What a stall is, and what happens if replacing the pool does not end it. */
export interface StallOptions extends Pick<PoolOptions, "taskList" | "concurrency"> {
  /** How long a pool with a free slot may start none of the ready jobs. Default: 30 s. */
  stallMs?: number | undefined;
  /** Called when a pool stalls and the two pools before it have started no job either. */
  onFailed(cause: Error): void;
}

interface StallDetector {
  /** Resolves with an error once the pool has stalled. Never rejects; stops watching at the signal. */
  watch(pool: OpenQueuePool, signal: AbortSignal): Promise<Error>;
}

/**
 * Creates a detector for the pools that replace each other. A pool has stalled if, for `stallMs`, it had
 * a free slot, saw jobs that were ready to run, and started none, for example because a queue connection
 * does not respond.
 */
export function createStallDetector(ctx: Context, options: StallOptions): StallDetector {
  const { taskList, concurrency, stallMs = STALL_MS } = options;
  const tasks = Object.keys(taskList);
  let replacements = 0;

  // A database that does not respond is an outage, not a stall.
  const hasWaitingJob = () =>
    queries.hasWaitingJob.run({ tasks }, ctx.db).then(
      ([row]) => row?.waiting === true,
      () => false,
    );
  async function stalled(pool: OpenQueuePool, signal: AbortSignal): Promise<boolean> {
    let since: number | undefined;
    for (;;) {
      const checkMs = stallMs / CHECKS_PER_STALL;
      const goesOn = await setTimeout(checkMs, true, { signal }).catch(() => false);
      if (!goesOn) return false;
      if (pool.started() > 0) replacements = 0;
      const isWaiting = pool.active() < concurrency && (await hasWaitingJob());
      since = isWaiting ? Math.max(since ?? performance.now(), pool.lastStartAt()) : undefined;
      if (since !== undefined && performance.now() - since >= stallMs) return true;
    }
  }
  return {
    async watch(pool, signal) {
      if (!(await stalled(pool, signal))) return new Promise(() => undefined);
      const seconds = Math.round(stallMs / 1000);
      const error = new Error(`jobs wait, and the queue pool has started none for ${seconds} s`);
      if (replacements++ >= MOST_REPLACEMENTS) options.onFailed(error);
      return error;
    },
  };
}
