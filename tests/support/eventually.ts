/**
 * Resolves once a condition holds; it is asked every 50 ms, and an error counts as "not yet". Throws
 * `message` (and the last error) after `timeoutMs`.
 */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  { timeoutMs, message }: { timeoutMs: number; message: string },
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    let cause: unknown;
    try {
      if (await condition()) return;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > deadline) throw new Error(`${message} (${timeoutMs} ms)`, { cause });
    await Bun.sleep(50);
  }
}
