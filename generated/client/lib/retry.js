import { ApiError, ConnectionError } from "./errors.js";
import { backoffMs, waitMs } from "./backoff.js";
const MAX_RETRIES = 2;
// Who is asked to wait longer may have better things to do, and is told instead.
const LONGEST_ASKED_SECONDS = 60;
// The same key finds the same generation, and that has ended.
const ENDED = new Set(["generationFailed", "generation_failed"]);
/** Makes a call until it succeeds, may not be made again, or was made often enough. */
export async function callWithRetries(job) {
  const { signal, maxRetries = MAX_RETRIES } = job.options;
  for (let tries = 0; ; tries += 1) {
    signal?.throwIfAborted();
    const outcome = await attempt(job);
    // A reply has what the document says, and nothing where it says nothing.
    if ("data" in outcome) return outcome.data;
    const { error } = outcome;
    const askedSeconds = error instanceof ApiError ? error.retryAfterSeconds : undefined;
    const isTooLong = askedSeconds !== undefined && askedSeconds > LONGEST_ASKED_SECONDS;
    if (tries >= maxRetries || isTooLong || !isRetryable(job.kind, error)) throw error;
    await waitMs(askedSeconds === undefined ? backoffMs(tries) : askedSeconds * 1000, signal);
  }
}
async function attempt({ send, options, uncharged }) {
  const { idempotencyKey, onReply, signal } = options;
  const answer = await send(toRequestInit(options)).catch((cause) => {
    signal?.throwIfAborted();
    return connectionError(cause, idempotencyKey);
  });
  if (answer instanceof ConnectionError) return { error: answer };
  const { data, error: body, response } = answer;
  onReply?.(response);
  if (response.ok) return { data };
  return { error: apiError(response, body, { uncharged, idempotencyKey }) };
}
function toRequestInit({ headers, idempotencyKey, signal, timeoutMs }) {
  const key = idempotencyKey === undefined ? {} : { "Idempotency-Key": idempotencyKey };
  const late = timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)];
  const signals = signal === undefined ? late : [signal, ...late];
  const all = { ...headers, ...key };
  return signals.length === 0
    ? { headers: all }
    : { headers: all, signal: AbortSignal.any(signals) };
}
/** Tells what became of a connection. */
export function connectionError(cause, idempotencyKey) {
  const facts = { cause, idempotencyKey };
  return cause instanceof Error && cause.name === "TimeoutError"
    ? new ConnectionError("timeout", "No whole reply has come in time.", facts)
    : new ConnectionError("connection_failed", `No whole reply has come: ${String(cause)}`, facts);
}
function apiError({ status, headers }, body, { uncharged, idempotencyKey }) {
  const told = Object(Object(body).error);
  const code = typeof told.code === "string" ? told.code : `http_${status}`;
  const message =
    typeof told.message === "string" ? told.message : `The server has answered ${status}.`;
  const charged = uncharged.has(code) ? false : undefined;
  return new ApiError(code, message, { status, headers, charged, body, idempotencyKey });
}
function isRetryable(kind, error) {
  if (!(error instanceof ApiError)) return kind !== "write";
  const { status, headers, code } = error;
  if (headers.get("idempotent-replayed") === "true" || ENDED.has(code)) return false;
  const told = headers.get("x-should-retry");
  if (told === "false") return false;
  if (kind === "write") return status === 429;
  return told === "true" || status === 408 || status === 429 || status >= 500;
}
