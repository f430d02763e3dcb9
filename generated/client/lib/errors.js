import { readRetryAfterSeconds } from "./backoff.js";
/** The base class of all errors of this package. Use the code: the wording of messages may change. */
export class DarkroomError extends Error {
  name = "DarkroomError";
  /** A machine-readable code of the API or of this package. */
  code;
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
}
/** The server responded with an error. */
export class ApiError extends DarkroomError {
  name = "ApiError";
  status;
  headers;
  charged;
  body;
  idempotencyKey;
  constructor(code, message, facts) {
    super(code, message);
    this.status = facts.status;
    this.headers = facts.headers;
    this.charged = facts.charged;
    this.body = facts.body;
    this.idempotencyKey = facts.idempotencyKey;
  }
  /** The ID of this request in the server's log. */
  get requestId() {
    return this.headers.get("x-request-id") ?? undefined;
  }
  /** Seconds to wait before a retry, from `Retry-After`. */
  get retryAfterSeconds() {
    return readRetryAfterSeconds(this.headers);
  }
}
/** No complete response: `connection_failed` or `timeout`. What the server did is not known. */
export class ConnectionError extends DarkroomError {
  name = "ConnectionError";
  charged = undefined;
  idempotencyKey;
  constructor(code, message, facts) {
    super(code, message, { cause: facts.cause });
    this.idempotencyKey = facts.idempotencyKey;
  }
}
/** A generation finished without images: it failed, was blocked or was canceled. */
export class GenerationError extends DarkroomError {
  name = "GenerationError";
  generation;
  requestId;
  charged;
  constructor(code, message, facts) {
    super(code, message);
    this.generation = facts.generation;
    this.requestId = facts.requestId;
    this.charged = facts.charged;
  }
}
/** A webhook that cannot be trusted: `unsigned`, `too_old`, `wrong_signature` or `wrong_secret`. */
export class WebhookError extends DarkroomError {
  name = "WebhookError";
}
