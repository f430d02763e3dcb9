import { combineSignals, keepStreamSignal, untilAborted } from "./abort.ts";
import { backoffMs, throwIfAborted, waitMs } from "./backoff.ts";
import { isFailureCode, isUnchargedCreate } from "./charge.ts";
import type { DebugEvent } from "./debug.ts";
import { ApiError, ConnectionError, type DarkroomError } from "./errors.ts";
import { isFileReadError } from "./files.ts";
import type { CreateOptions } from "./options.ts";

/**
 * When a call may be retried. `read`: always. `create`: always, because all attempts have the same
 * idempotency key. `write`: only if the server did not process the request (429).
 */
export type CallKind = "read" | "create" | "write";

/** The headers and the signal of one attempt. */
export type CallInit = { headers: Record<string, string>; signal?: AbortSignal };

/** The result of one attempt. */
export interface CallResponse {
  data?: unknown;
  error?: unknown;
  response: Response;
}

/** A call with its options. */
export interface CallTask {
  kind: CallKind;
  options: CreateOptions & { onDebug?: (event: DebugEvent) => void };
  /** Codes of errors after which nothing is charged. */
  uncharged: ReadonlySet<string>;
  send: (init: CallInit) => Promise<CallResponse>;
}

type Outcome = { data: unknown } | { error: ApiError | ConnectionError };

const MAX_RETRIES = 2;
// A longer Retry-After is not waited for: the error is thrown with it.
const MAX_RETRY_AFTER_SECONDS = 60;

/** Retries a call until it succeeds, is not retryable, or `maxRetries` is reached. Throws the last error. */
export async function callWithRetries<T>(job: CallTask): Promise<T> {
  const { onDebug, maxRetries = MAX_RETRIES } = job.options;
  let isDoubtful = false;
  for (let tries = 0; ; tries += 1) {
    throwIfAborted(job.options);
    const outcome = await attempt(job, isDoubtful);
    // Responses match the document; without a declared body, `data` is undefined.
    if ("data" in outcome) return outcome.data as T;
    const { error } = outcome;
    const askedSeconds = error instanceof ApiError ? error.retryAfterSeconds : undefined;
    const isTooLong = askedSeconds !== undefined && askedSeconds > MAX_RETRY_AFTER_SECONDS;
    if (tries >= maxRetries || isTooLong || !isRetryable(job.kind, error)) throw error;
    const delayMs = askedSeconds === undefined ? backoffMs(tries) : askedSeconds * 1000;
    isDoubtful ||= error.charged !== false;
    onDebug?.({ type: "retry", error, delayMs });
    await waitMs(delayMs, job.options);
  }
}

/** Sends a call once. `isDoubtful`: an earlier attempt may have created a generation. */
async function attempt(job: CallTask, isDoubtful: boolean): Promise<Outcome> {
  const { kind, send, options } = job;
  const { idempotencyKey, onReply } = options;
  const init = toRequestInit(kind, options);
  const answer = await untilAborted(send(init), init.signal).catch((cause: unknown) => {
    throwIfAborted(options);
    // Before the request is sent. What a stream has contained is kept, so a retry would fail too.
    if (isFileReadError(cause)) throw cause;
    return connectionError(cause, idempotencyKey);
  });
  if (answer instanceof ConnectionError) return { error: answer };
  const { data, error: body = data, response } = answer;
  keepStreamSignal(data, init.signal);
  onReply?.(response);
  if (response.ok && !isLateError(data)) return { data };
  return { error: apiError(response, body, { ...job, isDoubtful }) };
}

/** With JSON keep-alive, a response starts with status 200 before its request can fail. */
function isLateError(data: unknown): boolean {
  const fields = Object.keys(Object(data));
  return fields.length === 1 && typeof Object(data).error === "object";
}

function toRequestInit(kind: CallKind, options: CreateOptions): CallInit {
  const { headers, idempotencyKey, signal, timeoutMs } = options;
  // A call that waits for a create knows its key, for its errors only.
  const isSent = kind === "create" && idempotencyKey !== undefined;
  const key = isSent ? { "Idempotency-Key": idempotencyKey } : {};
  const late = timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)];
  const first = combineSignals(signal === undefined ? late : [signal, ...late]);
  const all = { ...headers, ...key };
  return first === undefined ? { headers: all } : { headers: all, signal: first };
}

/** Converts a network failure to a `ConnectionError`. */
export function connectionError(
  cause: unknown,
  idempotencyKey: string | undefined,
): ConnectionError {
  const facts = { cause, idempotencyKey };
  return cause instanceof Error && cause.name === "TimeoutError"
    ? new ConnectionError("timeout", "No complete response before the timeout.", facts)
    : new ConnectionError("connection_failed", `No complete response: ${String(cause)}`, facts);
}

function apiError(
  { status, headers }: Response,
  body: unknown,
  { kind, uncharged, options: { idempotencyKey }, isDoubtful }: CallTask & { isDoubtful: boolean },
): ApiError {
  const error: { code?: unknown; message?: unknown } = Object(Object(body).error);
  const code = typeof error.code === "string" ? error.code : `http_${status}`;
  const message =
    typeof error.message === "string" ? error.message : `The server responded with ${status}.`;
  // A failed poll says nothing about its create.
  const isUncharged =
    kind === "create"
      ? isUnchargedCreate({ code, status, headers, isDoubtful, uncharged })
      : idempotencyKey === undefined && uncharged.has(code);
  const charged = isUncharged ? false : undefined;
  return new ApiError(code, message, { status, headers, charged, body, idempotencyKey });
}

function isRetryable(kind: CallKind, error: DarkroomError): boolean {
  if (!(error instanceof ApiError)) return kind !== "write";
  const { status, headers, code } = error;
  if (headers.get("idempotent-replayed") === "true" || isFailureCode(code)) return false;
  const shouldRetry = headers.get("x-should-retry");
  if (shouldRetry === "false") return false;
  if (kind === "write") return status === 429;
  return shouldRetry === "true" || status === 408 || status === 429 || status >= 500;
}
