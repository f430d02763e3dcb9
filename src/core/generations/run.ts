import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import * as scratch from "../media/temp-dir.ts";
import { type Claim, type Claimed, claimGeneration, type Run, type Worker } from "./claim.ts";
import { attemptName } from "./delivered-images.ts";
import type { LocalWorker } from "./local-worker.ts";
import { offerDuring } from "./offered-jobs.ts";
import { runClaimed } from "./run-claimed.ts";
import type { RunSlot, RunSlots } from "./run-slots.ts";
import { createSuccessor } from "./successor.ts";

/** A job of the queue: "run one generation". */
interface GenerateJob {
  /** The generation with which the job was added. Usually another one starts next. */
  generationId: string;
  /** Whether the client of that generation waits for it. */
  isAwaited: boolean;
  /** Whether it was added beside the job of that generation, for a worker with a free slot. */
  isOffered: boolean;
  /** Aborts when the job must not take another generation. */
  retired: AbortSignal;
}

/** What a job finds after a run. */
type Next = "more" | "limited" | "none";

/** The same, or that the worker has stopped before. */
type Start = Next | "stopped";

// How soon a job looks again if all queued generations are of providers without a free share of the slots.
const LIMITED_MS = 1_000;

/**
 * Runs generations one after another until none is queued, beginning with the first one that a job runs,
 * each when this process has a slot for it. Their own jobs are removed by the claims, so that the queue
 * handles one job for many generations. While only providers without a free share have queued ones, the job
 * waits without a slot. Generations that wait here are offered to other workers, and a job that has run none
 * when the worker stops is given back. Throws if a generation has not finished and this worker cannot
 * continue, for example after losing the claim; the job must then be retried.
 */
export async function runQueued(local: LocalWorker, job: GenerateJob): Promise<void> {
  const { ctx, worker, slots } = local;
  const { generationId, isAwaited, isOffered, retired } = job;
  const ended = AbortSignal.any([retired, worker.draining]);
  let isFirst = !isOffered;
  let isUrgent = isAwaited;
  let hasRun = false;
  do {
    const next = await runInSlot();
    if (next === "none") return;
    if (next === "more") {
      hasRun = true;
      isFirst = isUrgent = false;
    }
    if (next === "limited") await offerDuring(ctx, worker, untilChanged(slots, ended));
  } while (!ended.aborted);
  if (!hasRun) await giveBack(ctx, job, isFirst && !worker.running.has(generationId));

  async function runInSlot(): Promise<Start> {
    const acquired = slots.acquire({ isAwaited: isUrgent, ended });
    using slot = await offerDuring(ctx, worker, acquired);
    if (slot === undefined) return "stopped";
    // Another run continues the generation, or adds a job if it fails.
    if (worker.running.has(generationId)) isFirst = false;
    // Awaited here, because the slot is taken until the generation has ended.
    const mayContinue = () => !ended.aborted && slots.mayKeep();
    const id = isFirst ? generationId : undefined;
    return await runGeneration(ctx, worker, { id, slot, mayContinue });
  }
}

// Adds the job again, because ending one that has run no generation would leave one without a job, and a
// failed job is retried only later. `hasOwn`: the job must find its generation finished or run it.
async function giveBack(
  ctx: Context,
  { generationId, isAwaited }: GenerateJob,
  hasOwn: boolean,
): Promise<void> {
  await queries.addGenerateJob.run({ id: generationId, isAwaited, hasOwn }, ctx.db);
  ctx.log.info("generate_job_given_back", { generationId });
}

// Other processes queue generations as well, so changes in this one are not all.
async function untilChanged(slots: RunSlots, ended: AbortSignal): Promise<void> {
  const pause = AbortSignal.timeout(LIMITED_MS * (0.8 + 0.4 * Math.random()));
  await slots.change(AbortSignal.any([ended, pause]));
}

interface SlotRuns {
  /** The generation of the job, if it has not run yet. */
  id?: string | undefined;
  slot?: RunSlot | undefined;
  /** Returns whether another queued generation may follow in the same slot. Default: false. */
  mayContinue?: (() => boolean) | undefined;
}

/**
 * Runs a generation: claims it, calls the provider, stores the images, finishes it. That is the generation
 * of the job if it was recovered or released, and otherwise the one that starts next. While `mayContinue`
 * returns true, others follow, each claimed by the statement that finishes the one before it. A provider
 * call that may have been paid is never repeated. Returns, when they have finished or at the end of a drain,
 * whether more are queued, or "limited" if none was claimed and the queued ones are of providers without a
 * free share of the slots. Throws if one, or that of the job, has not finished and this worker cannot
 * continue. Waits for another run of the same generation in this process.
 */
export async function runGeneration(
  ctx: Context,
  worker: Worker,
  { id: generationId, slot, mayContinue }: SlotRuns,
): Promise<Next> {
  if (generationId !== undefined) await untilNotRunning(worker, generationId);
  const run = trackRun(worker, generationId ?? crypto.randomUUID());
  run.slot = slot;
  const claimed = await claimGeneration(ctx, worker, { generationId, run }).finally(() =>
    run[Symbol.dispose](),
  );
  if (claimed === "limited" && (await isAnyQueued(ctx))) return "limited";
  const isNone = claimed === undefined || claimed === "limited";
  // There may be no other job for it.
  if (isNone && generationId !== undefined) await assertFinished(ctx, generationId);
  if (isNone) return "none";
  return runSeries(ctx, worker, { first: claimed, ownId: generationId, slot, mayContinue });
}

/** Generations that run one after another in a slot. */
interface Series extends Omit<SlotRuns, "id"> {
  first: Claimed;
  /** The generation of the job. */
  ownId: string | undefined;
}

/**
 * Runs a claimed generation and those that follow it. One starts while the cleanup of the one before it
 * continues, but claims no further one until that has ended. A failed run ends the series.
 */
async function runSeries(
  ctx: Context,
  worker: Worker,
  { first, ownId, slot, mayContinue = () => false }: Series,
): Promise<Next> {
  const failures: unknown[] = [];
  const runs = new Set<Promise<void>>();
  let claimed: Claimed | null | undefined = first;
  let { hasMore } = first;
  const mayStart = () => runs.size === 1 && failures.length === 0 && mayContinue();
  while (claimed) {
    const { held }: Claimed = claimed;
    const next = Promise.withResolvers<Claimed | null | undefined>();
    const run = runHeld(ctx, worker, { held, slot, successor: { mayStart, start: next.resolve } })
      .catch(async (error: unknown) => {
        failures.push(error);
        await abandonClaim(ctx, held, held.generation.id === ownId);
      })
      .finally(() => {
        runs.delete(run);
        next.resolve(undefined);
      });
    runs.add(run);
    claimed = await next.promise;
    hasMore = claimed?.hasMore ?? (claimed === undefined && hasMore);
  }
  await Promise.all(runs);
  if (failures.length > 0) throw failures[0];
  return hasMore ? "more" : "none";
}

async function isAnyQueued(ctx: Context): Promise<boolean> {
  const [row] = await queries.isAnyQueued.run(undefined, ctx.db);
  return row?.isQueued ?? false;
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
  const run: Run = { claim: undefined, claimingSince: performance.now(), over };
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

/** A claimed generation that runs in a slot. */
interface HeldRun {
  held: Claim;
  slot: RunSlot | undefined;
  successor: Parameters<typeof createSuccessor>[2];
}

async function runHeld(
  ctx: Context,
  worker: Worker,
  { held, slot, successor }: HeldRun,
): Promise<void> {
  const { id } = held.generation;
  // A crash of Postgres can undo a claim. Its run, which continues until it notices, must end first.
  if (worker.running.has(id)) await untilNotRunning(worker, id);
  using own = trackRun(worker, id);
  own.claim = held;
  own.claimingSince = undefined;
  own.slot = slot;
  await using files = scratch.openTempDir(ctx, attemptName(id));
  await runClaimed(ctx, worker, { held, files, successor: createSuccessor(ctx, own, successor) });
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
  held: Pick<Claim, "workerId" | "number" | "isCallRecorded"> & { generation: { id: string } },
  hasOwnJob: boolean,
): Promise<void> {
  const { id } = held.generation;
  try {
    const { workerId, number, isCallRecorded } = held;
    const claim = { id, workerId, claim: number, isCallRecorded };
    const abandoned = await queries.abandonClaim.run(claim, ctx.db);
    if (abandoned.length > 0 && !hasOwnJob) await queries.requeueGeneration.run({ id }, ctx.db);
  } catch (cause) {
    ctx.log.warn("generation_not_requeued", { generationId: id, cause });
  }
}
