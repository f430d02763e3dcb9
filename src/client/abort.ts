/** The signals that were combined: Node.js 20 collects a timeout that only `AbortSignal.any` refers to. */
const sources = new WeakMap<AbortSignal, AbortSignal[]>();

/** The signals of responses that are read as streams. The request of one refers weakly to it, too. */
const streamSignals = new WeakMap<ReadableStream, AbortSignal>();

/** Returns a signal that aborts with the first of others; undefined if there are none. */
export function combineSignals(signals: AbortSignal[]): AbortSignal | undefined {
  if (signals.length < 2) return signals[0];
  const combined = AbortSignal.any(signals);
  sources.set(combined, signals);
  return combined;
}

/**
 * Returns the result of a promise, or throws the reason of a signal as soon as it aborts. For promises that
 * do not follow the signal, such as that of the content of a file.
 */
export async function untilAborted<T>(
  result: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return result;
  let leave = () => {};
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
    if (signal.aborted) leave();
  });
  try {
    return await Promise.race([result, aborted]);
  } finally {
    signal.removeEventListener("abort", leave);
  }
}

/** Keeps the signal of a call for the reading of its response, if that is a stream. */
export function keepStreamSignal(body: unknown, signal: AbortSignal | undefined): void {
  if (signal !== undefined && body instanceof ReadableStream) streamSignals.set(body, signal);
}

/** Returns the signal that ends the reading of a stream. */
export function findStreamSignal(stream: ReadableStream): AbortSignal | undefined {
  return streamSignals.get(stream);
}
