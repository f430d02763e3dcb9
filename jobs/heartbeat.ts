import { setTimeout } from "node:timers/promises";
import * as queries from "../generated/queries/workers.ts";
import type { Context } from "../src/app/context.ts";
import type { Worker } from "../src/core/generations/claim.ts";
import { readoptGenerations } from "../src/core/generations/recover.ts";
import type { Session } from "../src/database/db.ts";

// `declare_dead_workers` depends on both: others declare a worker dead after 8 s without a heartbeat and
// without its lock.
const BEAT_MS = 2_000;
const RETRY_MS = 500;
// The process ends after this time even if a statement is still running.
const STOP_MS = 1_000;

/** A worker whose heartbeats other processes can see. */
export interface RegisteredWorker extends Worker {
  /** The pools under whose names the job queue locks its jobs. */
  poolIds: string[];
  /** Holds the worker's lock, which ends with the process. */
  session: Session;
}

/** Registers a worker under a new id. */
export async function register(worker: RegisteredWorker): Promise<void> {
  const id = Bun.randomUUIDv7();
  await queries.registerWorker.run({ id, poolIds: worker.poolIds }, worker.session);
  worker.id = id;
}

/**
 * Sends a heartbeat every two seconds until stopped, and repeats a failed one after half a second. Uses a
 * session of its own, so that no slow statement delays a heartbeat. A worker that was declared dead by
 * mistake registers again and readopts the generations that it still runs.
 */
export function startHeartbeat(ctx: Context, worker: RegisteredWorker): { stop(): Promise<void> } {
  const ended = new AbortController();
  let isReadopting = false;
  let failures = 0;

  async function beat(): Promise<void> {
    const [row] = await queries.recordHeartbeat.run({ id: worker.id }, worker.session);
    if (row?.alive === false) {
      ctx.log.warn("worker_declared_dead", { workerId: worker.id });
      await register(worker);
      isReadopting = true;
    }
    if (!isReadopting) return;
    await readoptGenerations(ctx, worker);
    isReadopting = false;
  }
  async function loop(): Promise<void> {
    while (!ended.signal.aborted) {
      const isHeard = await beat().then(() => true, failed);
      if (isHeard && failures > 0) ctx.log.info("heartbeat_restored", { failures });
      if (isHeard) failures = 0;
      const pauseMs = isHeard ? BEAT_MS : RETRY_MS;
      await setTimeout(pauseMs, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  }
  function failed(cause: unknown): false {
    // Logged once for each outage.
    if (failures++ === 0) ctx.log.error("heartbeat_failed", { cause });
    return false;
  }
  const looping = loop();
  return {
    async stop() {
      ended.abort();
      await Promise.race([looping, setTimeout(STOP_MS, undefined, { ref: false })]);
    },
  };
}
