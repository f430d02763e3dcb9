import type { Context } from "../app/context.ts";

declare const operationOf: unique symbol;

/** A finished reply. Only `reply` makes one, so that its status and body are as the spec declares. */
export interface HandlerResult<Op> {
  readonly response: Response;
  readonly [operationOf]: Op;
}

/** Makes the reply: a declared status with exactly its declared body. */
export type ReplyFn<Op> = Op extends { responses: infer Responses }
  ? <Status extends keyof Responses & number>(
      status: Status,
      ...rest: ReplyRest<Content<Responses[Status]>>
    ) => HandlerResult<Op>
  : never;

/** What a handler is given: a request that has passed authentication and the spec. */
export interface Call<Op, Caller> {
  ctx: Context;
  caller: Caller;
  params: Parameters<Op, "path">;
  query: Parameters<Op, "query">;
  headers: Parameters<Op, "header">;
  /** JSON or form fields, defaults filled in. Uploads are removed once the reply is made. */
  body: Body<Op>;
  request: Request;
  /** The id that the reply carries as X-Request-Id. */
  requestId: string;
  /** Aborts when the client goes away. */
  signal: AbortSignal;
  /** Gives back the room of a body whose large parts the handler has let go, before the reply. */
  releaseBody(): void;
  /** Sets a header on the reply, whatever the reply turns out to be. */
  setHeader(name: string, value: string): void;
  reply: ReplyFn<Op>;
}

export type Handler<Op, Caller> = (
  call: Call<Op, Caller>,
) => HandlerResult<Op> | Promise<HandlerResult<Op>>;

/** One handler for each operation of a dialect; those in `PublicOps` know no caller. */
export type Handlers<Ops, Caller, PublicOps extends keyof Ops = never> = {
  [Name in keyof Ops]: Handler<Ops[Name], Name extends PublicOps ? undefined : Caller>;
};

type ReplyRest<Body> = [Body] extends [never]
  ? [body?: undefined, headers?: Record<string, string>]
  : [body: NoInfer<Body>, headers?: Record<string, string>];

type Content<Declared> = Declared extends { content: infer Types }
  ? {
      [Type in keyof Types]: Type extends Streamed ? ReadableStream<Uint8Array> : Types[Type];
    }[keyof Types]
  : never;

/** What is sent as it is, byte by byte; other than events it needs a content-type of its own. */
type Streamed = "text/event-stream" | "text/csv" | `image/${string}`;

type Parameters<Op, Place extends string> = Op extends {
  parameters: { [Key in Place]?: infer Given };
}
  ? Exclude<Given, undefined>
  : Record<string, never>;

type Body<Op> = Op extends { requestBody: { content: infer Types } }
  ? Types[keyof Types]
  : Op extends { requestBody?: { content: infer Types } }
    ? Types[keyof Types] | undefined
    : undefined;
