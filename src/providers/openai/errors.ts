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
type ErrorFields = z.infer<typeof errorSchema>;

/** Converts an error of the client or the socket to an outcome. */
export function toErrorOutcome(error: unknown, callLog: CallLog): ProviderOutcome {
  if (error instanceof APIError && error.status !== undefined) {
    const { status, headers } = error;
    return toErrorBodyOutcome({ status, ...(headers && { headers }), body: error.error }, callLog);
  }
  const cause = callLog.clean(findRootCause(error));
  return isConnectError(findRootCause(error))
    ? { kind: "not_accepted", cause }
    : { kind: "unknown", cause };
}

/**
 * Converts an error response of the provider to an outcome. OpenAI's guide to error codes defines the
 * statuses, types and codes. Without a status, the error was in the body of a response with status 200.
 */
export function toErrorBodyOutcome(response: ErrorResponse, callLog: CallLog): ProviderOutcome {
  const fields = readErrorFields(response.body);
  const cause = new Error(callLog.text(describe(response, fields)));
  const message = callLog.text(fields.message) || GENERIC_MESSAGE;
  const { status } = response;
  if (isBlocked(fields)) return { kind: "blocked", message };
  if (isOperatorFault(status, fields)) return { kind: "operator_fault", cause };
  if (status === 429 || status === 503) {
    return { kind: "not_accepted", cause, ...readRetryAfter(response.headers) };
  }
  if (status === 400 || status === 413 || status === 422) return { kind: "rejected", message };
  return { kind: "failed", message, cause };
}

function readErrorFields(body: unknown): ErrorFields {
  const inner = z.object({ error: errorSchema }).safeParse(body).data?.error;
  return inner ?? errorSchema.safeParse(body).data ?? { message: "", type: "", code: "" };
}

function describe(
  { status, headers }: ErrorResponse,
  { type, code, message }: ErrorFields,
): string {
  const requestId = headers?.get("x-request-id");
  const parts = [status && `status ${status}`, type, code, requestId && `request ${requestId}`];
  return `The provider returned ${parts.filter(Boolean).join(", ")}: ${message}`;
}

function isBlocked({ type, code }: ErrorFields): boolean {
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

/** Returns whether only the operator can resolve an error, such as an invalid key or an exhausted quota. */
function isOperatorFault(status: number | undefined, { type, code }: ErrorFields): boolean {
  if (type === "insufficient_quota" || FAULT_CODES.has(code) || SPENT_LIMIT.test(code)) return true;
  if (status === undefined) return false;
  return [401, 402, 403, 404, 405].includes(status) || (status >= 300 && status < 400);
}

/** Returns the error of the socket, which the client wraps. */
function findRootCause(error: unknown): unknown {
  return error instanceof APIError && error.cause !== undefined ? error.cause : error;
}
