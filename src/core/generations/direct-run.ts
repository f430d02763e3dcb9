import type { Context } from "../../app/context.ts";
import { findCachedModel } from "../models/model-cache.ts";
import * as sizes from "../models/sizes.ts";
import { type ClaimedGeneration, type Run, toProviderRequest, toRunSeconds } from "./claim.ts";
import { createPreparation, type DirectPreparation } from "./direct-preparation.ts";
import { computeTempBytes } from "./disk-reservation.ts";
import type { Ending } from "./ending.ts";
import type { GeneratedImage, Generation } from "./find.ts";
import { findLocalWorker, type LocalWorker } from "./local-worker.ts";
import { listRoutes } from "./provider-routing.ts";
import { hasFreeShare, listFirstProviders } from "./provider-shares.ts";
import { runClaimed } from "./run-claimed.ts";
import type { RunSlot } from "./run-slots.ts";
import { abandonClaim, trackRun } from "./run.ts";
import type { Submission } from "./submission.ts";
import type { StoredImage } from "./store-images.ts";
import { type DirectClaim, isAwaited } from "./accept-parameters.ts";

/**
 * A run that the worker of this process starts as soon as its generation is accepted, without a job. The
 * accepting statement claims the generation and records the provider call as sent, so nothing may have to
 * wait between that statement and the call. If this process dies, the generation is recovered like any
 * other one of a dead worker.
 */
interface DirectRun extends Disposable {
  local: LocalWorker;
  generation: ClaimedGeneration;
  claim: DirectClaim;
  submission: Submission;
  space: Disposable;
  own: Run & Disposable;
  slot: RunSlot;
  /** Deadline in milliseconds of `performance.now`. */
  endsAt: number;
  preparation: DirectPreparation;
}

/** An accepted generation that this process has claimed. */
interface AcceptedRun {
  attemptId: string;
  costCredits: number;
  createdAt: Date;
}

/**
 * Reserves what the run of a request needs: a slot of this process's worker and disk space. Returns
 * undefined if the generation needs a job: without a worker in this process; if it has to wait for a slot,
 * for space or for the storage; if it goes last in the queue; with input images; with several routes; and
 * with a provider that rejects the request or does not serve it with one call.
 */
export async function prepareDirectRun(
  ctx: Context,
  submission: Submission,
): Promise<DirectRun | undefined> {
  const local = findLocalWorker(ctx);
  const isLast = submission.queueSeconds !== undefined;
  if (local === undefined || submission.inputs.length > 0 || isLast) return undefined;
  const generation = await toRunnable(ctx, submission);
  const routes = generation === undefined ? [] : listRoutes(ctx, generation);
  const [route] = routes;
  if (generation === undefined || route === undefined || routes.length > 1) return undefined;
  const { provider, model } = route;
  const request = { ...toProviderRequest(ctx, generation, ""), model };
  const isDirect = provider.sendsOneCall === true && !provider.findRequestFault?.(request);
  if (!isDirect || ctx.storageHealth.hasFault()) return undefined;
  const { id: workerId } = local.worker;
  const claim = { workerId, provider: provider.name, runSeconds: toRunSeconds(ctx.config) };
  return reserve(local, { submission, generation, claim });
}

async function reserve(
  local: LocalWorker,
  wanted: Pick<DirectRun, "submission" | "generation" | "claim">,
): Promise<DirectRun | undefined> {
  const { generation, claim } = wanted;
  const { ctx, slots } = local;
  const providers = await listFirstProviders(ctx);
  const hasShare = hasFreeShare(slots, providers, claim.provider);
  const slot = hasShare ? slots.tryAcquire(isAwaited(wanted.submission)) : undefined;
  if (slot === undefined) return undefined;
  slot.assign(claim.provider);
  const space = await ctx.disk.reserve(computeTempBytes(generation)).catch(() => undefined);
  if (space === undefined) {
    slot[Symbol.dispose]();
    return undefined;
  }
  const own = trackRun(local.worker, generation.id);
  const endsAt = performance.now() + 1000 * claim.runSeconds;
  return {
    ...wanted,
    ...{ local, space, own, slot, endsAt },
    preparation: createPreparation(ctx, local.worker, { generation, endsAt }),
    [Symbol.dispose]() {
      own[Symbol.dispose]();
      space[Symbol.dispose]();
      slot[Symbol.dispose]();
    },
  };
}

async function toRunnable(
  ctx: Context,
  { id, caller, request, inputs, addedOptions }: Submission,
): Promise<ClaimedGeneration | undefined> {
  const model = await findCachedModel(ctx.db, request.model);
  if (model === undefined) return undefined;
  const { providerModel, routeProviders, routeModels } = model;
  return {
    ...{ id, accountId: caller.accountId, inputs, providerModel, routeProviders, routeModels },
    ...request,
    options: { ...request.options, ...addedOptions },
    size: sizes.formatSize(request.size),
    endUser: request.endUser ?? null,
  };
}

/**
 * Runs a generation that was accepted with `run`. Resolves to the finished generation as soon as it has
 * finished, or to undefined if it continues elsewhere: then it has to be read. Never rejects.
 */
export function startDirectRun(
  run: DirectRun,
  accepted: AcceptedRun,
): Promise<Generation | undefined> {
  const { promise, resolve } = Promise.withResolvers<Generation | undefined>();
  const onFinished = (ending: Ending, finishedAt: Date) => {
    run.own.isFinished = true;
    // Freed before the remaining cleanup: the client may send its next request at once.
    run.slot[Symbol.dispose]();
    resolve(toGeneration(run, accepted, { ending, finishedAt }));
    run.local.ctx.finished.publish(run.generation.id);
  };
  runDirectly(run, accepted, onFinished)
    .catch((cause: unknown) => abandonDirectRun(run, cause))
    .finally(() => resolve(undefined));
  return promise;
}

async function abandonDirectRun(run: DirectRun, cause: unknown): Promise<void> {
  const { generation, local, own } = run;
  local.ctx.log.error("direct_run_failed", { generationId: generation.id, cause });
  // The id changes when the worker registers again.
  const { workerId } = own.claim ?? run.claim;
  // Without a claim here, the run has not come to its call.
  const isCallRecorded = own.claim?.isCallRecorded ?? true;
  await abandonClaim(local.ctx, { workerId, number: 1, generation, isCallRecorded }, false);
}

async function runDirectly(
  run: DirectRun,
  { attemptId }: AcceptedRun,
  onFinished: (ending: Ending, finishedAt: Date) => void,
): Promise<void> {
  using reserved = run;
  const { local, submission, generation, claim, space, own, endsAt } = reserved;
  const { ctx, worker } = local;
  const { workerId, provider } = claim;
  const preparation = reserved.preparation.take();
  await using files = preparation.files;
  ctx.metrics.recordStarted({ dialect: submission.dialect, queuedSeconds: 0 });
  const held = {
    ...{ workerId, number: 1, attemptId, provider, calls: 1, generation },
    attemptState: "intent" as const,
    isDirect: true,
    isCallRecorded: true,
    keepsBase64: submission.needsBase64 === true && isAwaited(submission),
    queuedSeconds: 0,
    taskIds: [],
    endsAt,
    cancelRequested: false,
  };
  own.claim = held;
  own.claimingSince = undefined;
  const { prepared } = preparation;
  await runClaimed(ctx, worker, { held, files, prepared, space, onFinished });
}

function toGeneration(
  { submission, generation, claim }: DirectRun,
  { costCredits, createdAt }: AcceptedRun,
  { ending, finishedAt }: { ending: Ending; finishedAt: Date },
): Generation {
  const { id, n, size, aspectRatio, tier, quality, options, inputs, endUser } = generation;
  const { status, images, errorCode = null, errorMessage = null, attempt } = ending;
  const { dialect, request } = submission;
  const unitCredits = costCredits / n;
  const capturedCredits = images.length * unitCredits;
  return {
    ...{
      id,
      dialect,
      model: request.model,
      n,
      size,
      aspectRatio,
      tier,
      quality,
      options,
      inputs,
      endUser,
    },
    ...{ status, errorCode, errorMessage, unitCredits, createdAt, finishedAt },
    provider: claim.provider,
    startedAt: createdAt,
    delivered: images.length,
    quotedCredits: costCredits,
    capturedCredits,
    releasedCredits: costCredits - capturedCredits,
    images: images.map((image) => ({
      ...toGeneratedImage(image),
      createdAt: finishedAt.toISOString(),
    })),
    usage: attempt.usage ?? null,
  };
}

function toGeneratedImage(image: StoredImage): Omit<GeneratedImage, "createdAt"> {
  const { id, storageKey, webpKey = null, contentType, width, height, sizeBytes } = image;
  const { hasAlpha, placeholder = null, bytes, base64 } = image;
  const file = { storageKey, webpKey, contentType, width, height, sizeBytes };
  return { id, ...file, bytes, base64, hasAlpha, placeholder };
}
