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

/** What a dialect may add to its answer beside code and message. */
export interface ErrorDetails {
  issues?: Issue[];
  retryAfterSeconds?: number;
  generationId?: string;
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
