import { bearer } from "@elysiajs/bearer";
import { Elysia } from "elysia";
import type { Context } from "../app/context.ts";
import { AppError, findDiskFault } from "../foundation/errors.ts";
import { assertHandlersMatchDocument } from "../openapi/handlers-match-document.ts";
import { handleRequest, type Route } from "./request-handler.ts";
import { type RequestContext, finishResponse, openRequestContext } from "./request-context.ts";
import type { Handlers } from "../openapi/handlers.ts";
import type { IdleTimeout } from "./idle-timeout.ts";
import { respondNotFound, setRateLimitHeaders } from "./not-found.ts";
import { BODY_LIMITS, type BodyLimits } from "./request-parser.ts";
import { readOperations } from "../openapi/validators.ts";

/** One public wire format: its contract, and what is its own about serving it. */
export interface Dialect<Ops, Caller, PublicOps extends keyof Ops> {
  name: string;
  /** The dialect's `openapi.json`. */
  document: object;
  handlers: Handlers<Ops, Caller, PublicOps>;
  /** The operations that need no key. */
  publicOperations: readonly PublicOps[];
  /** Throws where a request may not even be looked at, also one that needs no key. */
  admit?(request: Request): void;
  /**
   * Says who calls, before a byte of the body is read, or throws. `token` is undefined without an
   * Authorization header and "" where that holds no bearer token. `headers` go on every reply;
   * `keyId` goes into the log. `operation` is undefined where no route was found.
   */
  authenticate(call: {
    ctx: Context;
    token: string | undefined;
    request: Request;
    operation?: keyof Ops;
  }): Promise<Caller & { headers?: Record<string, string>; keyId?: string }>;
  toErrorResponse(error: AppError, info: { requestId: string }): Response;
  /** The operations that cost credits, and the dialect whose prices they have. */
  spending?: { operations: readonly (keyof Ops)[]; prices: string };
  /** Where the usual ones do not fit: for all operations, or for one of them. */
  bodyLimits?: BodyLimits | ((operation: keyof Ops) => BodyLimits);
}

/** Answers one request. The client may be silent once its whole request was read, until the reply begins. */
export type App = (request: Request, idle: IdleTimeout) => Promise<Response>;

/**
 * Builds a dialect's app from its document: a route, a reader and a validator for each operation.
 * Throws at once where handlers, public operations and document do not agree.
 */
export function createApp<Ops, Caller, PublicOps extends keyof Ops>(
  ctx: Context,
  dialect: Dialect<Ops, Caller, PublicOps>,
): App {
  const routes = buildRoutes(ctx, dialect);
  const exchanges = createRequestContexts();
  const elysia = new Elysia({ handler: { standardHostname: false }, strictPath: true })
    .use(bearer())
    .onError(async ({ code, error, request }) => {
      const exchange = exchanges.get(request);
      exchange.isStreamed = false;
      const token = request.headers.get("authorization")?.slice("Bearer ".length);
      if (code === "NOT_FOUND" && token)
        await setRateLimitHeaders(() => dialect.authenticate({ ctx, token, request }), exchange);
      const cause = code === "NOT_FOUND" ? respondNotFound(routes, request, exchange) : error;
      return dialect.toErrorResponse(asAppError(ctx, cause, exchange), {
        requestId: exchange.requestId,
      });
    });
  for (const route of routes) {
    const path = route.operation.path.replace(/\{(\w+)\}/g, ":$1");
    elysia.route(
      route.operation.method,
      path,
      ({ request, params, bearer: found }) => {
        // Without the header the plugin would take a key from the query, where it lands in logs.
        const token = request.headers.has("authorization") ? found : undefined;
        const exchange = exchanges.get(request);
        exchange.operation = route.operation.id;
        return handleRequest(route, exchange, { request, params, token });
      },
      { parse: "none" },
    );
  }
  return async (request, idle) => {
    const exchange = exchanges.open(request, idle);
    normalizeBearer(request.headers);
    const response = finishResponse(await elysia.handle(request), exchange);
    ctx.log.info("request", { ...describe(request, response, exchange), dialect: dialect.name });
    ctx.metrics.answered({
      dialect: dialect.name,
      operation: exchange.operation ?? "none",
      status: response.status,
      seconds: (performance.now() - exchange.began) / 1000,
    });
    return response;
  };
}

function buildRoutes<Ops, Caller, PublicOps extends keyof Ops>(
  ctx: Context,
  dialect: Dialect<Ops, Caller, PublicOps>,
): Route[] {
  const operations = readOperations(dialect.document);
  // The compiler has checked each handler against its own operation; the loop only knows names.
  const handlers = new Map(Object.entries(dialect.handlers) as [string, Route["handler"]][]);
  const offered = operations.map(({ operation }) => operation);
  assertHandlersMatchDocument(dialect.name, offered, {
    handlers: [...handlers.keys()],
    publicOperations: dialect.publicOperations.map(String),
  });
  const { admit = () => undefined, bodyLimits = BODY_LIMITS } = dialect;
  return operations.flatMap(({ operation, check }) => {
    const handler = handlers.get(operation.id);
    // `checkAgreement` has made sure that the document's operations are the dialect's.
    const id = operation.id as keyof Ops;
    const limits = typeof bodyLimits === "function" ? bodyLimits(id) : bodyLimits;
    const authenticate: Route["authenticate"] = (call) =>
      dialect.authenticate({ ...call, operation: id });
    const { operations: spending = [], prices } = dialect.spending ?? {};
    const priced = { prices: spending.includes(id) ? prices : undefined };
    const route = { ctx, operation, check, limits, admit, authenticate, ...priced };
    return handler ? [{ ...route, handler }] : [];
  });
}

const NO_TIMEOUT: IdleTimeout = {
  off: () => undefined,
  on: () => undefined,
  isCut: () => false,
};

/** Elysia hands on the request that it was given: the exchange is found by it. */
function createRequestContexts() {
  const exchanges = new WeakMap<Request, RequestContext>();
  const open = (request: Request, idle: IdleTimeout): RequestContext => {
    const exchange = openRequestContext(idle);
    exchanges.set(request, exchange);
    return exchange;
  };
  const get = (request: Request) => exchanges.get(request) ?? open(request, NO_TIMEOUT);
  return { open, get };
}

/**
 * The bearer plugin knows one spelling of the scheme, takes any character after it for a space, and
 * looks into the query when there is no header: so it gets the one spelling, and "Bearer" for no token.
 */
function normalizeBearer(headers: Headers): void {
  const given = headers.get("authorization");
  if (given === null || given.startsWith("Bearer ")) return;
  headers.set("authorization", /^bearer /i.test(given) ? `Bearer${given.slice(6)}` : "Bearer");
}

/** What the log tells of a request: nothing of its query, its body or its key. */
function describe(request: Request, response: Response, exchange: RequestContext) {
  const { requestId, keyId, began } = exchange;
  const path = new URL(request.url).pathname;
  const ms = Math.round(performance.now() - began);
  return { method: request.method, path, status: response.status, ms, requestId, keyId };
}

/**
 * Every error that has no code of ours becomes `internal`, or `unavailable` where it is a disk's: its
 * message goes to the log, not out.
 */
function asAppError(ctx: Context, error: unknown, exchange: RequestContext): AppError {
  if (error instanceof AppError && !isAppError(error)) return error;
  ctx.log.error("request.failed", { requestId: exchange.requestId, error });
  if (error instanceof AppError) return error;
  const diskFault = findDiskFault(error);
  if (diskFault !== undefined) return diskFault;
  const message =
    "Something went wrong on our side. Tell us the request id and we will look into it.";
  return new AppError("internal", message, { cause: error });
}

/** Whether the operator has to know: a fault of ours, or of what we stand on. */
function isAppError({ code, cause }: AppError): boolean {
  return code === "internal" || (code === "unavailable" && cause !== undefined);
}
