import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import * as streamableHttp from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { type Context, withRequestDeadline } from "../../app/context.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import { checkBeforeBody } from "../../core/generations/check-before-body.ts";
import { setResponseEnd } from "../../core/generations/open-requests.ts";
import { AppError, type ErrorCode, toInternalError } from "../../foundation/errors.ts";
import { jsonResponse } from "../../foundation/json-response.ts";
import type { App } from "../../http/app.ts";
import { challengeHeaders } from "../../http/authentication-challenge.ts";
import { readBearerToken } from "../../http/bearer-token.ts";
import { type AnnouncedBody, LARGE_BYTES, reserveBody } from "../../http/body-budget.ts";
import { isOwnHost } from "../../http/own-host.ts";
import { createErrorHeaders } from "../../http/rate-limit-headers.ts";
import {
  finishResponse,
  openRequestContext,
  type RequestContext,
} from "../../http/request-context.ts";
import { readJsonBody } from "../../http/request-parser.ts";
import { logRequest } from "../../http/request-log.ts";
import { endRequestSpan, startRequestSpan } from "../../http/request-span.ts";
import { authenticateFor } from "../authenticate.ts";
import { createMcpServer, TOOLS } from "./server.ts";

// One input image of 16 MB as a data URL.
const LIMITS = {
  jsonBytes: 24 * 1024 * 1024,
  jsonRate: { graceMs: 15_000, bytesPerSecond: 64 * 1024, totalMs: 120_000 },
};
const METHODS = ["initialize", "ping", "tools/list", "notifications/initialized"];

const STATUS: Partial<Record<ErrorCode, number>> = {
  invalid_request: 400,
  missing_key: 401,
  invalid_key: 401,
  expired_key: 401,
  plan_required: 403,
  forbidden: 403,
  method_not_allowed: 405,
  request_timeout: 408,
  payload_too_large: 413,
  rate_limited: 429,
  concurrency_limited: 429,
  unavailable: 503,
};

/**
 * Creates the server of the Model Context Protocol: streamable HTTP without sessions and streams, so that
 * any process answers any request. It accepts keys of every dialect.
 */
export function createMcpApp(ctx: Context): App {
  return async (request, idle, address) => {
    const requestContext = openRequestContext(idle);
    requestContext.address = address;
    const span = (requestContext.span = startRequestSpan(ctx, request, requestContext));
    const response = await respond(withRequestDeadline(ctx, span), request, requestContext).catch(
      (cause: unknown) => toErrorResponse(ctx, cause, requestContext),
    );
    const finished = finishResponse(response, requestContext);
    record(ctx, { request, response: finished, requestContext });
    return finished;
  };
}

async function respond(
  ctx: Context,
  request: Request,
  requestContext: RequestContext,
): Promise<Response> {
  checkRequest(ctx, request);
  const caller = await authenticate(ctx, request, requestContext);
  const announced = await describeBody(ctx, request, caller);
  using _reservation = await reserveBody(ctx, caller.accountId, announced);
  const message = await readJsonBody(request, LIMITS);
  // Of the calls in a batch, only one would count against the rate limit.
  if (Array.isArray(message))
    throw new AppError("invalid_request", "Send one message per request.");
  requestContext.operation = toOperation(message);
  requestContext.idle.off();
  setResponseEnd(request.signal, requestContext.idle.hasEnded);
  const { requestId } = requestContext;
  const { signal } = request;
  return answer(createMcpServer({ ctx, caller, requestId, signal }), request, message);
}

/** Returns the size of a body and its budget, which is small for a caller whose creates are rejected. */
async function describeBody(
  ctx: Context,
  { headers }: Request,
  caller: Caller,
): Promise<AnnouncedBody> {
  const length = headers.get("content-length");
  const bytes = Math.min(length === null ? Infinity : Number(length), LIMITS.jsonBytes);
  if (bytes <= LARGE_BYTES) return { bytes, place: "memory" };
  try {
    await checkBeforeBody(ctx, { caller, dialect: "hub" });
    return { bytes, place: "memory" };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "unavailable") throw error;
    // It may repeat a call that was paid for: its idempotency key is in the body.
    return { bytes, place: "unpaidMemory" };
  }
}

async function answer(server: McpServer, request: Request, message: unknown): Promise<Response> {
  const transport = new streamableHttp.WebStandardStreamableHTTPServerTransport({
    enableJsonResponse: true,
  });
  try {
    await server.connect(transport);
    return await transport.handleRequest(request, { parsedBody: message });
  } finally {
    await server.close();
  }
}

/** Throws for other methods than POST, for the host of another server and for pages of other sites. */
function checkRequest({ config }: Context, { method, headers }: Request): void {
  const host = headers.get("host") ?? "";
  if (!isOwnHost(config, host)) throw new AppError("forbidden", "The Host header is of no server.");
  const origin = headers.get("origin");
  if (origin !== null && !isOwnOrigin(config, host, origin))
    throw new AppError("forbidden", "Pages of other sites cannot call this server.");
  if (method !== "POST")
    throw new AppError("method_not_allowed", "Send messages with POST. There are no sessions.");
}

function isOwnOrigin({ publicUrl }: Context["config"], host: string, origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const given = new URL(origin).host;
  return given === host || (publicUrl !== undefined && given === new URL(publicUrl).host);
}

async function authenticate(
  ctx: Context,
  request: Request,
  requestContext: RequestContext,
): Promise<Caller> {
  const token = readBearerToken(request.headers);
  const { address } = requestContext;
  const { headers, ...caller } = await authenticateFor(ctx, "hub", {
    token,
    address,
    acceptsAnyKey: true,
  });
  for (const [name, value] of Object.entries(headers)) requestContext.headers.set(name, value);
  requestContext.accountId = caller.accountId;
  requestContext.keyId = caller.keyId;
  return caller;
}

/** Returns the name of the tool or the method, for logs and metrics; "other" for unknown ones. */
function toOperation(message: unknown): string {
  const { method, params } = Object.assign({ method: "", params: {} }, message);
  const called = method === "tools/call" ? Object.assign({ name: "" }, params).name : method;
  return [...TOOLS, ...METHODS].find((name) => name === called) ?? "other";
}

function toErrorResponse(ctx: Context, cause: unknown, { requestId }: RequestContext): Response {
  const isExpected = cause instanceof AppError && STATUS[cause.code] !== undefined;
  if (!isExpected) ctx.log.error("request_failed", { requestId, error: cause });
  const error = isExpected ? cause : toInternalError(cause);
  const status = STATUS[error.code] ?? 500;
  const headers = {
    ...createErrorHeaders(error),
    ...challengeHeaders(error, status, "Model Context Protocol"),
    ...(status === 405 ? { allow: "POST" } : {}),
  };
  // -32000: an error of the server (JSON-RPC 2.0, section 5.1).
  const { message } = error;
  return jsonResponse(
    { jsonrpc: "2.0", error: { code: -32000, message }, id: null },
    { status, headers },
  );
}

function record(
  ctx: Context,
  handled: { request: Request; response: Response; requestContext: RequestContext },
): void {
  const { request, response, requestContext } = handled;
  const { requestId, operation, accountId, keyId, address, startedAtMs } = requestContext;
  const ms = performance.now() - startedAtMs;
  const caller = { requestId, accountId, keyId };
  logRequest(ctx, { request, response, address, ms, dialect: "mcp", operation, ...caller });
  endRequestSpan(requestContext, { dialect: "mcp", status: response.status });
  ctx.metrics.recordResponse({
    dialect: "mcp",
    operation: operation ?? "none",
    status: response.status,
    seconds: ms / 1000,
  });
}
