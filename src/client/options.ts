import { type DebugEvent, withDebugEvents } from "./debug.ts";
import { readVariable } from "./environment.ts";
import { DarkroomError } from "./errors.ts";
import type { Fetch } from "./fetch.ts";

export type { Fetch };

/** Options of all calls of a client. */
export interface ClientOptions {
  /** The URL of the server, such as `https://images.example.com`. Default: `DARKROOM_URL`. */
  baseUrl?: string | undefined;
  /** The maximum number of retries of a retryable call. Default: 2. */
  maxRetries?: number;
  /** The timeout of one attempt in milliseconds. Default: the timeout of the runtime. */
  timeoutMs?: number;
  /** Headers sent with every call. */
  headers?: Record<string, string>;
  /** Replaces the global `fetch`. */
  fetch?: Fetch;
  /** Called with every response, including those that are retried. */
  onReply?: (reply: Response) => void;
  /** Called with every request, response, failure and retry, for logs. */
  onDebug?: (event: DebugEvent) => void;
}

/** Options for the APIs that require a key. */
export interface KeyOptions extends ClientOptions {
  /** The API key. Default: `DARKROOM_API_KEY`. */
  apiKey?: string | undefined;
}

/** Client options with the defaults. */
export interface OpenOptions extends ClientOptions {
  baseUrl: string;
  fetch: Fetch;
}

/** Options of one call. They override the options of the client. */
export interface CallOptions {
  /** Aborts the call and the delay between its attempts. */
  signal?: AbortSignal;
  maxRetries?: number;
  timeoutMs?: number;
  headers?: Record<string, string>;
  onReply?: (reply: Response) => void;
}

/** Options of a create. */
export interface CreateOptions extends CallOptions {
  /**
   * The same key with the same request returns the same generation and is charged once. By default
   * each call generates a key and uses it in all of its attempts. Pass your own, such as an order
   * number, to be safe across restarts of your program.
   */
  idempotencyKey?: string;
}

/** Adds the key to the headers. Throws `no_base_url` or `no_api_key` if one is missing. */
export function withKey({ apiKey, headers, ...options }: KeyOptions): OpenOptions {
  const key = apiKey || readVariable("DARKROOM_API_KEY");
  const complete = withDefaults(options);
  if (complete.baseUrl === "") {
    throw new DarkroomError(
      "no_base_url",
      "baseUrl or DARKROOM_URL is required: set it to the server's URL.",
    );
  }
  if (key === undefined) {
    throw new DarkroomError(
      "no_api_key",
      "apiKey or DARKROOM_API_KEY is required: set it to an API key.",
    );
  }
  return { ...complete, headers: { ...headers, Authorization: `Bearer ${key}` } };
}

/** Adds the base URL of the environment, or "", and the debug events of requests. */
export function withDefaults({ baseUrl, fetch: given, ...options }: ClientOptions): OpenOptions {
  // Looked up at each call, so that a `fetch` that was replaced later is used.
  const own: Fetch = given ?? ((input, init) => fetch(input, init));
  const { onDebug } = options;
  return {
    ...options,
    baseUrl: baseUrl || (readVariable("DARKROOM_URL") ?? ""),
    fetch: onDebug === undefined ? own : withDebugEvents(own, onDebug),
  };
}
