import { APIError } from "openai";
import { z } from "zod";
import type { ProviderOutcome } from "../provider.ts";
import { isConnectError, readRetryAfter, type CallLog } from "../http-client.ts";

interface ErrorResponse {
  status?: number;
  headers?: Headers;
  /** The error's body, or its `error` member. */
  body: unknown;
}

const GENERIC_MESSAGE = "The image provider failed.";

const errorSchema = z.object({
  message: z.string().catch(""),
  type: z.string().catch(""),
  code: z.union([z.string(), z.number().transform(String)]).catch(""),
});
type ErrorWords = z.infer<typeof errorSchema>;

/** What an error thrown by the client or the socket says about the call. */
export function toErrorOutcome(error: unknown, scribe: CallLog): ProviderOutcome {
  if (error instanceof APIError && error.status !== undefined) {
    const { status, headers } = error;
    return toErrorBodyOutcome({ status, ...(headers && { headers }), body: error.error }, scribe);
  }
  const cause = scribe.clean(findRootCause(error));
  return isConnectError(findRootCause(error))
    ? { kind: "not_accepted", cause }
    : { kind: "unknown", cause };
}

/**
 * What an error told by the upstream itself says. The meaning of each status, type and code is in
 * OpenAI's guide to error codes; without a status it came inside a reply that began well.
 */
export function toErrorBodyOutcome(answered: ErrorResponse, scribe: CallLog): ProviderOutcome {
  const words = readWords(answered.body);
  const cause = new Error(scribe.text(describe(answered, words)));
  const message = scribe.text(words.message) || GENERIC_MESSAGE;
  const { status } = answered;
  if (isBlocked(words)) return { kind: "blocked", message };
  if (isOperatorFault(status, words)) return { kind: "operator_fault", cause };
  if (status === 429 || status === 503) {
    return { kind: "not_accepted", cause, ...readRetryAfter(answered.headers) };
  }
  if (status === 400 || status === 413 || status === 422) return { kind: "rejected", message };
  return { kind: "failed", message, cause };
}

function readWords(body: unknown): ErrorWords {
  const inner = z.object({ error: errorSchema }).safeParse(body).data?.error;
  return inner ?? errorSchema.safeParse(body).data ?? { message: "", type: "", code: "" };
}

function describe({ status, headers }: ErrorResponse, { type, code, message }: ErrorWords): string {
  const requestId = headers?.get("x-request-id");
  const parts = [status && `status ${status}`, type, code, requestId && `request ${requestId}`];
  return `The upstream answered ${parts.filter(Boolean).join(", ")}: ${message}`;
}

function isBlocked({ type, code }: ErrorWords): boolean {
  return code === "moderation_blocked" || type === "image_generation_user_error";
}

const FAULT_CODES = new Set([
  "insufficient_quota",
  "credit_balance_exhausted",
  "billing_hard_limit_reached",
  "invalid_api_key",
  "model_not_found",
]);
const SPENT_LIMIT = /^(?!rate_).*_limit_exceeded$/;

/** A key, a bill, a model, an address: only whoever runs this server can mend it. */
function isOperatorFault(status: number | undefined, { type, code }: ErrorWords): boolean {
  if (type === "insufficient_quota" || FAULT_CODES.has(code) || SPENT_LIMIT.test(code)) return true;
  if (status === undefined) return false;
  return [401, 402, 403, 404, 405].includes(status) || (status >= 300 && status < 400);
}

/** The client wraps what the socket said. */
function findRootCause(error: unknown): unknown {
  return error instanceof APIError && error.cause !== undefined ? error.cause : error;
}
