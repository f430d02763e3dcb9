import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../../support/eventually.ts";
import { listTakenFailpoints } from "./arm-failpoints.ts";
import { FAILPOINT_FOLDER, PROCESS_NAME } from "./failpoint-names.ts";
import type { Journal } from "./journal.ts";

/** A process of the real program that is started again when it ends, as by a supervisor of services. */
export interface Supervised {
  name: string;
  /** The URL of a server. Undefined while it is not ready, and for workers. */
  url(): string | undefined;
  /** Whether it is started and ready. */
  isUp(): boolean;
  /** Sends a signal that ends or stops it; its end is then no violation. */
  signal(signal: "SIGKILL" | "SIGTERM" | "SIGSTOP" | "SIGCONT"): void;
  isFrozen(): boolean;
  /** Ends it for good: SIGTERM, and SIGKILL if it does not end. Its exit code must be 0. */
  stop(): Promise<void>;
}

/** What a process needs. */
export interface SupervisedOptions {
  name: string;
  args: string[];
  env: Record<string, string>;
  /** The folder of its log files. */
  logFolder: string;
  failpointFolder: string;
  journal: Journal;
  /** Returns whether it may fail to start at present, because its database does not respond. */
  mayFailToStart(): boolean;
}

const MAIN = join(import.meta.dir, "../../../src/main.ts");
const PRELOAD = join(import.meta.dir, "failpoints.ts");
const RESTART_MS = 500;
// DRAIN_SECONDS of the harness, the time after it, and a busy machine.
const DRAIN_LIMIT_MS = 120_000;

type Child = Bun.Subprocess<"ignore", "pipe", Bun.BunFile>;

// A run that is interrupted leaves no process.
const children = new Set<Child>();
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

/** Starts a process and keeps it running until `stop`. */
export function supervise(options: SupervisedOptions): Supervised {
  const { name, journal } = options;
  const state = { url: "", isReady: false, isFrozen: false, isStopping: false, expected: "" };
  let child: Child;
  let starts = 0;

  function start(): void {
    Object.assign(state, { url: "", isReady: false, isFrozen: false, expected: "" });
    const startedAt = performance.now();
    const couldFail = options.mayFailToStart();
    child = spawn(options, ++starts);
    journal.note(`${name} starts`, { pid: child.pid });
    const own = child;
    void readFirstLine(own.stdout).then((line) => {
      if (line === undefined || own !== child) return;
      state.url = String(JSON.parse(line).url ?? "");
      state.isReady = true;
      journal.note(`${name} is ready`, { ms: Math.round(performance.now() - startedAt) });
    });
    void own.exited.then(() => ended(own, couldFail));
  }

  function ended(own: Child, couldFail: boolean): void {
    const { exitCode, signalCode, pid } = own;
    const failpoint = listTakenFailpoints(options.failpointFolder).find(
      (taken) => taken.pid === pid,
    );
    const reason = (failpoint && `at ${failpoint.name}`) ?? state.expected;
    const isExpected = reason === "SIGTERM" ? exitCode === 0 : reason !== "";
    const mayFail = !state.isReady && (couldFail || options.mayFailToStart());
    journal.processEnded(name, performance.now());
    journal.note(`${name} ended`, { exitCode, signalCode, reason });
    if (!isExpected && !mayFail) {
      const how = signalCode ?? `exit code ${exitCode}`;
      journal.violate("process", `${name} ended with ${how}, expected: ${reason || "nothing"}`);
    }
    if (!state.isStopping) setTimeout(() => !state.isStopping && start(), RESTART_MS);
  }

  start();
  return {
    name,
    url: () => (state.isReady && child.exitCode === null ? state.url : undefined),
    isUp: () => state.isReady && isRunning(child) && !state.isFrozen,
    isFrozen: () => state.isFrozen,
    signal(signal) {
      // A second SIGTERM ends a process at once.
      const isDraining = signal === "SIGTERM" && state.expected === "SIGTERM";
      if (!isRunning(child) || isDraining) return;
      if (signal === "SIGKILL" || signal === "SIGTERM") state.expected = signal;
      if (signal === "SIGSTOP" || signal === "SIGCONT") state.isFrozen = signal === "SIGSTOP";
      child.kill(signal);
    },
    async stop() {
      state.isStopping = true;
      if (!isRunning(child)) return;
      state.expected = "SIGTERM";
      child.kill("SIGCONT");
      child.kill("SIGTERM");
      await eventually(() => !isRunning(child), {
        timeoutMs: DRAIN_LIMIT_MS,
        message: `${name} did not end after SIGTERM`,
      }).catch((error: Error) => {
        journal.violate("process", error.message);
        child.kill("SIGKILL");
      });
      await child.exited;
    },
  };
}

function isRunning({ exitCode, signalCode }: Child): boolean {
  return exitCode === null && signalCode === null;
}

function spawn(options: SupervisedOptions, number: number): Child {
  const { PATH = "", HOME = "" } = process.env;
  const { name, args, env, logFolder, failpointFolder } = options;
  mkdirSync(logFolder, { recursive: true });
  const command = [process.execPath, "--preload", PRELOAD, MAIN, ...args, "--json"];
  const child = Bun.spawn(command, {
    env: { PATH, HOME, ...env, [FAILPOINT_FOLDER]: failpointFolder, [PROCESS_NAME]: name },
    stdin: "ignore",
    stdout: "pipe",
    stderr: Bun.file(join(logFolder, `${name.replace(" ", "-")}-${number}.log`)),
  });
  children.add(child);
  void child.exited.then(() => children.delete(child));
  return child;
}

/** Returns the first line, or undefined if the output ends before it. Reads the rest as well. */
async function readFirstLine(stream: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = "";
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const read = async () => {
    for await (const bytes of stream) {
      text += decoder.decode(bytes, { stream: true });
      if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
    }
    resolve(undefined);
  };
  void read();
  return promise;
}
