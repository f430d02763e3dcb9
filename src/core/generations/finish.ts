import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import type { ErrorCode } from "../../foundation/errors.ts";
import type { ProviderOutcome } from "../../providers/provider.ts";
import type { Claim } from "./claim.ts";
import type { StoredImage } from "./store-images.ts";

/** Outcome of an attempt, shown to operators. */
export interface AttemptEnd {
  outcome: ProviderOutcome["kind"] | "not_sent";
  message?: string | undefined;
  usage?: unknown;
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
  ourFault: boolean;
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
        ourFault: false,
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
    ourFault: false,
  };
}

/** The provider responded without any image that could be stored. */
export function emptyEnding(attempt: AttemptEnd): Ending {
  return toFailure("generation_failed", FAILED, attempt);
}

function toFailure(errorCode: ErrorCode, errorMessage: string, attempt: AttemptEnd): Ending {
  return { status: "failed", images: [], errorCode, errorMessage, ourFault: true, attempt };
}

/** Images were delivered, all or some of the requested ones. The rest is released. */
export function toSuccess(images: StoredImage[], attempt: AttemptEnd): Ending {
  return { status: "succeeded", images, ourFault: true, attempt };
}

/**
 * Finishes a generation in one statement. Returns "finished", "fenced" if the claim was lost, or "already"
 * if the generation had finished; in the last two cases nothing has changed.
 */
export async function finishGeneration(ctx: Context, held: Claim, ending: Ending): Promise<string> {
  const { attempt, images, ...rest } = ending;
  const item = {
    id: held.generation.id,
    workerId: held.workerId,
    claim: held.number,
    ...rest,
    images: toRows(ctx, images),
    attempt: { id: held.attemptId, provider: held.provider, ...attempt },
  };
  return finishItem(ctx, item);
}

function toRows(ctx: Context, images: StoredImage[]): object[] {
  return images.map(({ path: _, ...image }) => ({ ...image, ...toImageUrls(ctx, image) }));
}

type Keys = Pick<StoredImage, "storageKey" | "webpKey">;

// The database writes the webhook bodies and does not know the public URL of the storage.
function toImageUrls({ storage }: Context, { storageKey, webpKey }: Keys) {
  return {
    url: storage.publicUrl(storageKey),
    ...(webpKey === undefined ? {} : { webpUrl: storage.publicUrl(webpKey) }),
  };
}

/** Fails an unfinished generation after its deadline, regardless of its worker. */
export function failOverdue(ctx: Context, generationId: string): Promise<string> {
  return finishItem(ctx, {
    id: generationId,
    status: "failed",
    images: [],
    errorCode: "generation_failed",
    errorMessage: "Image generation took too long. Nothing was charged.",
    ourFault: true,
  });
}

/** Finishes an unfinished generation, regardless of its worker, with images that were found in storage. */
export function finishOverdue(
  ctx: Context,
  generationId: string,
  found: { images: StoredImage[]; attempt: { id: string; provider: string | undefined } },
): Promise<string> {
  const { images, attempt } = found;
  const attemptEnd: AttemptEnd = { outcome: "images", message: "found in storage" };
  const { attempt: _, ...rest } = toSuccess(images, attemptEnd);
  return finishItem(ctx, {
    ...rest,
    id: generationId,
    images: toRows(ctx, images),
    attempt: { ...attempt, ...attemptEnd },
  });
}

interface FinishItem extends Omit<Ending, "attempt" | "images"> {
  id: string;
  images: object[];
  [key: string]: unknown;
}

async function finishItem(ctx: Context, item: FinishItem): Promise<string> {
  // pgtyped's Json has no optional members; undefined fields are dropped by JSON.stringify.
  const items = [item] as unknown as queries.Json;
  const [row] = await queries.finishGenerations.run({ items }, ctx.db);
  ctx.finished.publish(item.id);
  if (row?.outcome === "finished") countFinished(ctx, item, row);
  return row?.outcome ?? "already";
}

function countFinished(
  ctx: Context,
  item: FinishItem,
  row: queries.IFinishGenerationsResult,
): void {
  const { dialect, model, unitCredits, n, runSeconds } = row;
  const delivered = item.images.length;
  ctx.metrics.recordFinished({
    dialect,
    model,
    status: item.status,
    runSeconds: runSeconds ?? undefined,
    captured: delivered * unitCredits,
    released: (n - delivered) * unitCredits,
  });
}
