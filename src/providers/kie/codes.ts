import type { ProviderOutcome } from "../provider.ts";
import { readRetryAfter, type CallLog } from "../http-client.ts";
import type { KieResponse } from "./client.ts";

export type Refusal = Exclude<ProviderOutcome, { kind: "images" }>;

const GENERIC_MESSAGE = "The image provider failed.";
// The window of its limit on new tasks: by then there is room again.
const WINDOW_MS = 10_000;

// Bad key, no credits, refused by the gateway, no such address, sub-key over its quota,
// maintenance, feature disabled.
const OPERATOR_FAULTS = new Set([401, 402, 403, 404, 405, 433, 455, 505]);
const INVALID = new Set([400, 413, 422]);
const POLICY_WORDS = new RegExp(
  [
    ...["moderat", "content[ _-]?polic", "violat\\w* .*polic", "polic\\w*[ _-]?violat", "safety"],
    ...["sensitive", "nsfw", "prohibited", "flagged", "inappropriate"],
  ].join("|"),
  "i",
);

/** What an answer other than a task's id says; the meaning of each code is in Kie's documentation. */
export function toRefusal(answer: KieResponse, scribe: CallLog): Refusal {
  const { code } = answer;
  const cause = new Error(scribe.text(`Kie answered code ${code}: ${answer.message}`));
  const message = scribe.text(answer.message) || GENERIC_MESSAGE;
  if (OPERATOR_FAULTS.has(code) || (code >= 300 && code < 400)) {
    return { kind: "operator_fault", cause };
  }
  if (code === 429) {
    const { retryAfterMs = WINDOW_MS } = readRetryAfter(answer.headers);
    return { kind: "not_accepted", cause, retryAfterMs };
  }
  if (code === 503) {
    return { kind: "not_accepted", cause, ...readRetryAfter(answer.headers) };
  }
  if (isBlocked(answer.message)) return { kind: "blocked", message };
  if (INVALID.has(code)) return { kind: "rejected", message };
  // A gateway that gave up does not know what became of the call.
  if (!answer.isTold || code === 200) return { kind: "unknown", cause };
  return { kind: "failed", message, cause };
}

/** True for an ending after which there is certainly no task. */
export function isWithoutTask({ kind }: Refusal): boolean {
  return kind !== "unknown" && kind !== "failed";
}

/** True where a failure speaks of the content, in any of the words Kie passes on from its models. */
export function isBlocked(...words: string[]): boolean {
  return words.some((each) => POLICY_WORDS.test(each));
}
