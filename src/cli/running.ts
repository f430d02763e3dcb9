import type { RunningWorker } from "../../jobs/worker.ts";
import { AppError } from "../errors.ts";
import type { RunningServer } from "../server.ts";
import type { House } from "./house.ts";

export interface Running {
  /** Where the API answers; empty without one. */
  url: string;
  /** Ends in order: no new requests, replies under way, running jobs, database. */
  stop(): Promise<void>;
}

/**
 * Starts the API, the worker or both in this process. Closes the house where it cannot. Each is
 * loaded when it is asked for: together they take longer to load than the other commands to run.
 */
export async function startRunning(
  house: House,
  parts: { api: boolean; worker: boolean },
): Promise<Running> {
  let server: RunningServer | undefined;
  let worker: RunningWorker | undefined;
  async function stop(): Promise<void> {
    const answered = server?.stop();
    house.ctx.beginClosing();
    await answered;
    await worker?.stop();
    await house.close();
  }
  try {
    if (parts.api) server = await listen(house);
    if (parts.worker) worker = await work(house);
    return { url: server?.url ?? "", stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function work({ ctx, database }: House): Promise<RunningWorker> {
  const { startWorker } = await import("../../jobs/worker.ts");
  return startWorker(ctx, database.directUrl);
}

async function listen({ ctx }: House): Promise<RunningServer> {
  const { host, port } = ctx.config;
  const { startServer } = await import("../server.ts");
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
