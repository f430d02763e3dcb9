"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.backoffMs = backoffMs;
exports.throwIfAborted = throwIfAborted;
exports.waitMs = waitMs;
const errors_js_1 = require("./errors.js");
const FIRST_MS = 500;
const LONGEST_MS = 8_000;
/** Returns a delay that doubles with each attempt, up to 8 seconds. */
function backoffMs(tries, firstMs = FIRST_MS) {
  const ms = Math.min(LONGEST_MS, firstMs * 2 ** tries);
  // Jitter, so that clients that were disconnected together do not retry together.
  return ms * (0.75 + Math.random() / 4);
}
/** Throws an `AbortError` if the signal of a call has aborted. */
function throwIfAborted({ signal, idempotencyKey }) {
  if (signal?.aborted) throw new errors_js_1.AbortError({ cause: signal.reason, idempotencyKey });
}
/** Waits, or throws an `AbortError` as soon as the signal aborts. */
async function waitMs(ms, options) {
  throwIfAborted(options);
  const { signal, idempotencyKey } = options;
  await new Promise((resolve, reject) => {
    const leave = () => {
      clearTimeout(timer);
      reject(new errors_js_1.AbortError({ cause: signal?.reason, idempotencyKey }));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", leave);
      resolve();
    }, ms);
    signal?.addEventListener("abort", leave, { once: true });
  });
}
