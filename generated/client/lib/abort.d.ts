/** Returns a signal that aborts with the first of others; undefined if there are none. */
export declare function combineSignals(signals: AbortSignal[]): AbortSignal | undefined;
/**
 * Returns the result of a promise, or throws the reason of a signal as soon as it aborts. For promises that
 * do not follow the signal, such as that of the content of a file.
 */
export declare function untilAborted<T>(
  result: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T>;
/** Keeps the signal of a call for the reading of its response, if that is a stream. */
export declare function keepStreamSignal(body: unknown, signal: AbortSignal | undefined): void;
/** Returns the signal that ends the reading of a stream. */
export declare function findStreamSignal(stream: ReadableStream): AbortSignal | undefined;
