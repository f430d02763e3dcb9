/** A function with the signature of `fetch`. */
export type Fetch = (input: string | Request, init?: RequestInit) => Promise<Response>;
/** Options of all calls of a client. */
export interface ClientOptions {
  /** The URL of the server, such as `https://images.example.com`. */
  baseUrl: string | undefined;
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
}
/** Options for the APIs that require a key. */
export interface KeyOptions extends ClientOptions {
  apiKey: string | undefined;
}
/** Client options with a base URL. */
export interface OpenOptions extends ClientOptions {
  baseUrl: string;
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
export declare function withKey({ apiKey, baseUrl, headers, ...options }: KeyOptions): OpenOptions;
