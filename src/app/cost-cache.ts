// A value is reused for this many times the time that reading it took, so that reading takes at most one
// part in 21 of the time, however often it is asked for.
const REUSE_FACTOR = 20;
const LONGEST_REUSE_MS = 30_000;

/**
 * Returns a function that reuses a value in proportion to the time that reading it took: a value that takes
 * 2 ms is reused for 40 ms, one that takes a second for 20 s. Concurrent callers share one reading. A
 * rejection is not reused. `nowMs` is a monotonic clock.
 */
export function cacheByCost<Value>(
  read: () => Promise<Value>,
  nowMs: () => number = () => performance.now(),
): () => Promise<Value> {
  let reading: Promise<Value> | undefined;
  let reusableUntilMs = 0;

  async function readTimed(): Promise<Value> {
    const startedAtMs = nowMs();
    const value = await read();
    const endedAtMs = nowMs();
    const reuseMs = Math.min(REUSE_FACTOR * (endedAtMs - startedAtMs), LONGEST_REUSE_MS);
    reusableUntilMs = endedAtMs + reuseMs;
    return value;
  }
  return () => {
    if (reading !== undefined && nowMs() < reusableUntilMs) return reading;
    reusableUntilMs = Infinity;
    reading = readTimed().catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
}
