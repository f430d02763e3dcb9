import { ConnectionError } from "./errors.js";
import type { CreateOptions } from "./options.js";
/**
 * When a call may be made again. `read`: at any time. `create`: too, because all of its attempts
 * carry one idempotency key. `write`: only where the server has refused to do anything.
 */
export type CallKind = "read" | "create" | "write";
/** What an attempt sends along. */
export type CallInit = {
  headers: Record<string, string>;
  signal?: AbortSignal;
};
/** What an attempt has got. */
export interface CallResponse {
  data?: unknown;
  error?: unknown;
  response: Response;
}
/** A call with all that is said of it. */
export interface CallTask {
  kind: CallKind;
  options: CreateOptions;
  /** Codes of errors after which nothing is charged. */
  uncharged: ReadonlySet<string>;
  send: (init: CallInit) => Promise<CallResponse>;
}
/** Makes a call until it succeeds, may not be made again, or was made often enough. */
export declare function callWithRetries<T>(job: CallTask): Promise<T>;
/** Tells what became of a connection. */
export declare function connectionError(
  cause: unknown,
  idempotencyKey: string | undefined,
): ConnectionError;
