import { AppError } from "../foundation/errors.ts";

const WINDOW_MS = 60_000;
// Callers beyond this number are not counted until the next window. An entry has about 100 bytes.
const MAX_CALLERS = 200_000;

/** Counts one request of a caller. Throws `rate_limited`. */
type CountRequest = (caller: string) => void;

/**
 * Returns a function that counts the requests of each caller in this process. All counts start again every
 * minute. The ceiling protects the process from a caller that does not pause; limits that are promised to
 * customers are counted in the database.
 */
export function createRequestCeiling(maxPerMinute: number): CountRequest {
  const counts = new Map<string, number>();
  let endsAtMs = 0;
  return (caller) => {
    const nowMs = performance.now();
    if (nowMs >= endsAtMs) {
      counts.clear();
      endsAtMs = nowMs + WINDOW_MS;
    }
    const count = (counts.get(caller) ?? 0) + 1;
    if (count > maxPerMinute) throw tooManyRequests(Math.ceil((endsAtMs - nowMs) / 1000));
    if (count > 1 || counts.size < MAX_CALLERS) counts.set(caller, count);
  };
}

function tooManyRequests(retryAfterSeconds: number): AppError {
  const message = `Too many requests. Retry in ${retryAfterSeconds} seconds.`;
  return new AppError("rate_limited", message, { details: { retryAfterSeconds } });
}
