import type { CreateOptions } from "./options.js";
/** Returns a delay that doubles with each attempt, up to 8 seconds. */
export declare function backoffMs(tries: number, firstMs?: number): number;
/** Throws an `AbortError` if the signal of a call has aborted. */
export declare function throwIfAborted({ signal, idempotencyKey }: CreateOptions): void;
/** Waits, or throws an `AbortError` as soon as the signal aborts. */
export declare function waitMs(ms: number, options: CreateOptions): Promise<void>;
