import { setTimeout } from "node:timers/promises";
import type { Context } from "../../app/context.ts";
import { AppError, isSystemError } from "../../foundation/errors.ts";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Retries a step of storing an image while the storage or the disk fails, with exponential backoff. The
 * worker of this process takes no new generations during that time. Throws the last error when `until`
 * aborts, and every other error at once.
 */
export async function retryStoring<T>(
  ctx: Context,
  until: AbortSignal,
  step: () => Promise<T>,
): Promise<T> {
  let failing: Disposable | undefined;
  try {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, 2 * pauseMs)) {
      try {
        return await step();
      } catch (cause) {
        if (!isTransient(cause)) throw cause;
        failing ??= ctx.storageHealth.failed(cause);
        ctx.log.warn("image_store_retried", { cause });
        if (!(await pause(pauseMs, until))) throw cause;
      }
    }
  } finally {
    failing?.[Symbol.dispose]();
  }
}

/** Returns whether an error comes from the storage or the disk, not from a bug or an invalid image. */
function isTransient(error: unknown): boolean {
  return error instanceof AppError ? error.code === "unavailable" : isSystemError(error);
}

// Randomized between 50 and 100 percent, so that workers do not retry at the same time.
function pause(ms: number, until: AbortSignal): Promise<boolean> {
  const jittered = ms * (0.5 + Math.random() / 2);
  return setTimeout(jittered, true, { signal: until }).catch(() => false);
}
