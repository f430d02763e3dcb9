import { join } from "node:path";
import type { Context } from "../app/context.ts";
import { refuseBeforeBody } from "../core/generations/check-before-body.ts";
import { type BodyReservation, reserveBody } from "./body-budget.ts";
import type { Operation } from "../openapi/document.ts";
import { type RequestContext, replyTo } from "./request-context.ts";
import type { HandlerResult } from "../openapi/handlers.ts";
import { readCreateHeaders } from "./create-headers.ts";
import { announcedBody, type BodyLimits, discard, readHead, readInput } from "./request-parser.ts";
import type { Upload } from "./upload.ts";
import type { Validators } from "../openapi/validators.ts";

/** Who calls; an account's session has no key. */
interface Identified {
  headers?: Record<string, string>;
  keyId?: string;
  accountId?: string;
  runningLimit?: number | undefined;
}

// Below this, what is wrong with a request is told before that its sender cannot pay.
const LARGE_BYTES = 1024 * 1024;

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
  }): Promise<Identified>;
  /** Where the operation costs credits: the dialect whose prices it has. */
  prices: string | undefined;
  handler: (call: unknown) => HandlerResult<unknown> | Promise<HandlerResult<unknown>>;
}

/** Takes one request from its key to its reply; no byte of the body is read without a good key. */
export async function handleRequest(
  route: Route,
  exchange: RequestContext,
  given: { request: Request; params: Record<string, unknown>; token: string | undefined },
): Promise<Response> {
  const { ctx, operation, check } = route;
  const { request } = given;
  route.admit(request);
  const caller = operation.isPublic ? undefined : await authenticateCaller(route, exchange, given);
  const head = readHead(request, given.params, check);
  const folder = join(ctx.config.dataDir, "tmp", exchange.requestId);
  using room = await makeRoom(route, request, caller);
  try {
    const body = await readInput(request, route, folder);
    room?.shrink(receivedBytes(body));
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
      releaseBody: () => room?.[Symbol.dispose](),
      reply: replyTo(exchange),
    });
    return done.response;
  } finally {
    await discard(request, folder);
  }
}

/**
 * Reserves room for the body. A large one that costs credits is refused here where no request of the
 * caller could be accepted at this moment.
 */
async function makeRoom(
  route: Route,
  request: Request,
  caller: Identified | undefined,
): Promise<BodyReservation | undefined> {
  const { ctx, prices } = route;
  const announced = announcedBody(request, route);
  if (announced === undefined) return undefined;
  const { accountId = "", keyId, runningLimit } = caller ?? {};
  if (prices !== undefined && announced.bytes > LARGE_BYTES) {
    const { idempotencyKey, resent } = readCreateHeaders(request.headers);
    const payer = { accountId, runningLimit, ...(keyId === undefined ? {} : { keyId }) };
    await refuseBeforeBody(ctx, { caller: payer, dialect: prices, idempotencyKey, resent });
  }
  return reserveBody(ctx, accountId, announced);
}

// What a form has brought in files; a JSON body is as large as it was announced.
function receivedBytes(body: unknown): number {
  if (typeof body !== "object" || body === null) return Infinity;
  const files = Object.values(body)
    .flat()
    .flatMap((each) => (isUpload(each) ? [each.sizeBytes] : []));
  return files.length === 0 ? Infinity : files.reduce((sum, bytes) => sum + bytes, 0);
}

function isUpload(value: unknown): value is Upload {
  return typeof value === "object" && value !== null && "path" in value && "sizeBytes" in value;
}

async function authenticateCaller(
  route: Route,
  exchange: RequestContext,
  given: { request: Request; token: string | undefined },
): Promise<Identified> {
  const { ctx } = route;
  const caller = await route.authenticate({ ctx, token: given.token, request: given.request });
  if (caller.keyId !== undefined) exchange.keyId = caller.keyId;
  for (const [name, value] of Object.entries(caller.headers ?? {}))
    exchange.headers.set(name, value);
  return caller;
}
