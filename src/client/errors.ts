import { readRetryAfterSeconds } from "./backoff.ts";

/** What every error of this package has. Go by the code: the wording of messages may change. */
export class DarkroomError extends Error {
  override readonly name: string = "DarkroomError";
  /** What went wrong, for programs: a code of the API, or one of this package's own. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What is known of a call that failed. */
export interface CallFacts {
  /** Under which the call can be made again without buying twice. Only with calls that buy. */
  idempotencyKey: string | undefined;
}

/** What a reply told when it told of an error. */
export interface ReplyFacts extends CallFacts {
  status: number;
  headers: Headers;
  /** False: nothing was charged, or all of it was given back. Undefined: that is not known yet. */
  charged: false | undefined;
  /** The body, as JSON where it was JSON. */
  body: unknown;
}

/** The server has answered with an error. */
export class ApiError extends DarkroomError {
  override readonly name = "ApiError";
  readonly status: number;
  readonly headers: Headers;
  readonly charged: false | undefined;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;

  constructor(code: string, message: string, facts: ReplyFacts) {
    super(code, message);
    this.status = facts.status;
    this.headers = facts.headers;
    this.charged = facts.charged;
    this.body = facts.body;
    this.idempotencyKey = facts.idempotencyKey;
  }

  /** Names this very request in the server's log. */
  get requestId(): string | undefined {
    return this.headers.get("x-request-id") ?? undefined;
  }

  /** How long the server asks to wait before the call is made again. */
  get retryAfterSeconds(): number | undefined {
    return readRetryAfterSeconds(this.headers);
  }
}

/** No whole reply has come: `connection_failed`, or `timeout`. What the server did is not known. */
export class ConnectionError extends DarkroomError {
  override readonly name = "ConnectionError";
  readonly charged = undefined;
  readonly idempotencyKey: string | undefined;

  constructor(code: string, message: string, facts: CallFacts & ErrorOptions) {
    super(code, message, { cause: facts.cause });
    this.idempotencyKey = facts.idempotencyKey;
  }
}

/** How a generation ended that was waited for. */
export interface GenerationFacts<T> {
  /** As the server told it last. */
  generation: T;
  /** Of the reply that told of the end. */
  requestId: string | undefined;
  /** As of an `ApiError`. */
  charged: false | undefined;
}

/** A generation has ended without images: it has failed, was refused, or was canceled. */
export class GenerationError<T = unknown> extends DarkroomError {
  override readonly name = "GenerationError";
  readonly generation: T;
  readonly requestId: string | undefined;
  readonly charged: false | undefined;

  constructor(code: string, message: string, facts: GenerationFacts<T>) {
    super(code, message);
    this.generation = facts.generation;
    this.requestId = facts.requestId;
    this.charged = facts.charged;
  }
}

/** A webhook that cannot be trusted: `unsigned`, `too_old`, `wrong_signature` or `wrong_secret`. */
export class WebhookError extends DarkroomError {
  override readonly name = "WebhookError";
}
