/** The base class of all errors of this package. Use the code: the wording of messages may change. */
export declare class DarkroomError<Code extends string = string> extends Error {
  readonly name: string;
  /** A machine-readable code of the API or of this package. */
  readonly code: Code;
  constructor(code: Code, message: string, options?: ErrorOptions);
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
export declare class ApiError<Code extends string = string> extends DarkroomError<Code> {
  readonly name = "ApiError";
  readonly status: number;
  readonly headers: Headers;
  readonly charged: false | undefined;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
  constructor(code: Code, message: string, facts: ReplyFacts);
  /** The ID of this request in the server's log. */
  get requestId(): string | undefined;
  /** Seconds to wait before a retry, from `Retry-After`. */
  get retryAfterSeconds(): number | undefined;
}
/** No complete response: `connection_failed` or `timeout`. What the server did is not known. */
export declare class ConnectionError extends DarkroomError<"connection_failed" | "timeout"> {
  readonly name = "ConnectionError";
  readonly charged: undefined;
  readonly idempotencyKey: string | undefined;
  constructor(
    code: "connection_failed" | "timeout",
    message: string,
    facts: CallFacts & ErrorOptions,
  );
}
/**
 * The signal of a call has aborted; `cause` is its reason. What the server did is not known: a generation
 * that was created continues.
 */
export declare class AbortError extends DarkroomError<"aborted"> {
  readonly name = "AbortError";
  readonly charged: undefined;
  readonly idempotencyKey: string | undefined;
  constructor({ cause, idempotencyKey }: CallFacts & ErrorOptions);
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
export declare class GenerationError<T = unknown> extends DarkroomError {
  readonly name = "GenerationError";
  readonly generation: T;
  readonly requestId: string | undefined;
  readonly charged: false | undefined;
  /** The key to wait with for a generation that continues. Only set by streams. */
  readonly idempotencyKey: string | undefined;
  constructor(code: string, message: string, facts: GenerationFacts<T>);
}
/** A webhook that cannot be trusted: `unsigned`, `too_old`, `wrong_signature` or `wrong_secret`. */
export declare class WebhookError extends DarkroomError<
  "unsigned" | "too_old" | "wrong_signature" | "wrong_secret"
> {
  readonly name = "WebhookError";
}
