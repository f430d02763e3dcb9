"use strict";
// Written by `bun run generate` from openapi.yaml. Do not edit.
Object.defineProperty(exports, "__esModule", { value: true });
exports.uncharged = void 0;
exports.methods = methods;
exports.isErrorCode = isErrorCode;
/** Creates the methods. Each is one call. */
function methods(calls) {
  return {
    createImage: (body, options) =>
      calls.call("create", options, (http, init) =>
        http.POST("/api/v1/images/generations", { ...init, body }),
      ),
    getTask: (taskId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/v1/images/tasks/{task_id}", {
          ...init,
          params: { path: { task_id: taskId } },
        }),
      ),
    cancelTask: (taskId, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/v1/images/tasks/{task_id}/cancel", {
          ...init,
          params: { path: { task_id: taskId } },
        }),
      ),
  };
}
/** Codes of errors for which nothing is charged or all credits are released. */
exports.uncharged = new Set([
  "invalid_request",
  "moderation_blocked",
  "invalid_api_key",
  "insufficient_credits",
  "monthly_cap_reached",
  "key_budget_reached",
  "plan_required",
  "wrong_api",
  "insufficient_scope",
  "account_suspended",
  "not_found",
  "method_not_allowed",
  "request_timeout",
  "payload_too_large",
  "unsupported_media_type",
  "idempotency_key_reused",
  "rate_limit_exceeded",
  "concurrency_limit_exceeded",
  "internal_error",
  "service_unavailable",
]);
const errorCodes = [
  "invalid_request",
  "moderation_blocked",
  "invalid_api_key",
  "insufficient_credits",
  "monthly_cap_reached",
  "key_budget_reached",
  "plan_required",
  "wrong_api",
  "insufficient_scope",
  "account_suspended",
  "not_found",
  "method_not_allowed",
  "request_timeout",
  "payload_too_large",
  "unsupported_media_type",
  "idempotency_key_reused",
  "rate_limit_exceeded",
  "concurrency_limit_exceeded",
  "internal_error",
  "service_unavailable",
];
const known = new Set(errorCodes);
/** Whether a code is one of the API. */
function isErrorCode(code) {
  return known.has(code);
}
