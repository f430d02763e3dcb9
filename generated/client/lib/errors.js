import { readRetryAfterSeconds } from "./backoff.js";
/** What every error of this package has. Go by the code: the wording of messages may change. */
export class DarkroomError extends Error {
  name = "DarkroomError";
  /** What went wrong, for programs: a code of the API, or one of this package's own. */
  code;
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
}
/** The server has answered with an error. */
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
  /** Names this very request in the server's log. */
  get requestId() {
    return this.headers.get("x-request-id") ?? undefined;
  }
  /** How long the server asks to wait before the call is made again. */
  get retryAfterSeconds() {
    return readRetryAfterSeconds(this.headers);
  }
}
/** No whole reply has come: `connection_failed`, or `timeout`. What the server did is not known. */
export class ConnectionError extends DarkroomError {
  name = "ConnectionError";
  charged = undefined;
  idempotencyKey;
  constructor(code, message, facts) {
    super(code, message, { cause: facts.cause });
    this.idempotencyKey = facts.idempotencyKey;
  }
}
/** A generation has ended without images: it has failed, was refused, or was canceled. */
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
