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
        http.POST("/v1/images/generations", { ...init, body }),
      ),
    createImageStream: (body, options) =>
      calls.stream("create", options, (http, init) =>
        http.POST("/v1/images/generations", {
          ...init,
          parseAs: "stream",
          body: { ...body, stream: true },
        }),
      ),
    editImage: (body, options) =>
      calls.call("create", options, async (http, init) =>
        http.POST("/v1/images/edits", { ...init, body: await calls.readFiles(body) }),
      ),
    editImageStream: (body, options) =>
      calls.stream("create", options, async (http, init) =>
        http.POST("/v1/images/edits", {
          ...init,
          parseAs: "stream",
          body: { ...(await calls.readFiles(body)), stream: true },
        }),
      ),
    createResponse: (body, options) =>
      calls.call("create", options, (http, init) => http.POST("/v1/responses", { ...init, body })),
    createResponseStream: (body, options) =>
      calls.stream("create", options, (http, init) =>
        http.POST("/v1/responses", { ...init, parseAs: "stream", body: { ...body, stream: true } }),
      ),
    getResponse: (responseId, query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/responses/{response_id}", {
          ...init,
          params: { path: { response_id: responseId }, query },
        }),
      ),
    deleteResponse: (responseId, options) =>
      calls.call("write", options, (http, init) =>
        http.DELETE("/v1/responses/{response_id}", {
          ...init,
          params: { path: { response_id: responseId } },
        }),
      ),
    cancelResponse: (responseId, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/v1/responses/{response_id}/cancel", {
          ...init,
          params: { path: { response_id: responseId } },
        }),
      ),
    createImageTask: (body, options) =>
      calls.call("create", options, (http, init) =>
        http.POST("/v1/images/generations/async", { ...init, body }),
      ),
    editImageTask: (body, options) =>
      calls.call("create", options, async (http, init) =>
        http.POST("/v1/images/edits/async", { ...init, body: await calls.readFiles(body) }),
      ),
    getImageTask: (taskId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/images/tasks/{task_id}", { ...init, params: { path: { task_id: taskId } } }),
      ),
    getTask: (taskId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/tasks/{task_id}", { ...init, params: { path: { task_id: taskId } } }),
      ),
    listModels: (options) =>
      calls.call("read", options, (http, init) => http.GET("/v1/models", init)),
    getModel: (model, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/models/{model}", { ...init, params: { path: { model } } }),
      ),
    listBatches: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/batches", { ...init, params: { query } }),
      ),
    iterateBatches: (query = {}, options) =>
      calls.iterateAfter((position) =>
        calls.call("read", options, (http, init) =>
          http.GET("/v1/batches", { ...init, params: { query: { ...query, ...position } } }),
        ),
      ),
    createBatch: (body, options) =>
      calls.call("create", options, (http, init) => http.POST("/v1/batches", { ...init, body })),
    getBatch: (batchId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/batches/{batch_id}", { ...init, params: { path: { batch_id: batchId } } }),
      ),
    cancelBatch: (batchId, options) =>
      calls.call("write", options, (http, init) =>
        http.POST("/v1/batches/{batch_id}/cancel", {
          ...init,
          params: { path: { batch_id: batchId } },
        }),
      ),
    createModeration: (body, options) =>
      calls.call("write", options, (http, init) => http.POST("/v1/moderations", { ...init, body })),
    listFiles: (query = {}, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/files", { ...init, params: { query } }),
      ),
    iterateFiles: (query = {}, options) =>
      calls.iterateAfter((position) =>
        calls.call("read", options, (http, init) =>
          http.GET("/v1/files", { ...init, params: { query: { ...query, ...position } } }),
        ),
      ),
    createFile: (body, options) =>
      calls.call("write", options, async (http, init) =>
        http.POST("/v1/files", { ...init, body: await calls.readFiles(body) }),
      ),
    getFile: (fileId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/files/{file_id}", { ...init, params: { path: { file_id: fileId } } }),
      ),
    deleteFile: (fileId, options) =>
      calls.call("write", options, (http, init) =>
        http.DELETE("/v1/files/{file_id}", { ...init, params: { path: { file_id: fileId } } }),
      ),
    getFileContent: (fileId, options) =>
      calls.call("read", options, (http, init) =>
        http.GET("/v1/files/{file_id}/content", {
          ...init,
          parseAs: "blob",
          params: { path: { file_id: fileId } },
        }),
      ),
  };
}
/** Codes of errors for which nothing is charged or all credits are released. */
exports.uncharged = new Set([
  "invalid_value",
  "moderation_blocked",
  "not_found",
  "idempotency_key_reused",
  "invalid_api_key",
  "credit_balance_exhausted",
  "organization_spend_limit_exceeded",
  "key_budget_reached",
  "plan_required",
  "insufficient_scope",
  "account_suspended",
  "model_not_found",
  "method_not_allowed",
  "request_timeout",
  "payload_too_large",
  "unsupported_media_type",
  "rate_limit_exceeded",
  "generation_failed",
  "internal_error",
  "server_is_overloaded",
]);
const errorCodes = [
  "invalid_value",
  "moderation_blocked",
  "not_found",
  "idempotency_key_reused",
  "invalid_api_key",
  "credit_balance_exhausted",
  "organization_spend_limit_exceeded",
  "key_budget_reached",
  "plan_required",
  "insufficient_scope",
  "account_suspended",
  "model_not_found",
  "method_not_allowed",
  "request_timeout",
  "payload_too_large",
  "unsupported_media_type",
  "rate_limit_exceeded",
  "generation_failed",
  "internal_error",
  "server_is_overloaded",
  "generation_timeout",
];
const known = new Set(errorCodes);
/** Whether a code is one of the API. */
function isErrorCode(code) {
  return known.has(code);
}
