import { setTimeout } from "node:timers/promises";
import { isUnavailable } from "./unconfirmed-create.ts";

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/** Until when a step of a generation waits for the database to come back. */
export interface Patience {
  /** In milliseconds of `performance.now`. */
  endsAt: number;
  /** Aborts at the end of a drain. */
  draining: AbortSignal;
}

/**
 * Runs a statement of a generation, and repeats it while the database is away. A job that failed for an
 * outage would lose the paid images it holds, and its queue pool with them. The statement must be safe
 * to repeat: the answer to one that was carried out may be lost. Throws the last error once the
 * patience is over, and every other error at once.
 */
export async function outlast<T>(patience: Patience, statement: () => Promise<T>): Promise<T> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs)) {
    try {
      return await statement();
    } catch (error) {
      if (!isUnavailable(error) || performance.now() > patience.endsAt) throw error;
      const goesOn = await pause(pauseMs, patience.draining);
      if (!goesOn) throw error;
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return setTimeout(ms, true, { signal }).catch(() => false);
}
