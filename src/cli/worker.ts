import { createLog } from "../foundation/log.ts";
import { command, type CommandContext, getConfig } from "./command.ts";
import { optional, PAUSED, port } from "./options.ts";
import { openRuntime, WORKS } from "./runtime.ts";
import { startRunning } from "./start.ts";
import { withSignals } from "./signals.ts";
import { logUnhandledRejections } from "./unhandled-rejections.ts";

/** Runs background jobs until the process receives SIGINT or SIGTERM. */
export const worker = command({
  name: "worker",
  summary: "Run background jobs only, until SIGINT or SIGTERM",
  options: {
    port: optional(port, "Serve /healthz, /readyz and /metrics on this port of HOST"),
    paused: PAUSED,
  },
  async run(context, parts) {
    const { drainMs } = getConfig(context);
    await withSignals(drainMs, (stopSignal) => workUntil(stopSignal, context, parts));
  },
});

async function workUntil(
  stopSignal: Promise<string>,
  context: CommandContext,
  { port: probePort, paused }: { port: number | undefined; paused: boolean },
): Promise<void> {
  const config = getConfig(context);
  const log = createLog(config.logLevel);
  logUnhandledRejections(log);
  const runtime = await openRuntime(config, log, WORKS);
  if (paused) runtime.ctx.workerStatus.pause("operator");
  const running = await startRunning(runtime, { api: false, worker: !paused, probePort });
  try {
    const concurrency = paused ? 0 : config.workerConcurrency;
    const url = running.url || null;
    context.terminal.result({ worker: !paused, paused, concurrency, url }, [
      paused
        ? "Paused: no jobs run. Press Ctrl-C to stop."
        : `Running up to ${concurrency} generations at a time. Press Ctrl-C to stop.`,
    ]);
    const signal = await Promise.race([stopSignal, running.workerFailed]);
    context.terminal.info(`${signal}: waiting for running work …`);
  } finally {
    await running.stop();
  }
}
