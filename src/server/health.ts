import { createHash, timingSafeEqual } from "node:crypto";
import * as queries from "../../generated/queries/readiness.ts";
import type { Context } from "../app/context.ts";
import type { Config } from "../foundation/config.ts";
import { isLoopback, isLoopbackOnly } from "../http/own-host.ts";
import { readBearerToken } from "../http/bearer-token.ts";
import { jsonResponse } from "../foundation/json-response.ts";
import type { ReadinessWatch } from "./readiness-watch.ts";

// Shorter than the usual timeout of a load balancer.
const CHECK_MS = 2_000;
// Headers with which proxies and content delivery networks describe the client.
const FORWARDED =
  /^(?:forwarded|via|x-forwarded(?:-.+)?|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/;

/** Handles a probe. Returns undefined for any other request. `address` is the peer of the connection. */
type RespondToProbe = (
  request: Request,
  address: string | undefined,
) => Promise<Response | undefined>;

/**
 * Returns the handler of `/healthz`, `/readyz` and `/metrics`. Concurrent requests share one check and one
 * page, because each writes to the storage or reads from the database and needs no authentication.
 */
export function createProbes(ctx: Context, watch: ReadinessWatch): RespondToProbe {
  const checkReadiness = shareRunning(() => readReadiness(ctx));
  const renderMetrics = shareRunning(() => ctx.metrics.render());
  return async (request, address) => {
    if (request.method !== "GET" && request.method !== "HEAD") return undefined;
    const { pathname } = new URL(request.url);
    if (pathname === "/healthz") return jsonResponse({ status: "ok" });
    if (pathname === "/readyz") {
      watch.record(address ?? "");
      return respondWithReadiness(ctx, watch, checkReadiness);
    }
    if (pathname !== "/metrics") return undefined;
    return rejectMetrics(ctx, request, address) ?? respondWithMetrics(renderMetrics);
  };
}

/** Returns a function whose concurrent callers wait for the same run. */
function shareRunning<Result>(run: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | undefined;
  return () => (running ??= run().finally(() => (running = undefined)));
}

interface Readiness {
  isReady: boolean;
  states: Record<string, string>;
}

async function respondWithReadiness(
  ctx: Context,
  watch: ReadinessWatch,
  check: () => Promise<Readiness>,
): Promise<Response> {
  if (watch.isLeaving() || ctx.closing.aborted) return notReady({ status: "closing" });
  if (ctx.workerStatus.isStarting()) return notReady({ status: "starting" });
  const { isReady, states } = await check();
  const details = { ...states, ...describeWorker(ctx) };
  return isReady
    ? jsonResponse({ status: "ok", ...details })
    : notReady({ status: "failed", ...details });
}

async function readReadiness(ctx: Context): Promise<Readiness> {
  // Rejects on a standby, in a read-only database and on a full disk.
  const writable = queries.checkWritable.run(undefined, ctx.db);
  const checks = { database: writable, storage: ctx.storage.check() };
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const ok = await inTime(check).then(
        () => true,
        (cause: unknown) => {
          ctx.log.error("readiness_check_failed", { check: name, cause });
          return false;
        },
      );
      return [name, ok ? "ok" : "failed"] as const;
    }),
  );
  const isReady = results.every(([, state]) => state === "ok");
  return { isReady, states: Object.fromEntries(results) };
}

function notReady(body: object): Response {
  return jsonResponse(body, { status: 503, headers: { "retry-after": "5" } });
}

// The API also accepts generations without a worker, so the state of one that has started does not affect
// readiness.
function describeWorker({ workerStatus }: Context): { worker?: string; pausedFor?: string[] } {
  if (workerStatus.hasFailed()) return { worker: "failed" };
  const pausedFor = workerStatus.pauseReasons();
  return pausedFor.length > 0 ? { worker: "paused", pausedFor } : {};
}

async function inTime(check: Promise<unknown>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no response within ${CHECK_MS} ms`)), CHECK_MS);
  try {
    await Promise.race([check, late]);
  } finally {
    clearTimeout(timer);
  }
}

// Requires METRICS_TOKEN. Without it, only local requests to a server that is not reachable from other
// machines are served: a proxy on this machine can forward requests without any trace of it.
function rejectMetrics(
  { config }: Context,
  request: Request,
  address: string | undefined,
): Response | undefined {
  const { metricsToken } = config;
  if (metricsToken === undefined) {
    if (isLocal(config, request, address)) return undefined;
    return new Response("Not found.\n", { status: 404 });
  }
  if (hasToken(request, metricsToken)) return undefined;
  const headers = { "www-authenticate": 'Bearer realm="metrics"' };
  return new Response("Send METRICS_TOKEN as a bearer token.\n", { status: 401, headers });
}

async function respondWithMetrics(
  render: () => Promise<{ body: string; contentType: string }>,
): Promise<Response> {
  const { body, contentType } = await render();
  return new Response(body, { headers: { "content-type": contentType } });
}

function isLocal(config: Config, { headers, url }: Request, address = ""): boolean {
  if (!isLoopbackOnly(config) || [...headers.keys()].some((name) => FORWARDED.test(name)))
    return false;
  // Any page can name an address of this machine in its DNS, and then read responses as its own.
  return isLoopback(address) && isLoopback(new URL(url).hostname);
}

function hasToken(request: Request, token: string): boolean {
  const given = readBearerToken(request.headers) ?? "";
  return timingSafeEqual(digest(given), digest(token));
}

/** Returns a digest of fixed length, as `timingSafeEqual` requires. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
