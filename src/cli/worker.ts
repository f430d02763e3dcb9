import { createLog } from "../foundation/log.ts";
import { command, type CommandContext, getConfig } from "./command.ts";
import { optional, PAUSED, port } from "./options.ts";
import { openRuntime, WORKS } from "./runtime.ts";
import { startRunning } from "./start.ts";
import { withSignals } from "./signals.ts";

/** Runs background jobs until the process receives SIGINT or SIGTERM. */
export const worker = command({
  name: "worker",
  summary: "Run background jobs only, until SIGINT or SIGTERM",
  options: {
    port: optional(port, "Serve /healthz, /readyz and /metrics on this port of HOST"),
    paused: PAUSED,
  },
  async run(job, parts) {
    const { drainMs } = getConfig(job);
    await withSignals(drainMs, (stopSignal) => workUntil(stopSignal, job, parts));
  },
});

async function workUntil(
  stopSignal: Promise<string>,
  job: CommandContext,
  { port: probePort, paused }: { port: number | undefined; paused: boolean },
): Promise<void> {
  const config = getConfig(job);
  const runtime = await openRuntime(config, createLog(config.logLevel), WORKS);
  if (paused) runtime.ctx.workerStatus.pause("operator");
  const running = await startRunning(runtime, { api: false, worker: !paused, probePort });
  try {
    const concurrency = paused ? 0 : config.workerConcurrency;
    const url = running.url || null;
    job.terminal.result({ worker: !paused, paused, concurrency, url }, [
      paused
        ? "Paused: no jobs run. Press Ctrl-C to stop."
        : `Running up to ${concurrency} generations at a time. Press Ctrl-C to stop.`,
    ]);
    const signal = await Promise.race([stopSignal, running.workerFailed]);
    job.terminal.info(`${signal}: waiting for running work …`);
  } finally {
    await running.stop();
  }
}
