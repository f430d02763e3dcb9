import type { components, operationErrors as Declared } from "../../../generated/openai/server.ts";
import { challengeHeaders } from "../../http/authentication-challenge.ts";
import { createErrorHeaders } from "../../http/rate-limit-headers.ts";
import { type AppError, type ErrorCode, formatFieldPath } from "../../foundation/errors.ts";
import { jsonResponse } from "../../foundation/json-response.ts";
import {
  ACCEPTANCE_ERRORS,
  BODY_ERRORS,
  KEY_ERRORS,
  type OperationErrors,
} from "../../openapi/operation-errors.ts";
import { apiNames } from "../prefixes.ts";

type OpenaiError = components["schemas"]["Error"];
type OpenaiType = components["schemas"]["ErrorType"];
type OpenaiCode = components["schemas"]["ErrorCode"];

/** SDKs ignore a longer Retry-After and retry immediately. */
const MAX_RETRY_SECONDS = 60;

/** Status, type and code of each error in the OpenAI-compatible API. */
const errors = {
  invalid_request: [400, "invalid_request_error", "invalid_value"],
  unsupported_media_type: [415, "invalid_request_error", "unsupported_media_type"],
  payload_too_large: [413, "invalid_request_error", "payload_too_large"],
  request_timeout: [408, "invalid_request_error", "request_timeout"],
  missing_key: [401, "invalid_request_error", "invalid_api_key"],
  invalid_key: [401, "invalid_request_error", "invalid_api_key"],
  expired_key: [401, "invalid_request_error", "invalid_api_key"],
  sign_in_required: [401, "invalid_request_error", "invalid_api_key"],
  csrf_failed: [403, "permission_error", "plan_required"],
  reauthentication_required: [403, "permission_error", "plan_required"],
  // Any key is accepted, so this is never sent.
  wrong_api: [403, "permission_error", "plan_required"],
  plan_required: [403, "permission_error", "plan_required"],
  insufficient_scope: [403, "permission_error", "insufficient_scope"],
  forbidden: [403, "permission_error", "plan_required"],
  account_suspended: [403, "permission_error", "account_suspended"],
  // 402, where OpenAI sends 429: SDKs retry 429.
  insufficient_credits: [402, "insufficient_quota", "credit_balance_exhausted"],
  monthly_cap_reached: [402, "insufficient_quota", "organization_spend_limit_exceeded"],
  key_budget_reached: [402, "insufficient_quota", "key_budget_reached"],
  not_found: [404, "invalid_request_error", "not_found"],
  method_not_allowed: [405, "invalid_request_error", "method_not_allowed"],
  conflict: [400, "invalid_request_error", "invalid_value"],
  idempotency_mismatch: [422, "invalid_request_error", "idempotency_key_reused"],
  content_blocked: [400, "image_generation_user_error", "moderation_blocked"],
  generation_failed: [500, "server_error", "generation_failed"],
  generation_canceled: [500, "server_error", "generation_failed"],
  rate_limited: [429, "rate_limit_error", "rate_limit_exceeded"],
  concurrency_limited: [429, "rate_limit_error", "rate_limit_exceeded"],
  unavailable: [503, "service_unavailable_error", "server_is_overloaded"],
  internal: [500, "server_error", "internal_error"],
} as const satisfies Record<ErrorCode, readonly [number, OpenaiType, OpenaiCode]>;

/** These operations find nothing only if the model of the request does not exist (see `toError`). */
type ModelOperation =
  | "createImage"
  | "editImage"
  | "createImageTask"
  | "editImageTask"
  | "createResponse"
  | "listModels"
  | "getModel";
type TableOfModels = Omit<typeof errors, "not_found"> & {
  not_found: readonly [404, "invalid_request_error", "model_not_found"];
};

const CREATE_ERRORS = [
  ...KEY_ERRORS,
  ...BODY_ERRORS,
  ...ACCEPTANCE_ERRORS,
  "not_found",
  "generation_failed",
  "generation_canceled",
] as const;

const TASK_ERRORS = [...KEY_ERRORS, ...BODY_ERRORS, ...ACCEPTANCE_ERRORS, "not_found"] as const;

const modelErrors: OperationErrors<Pick<Declared, ModelOperation>, TableOfModels> = {
  createImage: CREATE_ERRORS,
  editImage: CREATE_ERRORS,
  createResponse: CREATE_ERRORS,
  createImageTask: TASK_ERRORS,
  editImageTask: TASK_ERRORS,
  listModels: KEY_ERRORS,
  getModel: [...KEY_ERRORS, "not_found"],
};

const otherErrors: OperationErrors<Omit<Declared, ModelOperation>, typeof errors> = {
  getTask: [...KEY_ERRORS, "not_found"],
  getImageTask: [...KEY_ERRORS, "not_found"],
  getResponse: [...KEY_ERRORS, "invalid_request", "not_found"],
  deleteResponse: [...KEY_ERRORS, "conflict", "not_found"],
  cancelResponse: [...KEY_ERRORS, "not_found"],
  createFile: [...KEY_ERRORS, ...BODY_ERRORS, "conflict"],
  listFiles: [...KEY_ERRORS, "invalid_request"],
  getFile: [...KEY_ERRORS, "not_found"],
  deleteFile: [...KEY_ERRORS, "not_found"],
  getFileContent: [...KEY_ERRORS, "not_found"],
  createModeration: [...KEY_ERRORS, ...BODY_ERRORS],
  createBatch: [...KEY_ERRORS, ...BODY_ERRORS, "conflict", "idempotency_mismatch"],
  listBatches: [...KEY_ERRORS, "invalid_request"],
  getBatch: [...KEY_ERRORS, "not_found"],
  cancelBatch: [...KEY_ERRORS, "not_found"],
};

/** The errors that each operation can raise. */
export const operationErrors = { ...modelErrors, ...otherErrors };

/** Converts an error to a response. `x-should-retry: false` stops the retries of SDKs. */
export function toErrorResponse(error: AppError): Response {
  const [status] = errors[error.code];
  const headers = {
    ...createErrorHeaders(error, MAX_RETRY_SECONDS),
    ...challengeHeaders(error, status, apiNames.openai),
    ...(isRetryFutile(error, status) ? { "x-should-retry": "false" } : {}),
  };
  return jsonResponse(toError(error), { status, headers });
}

/** Returns the status of the response to an error. */
export function toErrorStatus(error: AppError): number {
  return errors[error.code][0];
}

/** Returns the type of an error with a code. */
export function toErrorType(code: string): OpenaiType {
  const row = Object.values(errors).find(([, , known]) => known === code);
  return row?.[1] ?? "invalid_request_error";
}

/** Converts an error to the error object of OpenAI's API. */
export function toError(error: AppError): OpenaiError {
  const [, type, code] = errors[error.code];
  const path = error.details.issues?.[0]?.path ?? [];
  const isModel = code === "not_found" && path[0] === "model";
  return {
    error: {
      message: error.message,
      type,
      param: path.length === 0 ? null : formatFieldPath(path),
      code: isModel ? "model_not_found" : code,
    },
  };
}

/**
 * Whether an SDK would retry in vain: an account without credits, an exhausted hourly limit, or a finished
 * generation, because a retry of the same request returns the same result.
 */
function isRetryFutile({ details }: AppError, status: number): boolean {
  if (status === 402) return true;
  if (status === 429) return (details.retryAfterSeconds ?? 0) > MAX_RETRY_SECONDS;
  return status >= 500 && details.generationId !== undefined;
}
