import type { components, operationErrors as Declared } from "../../../generated/hub/server.ts";
import { challengeHeaders } from "../../http/authentication-challenge.ts";
import { createErrorHeaders } from "../../http/rate-limit-headers.ts";
import { type AppError, type ErrorCode, formatFieldPath } from "../../foundation/errors.ts";
import { jsonResponse } from "../../foundation/json-response.ts";
import {
  ACCEPTANCE_ERRORS,
  BODY_ERRORS,
  KEY_ERRORS,
  type OperationErrors,
  SERVER_ERRORS,
} from "../../openapi/operation-errors.ts";
import { apiNames } from "../prefixes.ts";

type HubError = components["schemas"]["Error"];
type ErrorDetail = NonNullable<HubError["error"]["details"]>[number];
type HubCode = components["schemas"]["ErrorCode"];

/** Status and code of each error in the hub API. */
export const errors = {
  invalid_request: [400, "invalid_request"],
  unsupported_media_type: [415, "invalid_request"],
  payload_too_large: [413, "invalid_request"],
  request_timeout: [408, "invalid_request"],
  missing_key: [401, "missingApiKey"],
  invalid_key: [401, "invalidApiKey"],
  expired_key: [401, "expiredApiKey"],
  sign_in_required: [401, "missingApiKey"],
  csrf_failed: [401, "missingApiKey"],
  reauthentication_required: [401, "missingApiKey"],
  wrong_api: [403, "wrongApi"],
  plan_required: [401, "invalidApiKey"],
  insufficient_scope: [403, "insufficientScope"],
  forbidden: [401, "invalidApiKey"],
  account_suspended: [403, "accountSuspended"],
  insufficient_credits: [402, "insufficientCredits"],
  monthly_cap_reached: [402, "insufficientCredits"],
  key_budget_reached: [402, "keyBudgetReached"],
  not_found: [404, "notFound"],
  method_not_allowed: [405, "methodNotAllowed"],
  conflict: [422, "invalid_request"],
  idempotency_mismatch: [422, "idempotencyKeyReused"],
  content_blocked: [422, "contentBlocked"],
  generation_failed: [500, "generationFailed"],
  generation_canceled: [500, "generationFailed"],
  rate_limited: [429, "rateLimited"],
  concurrency_limited: [429, "rateLimited"],
  unavailable: [503, "unavailable"],
  internal: [500, "internalError"],
} as const satisfies Record<ErrorCode, readonly [number, HubCode]>;

/** The errors that each operation can raise. */
export const operationErrors: OperationErrors<Declared, typeof errors> = {
  listModels: [...SERVER_ERRORS, "rate_limited"],
  getCredits: KEY_ERRORS,
  createImage: [
    ...KEY_ERRORS,
    ...BODY_ERRORS,
    ...ACCEPTANCE_ERRORS,
    "wrong_api",
    "generation_failed",
    "generation_canceled",
  ],
  getGeneration: [...KEY_ERRORS, "not_found"],
  cancelGeneration: [...KEY_ERRORS, "not_found"],
};

/** Converts an error to a response of the hub API. */
export function toErrorResponse(error: AppError): Response {
  const [status, code] = errors[error.code];
  const issues = error.details.issues ?? [];
  const details = issues.map(({ path, reason }): ErrorDetail => ({
    path: formatFieldPath(path),
    reason,
  }));
  const body: HubError = {
    error: { message: error.message, code, details: details.length > 0 ? details : undefined },
  };
  const challenge = challengeHeaders(error, status, apiNames.hub);
  return jsonResponse(body, { status, headers: { ...createErrorHeaders(error), ...challenge } });
}
