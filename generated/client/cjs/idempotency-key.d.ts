/** Returns a new idempotency key. */
export declare function createIdempotencyKey(): string;
