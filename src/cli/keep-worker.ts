import { setTimeout } from "node:timers/promises";
import type { RunningWorker } from "../../jobs/worker.ts";
import type { Context } from "../app/context.ts";

const RESTART_MS = 60_000;

/**
 * Runs a worker in a process that also serves the API. A worker that fails is drained, reported as failed
 * and restarted after a minute, until a restart succeeds.
 */
export async function keepWorker(
  ctx: Context,
  start: () => Promise<RunningWorker>,
): Promise<Pick<RunningWorker, "stop">> {
  const stopping = new AbortController();
  let current: RunningWorker | undefined = await start();
  const keeping = keep(current);

  async function keep(first: RunningWorker): Promise<void> {
    const { promise: stopped, resolve } = Promise.withResolvers<undefined>();
    stopping.signal.addEventListener("abort", () => resolve(undefined), { once: true });
    for (let running: RunningWorker | undefined = first; running !== undefined;) {
      const cause: Error | undefined = await Promise.race([running.failed, stopped]);
      if (cause === undefined) return;
      ctx.workerStatus.fail(cause);
      await running.stop();
      current = undefined;
      running = await restart();
    }
  }
  async function restart(): Promise<RunningWorker | undefined> {
    while (await pause(stopping.signal)) {
      try {
        current = await start();
        ctx.workerStatus.recover();
        return current;
      } catch (cause) {
        ctx.log.error("worker_not_restarted", { cause });
      }
    }
    return undefined;
  }
  return {
    async stop() {
      stopping.abort();
      await keeping;
      await current?.stop();
    },
  };
}

function pause(signal: AbortSignal): Promise<boolean> {
  return setTimeout(RESTART_MS, true, { signal }).catch(() => false);
}
