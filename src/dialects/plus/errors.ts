import type { components, operationErrors as Declared } from "../../../generated/plus/server.ts";
import { challengeHeaders } from "../../http/authentication-challenge.ts";
import { createErrorHeaders } from "../../http/rate-limit-headers.ts";
import type { AppError, ErrorCode } from "../../foundation/errors.ts";
import { jsonResponse } from "../../foundation/json-response.ts";
import {
  ACCEPTANCE_ERRORS,
  BODY_ERRORS,
  KEY_ERRORS,
  type OperationErrors,
} from "../../openapi/operation-errors.ts";
import { apiNames } from "../prefixes.ts";

type PlusError = components["schemas"]["Error"];
type ErrorIssue = NonNullable<PlusError["error"]["issues"]>[number];
type PlusCode = components["schemas"]["ErrorCode"];

/** Status and code of each error in the plus API. */
const errors = {
  invalid_request: [400, "invalid_request"],
  unsupported_media_type: [415, "unsupported_media_type"],
  payload_too_large: [413, "payload_too_large"],
  request_timeout: [408, "request_timeout"],
  missing_key: [401, "unauthorized"],
  invalid_key: [401, "unauthorized"],
  expired_key: [401, "unauthorized"],
  sign_in_required: [401, "unauthorized"],
  csrf_failed: [401, "unauthorized"],
  reauthentication_required: [401, "unauthorized"],
  wrong_api: [403, "wrong_api"],
  plan_required: [403, "plan_required"],
  insufficient_scope: [403, "insufficient_scope"],
  forbidden: [403, "plan_required"],
  account_suspended: [403, "account_suspended"],
  insufficient_credits: [402, "insufficient_credits"],
  monthly_cap_reached: [402, "monthly_cap_reached"],
  key_budget_reached: [402, "key_budget_reached"],
  not_found: [404, "not_found"],
  method_not_allowed: [405, "method_not_allowed"],
  conflict: [400, "invalid_request"],
  idempotency_mismatch: [422, "idempotency_key_reused"],
  content_blocked: [422, "content_blocked"],
  generation_failed: [500, "internal_error"],
  generation_canceled: [500, "internal_error"],
  rate_limited: [429, "rate_limited"],
  concurrency_limited: [429, "concurrency_limited"],
  unavailable: [503, "unavailable"],
  internal: [500, "internal_error"],
} as const satisfies Record<ErrorCode, readonly [number, PlusCode]>;

/** The errors that each operation can raise. */
export const operationErrors: OperationErrors<Declared, typeof errors> = {
  createGeneration: [...KEY_ERRORS, ...BODY_ERRORS, ...ACCEPTANCE_ERRORS, "wrong_api"],
  createUpload: [...KEY_ERRORS, ...BODY_ERRORS, "wrong_api", "idempotency_mismatch"],
  getGeneration: [...KEY_ERRORS, "wrong_api", "not_found"],
  cancelGeneration: [...KEY_ERRORS, "wrong_api", "not_found"],
};

/** Converts an error to a response of the plus API. */
export function toErrorResponse(error: AppError): Response {
  const [status, code] = errors[error.code];
  const issues = error.details.issues?.map(({ path, reason }): ErrorIssue => ({
    path,
    message: reason,
  }));
  const body: PlusError = {
    error: { code, message: error.message, issues: issues?.length ? issues : undefined },
  };
  const challenge = challengeHeaders(error, status, apiNames.plus);
  return jsonResponse(body, { status, headers: { ...createErrorHeaders(error), ...challenge } });
}
