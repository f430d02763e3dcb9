import type { RunningWorker } from "../../jobs/worker.ts";
import type { Context } from "../app/context.ts";
import { AppError } from "../foundation/errors.ts";
import type { RunningServer } from "../server/listen.ts";
import type { Runtime } from "./runtime.ts";
import { keepWorker } from "./keep-worker.ts";

export interface Running {
  /** Where the API answers; empty without one. */
  url: string;
  /**
   * Rejects once a worker that runs without an API cannot help itself: the process should end, and be
   * started again by whatever supervises it.
   */
  workerFailed: Promise<never>;
  /** Ends in order: no new requests, replies under way, running jobs, database. */
  stop(): Promise<void>;
}

/**
 * Starts the API, the worker or both in this process. Closes the house where it cannot. Each is
 * loaded when it is asked for: together they take longer to load than the other commands to run.
 */
export async function startRunning(
  house: Runtime,
  parts: { api: boolean; worker: boolean },
): Promise<Running> {
  let server: RunningServer | undefined;
  let worker: Pick<RunningWorker, "stop"> | undefined;
  const { promise: workerFailed, reject } = Promise.withResolvers<never>();
  // Not every command waits for it.
  workerFailed.catch(() => undefined);
  async function stop(): Promise<void> {
    const answered = server?.stop();
    house.ctx.beginClosing();
    await answered;
    await worker?.stop();
    await house.close();
  }
  try {
    if (parts.api) server = await listen(house);
    if (parts.worker && parts.api) worker = await keepWorker(house.ctx, () => work(house));
    else if (parts.worker) {
      const alone = (worker = await work(house));
      void alone.failed.then((cause) => reject(failedWorker(house.ctx, cause)));
    }
    return { url: server?.url ?? "", workerFailed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function work({ ctx, database }: Runtime): Promise<RunningWorker> {
  const { startWorker } = await import("../../jobs/worker.ts");
  return startWorker(ctx, database.directUrl);
}

function failedWorker(ctx: Context, cause: Error): AppError {
  ctx.workerStatus.fail(cause);
  const message = `The worker takes no jobs and ends (${cause.message}): start it again.`;
  return new AppError("unavailable", message, { cause });
}

async function listen({ ctx }: Runtime): Promise<RunningServer> {
  const { host, port } = ctx.config;
  const { startServer } = await import("../server/listen.ts");
  try {
    return startServer(ctx);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    const message =
      code === "EADDRINUSE"
        ? `Port ${port} of ${host} is in use: stop what listens there or set PORT.`
        : `Cannot listen on ${host}:${port} (${code}): correct HOST or PORT.`;
    throw new AppError("unavailable", message, { cause });
  }
}
