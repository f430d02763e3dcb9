import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import * as scratch from "../media/temp-dir.ts";
import { type Claim, claimGeneration, type Run, type Worker } from "./claim.ts";
import { attemptName } from "./delivered-images.ts";
import type { LocalWorker } from "./local-worker.ts";
import { runClaimed } from "./run-claimed.ts";

/** A job of the queue: "run one generation". */
interface GenerateJob {
  /** The generation with which the job was added. Usually another one starts next. */
  generationId: string;
  /** Whether the client of that generation waits for it. */
  isAwaited: boolean;
  /** Aborts when the job must not take another generation. */
  retired: AbortSignal;
}

/**
 * Runs generations one after another until none is queued, beginning with the first one that a job runs,
 * each when this process has a slot for it. Their own jobs are removed by the claims, so that the queue
 * handles one job for many generations. Throws if a generation has not finished and this worker cannot
 * continue, for example after losing the claim; the job must then be retried.
 */
export async function runQueued(local: LocalWorker, job: GenerateJob): Promise<void> {
  const { ctx, worker, slots } = local;
  const { generationId, isAwaited, retired } = job;
  const ended = AbortSignal.any([retired, worker.draining]);
  let hasMore = await runInSlot(isAwaited, generationId);
  while (hasMore && !ended.aborted) hasMore = await runInSlot(false);

  async function runInSlot(isAwaitedFirst: boolean, id?: string): Promise<boolean> {
    using _ = await slots.acquire({ isAwaited: isAwaitedFirst, ended });
    // The job has run its own generation, and the worker stops.
    if (id === undefined && ended.aborted) return false;
    // Awaited here, because the slot is taken until the generation has ended.
    return await runGeneration(ctx, worker, id);
  }
}

/**
 * Runs one generation: claims it, calls the provider, stores the images, finishes it. That is the generation
 * of the job if it was recovered or released, and otherwise the one that starts next. A provider call that
 * may have been paid is never repeated. Returns, when it has finished or at the end of a drain, whether more
 * are queued. Throws if it, or that of the job, has not finished and this worker cannot continue. Waits for
 * another run of the same generation in this process.
 */
export async function runGeneration(
  ctx: Context,
  worker: Worker,
  generationId?: string,
): Promise<boolean> {
  if (generationId !== undefined) await untilNotRunning(worker, generationId);
  const run = trackRun(worker, generationId ?? crypto.randomUUID());
  const claimed = await claimGeneration(ctx, worker, { generationId, run }).finally(() =>
    run[Symbol.dispose](),
  );
  // There may be no other job for it.
  if (claimed === undefined && generationId !== undefined) await assertFinished(ctx, generationId);
  if (claimed === undefined) return false;
  const { held, hasMore } = claimed;
  try {
    await runHeld(ctx, worker, held);
  } catch (error) {
    await abandonClaim(ctx, held, held.generation.id === generationId);
    throw error;
  }
  return hasMore;
}

async function untilNotRunning({ running, draining }: Worker, generationId: string): Promise<void> {
  for (let other = running.get(generationId); other; other = running.get(generationId)) {
    draining.throwIfAborted();
    await Promise.race([other.over, aborted(draining)]);
  }
}

/** Records that a generation runs in this process, until the result is disposed. */
export function trackRun({ running }: Worker, generationId: string): Run & Disposable {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const run: Run = { claim: undefined, over };
  running.set(generationId, run);
  return Object.assign(run, {
    [Symbol.dispose]() {
      running.delete(generationId);
      resolve();
    },
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener("abort", () => resolve(), { once: true });
  return promise;
}

async function runHeld(ctx: Context, worker: Worker, held: Claim): Promise<void> {
  const { id } = held.generation;
  // A run whose claim was undone by a crash of Postgres may not know this yet.
  if (worker.running.has(id)) await untilNotRunning(worker, id);
  using own = trackRun(worker, id);
  own.claim = held;
  await using files = scratch.openTempDir(ctx, attemptName(id));
  await runClaimed(ctx, worker, { held, files });
}

async function assertFinished(ctx: Context, generationId: string): Promise<void> {
  const [row] = await queries.findFinished.run({ id: generationId }, ctx.db);
  if (row?.finished === false)
    throw new Error("the generation has not finished and was not claimed");
}

/**
 * Ends the claim of a failed run, so that a job continues the generation at once: its own, which is retried,
 * or a new one. If this fails, recovery queues it: it belongs to this worker and does not run in it.
 */
export async function abandonClaim(
  ctx: Context,
  held: Pick<Claim, "workerId" | "number"> & { generation: { id: string } },
  hasOwnJob: boolean,
): Promise<void> {
  const { id } = held.generation;
  try {
    const claim = { id, workerId: held.workerId, claim: held.number };
    const abandoned = await queries.abandonClaim.run(claim, ctx.db);
    if (abandoned.length > 0 && !hasOwnJob) await queries.requeueGeneration.run({ id }, ctx.db);
  } catch (cause) {
    ctx.log.warn("generation_not_requeued", { generationId: id, cause });
  }
}
