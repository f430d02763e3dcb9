import type { RunningWorker } from "../../jobs/worker.ts";
import type { Context } from "../app/context.ts";
import { AppError } from "../foundation/errors.ts";
import type { RunningServer } from "../server/listen.ts";
import type { Runtime } from "./runtime.ts";
import { keepWorker } from "./keep-worker.ts";

// A process that has just started has compiled little of its code: as many generations as it has slots, all
// in uncompiled code, would delay its first responses by a second.
const SLOW_START_MS = 2_000;

interface Running {
  /** Base URL of the API or of the probes; empty if this process listens on no port. */
  url: string;
  /**
   * Rejects when a worker without an API has failed: the process should then exit, so that its supervisor
   * restarts it.
   */
  workerFailed: Promise<never>;
  /**
   * Leaves the balancers, stops accepting requests, waits for responses in progress and running jobs, and
   * closes the database.
   */
  stop(): Promise<void>;
}

/**
 * Starts the API, the worker or both in this process. Closes the runtime when it throws. Both are imported
 * on demand, because loading them takes longer than most other commands run.
 */
export async function startRunning(
  runtime: Runtime,
  parts: { api: boolean; worker: boolean; probePort?: number | undefined },
): Promise<Running> {
  let server: RunningServer | undefined;
  let worker: Pick<RunningWorker, "stop"> | undefined;
  const { promise: workerFailed, reject } = Promise.withResolvers<never>();
  // Not every command awaits it.
  workerFailed.catch(() => undefined);
  async function stop(): Promise<void> {
    await server?.leave();
    const serverStopped = server?.stop();
    runtime.ctx.startShutdown();
    await serverStopped;
    await worker?.stop();
    await runtime.close();
  }
  using _start = parts.worker ? runtime.ctx.workerStatus.start() : undefined;
  try {
    if (parts.api) server = await listen(runtime);
    else if (parts.probePort !== undefined) server = await listen(runtime, parts.probePort);
    if (parts.worker && parts.api)
      worker = await keepWorker(runtime.ctx, () => runWorker(runtime, SLOW_START_MS));
    else if (parts.worker) {
      const standalone = (worker = await runWorker(runtime));
      void standalone.failed.then((cause) => reject(failedWorker(runtime.ctx, cause)));
    }
    return { url: server?.url ?? "", workerFailed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function runWorker({ ctx, database }: Runtime, slowStartMs = 0): Promise<RunningWorker> {
  const { startWorker } = await import("../../jobs/worker.ts");
  return startWorker(ctx, database.directUrl, { slowStartMs });
}

function failedWorker(ctx: Context, cause: Error): AppError {
  ctx.workerStatus.fail(cause);
  const message = `The worker failed and stops (${cause.message}). Restart it.`;
  return new AppError("unavailable", message, { cause });
}

/** Serves the API, or with `probePort` only the probes and the metrics. */
async function listen({ ctx }: Runtime, probePort?: number): Promise<RunningServer> {
  const { host } = ctx.config;
  const port = probePort ?? ctx.config.port;
  const serve =
    probePort === undefined
      ? (await import("../server/listen.ts")).startServer
      : (await import("../server/probe-server.ts")).startProbeServer.bind(undefined, probePort);
  try {
    return serve(ctx);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    const name = probePort === undefined ? "PORT" : "--port";
    const message =
      code === "EADDRINUSE"
        ? `Port ${port} of ${host} is in use: stop the other program or set ${name}.`
        : `Cannot listen on ${host}:${port} (${code}): correct HOST or ${name}.`;
    throw new AppError("unavailable", message, { cause });
  }
}
