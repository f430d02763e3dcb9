import { startWorker } from "../../jobs/worker.ts";
import { AppError } from "../errors.ts";
import { type RunningServer, startServer } from "../server.ts";
import type { House } from "./house.ts";

// Between two tries to start a worker anew, while the database may be away.
const RESTART_PAUSE_MS = 5_000;

/** A worker that is started anew whenever it is lost. */
interface KeptWorker {
  stop(): Promise<void>;
}

export interface Running {
  /** Where the API answers; empty without one. */
  url: string;
  /** Ends in order: no new requests, replies under way, running jobs, database. */
  stop(): Promise<void>;
}

/** Starts the API, the worker or both in this process. Closes the house where it cannot. */
export async function startRunning(
  house: House,
  parts: { api: boolean; worker: boolean },
): Promise<Running> {
  let server: RunningServer | undefined;
  let worker: KeptWorker | undefined;
  async function stop(): Promise<void> {
    const answered = server?.stop();
    house.ctx.beginClosing();
    await answered;
    await worker?.stop();
    await house.close();
  }
  try {
    if (parts.api) server = listen(house);
    if (parts.worker) worker = await keepWorker(house);
    return { url: server?.url ?? "", stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function listen({ ctx }: House): RunningServer {
  const { host, port } = ctx.config;
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

async function keepWorker({ ctx, database }: House): Promise<KeptWorker> {
  const ending = new AbortController();
  let current = await startWorker(ctx, database.url);

  async function replace(cause: unknown): Promise<void> {
    ctx.log.error("worker_lost", { workerId: current.id, cause });
    await current.stop();
    while (!ending.signal.aborted) {
      try {
        current = await startWorker(ctx, database.url);
        return;
      } catch (error) {
        ctx.log.error("worker_not_started", { cause: error });
        await Promise.race([Bun.sleep(RESTART_PAUSE_MS), ended]);
      }
    }
  }
  async function watch(): Promise<void> {
    while (!ending.signal.aborted) {
      const lost = current.lost.catch((cause: unknown) => ({ cause }));
      const news = await Promise.race([lost, ended]);
      if (news !== undefined) await replace(news.cause);
    }
  }
  const ended = new Promise<undefined>((resolve) => {
    ending.signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  const watching = watch();
  return {
    async stop() {
      ending.abort();
      await watching;
      await current.stop();
    },
  };
}
