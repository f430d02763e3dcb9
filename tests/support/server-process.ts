/** One server or worker process of its own, for tests that kill it. `bun server-process.ts serve|worker`. */
import { startWorker } from "../../jobs/worker.ts";
import { readConfig } from "../../src/foundation/config.ts";
import { openContext } from "../../src/app/context.ts";
import { createLog } from "../../src/foundation/log.ts";
import { startServer } from "../../src/server/listen.ts";
import type { App } from "./app.ts";

export interface ServerProcess {
  /** Where it listens, if it serves. */
  url: string;
  pid: number;
  kill(signal: NodeJS.Signals): void;
  /** Its exit code, once it has ended; null where a signal ended it. */
  exited(): Promise<number | null>;
  /** Resolves with the next log line of an event. */
  waitForLog(event: string): Promise<Record<string, unknown>>;
}

/** Starts a process over an app's database and files, and waits until it is ready. */
export async function startServerProcess(
  app: App,
  mode: "serve" | "worker",
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const { PATH = "", HOME = "" } = process.env;
  const own = { DATABASE_URL: app.databaseUrl, DATA_DIR: app.dataDir, PORT: "0" };
  const spawned = Bun.spawn([process.execPath, import.meta.path, mode], {
    env: { PATH, HOME, ...own, ...env },
    stdout: "pipe",
    stderr: "pipe",
  });
  const lines = spawned.stderr.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await spawned.stdout.pipeThrough(new TextDecoderStream()).getReader().read();
  if (!value) throw new Error(`The child did not start: ${(await lines.read()).value}`);
  let seen = "";
  return {
    url: value.trim(),
    pid: spawned.pid,
    kill: (signal) => spawned.kill(signal),
    async exited() {
      await spawned.exited;
      return spawned.exitCode;
    },
    async waitForLog(event) {
      for (;;) {
        const found = seen.split("\n").find((line) => line.includes(`"event":"${event}"`));
        // Our own log writes nothing but objects.
        if (found?.endsWith("}")) return JSON.parse(found) as Record<string, unknown>;
        const { value: more, done } = await lines.read();
        if (done) throw new Error(`The child ended without "${event}": ${seen}`);
        seen += more;
      }
    },
  };
}

async function main(mode: string | undefined): Promise<void> {
  const config = readConfig(process.env);
  if ("faults" in config) throw new Error(config.faults.join("\n"));
  const { databaseUrl = "" } = config;
  const ctx = await openContext(config, createLog("info"), databaseUrl);
  const drainMs = Number(process.env.DRAIN_MS ?? 24_000);
  const part =
    mode === "serve" ? startServer(ctx) : await startWorker(ctx, databaseUrl, { drainMs });
  process.once("SIGTERM", async () => {
    await part.stop();
    await ctx.close();
  });
  process.stdout.write(`${ctx.publicUrl()}\n`);
}

if (import.meta.main) await main(process.argv[2]);
