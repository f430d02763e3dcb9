import { randomBytes } from "node:crypto";
import { chmod, exists, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { openByHand } from "../db.ts";
import { AppError } from "../errors.ts";
import type { Log } from "../log.ts";
import { give, runAs, settle, type Home } from "./home.ts";
import { lockAlone, lockShared, tryLockAlone, type Release } from "./lock.ts";

/** A Postgres that this process may use until it calls `stop`. */
export interface Embedded {
  url: string;
  /** Leaves it. The last process to leave turns it off. */
  stop(): Promise<void>;
}

const USER = "darkroom";
const DATABASE = "darkroom";
const START_SECONDS = 120;
const STOP_SECONDS = 30;
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  // A process that serves and works holds up to sixteen: room for 25 of them.
  max_connections: "400",
  shared_buffers: "128MB",
  fsync: "on",
  timezone: "UTC",
  log_timezone: "UTC",
};

/**
 * Opens the Postgres of `dataDir`: attaches to it where it runs, starts it where it does not, makes
 * it where there is none. Everybody who uses it holds a shared lock that dies with the process, so
 * the last one out turns it off, whoever started it and whoever was killed on the way.
 */
export async function openEmbedded(dataDir: string, log: Log): Promise<Embedded> {
  const home = await settle(dataDir, log);
  const unlock = await lockAlone(file(home, "start.lock"), START_SECONDS * 1000);
  try {
    const password = await keepPassword(home);
    const port = (await findRunning(home, password)) ?? (await start(home, log));
    const url = urlOf(password, port, DATABASE);
    await createDatabase(urlOf(password, port, "postgres"));
    const leave = lockShared(file(home, "users.lock"));
    let stopped: Promise<void> | undefined;
    return { url, stop: () => (stopped ??= stop(home, leave, log)) };
  } finally {
    unlock();
  }
}

async function stop(home: Home, leave: Release, log: Log): Promise<void> {
  const unlock = await lockAlone(file(home, "start.lock"), START_SECONDS * 1000);
  try {
    leave();
    const alone = tryLockAlone(file(home, "users.lock"));
    if (!alone) return;
    alone();
    await turnOff(home);
    log.info("database.stopped", { folder: home.folder });
  } finally {
    unlock();
  }
}

async function turnOff(home: Home): Promise<void> {
  const stopIn = (mode: string) =>
    pgCtl(home, ["stop", "-m", mode, "-w", "-t", String(STOP_SECONDS)]);
  const fast = await stopIn("fast");
  if (fast.code === 0 || !(await findProcess(home))) return;
  const immediate = await stopIn("immediate");
  if (immediate.code === 0) return;
  throw new AppError("internal", `Postgres in ${home.folder} does not stop: ${immediate.output}`);
}

/** The port of the Postgres that runs on this home, once it answers; undefined where none runs. */
async function findRunning(home: Home, password: string): Promise<number | undefined> {
  const deadline = performance.now() + START_SECONDS * 1000;
  for (;;) {
    const running = await findProcess(home);
    if (!running) return undefined;
    const fault = await connectFault(urlOf(password, running.port, "postgres"));
    if (!fault) return running.port;
    if (isRefusal(fault) || performance.now() > deadline) {
      const message = `Postgres (process ${running.pid}) runs in ${home.folder} but does not answer.`;
      throw new AppError("unavailable", message, { cause: fault });
    }
    // It may still be starting or recovering: whoever started it was killed before it was ready.
    await Bun.sleep(100);
  }
}

async function connectFault(url: string): Promise<unknown> {
  const sql = openByHand(url);
  const asked = sql`select 1`.then(
    () => undefined,
    (error: unknown) => error,
  );
  return asked.finally(() => sql.end({ timeout: 1 }));
}

/** Not a matter of waiting: this Postgres has another password than ours. */
function isRefusal(fault: unknown): boolean {
  return fault instanceof postgres.PostgresError && fault.code === "28P01";
}

/** What postmaster.pid says, when that process still is a Postgres on this cluster. */
async function findProcess(home: Home): Promise<{ pid: number; port: number } | undefined> {
  const text = await readFile(join(home.cluster, "postmaster.pid"), "utf8").catch(() => "");
  const [pid, , , port] = text.split("\n").map(Number);
  if (!pid || !(await commandOf(pid)).includes(home.cluster)) return undefined;
  return { pid, port: port ?? 0 };
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === "linux") return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return (await runAs(undefined, ["ps", "-o", "command=", "-p", String(pid)])).output;
}

async function start(home: Home, log: Log): Promise<number> {
  const began = performance.now();
  await removeStalePid(home);
  if (!(await exists(home.cluster))) await makeCluster(home, log);
  log.info("database.starting", { folder: home.folder });
  const port = await startOnFreePort(home);
  log.info("database.ready", { port, ms: Math.round(performance.now() - began) });
  return port;
}

/**
 * Postgres takes any living process with the number in postmaster.pid for itself: another program's
 * after a reboot, or its own dead one that nobody reaps. That none runs is known here, and Postgres
 * still refuses to start while a child of a killed one holds the shared memory.
 */
async function removeStalePid(home: Home): Promise<void> {
  await rm(join(home.cluster, "postmaster.pid"), { force: true });
}

/** Made beside its place and moved in whole, so that a killed first start leaves no half cluster. */
async function makeCluster(home: Home, log: Log): Promise<void> {
  log.info("database.creating", { folder: home.folder });
  const unfinished = file(home, "cluster.new");
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await give(home, unfinished);
  const { code, output } = await runAs(home.owner, [
    join(home.bin, "initdb"),
    `--pgdata=${unfinished}`,
    `--username=${USER}`,
    `--pwfile=${file(home, "password")}`,
    "--auth=scram-sha-256",
    "--set=scram_iterations=1", // Nobody guesses a random password, however cheap a guess is.
    "--encoding=UTF8",
    // The same order and letter case on every machine, whatever locales it has.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ]);
  if (code !== 0) throw new AppError("unavailable", `Postgres could not make its files: ${output}`);
  await rename(unfinished, home.cluster);
}

async function startOnFreePort(home: Home): Promise<number> {
  const remembered = await readFile(file(home, "port"), "utf8").catch(() => "0");
  let port = freePort(Number(remembered));
  for (let attempt = 1; ; attempt++) {
    const fault = await startFault(home, port);
    if (!fault) break;
    // Another program may have taken the port between its choice and its use.
    const isTaken = fault.includes("Address already in use");
    // The children of a killed Postgres need a moment to notice. Who was connected comes back to
    // the port it knows.
    const isPassing = isTaken || fault.includes("shared memory block");
    if (!isPassing || attempt === 20) {
      throw new AppError("unavailable", `Postgres in ${home.folder} did not start: ${fault}`);
    }
    await Bun.sleep(200);
    if (isTaken) port = freePort(0);
  }
  await Bun.write(file(home, "port"), String(port));
  return port;
}

/** Starts it; answers undefined, or the lines of its log that say why it did not. */
async function startFault(home: Home, port: number): Promise<string | undefined> {
  const logFile = await freshLog(home);
  const settings = Object.entries(SETTINGS).map(([name, value]) => `-c ${name}=${value}`);
  const flags = ["-o", [`-p ${port}`, ...settings].join(" "), "-l", logFile];
  const { code } = await pgCtl(home, ["start", "-w", "-t", String(START_SECONDS), ...flags]);
  if (code === 0) return undefined;
  const lines = (await readFile(logFile, "utf8")).trim().split("\n");
  const faults = lines.filter((line) => /FATAL|LOG: {2}could not bind|HINT/.test(line));
  return (faults.length > 0 ? faults : lines.slice(-3)).join(" ");
}

function freePort(wanted: number): number {
  try {
    const listener = Bun.listen({ hostname: "127.0.0.1", port: wanted, socket: { data() {} } });
    listener.stop(true);
    return listener.port;
  } catch {
    return freePort(0);
  }
}

/** One log a start; the one before is kept, for the story of a crash. */
async function freshLog(home: Home): Promise<string> {
  const path = file(home, "log");
  if (await exists(path)) await rename(path, file(home, "log.old"));
  await (await open(path, "w", 0o600)).close();
  await give(home, path);
  return path;
}

async function keepPassword(home: Home): Promise<string> {
  const path = file(home, "password");
  if (!(await exists(path))) {
    await Bun.write(`${path}.new`, randomBytes(24).toString("hex"), { mode: 0o600 });
    await chmod(`${path}.new`, 0o600);
    await give(home, `${path}.new`);
    await rename(`${path}.new`, path);
  }
  return (await readFile(path, "utf8")).trim();
}

async function createDatabase(adminUrl: string): Promise<void> {
  const sql = openByHand(adminUrl);
  try {
    const known = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (known.length === 0) await sql`create database ${sql(DATABASE)}`;
  } finally {
    await sql.end();
  }
}

function pgCtl(home: Home, args: string[]) {
  return runAs(home.owner, [join(home.bin, "pg_ctl"), "-D", home.cluster, ...args]);
}

function urlOf(password: string, port: number, database: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
}

function file(home: Home, name: string): string {
  return join(home.folder, name);
}
