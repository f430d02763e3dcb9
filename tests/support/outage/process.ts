import { join } from "node:path";
import type { App } from "../app.ts";
import { eventually, HANG_MS } from "../eventually.ts";
import { collectText } from "../collect-text.ts";

const MAIN = join(import.meta.dir, "../../../src/main.ts");

/** A `serve` or `worker` process of the real program. */
export interface Process {
  name: string;
  pid: number;
  /** The URL of a server; empty for a worker. */
  url: string;
  kill(signal: NodeJS.Signals): void;
  /** Returns the exit code, or null if a signal ended it. Throws after `timeoutMs`. */
  exited(timeoutMs?: number): Promise<number | null>;
  /** The log lines of an event so far. */
  linesOf(event: string): Record<string, unknown>[];
  /** Resolves with the first log line of an event. Throws after `timeoutMs`. */
  logged(event: string, timeoutMs?: number): Promise<Record<string, unknown>>;
  /** Everything it wrote to standard error, to explain a failed test. */
  log(): string;
}

/** The database and files of a process, and the main module of its program if it is not this one. */
interface Place extends Pick<App, "databaseUrl" | "dataDir"> {
  main?: string;
}

/** Starts a command of the real program on an app's database and files, and waits until it is ready. */
export async function startProcess(
  app: Place,
  command: string[],
  env: Record<string, string> = {},
): Promise<Process> {
  const { PATH = "", HOME = "" } = process.env;
  const own = { DATABASE_URL: app.databaseUrl, DATA_DIR: app.dataDir, PORT: "0" };
  const child = Bun.spawn([process.execPath, app.main ?? MAIN, ...command, "--json"], {
    env: { PATH, HOME, ...own, ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  let out = "";
  let log = "";
  const read = [
    collectText(child.stdout, (text) => void (out += text)),
    collectText(child.stderr, (text) => void (log += text)),
  ];
  const name = `${command.join(" ")} ${child.pid}`;
  await eventually(() => out.includes("\n") || child.exitCode !== null, {
    message: `${name} did not start`,
  });
  if (child.exitCode !== null) throw new Error(`${name} did not start: ${log}`);
  return {
    name,
    pid: child.pid,
    url: String(JSON.parse(out.slice(0, out.indexOf("\n"))).url ?? ""),
    kill: (signal) => child.kill(signal),
    async exited(timeoutMs = HANG_MS) {
      await eventually(() => child.exitCode !== null || child.signalCode !== null, {
        timeoutMs,
        message: `${name} did not end`,
      });
      await Promise.all(read);
      return child.exitCode;
    },
    linesOf: (event) => linesOf(log, event),
    async logged(event, timeoutMs = HANG_MS) {
      const message = `${name} did not log ${event}`;
      await eventually(() => linesOf(log, event).length > 0, { timeoutMs, message });
      return linesOf(log, event)[0] ?? {};
    },
    log: () => log,
  };
}

function linesOf(log: string, event: string): Record<string, unknown>[] {
  const lines = log.split("\n").filter((line) => line.includes(`"event":"${event}"`));
  // The log writes one JSON object a line; the last line may still be incomplete.
  return lines.filter((line) => line.endsWith("}")).map((line) => JSON.parse(line));
}
