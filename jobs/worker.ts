import { EventEmitter } from "node:events";
import { Logger, run } from "graphile-worker";
import * as queries from "../generated/queries/workers.ts";
import type { Context } from "../src/context.ts";
import { rescue, sweep } from "../src/core/generations/rescue.ts";
import type { Db, Session } from "../src/db.ts";
import { crontab, taskList } from "./tasks.ts";

// A death is noticed within one beat, since the session lock goes with the process.
const BEAT_MS = 5_000;
// How long a drain waits for running pictures before it tells them to let go.
const DRAIN_MS = 25_000;

export interface RunningWorker {
  id: string;
  /** Takes no new job, lets the running ones end, and leaves no locked row behind. */
  stop(): Promise<void>;
  /** Rejects when the worker has been declared dead (after a long freeze, say) and must end. */
  lost: Promise<never>;
}

/** Runs jobs in this process until stopped. */
export async function startWorker(ctx: Context, databaseUrl: string): Promise<RunningWorker> {
  const id = Bun.randomUUIDv7();
  const draining = new AbortController();
  const poolId = `darkroom-${id}`;
  const session = await register(ctx.db, { id, poolId });
  await rescue(ctx);
  const events = new EventEmitter();
  const adopted = new Promise<void>((resolve, reject) => {
    events.once("pool:create", ({ workerPool }: { workerPool: { id: string } }) => {
      queries.setWorkerPool
        .run({ id, poolId: workerPool.id }, ctx.db)
        .then(() => resolve(), reject);
    });
  });
  const runner = await run({
    connectionString: databaseUrl,
    concurrency: ctx.config.workerConcurrency,
    noHandleSignals: true,
    taskList: taskList(ctx, { id, draining: draining.signal }, adopted),
    crontab,
    events,
    logger: toLog(ctx),
    gracefulShutdownAbortTimeout: DRAIN_MS,
    // Without the delays 0.18.0 forgets completions during a shutdown, and the job runs again.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
  await adopted;
  const beat = startBeat(ctx, id);

  async function stop(): Promise<void> {
    const letGo = setTimeout(() => draining.abort(new Error("draining")), DRAIN_MS - 1000);
    await runner.stop();
    clearTimeout(letGo);
    await beat.stop();
    await queries.stopWorker.run({ id }, ctx.db);
    await session.release();
  }
  return { id, stop, lost: beat.lost };
}

async function register(db: Db, worker: { id: string; poolId: string }): Promise<Session> {
  const session = await db.reserve();
  const [row] = await queries.registerWorker.run(worker, session);
  await queries.lockWorker.run({ number: row?.number ?? 0 }, session);
  return session;
}

function startBeat(ctx: Context, id: string) {
  const ended = new AbortController();
  const { promise: lost, reject } = Promise.withResolvers<never>();
  // Whoever runs the worker may not be listening; its end is theirs to notice.
  lost.catch(() => undefined);

  async function beat(): Promise<void> {
    const [row] = await queries.touchWorker.run({ id }, ctx.db);
    if (row?.alive === false)
      reject(new Error("this worker was declared dead: it was silent for too long"));
    await rescue(ctx);
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
    lost,
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

function toLog(ctx: Context): Logger {
  const levels = { error: "error", warning: "warn", info: "debug", debug: "debug" } as const;
  return new Logger(() => (level, message) => ctx.log[levels[level]]("queue", { message }));
}
