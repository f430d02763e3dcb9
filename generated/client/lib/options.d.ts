/** As `fetch`, whoever has made it. */
export type Fetch = (input: string | Request, init?: RequestInit) => Promise<Response>;
/** What all calls of a client have in common. */
export interface ClientOptions {
  /** Where the server is reached, such as `https://images.example.com`. */
  baseUrl: string | undefined;
  /** How often a call is made again that may be; 2 unless given. */
  maxRetries?: number;
  /** How long one attempt may take; as long as the runtime lets it unless given. */
  timeoutMs?: number;
  /** Sent with every call. */
  headers?: Record<string, string>;
  /** Instead of the runtime's own. */
  fetch?: Fetch;
  /** Hears of every reply, also of those that are tried again. */
  onReply?: (reply: Response) => void;
}
/** As above, for the APIs that take a key. */
export interface KeyOptions extends ClientOptions {
  apiKey: string | undefined;
}
/** Options that a client can be opened with. */
export interface OpenOptions extends ClientOptions {
  baseUrl: string;
}
/** What may be said of one call; what is said here goes before what was said of the client. */
export interface CallOptions {
  /** Ends the call, and the waiting between its attempts. */
  signal?: AbortSignal;
  maxRetries?: number;
  timeoutMs?: number;
  headers?: Record<string, string>;
  onReply?: (reply: Response) => void;
}
/** Of a call that buys. */
export interface CreateOptions extends CallOptions {
  /**
   * The same key with the same request gives the same generation, and nothing is bought twice. Each
   * call makes one up and keeps it in all of its attempts; give one of your own, such as an order's
   * number, to be safe across restarts of your program too.
   */
  idempotencyKey?: string;
}
/** Options with the key where every call finds it. Throws where there is no address or no key. */
export declare function withKey({ apiKey, baseUrl, headers, ...options }: KeyOptions): OpenOptions;
