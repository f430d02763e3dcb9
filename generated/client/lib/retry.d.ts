import type { DebugEvent } from "./debug.js";
import { ConnectionError } from "./errors.js";
import type { CreateOptions } from "./options.js";
/**
 * When a call may be retried. `read`: always. `create`: always, because all attempts have the same
 * idempotency key. `write`: only if the server did not process the request (429).
 */
export type CallKind = "read" | "create" | "write";
/** The headers and the signal of one attempt. */
export type CallInit = {
  headers: Record<string, string>;
  signal?: AbortSignal;
};
/** The result of one attempt. */
export interface CallResponse {
  data?: unknown;
  error?: unknown;
  response: Response;
}
/** A call with its options. */
export interface CallTask {
  kind: CallKind;
  options: CreateOptions & {
    onDebug?: (event: DebugEvent) => void;
  };
  /** Codes of errors after which nothing is charged. */
  uncharged: ReadonlySet<string>;
  send: (init: CallInit) => Promise<CallResponse>;
}
/** Retries a call until it succeeds, is not retryable, or `maxRetries` is reached. Throws the last error. */
export declare function callWithRetries<T>(job: CallTask): Promise<T>;
/** Converts a network failure to a `ConnectionError`. */
export declare function connectionError(
  cause: unknown,
  idempotencyKey: string | undefined,
): ConnectionError;
