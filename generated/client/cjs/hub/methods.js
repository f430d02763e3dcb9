"use strict";
// Written by `bun run generate` from openapi.yaml. Do not edit.
Object.defineProperty(exports, "__esModule", { value: true });
exports.uncharged = void 0;
exports.methods = methods;
exports.isErrorCode = isErrorCode;
/** Creates the methods. Each is one call. */
function methods(calls) {
  return {
    listModels: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/v1/models", init)),
    getCredits: (options) =>
      calls.call("read", options, (http, init) => http.GET("/api/v1/credits", init)),
    createImage: (body, options) =>
      calls.call("create", options, async (http, init) =>
        http.POST("/api/v1/images/generations", { ...init, body: await calls.readFiles(body) }),
      ),
    getGeneration: (generationId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/api/v1/generations/{generationId}", {
          ...init,
          params: { path: { generationId } },
        }),
      ),
    cancelGeneration: (generationId, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/api/v1/generations/{generationId}/cancel", {
          ...init,
          params: { path: { generationId } },
        }),
      ),
  };
}
/** Codes of errors for which nothing is charged or all credits are released. */
exports.uncharged = new Set([
  "invalid_request",
  "missingApiKey",
  "invalidApiKey",
  "expiredApiKey",
  "insufficientCredits",
  "keyBudgetReached",
  "wrongApi",
  "insufficientScope",
  "accountSuspended",
  "notFound",
  "methodNotAllowed",
  "contentBlocked",
  "idempotencyKeyReused",
  "rateLimited",
  "generationFailed",
  "internalError",
  "unavailable",
]);
const errorCodes = [
  "invalid_request",
  "missingApiKey",
  "invalidApiKey",
  "expiredApiKey",
  "insufficientCredits",
  "keyBudgetReached",
  "wrongApi",
  "insufficientScope",
  "accountSuspended",
  "notFound",
  "methodNotAllowed",
  "contentBlocked",
  "idempotencyKeyReused",
  "rateLimited",
  "generationFailed",
  "internalError",
  "unavailable",
];
const known = new Set(errorCodes);
/** Whether a code is one of the API. */
function isErrorCode(code) {
  return known.has(code);
}
