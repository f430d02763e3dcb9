import type { Context } from "./context.ts";
import { type AppError, isUnavailable } from "../foundation/errors.ts";
import { retryDuringOutage } from "../foundation/retry-during-outage.ts";

/** How long the data of a committed change is read, and the error after that. */
interface CommittedRead {
  /** Aborts when the client disconnects. */
  signal: AbortSignal;
  /** Returns the error for the client, which says that the change was made. */
  toError: (error: AppError) => AppError;
  /** Returns whether another try can help. Default: `isUnavailable`. */
  isRetryable?: (error: unknown) => error is AppError;
}

/**
 * Reads data of a committed change, and retries while the database is unavailable: a client that receives an
 * error repeats the change. Throws `toError` of the last error when the client disconnects, when this
 * process stops, or after SYNC_WAIT_SECONDS.
 */
export async function readCommitted<Result>(
  ctx: Context,
  { signal, toError, isRetryable = isUnavailable }: CommittedRead,
  look: () => Promise<Result>,
): Promise<Result> {
  const timeout = AbortSignal.timeout(ctx.config.syncWaitMs);
  const ended = AbortSignal.any([signal, ctx.closing, timeout]);
  try {
    return await retryDuringOutage({ ended, isRetryable }, look);
  } catch (error) {
    throw isRetryable(error) ? toError(error) : error;
  }
}
