// Written by `bun run generate` from openapi.yaml. Do not edit.

import type { Calls } from "../../src/client/call.ts";
import type { CallOptions, CreateOptions } from "../../src/client/options.ts";
import type { components, paths } from "./client.ts";

type Schemas = components["schemas"];
/** One method per operation of the API. */
export interface Methods {
  /**
   * Submit a generation
   *
   * Submits a text-to-image or image-editing task and responds immediately. Poll
   * `GET /api/v1/generations/{id}` for the result.
   */
  createGeneration(
    body: Schemas["GenerateRequest"],
    options?: CreateOptions,
  ): Promise<Schemas["AcceptedGeneration"]>;

  /**
   * Sign an upload
   *
   * Returns a signed URL for one input image. An upload takes two steps: this call, then a `PUT`
   * of the bytes to `url` with the `headers` of the response, within 5 minutes.
   *
   * Size and type are part of the signature: a file of another size or type is rejected. A `PUT`
   * without `Content-Type` counts as one of the declared type, unless `url` leads to a bucket,
   * which requires the header: its query then has `X-Amz-SignedHeaders`. The bytes are checked
   * again when a generation uses the key; a file that is not PNG, JPEG or WebP, or not of the
   * declared type, is then rejected with 400. A key can be used as soon as the `PUT` has succeeded.
   *
   * An account can have 100 uploads with 500 MB in total that no generation has used yet. Further
   * ones are rejected with 429 until some are used or expire, 24 hours after they were signed.
   */
  createUpload(
    body: Schemas["UploadRequest"],
    options?: CreateOptions,
  ): Promise<Schemas["SignedUpload"]>;

  /**
   * Get a generation
   *
   * Returns the status of a generation. A key can read only generations of its own account. Poll
   * every few seconds; polling is free.
   */
  getGeneration(id: string, options?: CallOptions): Promise<Schemas["Generation"]>;

  /**
   * Cancel a generation
   *
   * Cancels a generation. A queued generation is canceled immediately. For a running generation,
   * the request to the provider is aborted; images already received are delivered and charged,
   * and `status` stays `running` until this is complete. Canceling a finished generation has no
   * effect.
   */
  cancelGeneration(id: string, options?: CallOptions): Promise<Schemas["Generation"]>;
}
/** Creates the methods. Each is one call. */
export function methods(calls: Calls<paths>): Methods {
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
export const uncharged: ReadonlySet<string> = new Set([
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
] as const;
const known: ReadonlySet<string> = new Set(errorCodes);
/** A code of an error of the API. */
export type ErrorCode = (typeof errorCodes)[number];
/** Whether a code is one of the API. */
export function isErrorCode(code: string): code is ErrorCode {
  return known.has(code);
}
