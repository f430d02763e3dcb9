/** One server or worker process of its own, for tests that kill it. `bun server-process.ts MODE`. */
import { startWorker } from "../../jobs/worker.ts";
import { readConfig } from "../../src/foundation/config.ts";
import { withSignals } from "../../src/cli/signals.ts";
import { openContext } from "../../src/app/context.ts";
import { createLog } from "../../src/foundation/log.ts";
import { startServer } from "../../src/server/listen.ts";
import type { App } from "./app.ts";
import { eventually } from "./eventually.ts";

export interface ServerProcess {
  /** The URL of a server. */
  url: string;
  pid: number;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code, or null if a signal ended the process. */
  exited(): Promise<number | null>;
  /** Resolves with the next log line of an event. */
  waitForLog(event: string): Promise<Record<string, unknown>>;
}

/**
 * Starts a process on the database and files of an app, and waits until it is ready. With
 * DRAIN_ENDS_ON_SIGNAL, a drain takes no fixed time, but ends on SIGUSR2.
 */
export async function startServerProcess(
  app: App,
  mode: "serve" | "worker" | "serve-and-work",
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const { PATH = "", HOME = "" } = process.env;
  const own = { DATABASE_URL: app.databaseUrl, DATA_DIR: app.dataDir, PORT: "0" };
  const spawned = Bun.spawn([process.execPath, import.meta.path, mode], {
    env: { PATH, HOME, ...own, ...env },
    stdout: "pipe",
    stderr: "pipe",
  });
  const errors = spawned.stderr.pipeThrough(new TextDecoderStream());
  const { value } = await spawned.stdout.pipeThrough(new TextDecoderStream()).getReader().read();
  if (!value) throw new Error(`The child did not start: ${await new Response(errors).text()}`);
  let seen = "";
  let isEnded = false;
  const watch = async () => {
    for await (const text of errors) seen += text;
    isEnded = true;
  };
  void watch();
  return {
    url: value.trim(),
    pid: spawned.pid,
    kill: (signal) => spawned.kill(signal),
    async exited() {
      await spawned.exited;
      return spawned.exitCode;
    },
    async waitForLog(event) {
      const message = `The child did not log "${event}"`;
      const find = () => seen.split("\n").find((line) => line.includes(`"event":"${event}"`));
      // The last line may be incomplete.
      const isComplete = () => find()?.endsWith("}") === true;
      await eventually(() => isComplete() || isEnded, { message });
      if (!isComplete()) throw new Error(`${message}: ${seen}`);
      // The log writes one JSON object a line.
      return JSON.parse(find() ?? "") as Record<string, unknown>;
    },
  };
}

async function main(mode: string | undefined): Promise<void> {
  const config = readConfig(process.env);
  if ("faults" in config) throw new Error(config.faults.join("\n"));
  const { databaseUrl = "" } = config;
  const ctx = await openContext(config, createLog("info"), databaseUrl);
  const drainMs = process.env.DRAIN_ENDS_ON_SIGNAL ? endDrainOnSignal() : 24_000;
  const server = mode === "worker" ? undefined : startServer(ctx);
  const worker = mode === "serve" ? undefined : await startWorker(ctx, databaseUrl, { drainMs });
  // As the product does: an open connection may keep a process that has stopped.
  await withSignals(drainMs, async (first) => {
    process.stdout.write(`${ctx.publicUrl()}\n`);
    await first;
    await server?.stop();
    await worker?.stop();
    await ctx.close();
  });
}

/** Returns a drain time that SIGUSR2 ends, so that a drain lets calls finish on a slow machine too. */
function endDrainOnSignal(): number {
  const drainMs = 1_000_000_000;
  // From the start, because the signal may arrive before the drain begins, and would end the process.
  const ended = new Promise((resolve) => process.once("SIGUSR2", resolve));
  const start = globalThis.setTimeout;
  const startUnlessDrain = (then: () => void, ms?: number) => {
    if (ms === drainMs) void ended.then(then);
    return start(then, ms);
  };
  globalThis.setTimeout = Object.assign(startUnlessDrain, start);
  return drainMs;
}

if (import.meta.main) await main(process.argv[2]);
