import { setTimeout } from "node:timers/promises";

/** Waits. Returns false if the signal aborts before the end. */
export function pause(ms: number, signal?: AbortSignal): Promise<boolean> {
  return setTimeout(ms, true, signal && { signal }).catch(() => false);
}

/** Pauses between attempts that double from `firstMs` to `longestMs`. */
interface Backoff {
  /** The length of the next pause. */
  nextMs(): number;
  /** Waits for the next pause. Returns false if the signal aborts before its end. */
  wait(signal?: AbortSignal): Promise<boolean>;
  /** Starts again with the first pause, after a success. */
  reset(): void;
}

/**
 * Creates the pauses of one retried operation.
 *
 * @param limits.jitter shortens each pause by up to this part of it, so that processes do not retry together
 */
export function createBackoff(limits: {
  firstMs: number;
  longestMs: number;
  jitter?: number;
}): Backoff {
  const { firstMs, longestMs, jitter = 0 } = limits;
  let ms = firstMs;
  return {
    nextMs: () => ms,
    wait(signal) {
      const shortened = ms * (1 - jitter * Math.random());
      ms = Math.min(longestMs, 2 * ms);
      return pause(shortened, signal);
    },
    reset() {
      ms = firstMs;
    },
  };
}
