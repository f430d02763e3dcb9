import type { Calls } from "../call.js";
import type { CallOptions, CreateOptions } from "../options.js";
import type { components, paths } from "./client.js";
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
export declare function methods(calls: Calls<paths>): Methods;
/** Codes of errors for which nothing is charged or all credits are released. */
export declare const uncharged: ReadonlySet<string>;
declare const errorCodes: readonly [
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
/** A code of an error of the API. */
export type ErrorCode = (typeof errorCodes)[number];
/** Whether a code is one of the API. */
export declare function isErrorCode(code: string): code is ErrorCode;
export {};
