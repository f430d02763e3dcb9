import type { attempt_outcome } from "../../../generated/queries/generations.ts";
import type { ErrorCode } from "../../foundation/errors.ts";
import type { ProviderOutcome, ProviderUsage, ProviderCredits } from "../../providers/provider.ts";
import type { StoredImage } from "./store-images.ts";

/** Outcome of an attempt, shown to operators. */
export interface AttemptEnd {
  outcome: attempt_outcome;
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
