import type { components } from "../../../generated/account/server.ts";
import { createErrorHeaders } from "../../http/rate-limit-headers.ts";
import type { AppError, ErrorCode } from "../../foundation/errors.ts";
import { jsonResponse } from "../../foundation/json-response.ts";

type AccountError = components["schemas"]["Error"];
type ErrorIssue = NonNullable<AccountError["error"]["issues"]>[number];
type AccountCode = components["schemas"]["ErrorCode"];

/** Status and code of each error in the account API. */
export const errors = {
  invalid_request: [400, "invalid_request"],
  unsupported_media_type: [415, "unsupported_media_type"],
  payload_too_large: [413, "payload_too_large"],
  request_timeout: [408, "request_timeout"],
  missing_key: [401, "sign_in_required"],
  invalid_key: [401, "sign_in_required"],
  expired_key: [401, "sign_in_required"],
  sign_in_required: [401, "sign_in_required"],
  csrf_failed: [403, "csrf_failed"],
  // Never sent: the account API accepts the keys of every API.
  wrong_api: [403, "forbidden"],
  plan_required: [403, "plan_required"],
  insufficient_scope: [403, "insufficient_scope"],
  forbidden: [403, "forbidden"],
  reauthentication_required: [403, "reauthentication_required"],
  account_suspended: [403, "account_suspended"],
  insufficient_credits: [402, "insufficient_credits"],
  monthly_cap_reached: [402, "monthly_cap_reached"],
  key_budget_reached: [402, "key_budget_reached"],
  not_found: [404, "not_found"],
  method_not_allowed: [405, "method_not_allowed"],
  conflict: [409, "conflict"],
  idempotency_mismatch: [422, "idempotency_key_reused"],
  content_blocked: [422, "content_blocked"],
  generation_failed: [500, "internal_error"],
  generation_canceled: [409, "conflict"],
  rate_limited: [429, "rate_limited"],
  concurrency_limited: [429, "concurrency_limited"],
  unavailable: [503, "unavailable"],
  internal: [500, "internal_error"],
} as const satisfies Record<ErrorCode, readonly [number, AccountCode]>;

/** Converts an error to a response of the account API. */
export function toErrorResponse(error: AppError): Response {
  const [status, code] = errors[error.code];
  const issues = (error.details.issues ?? []).map(({ path, reason }): ErrorIssue => ({
    path,
    message: reason,
  }));
  const body: AccountError = {
    error: { code, message: error.message, issues: issues.length > 0 ? issues : undefined },
  };
  return jsonResponse(body, { status, headers: createErrorHeaders(error) });
}
