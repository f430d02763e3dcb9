import { setTimeout } from "node:timers/promises";
import { isUnavailable } from "./unconfirmed-create.ts";

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/** How long a step of a generation is retried while the database is unavailable. */
export interface Patience {
  /** In milliseconds of `performance.now`. */
  endsAt: number;
  /** Aborts at the end of a drain. */
  draining: AbortSignal;
}

/**
 * Runs a statement and retries it while the database is unavailable. Without the retry an outage would fail
 * the job and lose images that were paid for. The statement must be idempotent, because the response of an
 * executed statement can be lost. Throws the last error after `endsAt` or a drain, and every other error at
 * once.
 */
export async function retryDuringOutage<T>(
  patience: Patience,
  statement: () => Promise<T>,
): Promise<T> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs)) {
    try {
      return await statement();
    } catch (error) {
      if (!isUnavailable(error) || performance.now() > patience.endsAt) throw error;
      const isPauseOver = await pause(pauseMs, patience.draining);
      if (!isPauseOver) throw error;
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return setTimeout(ms, true, { signal }).catch(() => false);
}
