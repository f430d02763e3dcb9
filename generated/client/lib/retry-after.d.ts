/** Returns the `Retry-After` of a response in seconds; undefined if it has none. */
export declare function readRetryAfterSeconds(headers: Headers): number | undefined;
