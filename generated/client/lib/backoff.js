import { AbortError } from "./errors.js";
const FIRST_MS = 500;
const LONGEST_MS = 8_000;
/** Returns a delay that doubles with each attempt, up to 8 seconds. */
export function backoffMs(tries, firstMs = FIRST_MS) {
  const ms = Math.min(LONGEST_MS, firstMs * 2 ** tries);
  // Jitter, so that clients that were disconnected together do not retry together.
  return ms * (0.75 + Math.random() / 4);
}
/** Throws an `AbortError` if the signal of a call has aborted. */
export function throwIfAborted({ signal, idempotencyKey }) {
  if (signal?.aborted) throw new AbortError({ cause: signal.reason, idempotencyKey });
}
/** Waits, or throws an `AbortError` as soon as the signal aborts. */
export async function waitMs(ms, options) {
  throwIfAborted(options);
  const { signal, idempotencyKey } = options;
  await new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      reject(new AbortError({ cause: signal?.reason, idempotencyKey }));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", leave);
      resolve();
    }, ms);
    signal?.addEventListener("abort", leave, { once: true });
  });
}
