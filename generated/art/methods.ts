// Written by `bun run generate` from openapi.yaml. Do not edit.

import type { Calls } from "../../src/client/call.ts";
import type { CallOptions, CreateOptions } from "../../src/client/options.ts";
import type { components, paths } from "./client.ts";

type Schemas = components["schemas"];
/** One method per operation of the API. */
export interface Methods {
  /**
   * Create a generation
   *
   * Creates images from a prompt, or from the images at `image_urls`, and responds immediately.
   * Poll `GET /api/v1/images/tasks/{task_id}` for the result.
   */
  createImage(
    body: Schemas["CreateImageRequest"],
    options?: CreateOptions,
  ): Promise<Schemas["Task"]>;

  /**
   * Get a task
   *
   * Returns the status of a task. A key can read only tasks of its own account. Poll every few
   * seconds; polling is free.
   */
  getTask(taskId: string, options?: CallOptions): Promise<Schemas["Task"]>;

  /**
   * Cancel a task
   *
   * Cancels a task. A pending task is canceled immediately. For a task in processing, the
   * request to the provider is aborted; images already received are delivered and charged, and
   * `status` stays `processing` until this is complete. Canceling a finished task has no effect.
   */
  cancelTask(taskId: string, options?: CallOptions): Promise<Schemas["Task"]>;
}
/** Creates the methods. Each is one call. */
export function methods(calls: Calls<paths>): Methods {
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
export const uncharged: ReadonlySet<string> = new Set([
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
] as const;
const known: ReadonlySet<string> = new Set(errorCodes);
/** A code of an error of the API. */
export type ErrorCode = (typeof errorCodes)[number];
/** Whether a code is one of the API. */
export function isErrorCode(code: string): code is ErrorCode {
  return known.has(code);
}
