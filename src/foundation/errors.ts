/**
 * Everything that can go wrong for a caller, in the core's own words. The union is closed: each
 * dialect holds one table from code to its own status, code and envelope, so a new code does not
 * compile until every dialect can say it.
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
  | "forbidden"
  | "insufficient_credits"
  | "monthly_cap_reached"
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

/** One reason why a request was refused: where it stands in the request, and what is wrong there. */
export interface Issue {
  path: (string | number)[];
  reason: string;
}

/** How long a caller is asked to wait where it is not known when the service will be back. */
export const RETRY_AFTER_SECONDS = 5;

/** What a dialect may add to its answer beside code and message. */
export interface ErrorDetails {
  issues?: Issue[];
  retryAfterSeconds?: number;
  generationId?: string;
  /** Whether a statement of the database was sent and its answer lost, so that it may have run. */
  outcomeUnknown?: boolean;
  /** The hour's allowance, for the headers of a refusal. */
  rate?: { limit: number; remaining: number; resetsAt: Date };
}

/**
 * The one error type of the house. `message` may be shown to a caller; `cause` goes to the log and
 * nowhere else. It knows no HTTP: a dialect's error table does.
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

// Full, over quota, broken, read-only.
const DISK_FAULTS = new Set(["ENOSPC", "EDQUOT", "EIO", "EROFS"]);

/** Returns `unavailable` for an error that says that a disk of ours takes no data, else undefined. */
export function findDiskFault(error: unknown): AppError | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error ? String(error.code) : "";
  return DISK_FAULTS.has(code) ? toUnavailable(error) : findDiskFault(error.cause);
}

/** Whether the operating system refused something, such as to write a file. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^E[A-Z0-9]+$/.test(String(error.code));
}

/** Returns `unavailable`, with the time after which a caller may try again. */
export function toUnavailable(cause: unknown): AppError {
  const message = "The service is unavailable at the moment. Try again later.";
  const details = { retryAfterSeconds: RETRY_AFTER_SECONDS };
  return new AppError("unavailable", message, { cause, details });
}
