/** Returns the `Retry-After` of a response in seconds; undefined if it has none. */
export declare function readRetryAfterSeconds(headers: Headers): number | undefined;
/** Returns a delay that doubles with each attempt, up to 8 seconds. */
export declare function backoffMs(tries: number, firstMs?: number): number;
/** Waits, or throws the signal's reason as soon as it aborts. */
export declare function waitMs(ms: number, signal: AbortSignal | undefined): Promise<void>;
