import { toJson } from "./base64.ts";
import type { HandlerResult } from "../openapi/handlers.ts";
import { type IdleTimeout, withIdleTimeout } from "./idle-timeout.ts";
import { toStream } from "./stream.ts";

const EVENTS = "text/event-stream";

/** What is known about one request from its arrival to its reply. */
export interface RequestContext {
  /** Our own: a client's X-Request-Id could be anyone's. */
  requestId: string;
  /** Headers that the reply gets, also when it is a refusal. */
  headers: Headers;
  /** The contract's name of what was asked for; undefined until a route is found. */
  operation?: string;
  idle: IdleTimeout;
  /** Whether the reply is a stream, which switches the idle timeout itself. */
  isStreamed: boolean;
  /** In milliseconds of `performance.now`. */
  began: number;
  /** Whose key it came with, once that is known. */
  keyId?: string;
}

export function openRequestContext(idle: IdleTimeout): RequestContext {
  const began = performance.now();
  const requestId = Bun.randomUUIDv7();
  return { requestId, headers: new Headers(), idle, isStreamed: false, began };
}

/** Returns what a handler calls to make its reply. */
export function replyTo(exchange: RequestContext) {
  return (
    status: number,
    body?: unknown,
    headers: Record<string, string> = {},
  ): HandlerResult<unknown> => {
    const isEvents = body instanceof ReadableStream;
    const isEmpty = body === undefined;
    const type = isEvents ? EVENTS : "application/json";
    const payload = isEvents || isEmpty ? body : toPayload(body);
    exchange.isStreamed = payload instanceof ReadableStream;
    const sent =
      payload instanceof ReadableStream ? withIdleTimeout(payload, exchange.idle) : payload;
    const response = new Response(sent, {
      status,
      headers: isEmpty ? headers : { "content-type": type, ...headers },
    });
    // The brand exists for the compiler only, which has matched status and body to the operation.
    return { response } as HandlerResult<unknown>;
  };
}

function toPayload(body: unknown): string | ReadableStream<Uint8Array> {
  const json = toJson(body);
  return typeof json === "string" ? json : toStream(json);
}

/**
 * Adds the headers that every reply carries; what the reply itself says goes first. From here on the
 * server waits for the client again.
 */
export function finishResponse(response: Response, exchange: RequestContext): Response {
  if (!exchange.isStreamed) exchange.idle.on();
  const { headers } = response;
  for (const [name, value] of exchange.headers) {
    if (name === "set-cookie") headers.append(name, value);
    else if (!headers.has(name)) headers.set(name, value);
  }
  headers.set("x-request-id", exchange.requestId);
  headers.set("x-content-type-options", "nosniff");
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  // An nginx in front would hold events back until it has a buffer full of them.
  if (headers.get("content-type") === EVENTS) headers.set("x-accel-buffering", "no");
  return response;
}
