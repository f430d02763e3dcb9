import { ApiError, type CallFacts, ConnectionError, type DarkroomError } from "./errors.ts";
import type { CreateOptions } from "./options.ts";
import { backoffMs, waitMs } from "./backoff.ts";

/**
 * When a call may be made again. `read`: at any time. `create`: too, because all of its attempts
 * carry one idempotency key. `write`: only where the server has refused to do anything.
 */
export type CallKind = "read" | "create" | "write";

/** What an attempt sends along. */
export type CallInit = { headers: Record<string, string>; signal?: AbortSignal };

/** What an attempt has got. */
export interface CallResponse {
  data?: unknown;
  error?: unknown;
  response: Response;
}

/** A call with all that is said of it. */
export interface CallTask {
  kind: CallKind;
  options: CreateOptions;
  /** Codes of errors after which nothing is charged. */
  uncharged: ReadonlySet<string>;
  send: (init: CallInit) => Promise<CallResponse>;
}

type Outcome = { data: unknown } | { error: ApiError | ConnectionError };

const MAX_RETRIES = 2;
// Who is asked to wait longer may have better things to do, and is told instead.
const LONGEST_ASKED_SECONDS = 60;
// The same key finds the same generation, and that has ended.
const ENDED = new Set(["generationFailed", "generation_failed"]);

/** Makes a call until it succeeds, may not be made again, or was made often enough. */
export async function callWithRetries<T>(job: CallTask): Promise<T> {
  const { signal, maxRetries = MAX_RETRIES } = job.options;
  for (let tries = 0; ; tries += 1) {
    signal?.throwIfAborted();
    const outcome = await attempt(job);
    // A reply has what the document says, and nothing where it says nothing.
    if ("data" in outcome) return outcome.data as T;
    const { error } = outcome;
    const askedSeconds = error instanceof ApiError ? error.retryAfterSeconds : undefined;
    const isTooLong = askedSeconds !== undefined && askedSeconds > LONGEST_ASKED_SECONDS;
    if (tries >= maxRetries || isTooLong || !isRetryable(job.kind, error)) throw error;
    await waitMs(askedSeconds === undefined ? backoffMs(tries) : askedSeconds * 1000, signal);
  }
}

async function attempt({ send, options, uncharged }: CallTask): Promise<Outcome> {
  const { idempotencyKey, onReply, signal } = options;
  const answer = await send(toRequestInit(options)).catch((cause: unknown) => {
    signal?.throwIfAborted();
    return connectionError(cause, idempotencyKey);
  });
  if (answer instanceof ConnectionError) return { error: answer };
  const { data, error: body, response } = answer;
  onReply?.(response);
  if (response.ok) return { data };
  return { error: apiError(response, body, { uncharged, idempotencyKey }) };
}

function toRequestInit({ headers, idempotencyKey, signal, timeoutMs }: CreateOptions): CallInit {
  const key = idempotencyKey === undefined ? {} : { "Idempotency-Key": idempotencyKey };
  const late = timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)];
  const signals = signal === undefined ? late : [signal, ...late];
  const all = { ...headers, ...key };
  return signals.length === 0
    ? { headers: all }
    : { headers: all, signal: AbortSignal.any(signals) };
}

/** Tells what became of a connection. */
export function connectionError(
  cause: unknown,
  idempotencyKey: string | undefined,
): ConnectionError {
  const facts = { cause, idempotencyKey };
  return cause instanceof Error && cause.name === "TimeoutError"
    ? new ConnectionError("timeout", "No whole reply has come in time.", facts)
    : new ConnectionError("connection_failed", `No whole reply has come: ${String(cause)}`, facts);
}

function apiError(
  { status, headers }: Response,
  body: unknown,
  { uncharged, idempotencyKey }: CallFacts & { uncharged: ReadonlySet<string> },
): ApiError {
  const told: { code?: unknown; message?: unknown } = Object(Object(body).error);
  const code = typeof told.code === "string" ? told.code : `http_${status}`;
  const message =
    typeof told.message === "string" ? told.message : `The server has answered ${status}.`;
  const charged = uncharged.has(code) ? false : undefined;
  return new ApiError(code, message, { status, headers, charged, body, idempotencyKey });
}

function isRetryable(kind: CallKind, error: DarkroomError): boolean {
  if (!(error instanceof ApiError)) return kind !== "write";
  const { status, headers, code } = error;
  if (headers.get("idempotent-replayed") === "true" || ENDED.has(code)) return false;
  const told = headers.get("x-should-retry");
  if (told === "false") return false;
  if (kind === "write") return status === 429;
  return told === "true" || status === 408 || status === 429 || status >= 500;
}
