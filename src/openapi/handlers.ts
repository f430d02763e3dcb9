import type { Context } from "../app/context.ts";

declare const operationType: unique symbol;

/** A response. Only `reply` creates one, so its status and body match the OpenAPI document. */
export interface HandlerResult<Op> {
  readonly response: Response;
  readonly [operationType]: Op;
}

/** Creates the response: a declared status with exactly its declared body. */
type ReplyFn<Op> = Op extends { responses: infer Responses }
  ? <Status extends keyof Responses & number>(
      status: Status,
      ...rest: ReplyRest<ResponseContent<Responses[Status]>>
    ) => HandlerResult<Op>
  : never;

/** A response whose status is known after it has started. */
export interface LateResponse {
  status: number;
  body: unknown;
  /** Of an error. */
  code?: string;
}

/** The argument of a handler: an authenticated and validated request. */
export interface Call<Op, Caller> {
  ctx: Context;
  caller: Caller;
  params: Parameters<Op, "path">;
  query: Parameters<Op, "query">;
  headers: Parameters<Op, "header">;
  /** JSON or form fields, with defaults. Uploads are removed when the handler has returned. */
  body: RequestBody<Op>;
  request: Request;
  /** The value of X-Request-Id in the response. */
  requestId: string;
  /** Aborts when the client disconnects. */
  signal: AbortSignal;
  /** Releases the space reserved for the body, once its large parts are no longer referenced. */
  releaseBody(): void;
  /**
   * Starts a response that takes long: see `startEarly`. Its body is to be returned with status 200, or is
   * undefined if `response` is ready in time.
   */
  startEarly(response: Promise<LateResponse>): Promise<ReadableStream<Uint8Array> | undefined>;
  /** Sets the account in the log of a request that signs in. */
  identifyAccount(accountId: string): void;
  /** Sets a header of the response, also of an error response. */
  setHeader(name: string, value: string): void;
  reply: ReplyFn<Op>;
}

type Handler<Op, Caller> = (
  call: Call<Op, Caller>,
) => HandlerResult<Op> | Promise<HandlerResult<Op>>;

/** One handler for each operation of a dialect; those of `PublicOps` have no caller. */
export type Handlers<Ops, Caller, PublicOps extends keyof Ops = never> = {
  [Name in keyof Ops]: Handler<Ops[Name], Name extends PublicOps ? undefined : Caller>;
};

type ReplyRest<Body> = [Body] extends [never]
  ? [body?: undefined, headers?: Record<string, string>]
  : [body: NoInfer<Body>, headers?: Record<string, string>];

type ResponseContent<Declared> = Declared extends { content: infer Types }
  ? {
      [Type in keyof Types]: Type extends Streamed ? ReadableStream<Uint8Array> : Types[Type];
    }[keyof Types]
  : never;

/** Media types that are sent as a stream. All but events require an explicit content-type header. */
type Streamed =
  | "text/event-stream"
  | "text/csv"
  | "application/jsonl"
  | "application/zip"
  | "application/octet-stream"
  | `image/${string}`;

type Parameters<Op, Place extends string> = Op extends {
  parameters: { [Key in Place]?: infer Given };
}
  ? Exclude<Given, undefined>
  : Record<string, never>;

type RequestBody<Op> = Op extends { requestBody: { content: infer Types } }
  ? Types[keyof Types]
  : Op extends { requestBody?: { content: infer Types } }
    ? Types[keyof Types] | undefined
    : undefined;
