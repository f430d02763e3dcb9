const FIRST_MS = 500;
const LONGEST_MS = 8_000;

/** Returns the `Retry-After` of a response in seconds; undefined if it has none. */
export function readRetryAfterSeconds(headers: Headers): number | undefined {
  const text = headers.get("retry-after");
  if (text === null) return undefined;
  const seconds = Number.isNaN(Number(text))
    ? (Date.parse(text) - Date.now()) / 1000
    : Number(text);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** Returns a delay that doubles with each attempt, up to 8 seconds. */
export function backoffMs(tries: number, firstMs: number = FIRST_MS): number {
  const ms = Math.min(LONGEST_MS, firstMs * 2 ** tries);
  // Jitter, so that clients that were disconnected together do not retry together.
  return ms * (0.75 + Math.random() / 4);
}

/** Waits, or throws the signal's reason as soon as it aborts. */
export async function waitMs(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", leave);
      resolve();
    }, ms);
    signal?.addEventListener("abort", leave, { once: true });
  });
}
