import { Elysia } from "elysia";
import type { Context } from "../app/context.ts";
import { AppError, type ErrorCode, findDiskFault, toInternalError } from "../foundation/errors.ts";
import { bearerToken, readBearerToken } from "./bearer-token.ts";
import { assertHandlersMatchDocument } from "../openapi/handlers-match-document.ts";
import { handleRequest, type OperationRoute } from "./request-handler.ts";
import {
  type ConvertError,
  type LateOutcome,
  type RequestContext,
  finishResponse,
  openRequestContext,
} from "./request-context.ts";
import type { Handlers } from "../openapi/handlers.ts";
import { type IdleTimeout, KEEP_ALIVE } from "./idle-timeout.ts";
import { toMissingRouteError, setRateLimitHeaders } from "./not-found.ts";
import { createRequestCeiling } from "./request-ceiling.ts";
import { BODY_LIMITS, type BodyLimits } from "./request-parser.ts";
import { logRequest } from "./request-log.ts";
import { endRequestSpan, startRequestSpan } from "./request-span.ts";
import { readOperations } from "../openapi/validators.ts";

// Of one client, in this process. Many clients can share one address.
const MAX_PUBLIC_REQUESTS_PER_MINUTE = 1_200;

/** One public wire format: its OpenAPI document, handlers, authentication and error responses. */
export interface DialectDefinition<Ops, Caller, PublicOps extends keyof Ops> {
  name: string;
  /** The dialect's `openapi.json`. */
  document: object;
  handlers: Handlers<Ops, Caller, PublicOps>;
  /** Operations that require no authentication. */
  publicOperations: readonly PublicOps[];
  /** Throws if a request must be rejected before authentication. Also called for public operations. */
  checkRequest?(request: Request): void;
  /**
   * Returns the caller, or throws. Called before the body is read. `token` is undefined without an
   * Authorization header and "" if the header holds no bearer token. `operation` is undefined if no
   * route matched. The returned `headers` are set on every response; `keyId` is logged. A key is rejected
   * afterwards if its `scopes` do not include those of the operation.
   */
  authenticate(call: {
    ctx: Context;
    token: string | undefined;
    request: Request;
    address: string | undefined;
    operation?: keyof Ops;
    /** Whether an API key may call the operation. */
    acceptsKey?: boolean;
  }): Promise<Caller & { headers?: Record<string, string>; keyId?: string | undefined }>;
  toErrorResponse(error: AppError, info: { requestId: string }): Response;
  /** The errors that each operation can raise. Others are logged as `undeclared_error`. */
  operationErrors: { readonly [Name in keyof Ops]: readonly ErrorCode[] };
  /** The operations that cost credits, and the dialect whose prices apply to them. */
  spending?: { operations: readonly (keyof Ops)[]; prices: string };
  /** Overrides `BODY_LIMITS`, for all operations or per operation. */
  bodyLimits?: BodyLimits | ((operation: keyof Ops) => BodyLimits);
}

/**
 * Handles one request of the client with an IP address. Switches the idle timeout off between the request's
 * end and the response.
 */
export type App = (request: Request, idle: IdleTimeout, address?: string) => Promise<Response>;

/**
 * Builds the app of a dialect from its document: a route, a parser and a validator for each operation.
 * Throws if the handlers or the public operations do not match the document.
 */
export function createApp<Ops, Caller, PublicOps extends keyof Ops>(
  ctx: Context,
  dialect: DialectDefinition<Ops, Caller, PublicOps>,
): App {
  const routes = buildRoutes(ctx, dialect);
  const requestContexts = createRequestContexts();
  const elysia = new Elysia({ handler: { standardHostname: false }, strictPath: true })
    .use(bearerToken())
    .onError(async ({ code, error, request }) => {
      const requestContext = requestContexts.get(request);
      requestContext.isStreamed = false;
      const token = readBearerToken(request.headers);
      const { address } = requestContext;
      if (code === "NOT_FOUND" && token)
        await setRateLimitHeaders(
          () => dialect.authenticate({ ctx, token, request, address }),
          requestContext,
        );
      const cause =
        code === "NOT_FOUND" ? toMissingRouteError(routes, request, requestContext) : error;
      return convertError(ctx, dialect, { error: cause, requestContext }).response;
    });
  for (const route of routes) {
    const path = route.operation.path.replace(/\{(\w+)\}/g, ":$1");
    elysia.route(
      route.operation.method,
      path,
      ({ request, params, bearer: token }) => {
        const requestContext = requestContexts.get(request);
        requestContext.operation = route.operation.id;
        return handleRequest(route, requestContext, { request, params, token });
      },
      { parse: "none" },
    );
  }
  return async (request, idle, address) => {
    const requestContext = requestContexts.open(request, idle);
    requestContext.address = address;
    requestContext.span = startRequestSpan(ctx, request, requestContext);
    requestContext.convertError = (error) => convertError(ctx, dialect, { error, requestContext });
    const response = finishResponse(await elysia.handle(request), requestContext);
    const record = (late?: LateOutcome) =>
      recordResponse(ctx, dialect.name, { request, response, address, requestContext, late });
    // Resolves after errors too: see `startEarly`.
    if (requestContext.late === undefined) record();
    else void requestContext.late.then(record);
    return response;
  };
}

function buildRoutes<Ops, Caller, PublicOps extends keyof Ops>(
  ctx: Context,
  dialect: DialectDefinition<Ops, Caller, PublicOps>,
): OperationRoute[] {
  const operations = readOperations(dialect.document);
  // The compiler checks each handler against its operation; `Object.entries` loses these types.
  const handlers = new Map(
    Object.entries(dialect.handlers) as [string, OperationRoute["handler"]][],
  );
  const offered = operations.map(({ operation }) => operation);
  assertHandlersMatchDocument(dialect.name, offered, {
    handlers: [...handlers.keys()],
    publicOperations: dialect.publicOperations.map(String),
  });
  const { checkRequest = () => undefined, bodyLimits = BODY_LIMITS } = dialect;
  const countPublicRequest = createRequestCeiling(MAX_PUBLIC_REQUESTS_PER_MINUTE);
  return operations.flatMap(({ operation, check }) => {
    const handler = handlers.get(operation.id);
    // `assertHandlersMatchDocument` has verified that the document's operations are the keys of `Ops`.
    const id = operation.id as keyof Ops;
    const limits = typeof bodyLimits === "function" ? bodyLimits(id) : bodyLimits;
    const authenticate: OperationRoute["authenticate"] = (call) =>
      dialect.authenticate({ ...call, operation: id, acceptsKey: operation.scopes !== undefined });
    const { operations: spending = [], prices } = dialect.spending ?? {};
    const priced = { prices: spending.includes(id) ? prices : undefined };
    const checks = { check, checkRequest, countPublicRequest, authenticate };
    const route = { ctx, operation, limits, ...checks, ...priced };
    return handler ? [{ ...route, handler }] : [];
  });
}

const NO_TIMEOUT: IdleTimeout = {
  off: () => undefined,
  on: () => undefined,
  awaitRead: () => undefined,
  isCut: () => false,
  hasEnded: () => false,
  keepAlive: KEEP_ALIVE,
};

/** Elysia passes the request object through unchanged, so each context is found by its request. */
function createRequestContexts() {
  const requestContexts = new WeakMap<Request, RequestContext>();
  const open = (request: Request, idle: IdleTimeout): RequestContext => {
    const requestContext = openRequestContext(idle);
    requestContexts.set(request, requestContext);
    return requestContext;
  };
  const get = (request: Request) => requestContexts.get(request) ?? open(request, NO_TIMEOUT);
  return { open, get };
}

/** Converts an error of a request. One that the operation does not declare is logged. */
function convertError<Ops, Caller, PublicOps extends keyof Ops>(
  ctx: Context,
  dialect: DialectDefinition<Ops, Caller, PublicOps>,
  { error, requestContext }: { error: unknown; requestContext: RequestContext },
): ReturnType<ConvertError> {
  const appError = asAppError(ctx, error, requestContext);
  const { requestId, operation } = requestContext;
  const { code } = appError;
  if (!isDeclared(dialect, appError, requestContext))
    ctx.log.error("undeclared_error", { requestId, dialect: dialect.name, operation, code });
  return { code, response: dialect.toErrorResponse(appError, { requestId }) };
}

/** Returns whether the document of the dialect declares an error for the operation of the request. */
function isDeclared<Ops, Caller, PublicOps extends keyof Ops>(
  { operationErrors }: DialectDefinition<Ops, Caller, PublicOps>,
  { code }: AppError,
  { operation }: RequestContext,
): boolean {
  // The operation ids of the document are the keys of `Ops`.
  return operation === undefined || operationErrors[operation as keyof Ops].includes(code);
}

/** Logs a request and observes its duration. */
function recordResponse(
  ctx: Context,
  dialect: string,
  handled: {
    request: Request;
    response: Response;
    address: string | undefined;
    requestContext: RequestContext;
    /** Of a response that started early. */
    late: LateOutcome | undefined;
  },
): void {
  const { request, response, address, requestContext, late } = handled;
  const { requestId, operation, accountId, keyId, startedAtMs } = requestContext;
  const ms = performance.now() - startedAtMs;
  const caller = { requestId, accountId, keyId };
  const status = late?.status ?? response.status;
  const error = late?.code === undefined ? {} : { errorStatus: status, errorCode: late.code };
  logRequest(ctx, { request, response, address, ms, dialect, operation, ...caller, ...error });
  endRequestSpan(requestContext, { dialect, status });
  ctx.metrics.recordResponse({
    dialect,
    operation: operation ?? "none",
    status,
    seconds: ms / 1000,
  });
}

/**
 * Returns the error to report to the caller. An error other than an AppError is logged and becomes
 * `unavailable` if it is a disk fault, otherwise `internal`.
 */
function asAppError(ctx: Context, error: unknown, requestContext: RequestContext): AppError {
  if (error instanceof AppError && !isServerFault(error)) return error;
  ctx.log.error("request_failed", { requestId: requestContext.requestId, error });
  if (error instanceof AppError) return error;
  return findDiskFault(error) ?? toInternalError(error);
}

/** Returns whether an error is caused by the server or its infrastructure, so that it must be logged. */
function isServerFault({ code, cause }: AppError): boolean {
  return code === "internal" || (code === "unavailable" && cause !== undefined);
}
