import { join } from "node:path";
import { type Context, withRequestDeadline } from "../app/context.ts";
import { toClientScope } from "../core/accounts/sign-in-rate-limit.ts";
import { checkScopes, type Scope } from "../core/accounts/scopes.ts";
import { checkBeforeBody } from "../core/generations/check-before-body.ts";
import { setResponseEnd } from "../core/generations/open-requests.ts";
import { type BodyReservation, LARGE_BYTES, reserveBody } from "./body-budget.ts";
import type { RateLimit } from "../foundation/rate-limit.ts";
import type { Operation } from "../openapi/document.ts";
import { type RequestContext, createReply } from "./request-context.ts";
import type { HandlerResult, LateResponse } from "../openapi/handlers.ts";
import { startEarly } from "./keep-alive.ts";
import { readCreateHeaders } from "./create-headers.ts";
import {
  findAnnouncedBody,
  isForm,
  type BodyLimits,
  removeUploads,
  readBodyEarly,
  readHead,
  readRequestBody,
} from "./request-parser.ts";
import type { Upload } from "./upload.ts";
import type { Validators } from "../openapi/validators.ts";

/** The caller of a request. A session has no key. */
interface Identified {
  headers?: Record<string, string>;
  keyId?: string | undefined;
  accountId?: string;
  runningLimit?: number | undefined;
  /** The scopes of the key, and its rate limit after this request. */
  scopes?: readonly Scope[] | undefined;
  rate?: RateLimit | undefined;
}

/** One operation of a dialect. The types of its handler were checked in `createApp`. */
export interface OperationRoute {
  ctx: Context;
  operation: Operation;
  check: Validators;
  limits: BodyLimits;
  checkRequest(request: Request): void;
  /** Counts a request that needs no authentication. Throws `rate_limited`. */
  countPublicRequest(client: string): void;
  authenticate(call: {
    ctx: Context;
    token: string | undefined;
    request: Request;
    address: string | undefined;
  }): Promise<Identified>;
  /** The dialect whose prices apply, if the operation costs credits. */
  prices: string | undefined;
  handler: (call: unknown) => HandlerResult<unknown> | Promise<HandlerResult<unknown>>;
}

/**
 * Authenticates, parses, validates and handles one request. The body is read only after authentication,
 * except a small JSON body, whose errors are reported only to authenticated callers as well.
 */
export async function handleRequest(
  offered: OperationRoute,
  requestContext: RequestContext,
  given: { request: Request; params: Record<string, unknown>; token: string | undefined },
): Promise<Response> {
  const route = { ...offered, ctx: withRequestDeadline(offered.ctx, requestContext.span) };
  const { ctx, operation, check } = route;
  const { request } = given;
  route.checkRequest(request);
  if (operation.isPublic) route.countPublicRequest(toClientScope(requestContext.address));
  const authentication = operation.isPublic
    ? undefined
    : authenticateCaller(route, requestContext, given);
  const early = authentication && readBodyEarly(request, route, authentication);
  const caller = await authentication;
  const head = readHead(request, given.params, check);
  const folder = join(ctx.config.dataDir, "tmp", requestContext.requestId);
  using reservation = await reserveSpace(route, request, caller);
  try {
    const body = await (early ?? readRequestBody(request, route, folder));
    // Only for forms: an object in a JSON body can look like a file.
    if (isForm(request)) reservation?.shrink(receivedBytes(body));
    requestContext.idle.off();
    if (route.prices !== undefined) setResponseEnd(request.signal, requestContext.idle.hasEnded);
    const done = await route.handler({
      ...head,
      ctx,
      caller,
      body,
      request,
      requestId: requestContext.requestId,
      signal: request.signal,
      startEarly: (response: Promise<LateResponse>) => startEarly(requestContext, response),
      identifyAccount: (accountId: string) => void (requestContext.accountId = accountId),
      setHeader: (name: string, value: string) => requestContext.headers.set(name, value),
      releaseBody: () => reservation?.[Symbol.dispose](),
      reply: createReply(requestContext, request.signal),
    });
    return done.response;
  } finally {
    await removeUploads(request, folder);
  }
}

/**
 * Reserves memory or disk space for the body. A large body of an operation that costs credits is rejected
 * here if no create of the caller could be accepted. For smaller ones, validation errors take precedence
 * over insufficient credits.
 */
async function reserveSpace(
  route: OperationRoute,
  request: Request,
  caller: Identified | undefined,
): Promise<BodyReservation | undefined> {
  const { ctx, prices } = route;
  const announced = findAnnouncedBody(request, route);
  if (announced === undefined) return undefined;
  const { accountId = "", keyId, runningLimit } = caller ?? {};
  const isLarge = announced.bytes > LARGE_BYTES;
  if (prices === undefined && isLarge) {
    const place = announced.place === "memory" ? "unpaidMemory" : "unpaidDisk";
    return reserveBody(ctx, accountId, { ...announced, place });
  }
  if (prices !== undefined && isLarge) {
    const { idempotencyKey, isRetry } = readCreateHeaders(request.headers);
    const payer = { accountId, runningLimit, ...(keyId === undefined ? {} : { keyId }) };
    await checkBeforeBody(ctx, { caller: payer, dialect: prices, idempotencyKey, isRetry });
  }
  return reserveBody(ctx, accountId, announced);
}

// The size of the files of a form.
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
  route: OperationRoute,
  requestContext: RequestContext,
  given: { request: Request; token: string | undefined },
): Promise<Identified> {
  const { ctx } = route;
  const caller = await route.authenticate({ ctx, ...given, address: requestContext.address });
  if (caller.keyId !== undefined) requestContext.keyId = caller.keyId;
  if (caller.accountId !== undefined) requestContext.accountId = caller.accountId;
  for (const [name, value] of Object.entries(caller.headers ?? {}))
    requestContext.headers.set(name, value);
  const { scopes, rate } = caller;
  if (scopes !== undefined) checkScopes({ scopes, rate }, route.operation.scopes);
  return caller;
}
