/** Ends a wait of a test that hangs. Shorter than the limit of a test, so that the message is shown. */
export const HANG_MS = 90_000;

interface Limits {
  /** What did not happen, for the error. */
  message: string;
  /** For a time that the product promises. */
  timeoutMs?: number;
}

/**
 * Returns the first result of `condition` that is neither undefined, null nor false. It is evaluated
 * every 20 ms; an error counts as "not yet". Throws `message`, with the last error as its cause,
 * after `timeoutMs` (default: 90 s).
 */
export async function eventually<Result>(
  condition: () => Result | Promise<Result>,
  { message, timeoutMs = HANG_MS }: Limits,
): Promise<Exclude<Result, undefined | null | false>> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    let cause: unknown;
    try {
      const result = await condition();
      // The type excludes exactly what is compared here.
      if (result !== undefined && result !== null && result !== false)
        return result as Exclude<Result, undefined | null | false>;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > deadline) throw new Error(`${message} (${timeoutMs} ms)`, { cause });
    await Bun.sleep(20);
  }
}
