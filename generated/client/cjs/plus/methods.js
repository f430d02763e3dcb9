"use strict";
// Written by `bun run generate` from openapi.yaml. Do not edit.
Object.defineProperty(exports, "__esModule", { value: true });
exports.uncharged = void 0;
exports.methods = methods;
exports.isErrorCode = isErrorCode;
/** Creates the methods. Each is one call. */
function methods(calls) {
  return {
    createGeneration: (body, options) =>
      calls.call("create", options, (http, init) =>
        http.POST("/api/v1/generate", { ...init, body }),
      ),
    createUpload: (body, options) =>
      calls.call("create", options, (http, init) => http.POST("/api/v1/upload", { ...init, body })),
    getGeneration: (id, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/v1/generations/{id}", { ...init, params: { path: { id } } }),
      ),
    cancelGeneration: (id, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/v1/generations/{id}/cancel", { ...init, params: { path: { id } } }),
      ),
  };
}
/** Codes of errors for which nothing is charged or all credits are released. */
exports.uncharged = new Set([
  "invalid_request",
  "unauthorized",
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
  "content_blocked",
  "idempotency_key_reused",
  "rate_limited",
  "concurrency_limited",
  "internal_error",
  "unavailable",
]);
const errorCodes = [
  "invalid_request",
  "unauthorized",
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
  "content_blocked",
  "idempotency_key_reused",
  "rate_limited",
  "concurrency_limited",
  "internal_error",
  "unavailable",
];
const known = new Set(errorCodes);
/** Whether a code is one of the API. */
function isErrorCode(code) {
  return known.has(code);
}
