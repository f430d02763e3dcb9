import { setTimeout } from "node:timers/promises";
import type { Context } from "../../app/context.ts";
import { AppError, isSystemError } from "../../foundation/errors.ts";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Repeats a step of storing an image for as long as the storage or the disk fails, with longer and
 * longer pauses. Meanwhile the worker of this process takes no further work. Throws the last failure
 * once `until` aborts, and every other error at once.
 */
export async function untilStored<T>(
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
        if (!isPassing(cause)) throw cause;
        failing ??= ctx.storageHealth.failed(cause);
        ctx.log.warn("image_not_stored_yet", { cause });
        if (!(await pause(pauseMs, until))) throw cause;
      }
    }
  } finally {
    failing?.[Symbol.dispose]();
  }
}

/** Whether an error is the storage's or the disk's, and not a bug or a broken image. */
function isPassing(error: unknown): boolean {
  return error instanceof AppError ? error.code === "unavailable" : isSystemError(error);
}

// Between a half and the whole of it, so that workers do not come back all at once.
function pause(ms: number, until: AbortSignal): Promise<boolean> {
  const jittered = ms * (0.5 + Math.random() / 2);
  return setTimeout(jittered, true, { signal: until }).catch(() => false);
}
