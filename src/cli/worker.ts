import { createLog } from "../foundation/log.ts";
import { command, getConfig } from "./command.ts";
import { openRuntime, WORKS } from "./runtime.ts";
import { startRunning } from "./start.ts";
import { trapSignals } from "./signals.ts";

/** Works on jobs until a signal. */
export const worker = command({
  name: "worker",
  summary: "Work on jobs only, beside processes that serve, until SIGINT or SIGTERM",
  options: {},
  async run(job) {
    const config = getConfig(job);
    const signals = trapSignals(config.drainMs);
    const house = await openRuntime(config, createLog(config.logLevel), WORKS);
    const running = await startRunning(house, { api: false, worker: true });
    try {
      const concurrency = config.workerConcurrency;
      job.terminal.answer({ worker: true, concurrency }, [
        `Working on up to ${concurrency} pictures at a time. Ctrl-C ends it.`,
      ]);
      const signal = await Promise.race([signals.first, running.workerFailed]);
      job.terminal.say(`${signal}: ending what is under way …`);
    } finally {
      await running.stop();
      signals.release();
    }
  },
});
