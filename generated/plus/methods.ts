// Written by `bun run generate` from openapi.yaml. Do not edit.

import type { Calls } from "../../src/client/call.ts";
import type { CallOptions, CreateOptions } from "../../src/client/options.ts";
import type { components, paths } from "./client.ts";

type Schemas = components["schemas"];
/** Every operation of the API. */
export interface Methods {
  /**
   * Submit a generation
   *
   * Submits a text-to-image or an image-editing task. The reply comes at once; poll
   * `GET /api/v1/generations/{id}` for the result.
   */
  createGeneration(
    body: Schemas["GenerateRequest"],
    options?: CreateOptions,
  ): Promise<Schemas["AcceptedGeneration"]>;

  /**
   * Sign an upload
   *
   * Signs an address for one input image. Uploading takes two steps: this call, then a `PUT` of
   * the bytes to `url` with the `headers` of the reply, within 5 minutes.
   *
   * Size and type are part of the signature: a file of another size or type is refused. The
   * bytes are checked once more when a generation uses the key, and a file that is no PNG, JPEG
   * or WebP is refused with 400 there. A key can be used from the moment the `PUT` has succeeded.
   */
  createUpload(
    body: Schemas["UploadRequest"],
    options?: CreateOptions,
  ): Promise<Schemas["SignedUpload"]>;

  /**
   * Get a generation
   *
   * Tells where a generation stands. A key reads the generations of its own account only. Poll
   * every few seconds; polling costs no credits.
   */
  getGeneration(id: string, options?: CallOptions): Promise<Schemas["Generation"]>;

  /**
   * Cancel a generation
   *
   * Calls a generation off. A queued one ends at once. For a running one the call to the provider
   * is broken off; images that have arrived by then are delivered and charged, and `status` is
   * `running` until that is settled. Canceling one that has ended changes nothing.
   */
  cancelGeneration(id: string, options?: CallOptions): Promise<Schemas["Generation"]>;
}
/** Makes the methods, each of which is one call. */
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
/** Codes of errors after which nothing is charged, or all of it was given back. */
export const uncharged: ReadonlySet<string> = new Set([
  "invalid_request",
  "unauthorized",
  "insufficient_credits",
  "monthly_cap_reached",
  "plan_required",
  "wrong_api",
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
