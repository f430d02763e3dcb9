/**
 * A Postgres server that a test can crash, freeze and make read-only. A child process holds it and
 * stops it when its standard input ends, which also happens when the test process is killed.
 */
import { chmod, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMaintenanceConnection } from "../../../src/database/db.ts";
import {
  type DataLayout,
  runAs,
  resolveDataLayout,
} from "../../../src/database/embedded/data-layout.ts";
import { openEmbedded } from "../../../src/database/embedded/postgres.ts";
import { createLog } from "../../../src/foundation/log.ts";

type Command = "crash" | "shut down" | "start" | "freeze" | "thaw" | "read-only" | "writable";

export interface BreakablePostgres {
  /** Connects as the superuser. */
  url: string;
  /** Connects as the role of the application. */
  applicationUrl: string;
  /** `pg_ctl stop -m immediate`: what was not yet written to the log is lost. */
  crash(): Promise<void>;
  /** `pg_ctl stop -m fast`: ends the sessions, then stops in order. */
  shutDown(): Promise<void>;
  /** Starts it again on the same port and returns once it accepts connections. */
  start(): Promise<void>;
  /** SIGSTOP to all of its processes: connections stay open and nothing is answered. */
  freeze(): Promise<void>;
  /** SIGCONT to all of its processes. */
  thaw(): Promise<void>;
  /** Moves its clock, also backwards. Only of a server that was started with a clock library. */
  stepClock(seconds: number): Promise<void>;
  /** Makes each new transaction read-only, in open sessions as well, or lifts that. */
  setReadOnly(isReadOnly: boolean): Promise<void>;
  /** Stops it in any state and removes its files. */
  close(): Promise<void>;
}

// After a timeout Bun kills its child processes, but not their children: see support/postgres.ts.
const THROUGH_SHELL = 'exec 3<&0; "$@" <&3 3<&- & exec 3<&-; wait';

/**
 * Starts a server of its own on a free port, with a database for the test. `clockLibrary` is the path of
 * `libfaketime.so.1`, which then serves the clock of the server.
 */
export async function startBreakablePostgres(clockLibrary = ""): Promise<BreakablePostgres> {
  const holder = [process.execPath, import.meta.path, clockLibrary];
  const child = Bun.spawn(["sh", "-c", THROUGH_SHELL, "sh", ...holder], {
    env: process.env,
    stdin: "pipe",
    stdout: "pipe",
    stderr: "inherit",
    detached: true,
  });
  child.unref();
  const lines = readLines(child.stdout);
  const answer = async () => (await lines.next()).value ?? "error: the holder has ended";
  const [url = "", applicationUrl = "", clockFile = ""] = (await answer()).split(" ");
  let offsetSeconds = 0;
  if (!url.startsWith("postgres://")) throw new Error(url);
  async function send(command: Command): Promise<void> {
    child.stdin.write(`${command}\n`);
    await child.stdin.flush();
    const outcome = await answer();
    if (outcome !== "done") throw new Error(`${command}: ${outcome}`);
  }
  return {
    url,
    applicationUrl,
    crash: () => send("crash"),
    shutDown: () => send("shut down"),
    start: () => send("start"),
    freeze: () => send("freeze"),
    thaw: () => send("thaw"),
    async stepClock(seconds) {
      offsetSeconds += seconds;
      await writeClock(clockFile, offsetSeconds);
    },
    setReadOnly: (isReadOnly) => send(isReadOnly ? "read-only" : "writable"),
    async close() {
      child.stdin.end();
      await child.exited;
    },
  };
}

async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

/** The child process: carries out one command a line until its input ends. */
async function hold(): Promise<void> {
  const log = createLog("error");
  const folder = await mkdtemp(join(tmpdir(), "darkroom-outage-"));
  // Postgres of root runs as another user, who reads the clock.
  await chmod(folder, 0o711);
  const { superuserUrl: url, url: applicationUrl } = await openEmbedded(folder, log);
  const home = await resolveDataLayout(folder, log);
  const clock = { library: process.argv[2] ?? "", file: join(folder, "clock") };
  const hasClock = clock.library !== "";
  const commands: Record<Command, () => Promise<unknown>> = {
    crash: () => stop(home, "immediate"),
    "shut down": () => stop(home, "fast"),
    start: () => (hasClock ? restart(home, clock) : openEmbedded(folder, log)),
    freeze: () => signalAll(home, "SIGSTOP"),
    thaw: () => signalAll(home, "SIGCONT"),
    "read-only": () => setDefault(url, "on"),
    writable: () => setDefault(url, "off"),
  };
  // A crash of Postgres alone keeps what it has written, so the disk need not be waited for.
  await alter(url, "alter system set fsync = off");
  if (hasClock) {
    await writeClock(clock.file, 0);
    await restart(home, clock);
  }
  say(`${url} ${applicationUrl} ${clock.file}`);
  for await (const line of readLines(Bun.stdin.stream())) {
    // The other side is the function above.
    await commands[line as Command]().then(
      () => say("done"),
      (error: Error) => say(`error: ${error.message.replaceAll("\n", " ")}`),
    );
  }
  await signalAll(home, "SIGCONT").catch(() => undefined);
  await stop(home, "immediate").catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
  process.exit();
}

/** Starts the server with its last options, or restarts it, on a clock that a file moves. */
async function restart(
  home: DataLayout,
  { library, file }: { library: string; file: string },
): Promise<void> {
  const variables = [
    `LD_PRELOAD=${library}`,
    `FAKETIME_TIMESTAMP_FILE=${file}`,
    // Seconds until the file is read again.
    "FAKETIME_CACHE_DURATION=1",
    "FAKETIME_DONT_FAKE_MONOTONIC=1",
    "FAKETIME_DISABLE_SHM=1",
  ];
  const options = ["-D", home.cluster, "-l", join(home.folder, "log"), "-w"];
  const command = ["env", ...variables, join(home.bin, "pg_ctl"), "restart", ...options];
  const { code, output } = await runAs(home.owner, command);
  if (code !== 0) throw new Error(output);
}

/** Renamed when it is complete: an empty file would mean the real time. */
async function writeClock(file: string, offsetSeconds: number): Promise<void> {
  await Bun.write(`${file}.new`, `${offsetSeconds < 0 ? "" : "+"}${offsetSeconds}`);
  await rename(`${file}.new`, file);
}

async function stop(home: DataLayout, mode: "immediate" | "fast"): Promise<void> {
  const command = [join(home.bin, "pg_ctl"), "-D", home.cluster, "stop", "-w", "-m", mode];
  const { code, output } = await runAs(home.owner, command);
  if (code !== 0) throw new Error(output);
}

/** The parent is stopped first and continued last, so that no child starts or ends unseen. */
async function signalAll(home: DataLayout, signal: "SIGSTOP" | "SIGCONT"): Promise<void> {
  const record = await readFile(join(home.cluster, "postmaster.pid"), "utf8");
  const parent = Number.parseInt(record, 10);
  if (signal === "SIGSTOP") process.kill(parent, signal);
  const children = await readFile(`/proc/${parent}/task/${parent}/children`, "utf8");
  for (const pid of children.split(" ").filter(Boolean)) process.kill(Number(pid), signal);
  if (signal === "SIGCONT") process.kill(parent, signal);
}

async function setDefault(url: string, state: "on" | "off"): Promise<void> {
  await alter(url, `alter system set default_transaction_read_only = ${state}`);
}

async function alter(url: string, text: string): Promise<void> {
  const sql = openMaintenanceConnection(url);
  try {
    await sql`set default_transaction_read_only = off`;
    await sql.unsafe(text);
    await sql`select pg_reload_conf()`;
  } finally {
    await sql.end();
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (import.meta.main) await hold();
