import { setImmediate } from "node:timers/promises";
import type { Context } from "../../app/context.ts";
import type { ProviderOutcome } from "../../providers/provider.ts";
import type { TempDir } from "../media/temp-dir.ts";
import { callProvider, type Work } from "./call-provider.ts";
import { type Claim, inputPath, type Worker } from "./claim.ts";
import { findDelivered, isDelivered } from "./delivered-images.ts";
import { releaseGeneration, reserveScratch } from "./disk-reservation.ts";
import {
  canceledEnding,
  emptyEnding,
  type Ending,
  toEnding,
  toSuccess,
  unknownEnding,
} from "./ending.ts";
import { findEarlierEnding } from "./earlier-images.ts";
import { finishGeneration } from "./finish.ts";
import { queuePlaceholders } from "./placeholders.ts";
import { type PreparedRun, prepareRun } from "./prepared-run.ts";
import { removeUndelivered } from "./remove-undelivered.ts";
import { retryDuringOutage } from "../../foundation/retry-during-outage.ts";
import { traceRun } from "./run-span.ts";
import type { Successor } from "./successor.ts";
import { findStoredImages } from "./store-images.ts";
import { releaseOnStorageFault, storeOutcome } from "./store-result.ts";

/** A claimed generation that is about to run. */
interface ClaimedRun {
  held: Claim;
  /** The temporary directory of the attempt. */
  files: TempDir;
  /** Undefined if the preparation has not started before the claim. */
  prepared?: Promise<PreparedRun> | undefined;
  /** The disk space of the attempt, if it is already reserved. */
  space?: Disposable | undefined;
  /** Called when this run has finished the generation. */
  onFinished?(ending: Ending, finishedAt: Date): void;
  /** Takes the next generation with the statement that finishes this one. */
  successor?: Successor | undefined;
}

/**
 * Runs a claimed generation: calls the provider, stores the images, finishes it. Returns when it has
 * finished or was released. Throws if the claim was lost.
 */
export function runClaimed(ctx: Context, worker: Worker, run: ClaimedRun): Promise<void> {
  return traceRun(ctx, run.held, (traced) => runTraced(traced, worker, run));
}

async function runTraced(ctx: Context, worker: Worker, run: ClaimedRun): Promise<void> {
  const { held, files, space } = run;
  const { generation, endsAt } = held;
  const generationId = generation.id;
  const release = (cause: unknown) => releaseOnStorageFault(ctx, { worker, held }, cause);
  const preparing = run.prepared ?? prepareRun(ctx, worker, { generation, files, endsAt });
  using prepared = await preparing.catch(release);
  if (prepared === undefined) return;
  const work = { held, ...prepared, space };
  const ending = await produceEnding(ctx, worker, work).catch(release);
  if (ending === undefined && (await isDelivered(prepared.folder))) files.leave();
  if (ending === undefined) return;
  const patience = { endsAt, ended: worker.draining };
  const next = run.successor?.request();
  const finished = await retryDuringOutage(patience, () =>
    finishGeneration(ctx, { worker, held, next }, ending).catch((error: unknown) => {
      run.successor?.recordLostReply();
      throw error;
    }),
  );
  const { outcome, finishedAt } = finished;
  run.successor?.start(finished.next);
  if (outcome === "finished" && finishedAt !== null && run.onFinished !== undefined) {
    run.onFinished(ending, finishedAt);
    // A response from memory is sent in this turn of the event loop, before the rest of this run.
    await setImmediate();
  }
  ctx.span?.set({ "darkroom.generation.status": ending.status });
  ctx.log.info("generation_finished_by_worker", {
    generationId,
    status: ending.status,
    images: ending.images.length,
    attempt: ending.attempt.outcome,
    outcome,
  });
  if (outcome === "finished") queuePlaceholders(ctx, { generationId, files, ...ending });
  await removeUndelivered(ctx, held, { ending, outcome });
  if (outcome === "fenced") throw new Error("the claim was lost before the generation finished");
}

// Returns undefined if the claim was released and another worker continues.
async function produceEnding(
  ctx: Context,
  worker: Worker,
  work: Work & Pick<ClaimedRun, "space">,
): Promise<Ending | undefined> {
  const { held, folder, until } = work;
  if (held.attemptState === "sent") {
    const provider = ctx.providers.get(held.provider);
    const canContinue = provider !== undefined && (provider.repeatable || provider.resumable);
    const stored = await findStoredImages(ctx, held.generation, { folder, until });
    const isComplete = stored.length === held.generation.n;
    const delivered = isComplete ? undefined : await findDelivered(ctx, held.generation, folder);
    if (delivered !== undefined) return storeOutcome(ctx, worker, { work, delivered });
    if (isComplete || (stored.length > 0 && !canContinue))
      return toSuccess(stored, { outcome: "images", message: "found in storage" });
    if (held.cancelRequested) return toCanceledEnding(ctx, held, "the worker died during the call");
    if (!canContinue) return unknownEnding("the worker died during the call");
  } else {
    const earlier = await findEarlierEnding(ctx, held, { folder, until });
    if (earlier !== undefined) return earlier;
    // Its call was undone after the request, and another one would not be recorded as sent.
    if (held.cancelRequested)
      return canceledEnding({ outcome: "not_sent", message: "canceled before the call" });
  }
  // If the call is recorded as sent, nothing waits for disk space: if the worker died in the wait, the call
  // would look like a paid one.
  const ended = held.isCallRecorded
    ? AbortSignal.abort()
    : AbortSignal.any([worker.draining, ctx.closing, work.canceled]);
  using space = work.space ?? (await reserveScratch(ctx, held.generation, ended));
  if (space === undefined) return endUnsent(ctx, worker, work);
  if (!(await downloadInputs(ctx, work)) && held.calls === 0) {
    return emptyEnding({ outcome: "not_sent", message: "an input image no longer exists" });
  }
  const outcome = await callProvider(ctx, worker, work);
  if (outcome === undefined) return undefined;
  if (outcome.kind === "images") {
    if (outcome.spendUnknown) logUnknownSpend(ctx, held, "some of its images never arrived");
    // Awaited here, because the disk space stays reserved until the images are stored.
    return await storeOutcome(ctx, worker, { work, delivered: outcome });
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
