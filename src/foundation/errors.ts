import type { RateLimit } from "./rate-limit.ts";

/**
 * Error codes of the core. The union is closed and independent of HTTP: each dialect maps every code to a
 * status and a body, so a new code does not compile until every dialect handles it.
 */
export type ErrorCode =
  | "invalid_request"
  | "unsupported_media_type"
  | "payload_too_large"
  | "request_timeout"
  | "missing_key"
  | "invalid_key"
  | "expired_key"
  | "sign_in_required"
  | "csrf_failed"
  | "wrong_api"
  | "plan_required"
  | "insufficient_scope"
  | "forbidden"
  | "account_suspended"
  | "reauthentication_required"
  | "insufficient_credits"
  | "monthly_cap_reached"
  | "key_budget_reached"
  | "not_found"
  | "method_not_allowed"
  | "conflict"
  | "idempotency_mismatch"
  | "content_blocked"
  | "generation_failed"
  | "generation_canceled"
  | "rate_limited"
  | "concurrency_limited"
  | "unavailable"
  | "internal";

/** One invalid part of a request: its path in the request and the reason. */
export interface Issue {
  path: (string | number)[];
  reason: string;
}

/** Formats the path of a field, such as `images[0].image_url`. */
export function formatFieldPath(path: Issue["path"]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}

/** Retry-After if it is not known when the service will be available again. */
export const RETRY_AFTER_SECONDS = 5;

/** Additional data for the response. */
interface ErrorDetails {
  issues?: Issue[];
  retryAfterSeconds?: number;
  generationId?: string;
  /** Whether a statement was sent and its response lost, so that it may have been executed. */
  outcomeUnknown?: boolean;
  /** Whether a generation may have been accepted, because no response to its acceptance was received. */
  acceptanceUnknown?: boolean;
  /** The rate limit of the API key, for the response headers. */
  rate?: RateLimit;
}

/**
 * The only error type of the application. `message` can be shown to the client; `cause` is only logged.
 * Does not depend on HTTP: the error table of each dialect maps the code to a status.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; details?: ErrorDetails } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** Returns whether the database, or another dependency, is temporarily unavailable. */
export function isUnavailable(error: unknown): error is AppError {
  return error instanceof AppError && error.code === "unavailable";
}

// Disk full, quota exceeded, I/O error, read-only file system.
const DISK_FAULTS = new Set(["ENOSPC", "EDQUOT", "EIO", "EROFS"]);

/**
 * Returns `unavailable` if the error or a cause of it says that a local disk cannot be written, else
 * undefined.
 */
export function findDiskFault(error: unknown): AppError | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error ? String(error.code) : "";
  return DISK_FAULTS.has(code) ? toUnavailable(error) : findDiskFault(error.cause);
}

/** Returns whether an error comes from the operating system, for example from writing a file. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^E[A-Z0-9]+$/.test(String(error.code));
}

/** Returns `internal` for an error that no code expects. The cause is only logged. */
export function toInternalError(cause: unknown): AppError {
  const message = "An internal error occurred. Contact support with the request ID.";
  return new AppError("internal", message, { cause });
}

/** Returns `unavailable` with a Retry-After. */
export function toUnavailable(cause: unknown): AppError {
  const message = "The service is temporarily unavailable. Try again later.";
  const details = { retryAfterSeconds: RETRY_AFTER_SECONDS };
  return new AppError("unavailable", message, { cause, details });
}
