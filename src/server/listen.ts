import { createAccountApp } from "../dialects/account/index.ts";
import { toClientScope } from "../core/accounts/sign-in-rate-limit.ts";
import { AppError } from "../foundation/errors.ts";
import { createErrorHeaders } from "../http/rate-limit-headers.ts";
import { createRequestCeiling } from "../http/request-ceiling.ts";
import { isStartedEarly } from "../http/keep-alive.ts";
import { isOwnHost } from "../http/own-host.ts";
import { createClientAddressReader, type ReadAddress } from "../http/client-address.ts";
import { logRequest } from "../http/request-log.ts";
import { createCallbacks } from "./provider-callbacks.ts";
import { createConsole } from "../console/serve.ts";
import { type IdleTimeout, KEEP_ALIVE } from "../http/idle-timeout.ts";
import type { Context } from "../app/context.ts";
import { watchOtherServers } from "../core/generations/interrupted-responses.ts";
import { createMcpApp } from "../dialects/mcp/index.ts";
import { createOpenaiApp } from "../dialects/openai/index.ts";
import { createDocs } from "../docs/index.ts";
import { createProbes } from "./health.ts";
import { receiveUploadWithinDiskSpace } from "./answer-upload.ts";
import type { App } from "../http/app.ts";
import { createApis } from "./apis.ts";
import { respondWithRootFile } from "./root-files.ts";
import { jsonResponse } from "../foundation/json-response.ts";
import { createReadinessWatch, type LeaveLimits, type ReadinessWatch } from "./readiness-watch.ts";
import { createSecurityHeaders } from "./security-headers.ts";
import { toUrlHost } from "./own-url.ts";
import { createSocketTimeouts, type SocketLimits } from "./socket-timeouts.ts";

// 16 input images of 50 MB and the other fields of the form. The parsers enforce lower limits per operation.
const MAX_BODY_BYTES = 16 * 50 * 1024 * 1024 + 2 * 1024 * 1024;
// For clients that stall while they send the request or read the response.
const IDLE_SECONDS = 30;
// 1.4 Mbit/s. The results of a batch can be many times as large.
const REPLY_SECONDS = 600;
const REPLY_BYTES = 100 * 1024 * 1024;
// Maximum duration of an event stream of the console; streams of a generation last up to `syncWaitMs`.
const MAX_EVENTS_MS = 15 * 60_000;
// Of the pages and files of docs and console, for each client. Many readers can share one address.
const MAX_VIEWS_PER_MINUTE = 3_000;
// Of files and uploads, for each client: a service can download the images of many customers.
const MAX_FILES_PER_MINUTE = 12_000;

/** Times of a server. Tests change them. */
interface ServerLimits extends SocketLimits {
  leave: LeaveLimits;
}

/** A server that accepts connections. */
export interface RunningServer {
  url: string;
  /**
   * Makes `/readyz` fail and goes on serving until the balancers that poll it send no more requests. Every
   * response closes its connection from now on.
   */
  leave(): Promise<void>;
  /** Rejects new connections and waits for running requests. */
  stop(): Promise<void>;
}

/** Starts the HTTP server, which serves all dialects on one port. */
export function startServer(ctx: Context, limits: Partial<ServerLimits> = {}): RunningServer {
  const { idleSeconds = IDLE_SECONDS, replySeconds = REPLY_SECONDS } = limits;
  const { replyBytes = REPLY_BYTES, keepAlive = KEEP_ALIVE } = limits;
  watchOtherServers(ctx);
  const watch = createReadinessWatch(limits.leave);
  const dispatch = createDispatcher(ctx, watch, (request) => server.requestIP(request)?.address);
  const secure = createSecurityHeaders(ctx.config);
  const server: Bun.Server<undefined> = Bun.serve({
    hostname: ctx.config.host,
    port: ctx.config.port,
    idleTimeout: idleSeconds,
    maxRequestBodySize: MAX_BODY_BYTES,
    async fetch(request) {
      const idle = timeouts.open(request);
      const response = secure(await dispatch(request, idle));
      if (watch.isLeaving()) response.headers.set("connection", "close");
      timeouts.watchReply(request, idle, getEventsMs(ctx, response));
      return response;
    },
    error(cause) {
      ctx.log.error("request_crashed", { cause });
      return jsonResponse(
        { error: { code: "internalError", message: "An internal error occurred." } },
        { status: 500 },
      );
    },
  });
  const socketLimits = { idleSeconds, replySeconds, replyBytes, keepAlive };
  const timeouts = createSocketTimeouts(() => server, socketLimits);
  const url = `http://${toUrlHost(ctx.config.host)}:${server.port}`;
  ctx.setListenUrl(url);
  return { url, leave: watch.leave, stop: () => server.stop() };
}

// The duration of an event stream does not depend on the speed of the client, nor does that of a response
// that starts before its generation has finished.
function getEventsMs({ config }: Context, { headers }: Response): number {
  if (headers.get("content-type") === "text/event-stream")
    return Math.max(MAX_EVENTS_MS, config.syncWaitMs);
  return isStartedEarly(headers) ? config.syncWaitMs : 0;
}

type Dispatch = (request: Request, idle: IdleTimeout) => Promise<Response>;

// The Account API, which accepts sessions, and keys with any prefix.
const ACCOUNT = /^\/api\/(?:auth|account|admin)(?:\/|$)/;
// The OpenAI dialect, which accepts keys with any prefix.
const OPENAI = /^\/v1(?:\/|$)/;
// The Model Context Protocol, which accepts keys with any prefix.
const MCP = "/mcp";

function createDispatcher(
  ctx: Context,
  watch: ReadinessWatch,
  readPeerAddress: ReadAddress,
): Dispatch {
  const readAddress = createClientAddressReader(readPeerAddress, ctx.config.trustedProxies);
  const openai = createOpenaiApp(ctx);
  const mcp = createMcpApp(ctx);
  const apis = createApis(ctx);
  const account = createAccountApp(ctx, readPeerAddress);
  const respondWithPage = createPages(ctx, watch, readPeerAddress);
  return async (request, idle) => {
    const address = readAddress(request);
    const app = isWellFormed(request) ? findKeyedApp(new URL(request.url)) : undefined;
    if (app !== undefined) return app(request, idle, address);
    const startedAtMs = performance.now();
    const page = await respondWithPage(request).catch(toTooManyRequests);
    if (page !== undefined) {
      if (!URL.canParse(request.url)) return page;
      const ms = performance.now() - startedAtMs;
      logRequest(ctx, { request, response: page, address, ms });
      return page;
    }
    const { pathname } = new URL(request.url);
    if (ACCOUNT.test(pathname)) return account(request, idle, address);
    if (OPENAI.test(pathname)) return openai(request, idle, address);
    return apis(request, idle, address);
  };

  // Most requests. No page, probe or callback has such a path.
  function findKeyedApp({ pathname }: URL): App | undefined {
    if (pathname.startsWith("/api/v1/")) return apis;
    if (pathname === MCP) return mcp;
    return pathname.startsWith("/v1/") ? openai : undefined;
  }
}

/** Returns a handler of all requests that no API handles. It returns undefined for the others. */
function createPages(
  ctx: Context,
  watch: ReadinessWatch,
  readPeerAddress: ReadAddress,
): (request: Request) => Promise<Response | undefined> {
  const docs = createDocs(ctx);
  const probe = createProbes(ctx, watch);
  const respondToCallback = createCallbacks(ctx);
  const showConsole = createConsole(ctx);
  const readAddress = createClientAddressReader(readPeerAddress, ctx.config.trustedProxies);
  const countView = createRequestCeiling(MAX_VIEWS_PER_MINUTE);
  const countFile = createRequestCeiling(MAX_FILES_PER_MINUTE);
  return async (request) => {
    if (!isWellFormed(request)) return malformedRequest();
    const { pathname } = new URL(request.url);
    const { serveFile, receiveUpload } = ctx.storage;
    if (/^\/(?:files|uploads)\//.test(pathname)) countFile(toClientScope(readAddress(request)));
    if (serveFile && pathname.startsWith("/files/")) return serveFile(request);
    if (receiveUpload && pathname.startsWith("/uploads/")) {
      return receiveUploadWithinDiskSpace(ctx, request, receiveUpload);
    }
    const answer =
      (await probe(request, readPeerAddress(request))) ?? (await respondToCallback(request));
    if (answer !== undefined) return answer;
    const isPage = !pathname.startsWith("/api/") && !OPENAI.test(pathname);
    if (isPage) countView(toClientScope(readAddress(request)));
    const response = respondWithRootFile(ctx.config, request) ?? (await docs(request));
    if (response !== undefined) return response;
    const isApi = ACCOUNT.test(pathname);
    const page = isApi || OPENAI.test(pathname) ? undefined : showConsole(request);
    if (page === undefined && !isApi) return undefined;
    return isOwnHost(ctx.config, request.headers.get("host") ?? "") ? page : foreignHost();
  };
}

/**
 * Returns whether a request names one host and a path. Without a valid Host header (optional in HTTP/1.0),
 * Bun sets `url` to the path alone; of several Host headers it uses the first, a proxy may use another.
 */
function isWellFormed({ method, url, headers }: Request): boolean {
  if (method === "CONNECT" || method === "TRACE" || !url.startsWith("http:") || !URL.canParse(url))
    return false;
  return headers.get("host")?.includes(",") === false;
}

function malformedRequest(): Response {
  const message =
    "The Host header is missing, invalid or repeated, or the method is not supported.";
  return jsonResponse({ error: { code: "invalid_request", message } }, { status: 400 });
}

function toTooManyRequests(error: unknown): Response {
  if (!(error instanceof AppError) || error.code !== "rate_limited") throw error;
  return new Response(`${error.message}\n`, { status: 429, headers: createErrorHeaders(error) });
}

function foreignHost(): Response {
  const message = "The Host header does not name this server: it must be the host of PUBLIC_URL.";
  return jsonResponse({ error: { code: "invalid_request", message } }, { status: 421 });
}
