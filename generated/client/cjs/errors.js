"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.WebhookError =
  exports.GenerationError =
  exports.AbortError =
  exports.ConnectionError =
  exports.ApiError =
  exports.DarkroomError =
    void 0;
const retry_after_js_1 = require("./retry-after.js");
/** The base class of all errors of this package. Use the code: the wording of messages may change. */
class DarkroomError extends Error {
  name = "DarkroomError";
  /** A machine-readable code of the API or of this package. */
  code;
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
}
exports.DarkroomError = DarkroomError;
/**
 * The server responded with an error. The code of a response that is not of an API, such as one of a
 * proxy, is `http_` and its status.
 */
class ApiError extends DarkroomError {
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
    return (0, retry_after_js_1.readRetryAfterSeconds)(this.headers);
  }
}
exports.ApiError = ApiError;
/** No complete response: `connection_failed` or `timeout`. What the server did is not known. */
class ConnectionError extends DarkroomError {
  name = "ConnectionError";
  charged = undefined;
  idempotencyKey;
  constructor(code, message, facts) {
    super(code, message, { cause: facts.cause });
    this.idempotencyKey = facts.idempotencyKey;
  }
}
exports.ConnectionError = ConnectionError;
/**
 * The signal of a call has aborted; `cause` is its reason. What the server did is not known: a generation
 * that was created continues.
 */
class AbortError extends DarkroomError {
  name = "AbortError";
  charged = undefined;
  idempotencyKey;
  constructor({ cause, idempotencyKey }) {
    super("aborted", "The call was aborted by its signal.", { cause });
    this.idempotencyKey = idempotencyKey;
  }
}
exports.AbortError = AbortError;
/**
 * A generation finished without images: it failed, was blocked or was canceled. Or a stream ended with an
 * error, after which a generation may continue.
 */
class GenerationError extends DarkroomError {
  name = "GenerationError";
  generation;
  requestId;
  charged;
  /** The key to wait with for a generation that continues. Only set by streams. */
  idempotencyKey;
  constructor(code, message, facts) {
    super(code, message);
    this.idempotencyKey = facts.idempotencyKey;
    this.generation = facts.generation;
    this.requestId = facts.requestId;
    this.charged = facts.charged;
  }
}
exports.GenerationError = GenerationError;
/** A webhook that cannot be trusted: `unsigned`, `too_old`, `wrong_signature` or `wrong_secret`. */
class WebhookError extends DarkroomError {
  name = "WebhookError";
}
exports.WebhookError = WebhookError;
