import type { components, operationErrors as Declared } from "../../../generated/art/server.ts";
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

type ArtError = components["schemas"]["Error"];
type ArtType = components["schemas"]["ErrorType"];
type ArtCode = components["schemas"]["ErrorCode"];

/** Status, type and code of each error in the art API. */
const errors = {
  invalid_request: [400, "invalid_request_error", "invalid_request"],
  unsupported_media_type: [415, "invalid_request_error", "unsupported_media_type"],
  payload_too_large: [413, "invalid_request_error", "payload_too_large"],
  request_timeout: [408, "invalid_request_error", "request_timeout"],
  missing_key: [401, "authentication_error", "invalid_api_key"],
  invalid_key: [401, "authentication_error", "invalid_api_key"],
  expired_key: [401, "authentication_error", "invalid_api_key"],
  sign_in_required: [401, "authentication_error", "invalid_api_key"],
  csrf_failed: [403, "permission_error", "plan_required"],
  reauthentication_required: [403, "permission_error", "plan_required"],
  wrong_api: [403, "permission_error", "wrong_api"],
  plan_required: [403, "permission_error", "plan_required"],
  insufficient_scope: [403, "permission_error", "insufficient_scope"],
  forbidden: [403, "permission_error", "plan_required"],
  account_suspended: [403, "permission_error", "account_suspended"],
  insufficient_credits: [402, "insufficient_quota", "insufficient_credits"],
  monthly_cap_reached: [402, "insufficient_quota", "monthly_cap_reached"],
  key_budget_reached: [402, "insufficient_quota", "key_budget_reached"],
  not_found: [404, "invalid_request_error", "not_found"],
  method_not_allowed: [405, "invalid_request_error", "method_not_allowed"],
  conflict: [400, "invalid_request_error", "invalid_request"],
  idempotency_mismatch: [422, "invalid_request_error", "idempotency_key_reused"],
  content_blocked: [400, "image_generation_user_error", "moderation_blocked"],
  // Reported by a task, never by a rejected request.
  generation_failed: [500, "server_error", "internal_error"],
  generation_canceled: [500, "server_error", "internal_error"],
  rate_limited: [429, "rate_limit_error", "rate_limit_exceeded"],
  concurrency_limited: [429, "rate_limit_error", "concurrency_limit_exceeded"],
  unavailable: [503, "service_unavailable_error", "service_unavailable"],
  internal: [500, "server_error", "internal_error"],
} as const satisfies Record<ErrorCode, readonly [number, ArtType, ArtCode]>;

// The documented message, the same for every rejected key.
const INVALID_KEY = "Invalid API key provided.";

/** The errors that each operation can raise. */
export const operationErrors: OperationErrors<Declared, typeof errors> = {
  createImage: [...KEY_ERRORS, ...BODY_ERRORS, ...ACCEPTANCE_ERRORS, "wrong_api"],
  getTask: [...KEY_ERRORS, "wrong_api", "not_found"],
  cancelTask: [...KEY_ERRORS, "wrong_api", "not_found"],
};

/** Converts an error to a response of the art API. */
export function toErrorResponse(error: AppError): Response {
  const [status, type, code] = errors[error.code];
  const message = code === "invalid_api_key" ? INVALID_KEY : error.message;
  const path = error.details.issues?.[0]?.path ?? [];
  const body: ArtError = { error: { message, type, param: toParam(path), code } };
  const challenge = challengeHeaders(error, status, apiNames.art);
  return jsonResponse(body, { status, headers: { ...createErrorHeaders(error), ...challenge } });
}

function toParam(path: (string | number)[]): string | null {
  const [first, ...rest] = path;
  if (first === undefined) return null;
  return String(first) + rest.map((step) => `[${step}]`).join("");
}
