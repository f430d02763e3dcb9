import type { AppError } from "../foundation/errors.ts";
import type { RateLimit } from "../foundation/rate-limit.ts";

/** Returns the rate-limit headers; none without a limit. The reset is in seconds since 1970. */
export function createRateLimitHeaders(rate: RateLimit | undefined): Record<string, string> {
  if (rate === undefined) return {};
  return {
    "x-ratelimit-limit": String(rate.limit),
    "x-ratelimit-remaining": String(rate.remaining),
    "x-ratelimit-reset": String(Math.ceil(rate.resetsAt.getTime() / 1000)),
  };
}

// Retry-After of `unavailable` if the error names no time.
const UNAVAILABLE_SECONDS = 5;

/** Returns the rate-limit headers and Retry-After (at most `maxSeconds`) of an error response. */
export function createErrorHeaders(error: AppError, maxSeconds = Infinity): Record<string, string> {
  const { rate, retryAfterSeconds } = error.details;
  const fallback = error.code === "unavailable" ? UNAVAILABLE_SECONDS : 0;
  const seconds = Math.min(retryAfterSeconds ?? fallback, maxSeconds);
  return {
    ...createRateLimitHeaders(rate),
    ...(seconds > 0 ? { "retry-after": String(seconds) } : {}),
  };
}
