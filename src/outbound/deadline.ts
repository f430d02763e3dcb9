import { AppError } from "../foundation/errors.ts";

/** Failures take at least this time, so that timing does not reveal which addresses are reachable (SSRF). */
export const FAILURE_FLOOR_MS = 1000;

/** A signal that aborts at a deadline. */
interface Deadline {
  signal: AbortSignal;
  /** Aborts the signal. */
  stop(): void;
}

/** Returns a signal that aborts at the deadline, when the caller's signal aborts, or when it is stopped. */
export function startDeadline(within: { deadlineMs: number; signal?: AbortSignal }): Deadline {
  const stopper = new AbortController();
  const signals = [stopper.signal, AbortSignal.timeout(within.deadlineMs)];
  if (within.signal !== undefined) signals.push(within.signal);
  return { signal: AbortSignal.any(signals), stop: () => stopper.abort() };
}

/**
 * Delays an AppError until `floorMs` have passed, so that the duration does not reveal whether a port is
 * open, closed or was not tried.
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
