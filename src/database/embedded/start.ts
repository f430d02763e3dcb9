import { exists, mkdir, open, readFile, readlink, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { AppError } from "../../foundation/errors.ts";
import type { Log } from "../../foundation/log.ts";
import { file, changeOwner, type DataLayout, pgCtl, runAs } from "./home.ts";
import { tryAcquireExclusiveLock } from "./lock.ts";

/** The superuser of a cluster, which the program connects as. */
export const USER = "darkroom";
/** How long a start may take. */
export const START_SECONDS = 120;
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
 * Starts the home's Postgres, which was not found running, and returns its port. The caller holds
 * start.lock. Throws `unavailable` if a process that uses it may have it running in another container:
 * its process number means nothing here, and a second Postgres would destroy the files of the first.
 */
export async function start(home: DataLayout, log: Log): Promise<number> {
  const unlock = tryAcquireExclusiveLock(file(home, "users.lock"));
  if (unlock === undefined && !(await wasStartedHere(home))) {
    const message =
      `The database in ${home.folder} is in use by a process that cannot be reached from here, ` +
      "such as one in another container: stop that process, or set DATA_DIR or DATABASE_URL.";
    throw new AppError("unavailable", message);
  }
  try {
    const began = performance.now();
    await removeStalePid(home);
    if (!(await exists(home.cluster))) await makeCluster(home, log);
    log.info("database.starting", { folder: home.folder });
    await Bun.write(file(home, "namespace"), await findNamespace());
    const port = await startOnFreePort(home);
    log.info("database.ready", { port, ms: Math.round(performance.now() - began) });
    return port;
  } finally {
    unlock?.();
  }
}

/** Whether process numbers mean the same here as where Postgres was last started. */
async function wasStartedHere(home: DataLayout): Promise<boolean> {
  const recorded = await readFile(file(home, "namespace"), "utf8").catch(() => undefined);
  return recorded === (await findNamespace());
}

/** Identifies the set of processes that this one sees: the running kernel and its namespace. */
async function findNamespace(): Promise<string> {
  if (process.platform !== "linux") return hostname();
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
  return `${boot.trim()} ${await readlink("/proc/self/ns/pid")}`;
}

/**
 * Postgres takes any living process with the number in postmaster.pid for itself: another program's
 * after a reboot, or its own dead one that nobody reaps. That none runs is known here, and Postgres
 * still refuses to start while a child of a killed one holds the shared memory.
 */
async function removeStalePid(home: DataLayout): Promise<void> {
  await rm(join(home.cluster, "postmaster.pid"), { force: true });
}

/** Made beside its place and moved in whole, so that a killed first start leaves no half cluster. */
async function makeCluster(home: DataLayout, log: Log): Promise<void> {
  log.info("database.creating", { folder: home.folder });
  const unfinished = file(home, "cluster.new");
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await changeOwner(home, unfinished);
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

async function startOnFreePort(home: DataLayout): Promise<number> {
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
async function startFault(home: DataLayout, port: number): Promise<string | undefined> {
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
async function freshLog(home: DataLayout): Promise<string> {
  const path = file(home, "log");
  if (await exists(path)) await rename(path, file(home, "log.old"));
  await (await open(path, "w", 0o600)).close();
  await changeOwner(home, path);
  return path;
}
