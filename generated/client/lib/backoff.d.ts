/** How long a reply asks to wait before the next call; undefined where it does not say. */
export declare function readRetryAfterSeconds(headers: Headers): number | undefined;
/** A pause that doubles each time, up to 8 seconds. */
export declare function backoffMs(tries: number, firstMs?: number): number;
/** Waits, or throws the signal's reason as soon as it aborts. */
export declare function waitMs(ms: number, signal: AbortSignal | undefined): Promise<void>;
