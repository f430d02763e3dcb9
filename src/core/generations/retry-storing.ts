import type { Context } from "../../app/context.ts";
import { createBackoff } from "../../foundation/backoff.ts";
import { AppError, isSystemError } from "../../foundation/errors.ts";

// Short enough for several attempts during a drain: images that are not stored at its end stay on this
// machine, and a worker of another one cannot deliver them.
const PAUSES = { firstMs: 500, longestMs: 5_000, jitter: 0.5 };

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
  const backoff = createBackoff(PAUSES);
  let failing: Disposable | undefined;
  try {
    for (;;) {
      try {
        return await step();
      } catch (cause) {
        if (!isTransient(cause)) throw cause;
        failing ??= ctx.storageHealth.failed(cause);
        ctx.log.warn("image_store_retried", { cause });
        if (!(await backoff.wait(until))) throw cause;
      }
    }
  } finally {
    failing?.[Symbol.dispose]();
  }
}

/** Returns whether an error comes from the storage or the disk, not from a bug or an invalid image. */
export function isTransient(error: unknown): boolean {
  return error instanceof AppError ? error.code === "unavailable" : isSystemError(error);
}
