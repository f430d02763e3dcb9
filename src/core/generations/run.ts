import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import * as scratch from "../media/temp-dir.ts";
import { claimGeneration, type Run, type Worker } from "./claim.ts";
import { attemptName } from "./delivered-images.ts";
import { runClaimed } from "./run-claimed.ts";

/**
 * Runs one generation if it has not finished: claims it, calls the provider, stores the images, finishes
 * it. A provider call that may have been paid is never repeated. Returns when the generation has finished,
 * or at the end of a drain. Throws if it has not finished and this worker cannot continue, for example
 * after losing the claim; the job must then be retried, because there may be no other job. Waits for
 * another run of the same generation in this process.
 */
export async function runGeneration(
  ctx: Context,
  worker: Worker,
  generationId: string,
): Promise<void> {
  const { running, draining } = worker;
  for (let other = running.get(generationId); other; other = running.get(generationId)) {
    draining.throwIfAborted();
    await Promise.race([other.over, aborted(draining)]);
  }
  using own = trackRun(worker, generationId);
  await runOnce(ctx, worker, { generationId, own });
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

async function runOnce(
  ctx: Context,
  worker: Worker,
  { generationId, own }: { generationId: string; own: Run },
): Promise<void> {
  await using files = scratch.openTempDir(ctx, attemptName(generationId));
  const held = await claimGeneration(ctx, worker, generationId);
  // Awaited here, because a rejection would be unhandled while the directory is removed.
  if (held === undefined) return await assertFinished(ctx, generationId);
  own.claim = held;
  await runClaimed(ctx, worker, { held, files });
}

async function assertFinished(ctx: Context, generationId: string): Promise<void> {
  const [row] = await queries.findFinished.run({ id: generationId }, ctx.db);
  if (row?.finished === false)
    throw new Error("the generation has not finished and was not claimed");
}
