import type { Context } from "./context.ts";
import { AppError } from "../foundation/errors.ts";

const PAUSE_MS = { shortest: 500, longest: 1_500 };

/** How long the data of a committed change is read, and the error after that. */
interface CommittedRead {
  /** Aborts when the client disconnects. */
  signal: AbortSignal;
  /** Returns the error for the client, which says that the change was made. */
  toError: (error: AppError) => AppError;
  /** Returns whether reading again cannot help against an `unavailable`. Default: never. */
  isFinal?: (error: AppError) => boolean;
}

/**
 * Reads data of a committed change, and retries while the database is unavailable: a client that receives an
 * error repeats the change. Throws `toError` of the last error when the client disconnects, when this
 * process stops, or after SYNC_WAIT_SECONDS.
 */
export async function readCommitted<Result>(
  ctx: Context,
  { signal, toError, isFinal = () => false }: CommittedRead,
  look: () => Promise<Result>,
): Promise<Result> {
  const timeout = AbortSignal.timeout(ctx.config.syncWaitMs);
  const over = AbortSignal.any([signal, ctx.closing, timeout]);
  for (;;) {
    try {
      return await look();
    } catch (error) {
      const isOutage = error instanceof AppError && error.code === "unavailable";
      if (!isOutage || isFinal(error)) throw error;
      if (!(await pauseInOutage(over))) throw toError(error);
    }
  }
}

/** Waits about a second. Returns false if the signal has aborted. */
export async function pauseInOutage(signal: AbortSignal): Promise<boolean> {
  const { shortest, longest } = PAUSE_MS;
  if (!signal.aborted) await Bun.sleep(shortest + Math.random() * (longest - shortest));
  return !signal.aborted;
}
