import { readRetryAfterSeconds } from "./retry-after.ts";

/** The base class of all errors of this package. Use the code: the wording of messages may change. */
export class DarkroomError<Code extends string = string> extends Error {
  override readonly name: string = "DarkroomError";
  /** A machine-readable code of the API or of this package. */
  readonly code: Code;

  constructor(code: Code, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Facts about a failed call. */
export interface CallFacts {
  /** The key to retry the call with without being charged twice. Only set for creates. */
  idempotencyKey: string | undefined;
}

/** Facts from an error response. */
export interface ReplyFacts extends CallFacts {
  status: number;
  headers: Headers;
  /** False: nothing was charged, or all credits were released. Undefined: not known yet. */
  charged: false | undefined;
  /** The body, parsed if it was JSON. */
  body: unknown;
}

/**
 * The server responded with an error. The code of a response that is not of an API, such as one of a
 * proxy, is `http_` and its status.
 */
export class ApiError<Code extends string = string> extends DarkroomError<Code> {
  override readonly name = "ApiError";
  readonly status: number;
  readonly headers: Headers;
  readonly charged: false | undefined;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;

  constructor(code: Code, message: string, facts: ReplyFacts) {
    super(code, message);
    this.status = facts.status;
    this.headers = facts.headers;
    this.charged = facts.charged;
    this.body = facts.body;
    this.idempotencyKey = facts.idempotencyKey;
  }

  /** The ID of this request in the server's log. */
  get requestId(): string | undefined {
    return this.headers.get("x-request-id") ?? undefined;
  }

  /** Seconds to wait before a retry, from `Retry-After`. */
  get retryAfterSeconds(): number | undefined {
    return readRetryAfterSeconds(this.headers);
  }
}

/** No complete response: `connection_failed` or `timeout`. What the server did is not known. */
export class ConnectionError extends DarkroomError<"connection_failed" | "timeout"> {
  override readonly name = "ConnectionError";
  readonly charged = undefined;
  readonly idempotencyKey: string | undefined;

  constructor(
    code: "connection_failed" | "timeout",
    message: string,
    facts: CallFacts & ErrorOptions,
  ) {
    super(code, message, { cause: facts.cause });
    this.idempotencyKey = facts.idempotencyKey;
  }
}

/**
 * The signal of a call has aborted; `cause` is its reason. What the server did is not known: a generation
 * that was created continues.
 */
export class AbortError extends DarkroomError<"aborted"> {
  override readonly name = "AbortError";
  readonly charged = undefined;
  readonly idempotencyKey: string | undefined;

  constructor({ cause, idempotencyKey }: CallFacts & ErrorOptions) {
    super("aborted", "The call was aborted by its signal.", { cause });
    this.idempotencyKey = idempotencyKey;
  }
}

/** Facts about a generation that produced no images. */
export interface GenerationFacts<T> extends CallFacts {
  /** The last known state of the generation. */
  generation: T;
  /** Of the response with the final status. */
  requestId: string | undefined;
  /** As in `ApiError`. */
  charged: false | undefined;
}

/**
 * A generation finished without images: it failed, was blocked or was canceled. Or a stream ended with an
 * error, after which a generation may continue.
 */
export class GenerationError<T = unknown> extends DarkroomError {
  override readonly name = "GenerationError";
  readonly generation: T;
  readonly requestId: string | undefined;
  readonly charged: false | undefined;
  /** The key to wait with for a generation that continues. Only set by streams. */
  readonly idempotencyKey: string | undefined;

  constructor(code: string, message: string, facts: GenerationFacts<T>) {
    super(code, message);
    this.idempotencyKey = facts.idempotencyKey;
    this.generation = facts.generation;
    this.requestId = facts.requestId;
    this.charged = facts.charged;
  }
}

/** A webhook that cannot be trusted: `unsigned`, `too_old`, `wrong_signature` or `wrong_secret`. */
export class WebhookError extends DarkroomError<
  "unsigned" | "too_old" | "wrong_signature" | "wrong_secret"
> {
  override readonly name = "WebhookError";
}
