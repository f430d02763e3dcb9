import * as queries from "../generated/queries/workers.ts";
import { type Context, toBackground } from "../src/app/context.ts";
import { type LocalWorker, registerLocalWorker } from "../src/core/generations/local-worker.ts";
import { createRunSlots } from "../src/core/generations/run-slots.ts";
import { recoverTaskIds } from "../src/core/generations/task-ids.ts";
import type { Session } from "../src/database/db.ts";
import { type RegisteredWorker, register, startHeartbeat } from "./heartbeat.ts";
import { type SupervisedPool, type SupervisedPoolOptions, supervisePool } from "./pool.ts";
import { startRecovery } from "./recovery.ts";
import { crontab, createTaskLists } from "./tasks.ts";

// How long calls may take to stop after they are aborted at the end of a drain.
const LETTING_GO_MS = 5_000;
// How long the last statements may take. The database may be unreachable.
const FAREWELL_MS = 3_000;
// Waiting for a response uses few resources, so slow receivers leave slots for the others.
const DELIVERIES = 64;
// Scheduled tasks, which never run twice at the same time, and the four queues of batches.
const SCHEDULED = 8;

/** A worker of this process. */
export interface RunningWorker {
  /**
   * Stops taking jobs, waits for the running ones at most for the drain time, and unlocks all rows.
   * Resolves within a limited time even if the database does not respond, and never rejects.
   */
  stop(): Promise<void>;
  /** Resolves with the cause if the worker takes no more jobs and replacing its pools does not help. */
  failed: Promise<Error>;
}

/** Times of a worker. Tests shorten them. */
export interface WorkerOptions {
  /** How long after its start the worker starts queued generations one after another. Default: 0. */
  slowStartMs?: number | undefined;
  /** How long running calls may continue after `stop`. Default: DRAIN_SECONDS. */
  drainMs?: number;
  /** How long a worker with a free slot may start none of the ready jobs. Default: 30 s. */
  stallMs?: number;
  /** How long a pool may keep a job locked that it does not run. Default: 60 s. */
  idleLockMs?: number;
}

/** Runs jobs in this process until stopped. */
export async function startWorker(
  context: Context,
  databaseUrl: string,
  options: WorkerOptions = {},
): Promise<RunningWorker> {
  const ctx = toBackground(context);
  // Runs first, so that no worker resumes an attempt without its task ids.
  await recoverTaskIds(ctx);
  const session = ctx.db.reserve();
  try {
    return await startWithSession(ctx, session, { databaseUrl, ...options });
  } catch (error) {
    // Otherwise each failed start would leave a connection, whose lock shows the worker as alive.
    await session.release();
    throw error;
  }
}

async function startWithSession(
  ctx: Context,
  session: Session,
  options: WorkerOptions & { databaseUrl: string },
): Promise<RunningWorker> {
  const { drainMs = ctx.config.drainMs, databaseUrl, stallMs, idleLockMs, slowStartMs } = options;
  const draining = new AbortController();
  const { promise: failed, resolve: fail } = Promise.withResolvers<Error>();
  const concurrency = ctx.config.workerConcurrency;
  const slots = createRunSlots(concurrency, { slowStartMs });
  const worker: RegisteredWorker = {
    id: "",
    running: new Map(),
    draining: draining.signal,
    slots,
    poolIds: [],
    session,
  };
  await register(worker);
  const local = { ctx, worker, slots };
  ctx.metrics.watchWorker({ concurrency, running: () => worker.running.size });
  const shared = { databaseUrl, stallMs, idleLockMs, onFailed: fail };
  const [generations, deliveries, scheduled] = await openPools(local, shared);
  await addMonthlyGrant(ctx, scheduled);
  const heartbeat = startHeartbeat(ctx, worker);
  const recovery = startRecovery(ctx, worker);
  const unregister = registerLocalWorker(local);

  async function stop(): Promise<void> {
    unregister();
    const letGo = setTimeout(() => draining.abort(new Error("draining")), drainMs);
    await recovery.stop();
    const pools = [generations.stop(), deliveries.stop(), scheduled.stop()];
    const ended = Promise.all([...pools, untilRunsEnded(worker)]);
    await inTime(drainMs + LETTING_GO_MS, ended);
    clearTimeout(letGo);
    draining.abort(new Error("draining"));
    await heartbeat.stop();
    const farewell = queries.stopWorker.run({ id: worker.id }, ctx.db);
    await inTime(FAREWELL_MS, farewell);
    await inTime(FAREWELL_MS, session.release());
  }
  /** Waits for a step, at most `ms`. Another worker recovers what it leaves undone. */
  async function inTime(ms: number, step: Promise<unknown>): Promise<void> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`no end within ${ms} ms`)), ms);
    await Promise.race([step, late]).catch((cause: unknown) =>
      ctx.log.warn("worker_not_stopped_in_order", { cause }),
    );
    clearTimeout(timer);
  }
  return { stop, failed };
}

// Also those that have no job.
async function untilRunsEnded({ running }: RegisteredWorker): Promise<void> {
  while (running.size > 0) await Promise.all([...running.values()].map(({ over }) => over));
}

// If this fails, the schedule adds the job within ten minutes.
async function addMonthlyGrant(ctx: Context, pool: SupervisedPool): Promise<void> {
  await pool
    .addJob("grant-monthly")
    .catch((cause: unknown) => ctx.log.warn("job_not_added", { job: "grant-monthly", cause }));
}

function openPools(
  local: LocalWorker & { worker: RegisteredWorker },
  shared: Pick<SupervisedPoolOptions, "databaseUrl" | "stallMs" | "idleLockMs" | "onFailed">,
): Promise<[SupervisedPool, SupervisedPool, SupervisedPool]> {
  const { ctx, worker } = local;
  const tasks = createTaskLists(local);
  const open = (
    options: Pick<
      SupervisedPoolOptions,
      "name" | "taskList" | "concurrency" | "pauses" | "crontab"
    >,
  ) => supervisePool(ctx, worker, { ...shared, ...options });
  const concurrency = ctx.config.workerConcurrency;
  return openAll([
    open({ name: "generations", taskList: tasks.generations, concurrency, pauses: true }),
    open({
      name: "deliveries",
      taskList: tasks.deliveries,
      concurrency: DELIVERIES,
      pauses: false,
    }),
    open({
      name: "scheduled",
      taskList: tasks.scheduled,
      concurrency: SCHEDULED,
      crontab,
      pauses: false,
    }),
  ]);
}

/** Opens pools. If one cannot be opened, the others are closed again. */
async function openAll(
  opening: [Promise<SupervisedPool>, Promise<SupervisedPool>, Promise<SupervisedPool>],
): Promise<[SupervisedPool, SupervisedPool, SupervisedPool]> {
  try {
    return await Promise.all(opening);
  } catch (error) {
    const opened = await Promise.allSettled(opening);
    // At the same time: if the database does not respond, each waits for its last statements.
    await Promise.all(opened.map((each) => each.status === "fulfilled" && each.value.stop()));
    throw error;
  }
}
