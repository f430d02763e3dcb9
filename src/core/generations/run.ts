import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import type { ProviderOutcome } from "../../providers/provider.ts";
import * as scratch from "../media/temp-dir.ts";
import { callProvider, type Work } from "./call-provider.ts";
import { watchCancel } from "./cancel.ts";
import { type Claim, claimGeneration, inputPath, type Run, type Worker } from "./claim.ts";
import { attemptName, findDelivered, isDelivered } from "./delivered-images.ts";
import {
  canceledEnding,
  emptyEnding,
  type Ending,
  toEnding,
  finishGeneration,
  toSuccess,
  unknownEnding,
} from "./finish.ts";
import { releaseOnStorageFault, storeOutcome, storingUntil } from "./store-result.ts";
import { retryDuringOutage } from "./retry-during-outage.ts";
import { addPlaceholders } from "./placeholders.ts";
import { releaseGeneration, reserveScratch } from "./disk-reservation.ts";
import { findStoredImages } from "./store-images.ts";
import { removeUndelivered } from "./remove-undelivered.ts";

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
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const own: Run = { claimGeneration: undefined, over };
  running.set(generationId, own);
  try {
    await runOnce(ctx, worker, { generationId, own });
  } finally {
    running.delete(generationId);
    resolve();
  }
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
  own.claimGeneration = held;
  const folder = await files.made;
  const cancel = watchCancel(ctx, generationId);
  try {
    const work = { held, folder, canceled: cancel.signal };
    const ending = await produceEnding(ctx, worker, work).catch((cause: unknown) =>
      releaseOnStorageFault(ctx, { worker, held }, cause),
    );
    if (ending === undefined && (await isDelivered(folder))) files.leave();
    if (ending === undefined) return;
    const patience = { endsAt: held.endsAt, draining: worker.draining };
    const outcome = await retryDuringOutage(patience, () => finishGeneration(ctx, held, ending));
    ctx.log.info("generation_finished_by_worker", {
      generationId,
      status: ending.status,
      images: ending.images.length,
      attempt: ending.attempt.outcome,
      outcome,
    });
    if (outcome === "finished") await addPlaceholders(ctx, generationId, ending.images);
    await removeUndelivered(ctx, held, { ending, outcome });
    if (outcome === "fenced") throw new Error("the claim was lost before the generation finished");
  } finally {
    cancel.stop();
  }
}

async function assertFinished(ctx: Context, generationId: string): Promise<void> {
  const [row] = await queries.findFinished.run({ id: generationId }, ctx.db);
  if (row?.finished === false)
    throw new Error("the generation has not finished and was not claimed");
}

// Returns undefined if the claim was released and another worker continues.
async function produceEnding(
  ctx: Context,
  worker: Worker,
  work: Work,
): Promise<Ending | undefined> {
  const { held, folder } = work;
  const until = storingUntil(worker, work);
  if (held.attemptState === "sent") {
    const provider = ctx.providers.get(held.provider);
    const canContinue = provider !== undefined && (provider.repeatable || provider.resumable);
    const stored = await findStoredImages(ctx, held.generation, { folder, until });
    const isComplete = stored.length === held.generation.n;
    const delivered = isComplete ? undefined : await findDelivered(ctx, held.generation.id, folder);
    if (delivered !== undefined)
      return storeOutcome(ctx, worker, { work: { ...work, until }, delivered });
    if (isComplete || (stored.length > 0 && !canContinue))
      return toSuccess(stored, { outcome: "images", message: "found in storage" });
    if (held.cancelRequested) return toCanceledEnding(ctx, held, "the worker died during the call");
    if (!canContinue) return unknownEnding("the worker died during the call");
  }
  const ended = AbortSignal.any([worker.draining, ctx.closing, work.canceled]);
  using space = await reserveScratch(ctx, held.generation, ended);
  if (space === undefined) return endUnsent(ctx, worker, work);
  if (!(await downloadInputs(ctx, work)) && held.calls === 0) {
    return emptyEnding({ outcome: "not_sent", message: "an input image no longer exists" });
  }
  const outcome = await callProvider(ctx, worker, work);
  if (outcome === undefined) return undefined;
  if (outcome.kind === "images") {
    if (outcome.spendUnknown) logUnknownSpend(ctx, held, "some of its images never arrived");
    // Awaited here, because the disk space stays reserved until the images are stored.
    return await storeOutcome(ctx, worker, { work: { ...work, until }, delivered: outcome });
  }
  const isConclusive = outcome.kind !== "unknown" && outcome.kind !== "not_accepted";
  if (isConclusive || !work.canceled.aborted) return logOutcome(ctx, held, outcome);
  if (outcome.kind === "unknown") return toCanceledEnding(ctx, held, String(outcome.cause));
  return canceledEnding({ outcome: outcome.kind, message: String(outcome.cause) });
}

// No call was made: released for later, unless the owner has canceled the generation.
async function endUnsent(
  ctx: Context,
  worker: Worker,
  { held, canceled }: Work,
): Promise<Ending | undefined> {
  if (!canceled.aborted) return releaseGeneration(ctx, worker, held);
  const message = "canceled while it waited for disk space";
  if (held.attemptState === "sent") return toCanceledEnding(ctx, held, message);
  return canceledEnding({ outcome: "not_sent", message });
}

// The call was sent and its cost is unknown.
function toCanceledEnding(ctx: Context, held: Claim, message: string): Ending {
  const isFree = ctx.providers.get(held.provider)?.repeatable === true;
  return canceledEnding({ outcome: "unknown", message, spendUnknown: !isFree });
}

// Returns false if an input no longer exists. Throws if the storage does not respond.
async function downloadInputs(ctx: Context, { held, folder }: Work): Promise<boolean> {
  const found = await Promise.all(
    held.generation.inputs.map(({ storageKey }, position) =>
      ctx.storage.fetchTo(storageKey, inputPath(folder, position)),
    ),
  );
  return !found.includes(undefined);
}

function logOutcome(
  ctx: Context,
  held: Claim,
  outcome: Exclude<ProviderOutcome, { kind: "images" }>,
): Ending {
  const { kind } = outcome;
  const cause = "cause" in outcome ? outcome.cause : undefined;
  if (kind === "unknown") logUnknownSpend(ctx, held, cause);
  else if (kind === "blocked" || kind === "rejected" || kind === "failed") {
    const generationId = held.generation.id;
    ctx.log.warn("provider_rejected", {
      generationId,
      provider: held.provider,
      outcome: kind,
      message: outcome.message,
      cause,
    });
  }
  return toEnding(outcome);
}

function logUnknownSpend(ctx: Context, held: Claim, cause: unknown): void {
  const { generation, provider, taskIds } = held;
  const fields = { generationId: generation.id, provider, taskIds, cause };
  ctx.log.error("provider_spend_unknown", fields);
}
