import type { ProviderOutcome } from "../provider.ts";
import { readRetryAfter, type CallLog } from "../http-client.ts";
import type { KieResponse } from "./client.ts";

/** An outcome without images. */
export type Refusal = Exclude<ProviderOutcome, { kind: "images" }>;

const GENERIC_MESSAGE = "The image provider failed.";
// The window of Kie's limit of new tasks.
const WINDOW_MS = 10_000;

// Invalid key, insufficient credits, rejected by the gateway, not found, method not allowed, sub-key over
// its quota, maintenance, feature disabled.
const OPERATOR_FAULTS = new Set([401, 402, 403, 404, 405, 433, 455, 505]);
const INVALID = new Set([400, 413, 422]);
const POLICY_WORDS = new RegExp(
  [
    ...["moderat", "content[ _-]?polic", "violat\\w* .*polic", "polic\\w*[ _-]?violat", "safety"],
    ...["sensitive", "nsfw", "prohibited", "flagged", "inappropriate"],
  ].join("|"),
  "i",
);

/** Converts a response without a task id to an outcome. Kie's documentation defines the codes. */
export function toRefusal(response: KieResponse, callLog: CallLog): Refusal {
  const { code } = response;
  const cause = new Error(callLog.text(`Kie returned code ${code}: ${response.message}`));
  const message = callLog.text(response.message) || GENERIC_MESSAGE;
  if (OPERATOR_FAULTS.has(code) || (code >= 300 && code < 400)) {
    return { kind: "operator_fault", cause };
  }
  if (code === 429) {
    const { retryAfterMs = WINDOW_MS } = readRetryAfter(response.headers);
    return { kind: "not_accepted", cause, retryAfterMs };
  }
  if (code === 503) {
    return { kind: "not_accepted", cause, ...readRetryAfter(response.headers) };
  }
  if (isBlocked(response.message)) return { kind: "blocked", message };
  if (INVALID.has(code)) return { kind: "rejected", message };
  // A gateway that timed out does not know the outcome of the call.
  if (!response.isFromApi || code === 200) return { kind: "unknown", cause };
  return { kind: "failed", message, cause };
}

/** Returns whether an outcome implies that no task was created. */
export function isWithoutTask({ kind }: Refusal): boolean {
  return kind !== "unknown" && kind !== "failed";
}

/** Returns whether a failure is a content policy violation, in any wording of the models behind Kie. */
export function isBlocked(...words: string[]): boolean {
  return words.some((each) => POLICY_WORDS.test(each));
}
