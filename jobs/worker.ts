import * as queries from "../generated/queries/workers.ts";
import { type Context, toBackground } from "../src/app/context.ts";
import { recoverTaskIds } from "../src/core/generations/task-ids.ts";
import { type RegisteredWorker, register, startHeartbeat } from "./heartbeat.ts";
import { type SupervisedPool, supervisePool } from "./pool.ts";
import { startRecovery } from "./recovery.ts";
import { crontab, createTaskLists } from "./tasks.ts";

// How long calls may take to stop after they are aborted at the end of a drain.
const LETTING_GO_MS = 5_000;
// How long the last statements may take: the database may be away.
const FAREWELL_MS = 3_000;
// Waiting for receivers costs next to nothing, so many who are slow leave room for those who are not.
const DELIVERIES = 64;
// One of each kind: a job that runs by the clock never runs beside itself.
const SCHEDULED = 4;

/** A worker of this process. */
export interface RunningWorker {
  /**
   * Takes no new job, lets the running ones end for as long as a drain lasts, and leaves no locked row
   * behind. Ends in time even if the database does not answer, and never rejects.
   */
  stop(): Promise<void>;
  /** Resolves with the cause once the worker takes no more jobs and cannot help itself. */
  failed: Promise<Error>;
}

/** Times of a worker. Tests shorten them. */
export interface WorkerOptions {
  /** How long running calls may go on after `stop`; DRAIN_SECONDS if left out. */
  drainMs?: number;
  /** How long a free worker may start none of the jobs that wait; 30 s if left out. */
  stallMs?: number;
}

/** Runs jobs in this process until stopped. */
export async function startWorker(
  context: Context,
  databaseUrl: string,
  options: WorkerOptions = {},
): Promise<RunningWorker> {
  const ctx = toBackground(context);
  const { drainMs = ctx.config.drainMs, stallMs } = options;
  // Before another worker can resume an attempt that one of them belongs to.
  await recoverTaskIds(ctx);
  const draining = new AbortController();
  const { promise: failed, resolve: fail } = Promise.withResolvers<Error>();
  const worker: RegisteredWorker = {
    id: "",
    running: new Map(),
    draining: draining.signal,
    poolIds: [],
    session: ctx.db.reserve(),
  };
  await register(worker);
  const tasks = createTaskLists(ctx, worker);
  const { workerConcurrency } = ctx.config;
  const shared = { databaseUrl, stallMs, onFailed: fail };
  const [generations, deliveries, scheduled] = await openAll([
    supervisePool(ctx, worker, {
      ...shared,
      taskList: tasks.generations,
      concurrency: workerConcurrency,
      pauses: true,
    }),
    supervisePool(ctx, worker, {
      ...shared,
      taskList: tasks.deliveries,
      concurrency: DELIVERIES,
      pauses: false,
    }),
    supervisePool(ctx, worker, {
      ...shared,
      taskList: tasks.scheduled,
      concurrency: SCHEDULED,
      crontab,
      pauses: false,
    }),
  ]);
  await addMonthlyGrant(ctx, scheduled);
  const heartbeat = startHeartbeat(ctx, worker);
  const recovery = startRecovery(ctx, worker);

  async function stop(): Promise<void> {
    const letGo = setTimeout(() => draining.abort(new Error("draining")), drainMs);
    await recovery.stop();
    const ended = Promise.all([generations.stop(), deliveries.stop(), scheduled.stop()]);
    await inTime(drainMs + LETTING_GO_MS, ended);
    clearTimeout(letGo);
    draining.abort(new Error("draining"));
    await heartbeat.stop();
    const farewell = queries.stopWorker.run({ id: worker.id }, ctx.db);
    await inTime(FAREWELL_MS, farewell);
    await inTime(FAREWELL_MS, worker.session.release());
  }
  /** What does not end in time, or fails, is left to the worker that takes over. */
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

// Where it fails, the schedule adds the job within ten minutes.
async function addMonthlyGrant(ctx: Context, pool: SupervisedPool): Promise<void> {
  await pool
    .addJob("grant-monthly")
    .catch((cause: unknown) => ctx.log.warn("job_not_added", { job: "grant-monthly", cause }));
}

/** Opens pools. If one cannot be opened, the others are closed again. */
async function openAll(
  opening: [Promise<SupervisedPool>, Promise<SupervisedPool>, Promise<SupervisedPool>],
): Promise<[SupervisedPool, SupervisedPool, SupervisedPool]> {
  try {
    return await Promise.all(opening);
  } catch (error) {
    for (const each of await Promise.allSettled(opening)) {
      if (each.status === "fulfilled") await each.value.stop();
    }
    throw error;
  }
}
