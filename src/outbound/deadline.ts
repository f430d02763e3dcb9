import { AppError } from "../foundation/errors.ts";

export interface Deadline {
  signal: AbortSignal;
  /** Ends whatever still goes on under the signal. */
  stop(): void;
}

/** A signal that aborts when the time is up, when the caller aborts, or when it is stopped. */
export function startDeadline(within: { deadlineMs: number; signal?: AbortSignal }): Deadline {
  const stopper = new AbortController();
  const signals = [stopper.signal, AbortSignal.timeout(within.deadlineMs)];
  if (within.signal !== undefined) signals.push(within.signal);
  return { signal: AbortSignal.any(signals), stop: () => stopper.abort() };
}

/**
 * Lets no refusal out before `floorMs`: a closed port, an open one and a URL that was not tried at
 * all take the same time.
 */
export async function withMinDuration<T>(floorMs: number, work: () => Promise<T>): Promise<T> {
  const startedMs = performance.now();
  try {
    return await work();
  } catch (error) {
    const spentMs = performance.now() - startedMs;
    if (error instanceof AppError) await Bun.sleep(Math.max(0, floorMs - spentMs));
    throw error;
  }
}
