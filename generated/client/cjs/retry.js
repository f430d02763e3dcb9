"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.callWithRetries = callWithRetries;
exports.connectionError = connectionError;
const abort_js_1 = require("./abort.js");
const backoff_js_1 = require("./backoff.js");
const charge_js_1 = require("./charge.js");
const errors_js_1 = require("./errors.js");
const files_js_1 = require("./files.js");
const MAX_RETRIES = 2;
// A longer Retry-After is not waited for: the error is thrown with it.
const MAX_RETRY_AFTER_SECONDS = 60;
/** Retries a call until it succeeds, is not retryable, or `maxRetries` is reached. Throws the last error. */
async function callWithRetries(job) {
  const { onDebug, maxRetries = MAX_RETRIES } = job.options;
  let isDoubtful = false;
  for (let tries = 0; ; tries += 1) {
    (0, backoff_js_1.throwIfAborted)(job.options);
    const outcome = await attempt(job, isDoubtful);
    // Responses match the document; without a declared body, `data` is undefined.
    if ("data" in outcome) return outcome.data;
    const { error } = outcome;
    const askedSeconds =
      error instanceof errors_js_1.ApiError ? error.retryAfterSeconds : undefined;
    const isTooLong = askedSeconds !== undefined && askedSeconds > MAX_RETRY_AFTER_SECONDS;
    if (tries >= maxRetries || isTooLong || !isRetryable(job.kind, error)) throw error;
    const delayMs =
      askedSeconds === undefined ? (0, backoff_js_1.backoffMs)(tries) : askedSeconds * 1000;
    isDoubtful ||= error.charged !== false;
    onDebug?.({ type: "retry", error, delayMs });
    await (0, backoff_js_1.waitMs)(delayMs, job.options);
  }
}
/** Sends a call once. `isDoubtful`: an earlier attempt may have created a generation. */
async function attempt(job, isDoubtful) {
  const { kind, send, options } = job;
  const { idempotencyKey, onReply } = options;
  const init = toRequestInit(kind, options);
  const answer = await (0, abort_js_1.untilAborted)(send(init), init.signal).catch((cause) => {
    (0, backoff_js_1.throwIfAborted)(options);
    // Before the request is sent. What a stream has contained is kept, so a retry would fail too.
    if ((0, files_js_1.isFileReadError)(cause)) throw cause;
    return connectionError(cause, idempotencyKey);
  });
  if (answer instanceof errors_js_1.ConnectionError) return { error: answer };
  const { data, error: body = data, response } = answer;
  (0, abort_js_1.keepStreamSignal)(data, init.signal);
  onReply?.(response);
  if (response.ok && !isLateError(data)) return { data };
  return { error: apiError(response, body, { ...job, isDoubtful }) };
}
/** With JSON keep-alive, a response starts with status 200 before its request can fail. */
function isLateError(data) {
  const fields = Object.keys(Object(data));
  return fields.length === 1 && typeof Object(data).error === "object";
}
function toRequestInit(kind, options) {
  const { headers, idempotencyKey, signal, timeoutMs } = options;
  // A call that waits for a create knows its key, for its errors only.
  const isSent = kind === "create" && idempotencyKey !== undefined;
  const key = isSent ? { "Idempotency-Key": idempotencyKey } : {};
  const late = timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)];
  const first = (0, abort_js_1.combineSignals)(signal === undefined ? late : [signal, ...late]);
  const all = { ...headers, ...key };
  return first === undefined ? { headers: all } : { headers: all, signal: first };
}
/** Converts a network failure to a `ConnectionError`. */
function connectionError(cause, idempotencyKey) {
  const facts = { cause, idempotencyKey };
  return cause instanceof Error && cause.name === "TimeoutError"
    ? new errors_js_1.ConnectionError("timeout", "No complete response before the timeout.", facts)
    : new errors_js_1.ConnectionError(
        "connection_failed",
        `No complete response: ${String(cause)}`,
        facts,
      );
}
function apiError(
  { status, headers },
  body,
  { kind, uncharged, options: { idempotencyKey }, isDoubtful },
) {
  const error = Object(Object(body).error);
  const code = typeof error.code === "string" ? error.code : `http_${status}`;
  const message =
    typeof error.message === "string" ? error.message : `The server responded with ${status}.`;
  // A failed poll says nothing about its create.
  const isUncharged =
    kind === "create"
      ? (0, charge_js_1.isUnchargedCreate)({ code, status, headers, isDoubtful, uncharged })
      : idempotencyKey === undefined && uncharged.has(code);
  const charged = isUncharged ? false : undefined;
  return new errors_js_1.ApiError(code, message, {
    status,
    headers,
    charged,
    body,
    idempotencyKey,
  });
}
function isRetryable(kind, error) {
  if (!(error instanceof errors_js_1.ApiError)) return kind !== "write";
  const { status, headers, code } = error;
  if (headers.get("idempotent-replayed") === "true" || (0, charge_js_1.isFailureCode)(code))
    return false;
  const shouldRetry = headers.get("x-should-retry");
  if (shouldRetry === "false") return false;
  if (kind === "write") return status === 429;
  return shouldRetry === "true" || status === 408 || status === 429 || status >= 500;
}
