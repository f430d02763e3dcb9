import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import type { ErrorCode } from "../../foundation/errors.ts";
import type { ProviderOutcome } from "../../providers/provider.ts";
import type { Claim } from "./claim.ts";
import type { StoredImage } from "./store-images.ts";

/** How an attempt went, for the operator. */
export interface AttemptEnd {
  outcome: ProviderOutcome["kind"] | "not_sent";
  message?: string | undefined;
  usage?: unknown;
  costMicros?: number | undefined;
  providerRequestId?: string | undefined;
  /** True where a call left and nobody knows whether it was paid. */
  spendUnknown?: boolean;
}

/** How a generation ends, for its owner. */
export interface Ending {
  status: "succeeded" | "failed" | "blocked" | "canceled";
  images: StoredImage[];
  errorCode?: ErrorCode;
  errorMessage?: string;
  /** Decides what becomes of credits whose batch has expired meanwhile. */
  ourFault: boolean;
  attempt: AttemptEnd;
}

const UNAVAILABLE =
  "The image provider cannot be reached right now. Nothing was charged: try again later.";
const BLOCKED = "The request was refused by the content policy. Nothing was charged.";
const CANCELED = "The generation was canceled. Nothing was charged.";
const FAILED = "Image generation failed. Nothing was charged.";
const INVALID =
  "The image provider rejected the request as invalid. Nothing was charged: change the request.";

/**
 * Puts a provider's ending without pictures into words its owner may read. The provider's own text can
 * hold internal addresses and account names: it goes to the attempt, which only operators see.
 */
export function toEnding(outcome: Exclude<ProviderOutcome, { kind: "images" }>): Ending {
  const cause = "cause" in outcome ? String(outcome.cause) : undefined;
  const message = "message" in outcome ? outcome.message : cause;
  const attempt = { outcome: outcome.kind, message };
  switch (outcome.kind) {
    case "blocked":
      return {
        ...failure("content_blocked", BLOCKED, attempt),
        status: "blocked",
        ourFault: false,
      };
    case "rejected":
      return failure("invalid_request", outcome.reason ?? INVALID, attempt);
    case "not_accepted":
    case "operator_fault":
      return failure("unavailable", UNAVAILABLE, attempt);
    case "failed":
      return failure("generation_failed", FAILED, attempt);
    case "unknown":
      return unknownEnding(message);
  }
}

/** A call left and nothing tells what became of it: never repeated, released in full. */
export function unknownEnding(message: string | undefined): Ending {
  return failure("generation_failed", FAILED, { outcome: "unknown", message, spendUnknown: true });
}

/** Called off by its owner: whatever the provider may have been paid, the owner pays nothing. */
export function canceledEnding(attempt: AttemptEnd): Ending {
  return {
    ...failure("generation_canceled", CANCELED, attempt),
    status: "canceled",
    ourFault: false,
  };
}

/** The provider answered, and nothing of it is a picture that could be stored. */
export function emptyEnding(attempt: AttemptEnd): Ending {
  return failure("generation_failed", FAILED, attempt);
}

function failure(errorCode: ErrorCode, errorMessage: string, attempt: AttemptEnd): Ending {
  return { status: "failed", images: [], errorCode, errorMessage, ourFault: true, attempt };
}

/** Pictures came: all of them, or fewer than ordered; the rest is released. */
export function toSuccess(images: StoredImage[], attempt: AttemptEnd): Ending {
  return { status: "succeeded", images, ourFault: true, attempt };
}

/**
 * Ends a generation for good, in one statement. Answers "fenced" where the claim was lost and
 * "already" where it had ended: then nothing has changed.
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

// Webhook bodies are written inside the database, which does not know where storage is reached.
function toImageUrls({ storage }: Context, { storageKey, webpKey }: Keys) {
  return {
    url: storage.publicUrl(storageKey),
    ...(webpKey === undefined ? {} : { webpUrl: storage.publicUrl(webpKey) }),
  };
}

/** Fails a live generation, whoever runs it, because its time is up. */
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

/** Ends a live generation, whoever runs it, with the images that were found in storage. */
export function finishOverdue(
  ctx: Context,
  generationId: string,
  found: { images: StoredImage[]; attempt: { id: string; provider: string | undefined } },
): Promise<string> {
  const { images, attempt } = found;
  const end: AttemptEnd = { outcome: "images", message: "found in storage" };
  const { attempt: _, ...rest } = toSuccess(images, end);
  return finishItem(ctx, {
    ...rest,
    id: generationId,
    images: toRows(ctx, images),
    attempt: { ...attempt, ...end },
  });
}

interface FinishItem extends Omit<Ending, "attempt" | "images"> {
  id: string;
  images: object[];
  [key: string]: unknown;
}

async function finishItem(ctx: Context, item: FinishItem): Promise<string> {
  // pgtyped's Json cannot say "optional"; undefined fields are dropped on the way.
  const items = [item] as unknown as queries.Json;
  const [row] = await queries.finishGenerations.run({ items }, ctx.db);
  ctx.finished.tell(item.id);
  if (row?.outcome === "finished") count(ctx, item, row);
  return row?.outcome ?? "already";
}

function count(ctx: Context, item: FinishItem, row: queries.IFinishGenerationsResult): void {
  const { dialect, model, unitCredits, n, runSeconds } = row;
  const delivered = item.images.length;
  ctx.metrics.ended({
    dialect,
    model,
    status: item.status,
    runSeconds: runSeconds ?? undefined,
    captured: delivered * unitCredits,
    released: (n - delivered) * unitCredits,
  });
}
