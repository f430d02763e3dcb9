/** The base class of all errors of this package. Use the code: the wording of messages may change. */
export declare class DarkroomError extends Error {
  readonly name: string;
  /** A machine-readable code of the API or of this package. */
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions);
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
/** The server responded with an error. */
export declare class ApiError extends DarkroomError {
  readonly name = "ApiError";
  readonly status: number;
  readonly headers: Headers;
  readonly charged: false | undefined;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
  constructor(code: string, message: string, facts: ReplyFacts);
  /** The ID of this request in the server's log. */
  get requestId(): string | undefined;
  /** Seconds to wait before a retry, from `Retry-After`. */
  get retryAfterSeconds(): number | undefined;
}
/** No complete response: `connection_failed` or `timeout`. What the server did is not known. */
export declare class ConnectionError extends DarkroomError {
  readonly name = "ConnectionError";
  readonly charged: undefined;
  readonly idempotencyKey: string | undefined;
  constructor(code: string, message: string, facts: CallFacts & ErrorOptions);
}
/** Facts about a generation that produced no images. */
export interface GenerationFacts<T> {
  /** The last known state of the generation. */
  generation: T;
  /** Of the response with the final status. */
  requestId: string | undefined;
  /** As in `ApiError`. */
  charged: false | undefined;
}
/** A generation finished without images: it failed, was blocked or was canceled. */
export declare class GenerationError<T = unknown> extends DarkroomError {
  readonly name = "GenerationError";
  readonly generation: T;
  readonly requestId: string | undefined;
  readonly charged: false | undefined;
  constructor(code: string, message: string, facts: GenerationFacts<T>);
}
/** A webhook that cannot be trusted: `unsigned`, `too_old`, `wrong_signature` or `wrong_secret`. */
export declare class WebhookError extends DarkroomError {
  readonly name = "WebhookError";
}
