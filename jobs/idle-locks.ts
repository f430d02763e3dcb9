import { setTimeout } from "node:timers/promises";
import * as queries from "../generated/queries/workers.ts";
import type { Context } from "../src/app/context.ts";
import type { OpenQueuePool } from "./open-pool.ts";

// Longer than the report of an ended job may take, which has a deadline of 31 s.
const IDLE_LOCK_MS = 60_000;
const CHECKS_PER_BOUND = 4;

/** When a lock of a pool is idle. */
export interface IdleLockOptions {
  /** How long a pool may keep a job locked that it does not run. Default: 60 s. */
  idleLockMs?: number | undefined;
}

/**
 * Resolves with an error once a pool has kept a job or a named queue locked for `idleLockMs` without running
 * the job: its completion was undone by a crash of Postgres, or the response that gave it to the pool was
 * lost. Such a pool is replaced, because only of a pool that takes no more jobs it is certain which ones it
 * runs. A lock that is taken again counts as another one. Never rejects; stops watching at the signal.
 */
export async function watchIdleLocks(
  ctx: Context,
  pool: OpenQueuePool,
  { idleLockMs = IDLE_LOCK_MS, signal }: IdleLockOptions & { signal: AbortSignal },
): Promise<Error> {
  let idleSince = new Map<string, number>();
  for (;;) {
    const pauseMs = idleLockMs / CHECKS_PER_BOUND;
    const goesOn = await setTimeout(pauseMs, true, { signal }).catch(() => false);
    if (!goesOn) return new Promise(() => undefined);
    const now = performance.now();
    const locks = await listIdleLocks(ctx, pool);
    idleSince = new Map(locks.map((lock) => [lock, idleSince.get(lock) ?? now]));
    const idle = locks.filter((lock) => now - (idleSince.get(lock) ?? now) >= idleLockMs);
    if (idle.length > 0) return toError(idle, idleLockMs);
  }
}

// During an outage of the database nothing is known, so the time begins again after it.
function listIdleLocks(ctx: Context, pool: OpenQueuePool): Promise<string[]> {
  const wanted = { poolId: pool.id, runningJobIds: pool.jobIds() };
  return queries.listIdleLocks.run(wanted, ctx.db).then(
    (rows) => rows.map(({ lock }) => lock),
    () => [],
  );
}

function toError(locks: string[], idleLockMs: number): Error {
  const seconds = Math.round(idleLockMs / 1000);
  return new Error(`the queue pool has kept ${locks.length} locks for ${seconds} s without a job`);
}
