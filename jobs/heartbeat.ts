import * as queries from "../generated/queries/workers.ts";
import type { Context } from "../src/context.ts";
import type { Worker } from "../src/core/generations/claim.ts";
import { rescue, sweep } from "../src/core/generations/rescue.ts";
import type { Session } from "../src/db.ts";

const BEAT_MS = 5_000;

/** A worker that others can see living or dead. */
export interface Enlisted extends Worker {
  /** Under which the job queue locks its jobs. */
  poolIds: string[];
  /** Holds the worker's lock; the lock goes when the process does. */
  session: Session;
}

/** Puts a worker on record under a new id, with nothing in its hands. */
export async function enlist(worker: Enlisted): Promise<void> {
  worker.id = Bun.randomUUIDv7();
  worker.running = new Set();
  await queries.registerWorker.run({ id: worker.id, poolIds: worker.poolIds }, worker.session);
}

/**
 * Says every few seconds that the worker lives, and looks after what dead ones have left and what
 * has outlived its deadline. A worker that was declared dead, after a long freeze, enlists anew:
 * what it had in hand is others' now, and its writes about it are refused.
 */
export function startHeartbeat(ctx: Context, worker: Enlisted): { stop(): Promise<void> } {
  const ended = new AbortController();
  let heardAt = performance.now();

  async function beat(): Promise<void> {
    const [row] = await queries.touchWorker.run({ id: worker.id }, worker.session);
    if (row?.alive === false) {
      ctx.log.warn("worker_declared_dead", { workerId: worker.id });
      await enlist(worker);
    }
    const silentMs = performance.now() - heardAt;
    heardAt = performance.now();
    // Whoever was cut off itself judges nobody's silence yet: the others may have been cut off too.
    if (silentMs < 2 * BEAT_MS) await rescue(ctx);
    await sweep(ctx);
  }
  async function loop(): Promise<void> {
    while (!ended.signal.aborted) {
      await beat().catch((cause: unknown) => ctx.log.error("heartbeat_failed", { cause }));
      await nap(BEAT_MS, ended.signal);
    }
  }
  const looping = loop();
  return {
    async stop() {
      ended.abort();
      await looping;
    },
  };
}

async function nap(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener("abort", () => resolve(), { once: true });
  if (!signal.aborted) await promise;
  clearTimeout(timer);
}
