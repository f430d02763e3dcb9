import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import type { ErrorCode } from "../../foundation/errors.ts";
import type { ProviderOutcome, ProviderUsage, ProviderCredits } from "../../providers/provider.ts";
import type { Claim } from "./claim.ts";
import type { StoredImage } from "./store-images.ts";

/** Outcome of an attempt, shown to operators. */
interface AttemptEnd {
  outcome: queries.attempt_outcome;
  message?: string | undefined;
  usage?: ProviderUsage | ProviderCredits | undefined;
  costMicros?: number | undefined;
  providerRequestId?: string | undefined;
  /** Whether a call was sent and it is not known if it was paid. */
  spendUnknown?: boolean;
}

/** How a generation finishes, shown to its owner. */
export interface Ending {
  status: "succeeded" | "failed" | "blocked" | "canceled";
  images: StoredImage[];
  errorCode?: ErrorCode;
  errorMessage?: string;
  /** Whether credits of an expired grant are restored on release. */
  isOurFault: boolean;
  attempt: AttemptEnd;
}

const UNAVAILABLE = "The image provider is unavailable. Nothing was charged. Try again later.";
const BLOCKED = "The request was rejected by the content policy. Nothing was charged.";
const CANCELED = "The generation was canceled. Nothing was charged.";
const FAILED = "Image generation failed. Nothing was charged.";
const INVALID =
  "The image provider rejected the request as invalid. Nothing was charged. Change the request.";

/**
 * Maps a provider's outcome without images to the result that its owner sees. The provider's own message
 * can contain internal URLs and account names, so it is stored with the attempt, which only operators see.
 */
export function toEnding(outcome: Exclude<ProviderOutcome, { kind: "images" }>): Ending {
  const cause = "cause" in outcome ? String(outcome.cause) : undefined;
  const message = "message" in outcome ? outcome.message : cause;
  const attempt = { outcome: outcome.kind, message };
  switch (outcome.kind) {
    case "blocked":
      return {
        ...toFailure("content_blocked", BLOCKED, attempt),
        status: "blocked",
        isOurFault: false,
      };
    case "rejected":
      return toFailure("invalid_request", outcome.reason ?? INVALID, attempt);
    case "not_accepted":
    case "operator_fault":
      return toFailure("unavailable", UNAVAILABLE, attempt);
    case "failed":
      return toFailure("generation_failed", FAILED, attempt);
    case "unknown":
      return unknownEnding(message);
  }
}

/** A call was sent and its outcome is unknown: never repeated, released in full. */
export function unknownEnding(message: string | undefined): Ending {
  return toFailure("generation_failed", FAILED, {
    outcome: "unknown",
    message,
    spendUnknown: true,
  });
}

/** Canceled by its owner, who pays nothing even if the provider was paid. */
export function canceledEnding(attempt: AttemptEnd): Ending {
  return {
    ...toFailure("generation_canceled", CANCELED, attempt),
    status: "canceled",
    isOurFault: false,
  };
}

/** The provider responded without any image that could be stored. */
export function emptyEnding(attempt: AttemptEnd): Ending {
  return toFailure("generation_failed", FAILED, attempt);
}

function toFailure(errorCode: ErrorCode, errorMessage: string, attempt: AttemptEnd): Ending {
  return { status: "failed", images: [], errorCode, errorMessage, isOurFault: true, attempt };
}

/** Images were delivered, all or some of the requested ones. The rest is released. */
export function toSuccess(images: StoredImage[], attempt: AttemptEnd): Ending {
  return { status: "succeeded", images, isOurFault: true, attempt };
}

/** Whether a generation was finished, had finished before, or the claim was lost. */
export type FinishOutcome = queries.finish_outcome;

/** The result of a finishing statement. */
interface Finished {
  outcome: FinishOutcome;
  /** When the generation finished. Null if it has not. */
  finishedAt: Date | null;
}

/** Finishes a generation in one statement. Nothing has changed unless the outcome is "finished". */
export function finishGeneration(ctx: Context, held: Claim, ending: Ending): Promise<Finished> {
  const { workerId, number: claim, attemptId, provider, isDirect } = held;
  const attempt = { id: attemptId, provider, ...ending.attempt };
  return finish(ctx, { id: held.generation.id, ending, attempt, workerId, claim, isDirect });
}

/** Fails an unfinished generation after its deadline, regardless of its worker. */
export function failOverdue(ctx: Context, generationId: string): Promise<Finished> {
  const ending: Omit<Ending, "attempt"> = {
    status: "failed",
    images: [],
    errorCode: "generation_failed",
    errorMessage: "Image generation took too long. Nothing was charged.",
    isOurFault: true,
  };
  return finish(ctx, { id: generationId, ending });
}

/** Finishes an unfinished generation, regardless of its worker, with images that were found in storage. */
export function finishOverdue(
  ctx: Context,
  generationId: string,
  found: { images: StoredImage[]; attempt: { id: string; provider: string | undefined } },
): Promise<Finished> {
  const ending = toSuccess(found.images, { outcome: "images", message: "found in storage" });
  const attempt = { ...found.attempt, ...ending.attempt };
  return finish(ctx, { id: generationId, ending, attempt });
}

interface Finish {
  id: string;
  ending: Omit<Ending, "attempt">;
  /** Undefined if it is not known what the open attempt has done. */
  attempt?: AttemptEnd & { id: string; provider: string | undefined };
  /** The claim, unless the generation is finished regardless of its worker. */
  workerId?: string;
  claim?: number;
  /** Whether the request that waits for it is in this process. */
  isDirect?: boolean;
}

async function finish(ctx: Context, wanted: Finish): Promise<Finished> {
  const { id, ending, attempt, workerId, claim, isDirect = false } = wanted;
  const { status, errorCode, errorMessage, isOurFault } = ending;
  const claimed = { workerId, claim, notifies: !isDirect };
  const result = { id, status, errorCode, errorMessage, isOurFault, ...claimed };
  const [row] = await queries.finishGeneration.run(
    { ...result, ...toAttemptResult(attempt), ...toImageColumns(ending.images) },
    ctx.db,
  );
  const isFinished = row?.outcome === "finished";
  // Requests that wait for a direct run get its result first.
  if (!isDirect || !isFinished) ctx.finished.publish(id);
  if (isFinished) countFinished(ctx, ending, row);
  return { outcome: row?.outcome ?? "already", finishedAt: row?.finishedAt ?? null };
}

function toAttemptResult(attempt: Finish["attempt"]) {
  if (attempt === undefined) return {};
  return {
    attemptId: attempt.id,
    attemptProvider: attempt.provider,
    attemptOutcome: attempt.outcome,
    attemptMessage: attempt.message,
    // pgtyped's Json has no optional members; undefined fields are dropped by JSON.stringify.
    usage: attempt.usage as queries.Json | undefined,
    costMicros: attempt.costMicros,
    providerRequestId: attempt.providerRequestId,
    isSpendUnknown: attempt.spendUnknown,
  };
}

function toImageColumns(images: StoredImage[]) {
  return {
    imageIds: images.map(({ id }) => id),
    positions: images.map(({ position }) => position),
    storageKeys: images.map(({ storageKey }) => storageKey),
    webpKeys: images.map(({ webpKey = null }) => webpKey),
    contentTypes: images.map(({ contentType }) => contentType),
    widths: images.map(({ width }) => width),
    heights: images.map(({ height }) => height),
    sizesBytes: images.map(({ sizeBytes }) => sizeBytes),
    placeholders: images.map(({ placeholder = null }) => placeholder),
  };
}

function countFinished(
  ctx: Context,
  { status, images }: Finish["ending"],
  row: queries.IFinishGenerationResult,
): void {
  const { dialect, model, unitCredits, n, runSeconds } = row;
  ctx.metrics.recordFinished({
    dialect,
    model,
    status,
    runSeconds: runSeconds ?? undefined,
    captured: images.length * unitCredits,
    released: (n - images.length) * unitCredits,
  });
}
