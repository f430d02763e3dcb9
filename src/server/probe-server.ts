import type { Context } from "../app/context.ts";
import { createProbes } from "./health.ts";
import { toUrlHost } from "./own-url.ts";
import type { RunningServer } from "./listen.ts";
import { createReadinessWatch } from "./readiness-watch.ts";

/**
 * Serves `/healthz`, `/readyz` and `/metrics` of a process without the API on a port of HOST. Throws if the
 * port is in use.
 */
export function startProbeServer(port: number, ctx: Context): RunningServer {
  const probe = createProbes(ctx, createReadinessWatch());
  const server = Bun.serve({
    hostname: ctx.config.host,
    port,
    async fetch(request) {
      if (!URL.canParse(request.url)) return new Response("Bad request.\n", { status: 400 });
      const response = await probe(request, server.requestIP(request)?.address);
      return response ?? new Response("Not found.\n", { status: 404 });
    },
    error(cause) {
      ctx.log.error("request_crashed", { cause });
      return new Response("An internal error occurred.\n", { status: 500 });
    },
  });
  const url = `http://${toUrlHost(ctx.config.host)}:${server.port}`;
  // No balancer sends requests to this process.
  return { url, leave: async () => undefined, stop: () => server.stop() };
}
