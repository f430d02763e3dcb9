import { createBackoff } from "../../foundation/backoff.ts";
import { isUnavailable } from "./unconfirmed-create.ts";

const PAUSES = { firstMs: 100, longestMs: 1_000 };

/** How long a step of a generation is retried while the database is unavailable. */
interface Patience {
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
  const backoff = createBackoff(PAUSES);
  for (;;) {
    try {
      return await statement();
    } catch (error) {
      if (!isUnavailable(error) || performance.now() > patience.endsAt) throw error;
      if (!(await backoff.wait(patience.draining))) throw error;
    }
  }
}
