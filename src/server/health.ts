import { createHash, timingSafeEqual } from "node:crypto";
import * as queries from "../../generated/queries/readiness.ts";
import type { Context } from "../app/context.ts";
import type { Config } from "../foundation/config.ts";
import { isLoopback, isLoopbackOnly } from "../http/own-host.ts";
import { readBearerToken } from "../http/bearer-token.ts";
import { jsonResponse } from "../foundation/json-response.ts";

// Shorter than the usual timeout of a load balancer.
const CHECK_MS = 2_000;
// Headers with which proxies and content delivery networks describe the client.
const FORWARDED =
  /^(?:forwarded|via|x-forwarded(?:-.+)?|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/;

/**
 * Handles `/healthz`, `/readyz` and `/metrics`. Returns undefined for any other path. `address` is the
 * peer address of the connection.
 */
export async function respondToProbe(
  ctx: Context,
  request: Request,
  address: string | undefined,
): Promise<Response | undefined> {
  if (request.method !== "GET" && request.method !== "HEAD") return undefined;
  const { pathname } = new URL(request.url);
  if (pathname === "/healthz") return jsonResponse({ status: "ok" });
  if (pathname === "/readyz") return readiness(ctx);
  if (pathname === "/metrics") return metrics(ctx, request, address);
  return undefined;
}

async function readiness(ctx: Context): Promise<Response> {
  if (ctx.closing.aborted) return notReady({ status: "closing" });
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
  const ready = results.every(([, state]) => state === "ok");
  const states = { ...Object.fromEntries(results), ...describeWorker(ctx) };
  return ready
    ? jsonResponse({ status: "ok", ...states })
    : notReady({ status: "failed", ...states });
}

function notReady(body: object): Response {
  return jsonResponse(body, { status: 503, headers: { "retry-after": "5" } });
}

// The API also accepts generations without a worker, so the worker's state does not affect readiness.
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
async function metrics(
  ctx: Context,
  request: Request,
  address: string | undefined,
): Promise<Response> {
  const { metricsToken } = ctx.config;
  if (metricsToken === undefined && !isLocal(ctx.config, request, address)) {
    return new Response("Not found.\n", { status: 404 });
  }
  if (metricsToken !== undefined && !hasToken(request, metricsToken)) {
    const headers = { "www-authenticate": 'Bearer realm="metrics"' };
    return new Response("Send METRICS_TOKEN as a bearer token.\n", { status: 401, headers });
  }
  const { body, contentType } = await ctx.metrics.render();
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
