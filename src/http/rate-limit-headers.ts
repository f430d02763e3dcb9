import type { AppError } from "../foundation/errors.ts";

/** The hour's allowance of a key. */
export interface RateLimitState {
  limit: number;
  remaining: number;
  resetsAt: Date;
}

/** The headers that every reply carries where a limit holds; the reset as seconds since 1970. */
export function createRateLimitHeaders(rate: RateLimitState | undefined): Record<string, string> {
  if (rate === undefined) return {};
  return {
    "x-ratelimit-limit": String(rate.limit),
    "x-ratelimit-remaining": String(rate.remaining),
    "x-ratelimit-reset": String(Math.ceil(rate.resetsAt.getTime() / 1000)),
  };
}

// What `unavailable` says where its origin names no time.
const UNAVAILABLE_SECONDS = 5;

/** The headers of a refusal: the allowance, and after how many seconds to come back. */
export function createErrorHeaders(
  error: AppError,
  longestSeconds = Infinity,
): Record<string, string> {
  const { rate, retryAfterSeconds } = error.details;
  const fallback = error.code === "unavailable" ? UNAVAILABLE_SECONDS : 0;
  const seconds = Math.min(retryAfterSeconds ?? fallback, longestSeconds);
  return {
    ...createRateLimitHeaders(rate),
    ...(seconds > 0 ? { "retry-after": String(seconds) } : {}),
  };
}
