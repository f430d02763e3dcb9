import { join } from "node:path";
import type { Context } from "../context.ts";
import type { Operation } from "./document.ts";
import { type Exchange, replyTo } from "./exchange.ts";
import type { Done } from "./handlers.ts";
import { type BodyLimits, discard, readHead, readInput } from "./read.ts";
import type { Validators } from "./validators.ts";

/** One operation as it is served. Its types were checked where the dialect was put together. */
export interface Route {
  ctx: Context;
  operation: Operation;
  check: Validators;
  limits: BodyLimits;
  admit(request: Request): void;
  authenticate(call: {
    ctx: Context;
    token: string | undefined;
    request: Request;
  }): Promise<{ headers?: Record<string, string>; keyId?: string }>;
  handler: (call: unknown) => Done<unknown> | Promise<Done<unknown>>;
}

/** Takes one request from its key to its reply; no byte of the body is read without a good key. */
export async function answer(
  route: Route,
  exchange: Exchange,
  given: { request: Request; params: Record<string, unknown>; token: string | undefined },
): Promise<Response> {
  const { ctx, operation, check } = route;
  const { request } = given;
  route.admit(request);
  const caller = operation.isPublic ? undefined : await identify(route, exchange, given);
  const head = readHead(request, given.params, check);
  const folder = join(ctx.config.dataDir, "tmp", exchange.requestId);
  try {
    const body = await readInput(request, route, folder);
    exchange.idle.off();
    const done = await route.handler({
      ...head,
      ctx,
      caller,
      body,
      request,
      requestId: exchange.requestId,
      signal: request.signal,
      setHeader: (name: string, value: string) => exchange.headers.set(name, value),
      reply: replyTo(exchange),
    });
    return done.response;
  } finally {
    await discard(request, folder);
  }
}

async function identify(
  route: Route,
  exchange: Exchange,
  given: { request: Request; token: string | undefined },
): Promise<object> {
  const { ctx } = route;
  const caller = await route.authenticate({ ctx, token: given.token, request: given.request });
  if (caller.keyId !== undefined) exchange.keyId = caller.keyId;
  for (const [name, value] of Object.entries(caller.headers ?? {}))
    exchange.headers.set(name, value);
  return caller;
}
