import { createBackoff } from "./backoff.ts";
import { type AppError, isUnavailable } from "./errors.ts";

const PAUSES = { firstMs: 100, longestMs: 1_000, jitter: 0.5 };

/** How long a step is retried while the database is unavailable. */
interface Patience {
  /** In milliseconds of `performance.now`. Default: no limit. */
  endsAt?: number;
  /** Ends the retries, such as at the end of a drain. */
  ended: AbortSignal;
  /** Returns whether another try can help. Default: `isUnavailable`. */
  isRetryable?: (error: unknown) => error is AppError;
}

/**
 * Runs a step and retries it while the database is unavailable. Without the retry an outage would fail the
 * job and lose images that were paid for. The step must be idempotent, because the response of an executed
 * statement can be lost. Throws the last error after `endsAt` or `ended`, and every other error at once.
 */
export async function retryDuringOutage<T>(patience: Patience, step: () => Promise<T>): Promise<T> {
  const { endsAt = Infinity, ended, isRetryable = isUnavailable } = patience;
  const backoff = createBackoff(PAUSES);
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (!isRetryable(error) || performance.now() > endsAt) throw error;
      if (!(await backoff.wait(ended))) throw error;
    }
  }
}
