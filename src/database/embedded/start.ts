import { exists, mkdir, open, readFile, readlink, rename, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { AppError } from "../../foundation/errors.ts";
import type { Log } from "../../foundation/log.ts";
import { file, changeOwner, type DataLayout, pgCtl, runAs } from "./data-layout.ts";
import { tryAcquireExclusiveLock } from "./lock.ts";

/** The superuser of the embedded Postgres. It only starts it and creates the role of Darkroom. */
export const USER = "darkroom";
/** The maximum duration of a start. */
export const START_SECONDS = 120;
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  // A process with server and worker opens up to 23 connections; this is enough for 17 processes.
  max_connections: "400",
  shared_buffers: "128MB",
  fsync: "on",
  timezone: "UTC",
  log_timezone: "UTC",
};

/**
 * Starts Postgres and returns its port. The caller holds start.lock and has found no running Postgres.
 * Throws `unavailable` if Postgres may run in another container: its process id has no meaning here, and
 * a second Postgres would corrupt the data directory.
 */
export async function start(layout: DataLayout, log: Log): Promise<number> {
  const unlock = tryAcquireExclusiveLock(file(layout, "users.lock"));
  if (unlock === undefined && !(await wasStartedHere(layout))) {
    const message =
      `The database in ${layout.folder} is in use by a process that is not visible from here, ` +
      "such as one in another container: stop that process, or set DATA_DIR or DATABASE_URL.";
    throw new AppError("unavailable", message);
  }
  try {
    const began = performance.now();
    await removeStalePid(layout);
    if (!(await exists(layout.cluster))) await createCluster(layout, log);
    log.info("database_starting", { folder: layout.folder });
    await Bun.write(file(layout, "namespace"), await findNamespace());
    const port = await startOnFreePort(layout);
    log.info("database_ready", { port, ms: Math.round(performance.now() - began) });
    return port;
  } finally {
    unlock?.();
  }
}

/** Returns whether Postgres was last started in the same process namespace. */
async function wasStartedHere(layout: DataLayout): Promise<boolean> {
  const recorded = await readFile(file(layout, "namespace"), "utf8").catch(() => undefined);
  return recorded === (await findNamespace());
}

/** Returns an identifier of the process namespace: the boot id of the kernel and the namespace. */
async function findNamespace(): Promise<string> {
  if (process.platform !== "linux") return hostname();
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
  return `${boot.trim()} ${await readlink("/proc/self/ns/pid")}`;
}

/**
 * Removes postmaster.pid. Postgres refuses to start if any process has the id in it, which after a reboot
 * may be another program. The caller knows that no Postgres runs; Postgres itself still refuses to start
 * while a child of a killed server holds the shared memory.
 */
async function removeStalePid(layout: DataLayout): Promise<void> {
  await rm(join(layout.cluster, "postmaster.pid"), { force: true });
}

/** Creates the data directory under a temporary name, so that a killed start leaves no incomplete one. */
async function createCluster(layout: DataLayout, log: Log): Promise<void> {
  log.info("database_creating", { folder: layout.folder });
  const unfinished = file(layout, "cluster.new");
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await changeOwner(layout, unfinished);
  const { code, output } = await runAs(layout.owner, [
    join(layout.bin, "initdb"),
    `--pgdata=${unfinished}`,
    `--username=${USER}`,
    `--pwfile=${file(layout, "password")}`,
    "--auth=scram-sha-256",
    "--set=scram_iterations=1", // The password is random, so more iterations add no security.
    "--encoding=UTF8",
    // Sort order and letter case do not depend on the locales of the machine.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ]);
  if (code !== 0)
    throw new AppError("unavailable", `Postgres could not create its data directory: ${output}`);
  await rename(unfinished, layout.cluster);
}

async function startOnFreePort(layout: DataLayout): Promise<number> {
  const remembered = await readFile(file(layout, "port"), "utf8").catch(() => "0");
  let port = findFreePort(Number(remembered));
  for (let attempt = 1; ; attempt++) {
    const fault = await tryStart(layout, port);
    if (!fault) break;
    // Another program may have bound the port since it was chosen.
    const isTaken = fault.includes("Address already in use");
    // The children of a killed Postgres exit after a short time. The port is kept for clients that
    // reconnect.
    const isTemporary = isTaken || fault.includes("shared memory block");
    if (!isTemporary || attempt === 20) {
      throw new AppError("unavailable", `Postgres in ${layout.folder} did not start: ${fault}`);
    }
    await Bun.sleep(200);
    if (isTaken) port = findFreePort(0);
  }
  await Bun.write(file(layout, "port"), String(port));
  return port;
}

/** Starts Postgres. Returns undefined, or the lines of its log with the reason for the failure. */
async function tryStart(layout: DataLayout, port: number): Promise<string | undefined> {
  const logFile = await rotateLog(layout);
  const settings = Object.entries(SETTINGS).map(([name, value]) => `-c ${name}=${value}`);
  const flags = ["-o", [`-p ${port}`, ...settings].join(" "), "-l", logFile];
  const { code } = await pgCtl(layout, ["start", "-w", "-t", String(START_SECONDS), ...flags]);
  if (code === 0) return undefined;
  const lines = (await readFile(logFile, "utf8")).trim().split("\n");
  const faults = lines.filter((line) => /FATAL|LOG: {2}could not bind|HINT/.test(line));
  return (faults.length > 0 ? faults : lines.slice(-3)).join(" ");
}

function findFreePort(wanted: number): number {
  try {
    const listener = Bun.listen({ hostname: "127.0.0.1", port: wanted, socket: { data() {} } });
    listener.stop(true);
    return listener.port;
  } catch {
    return findFreePort(0);
  }
}

/** Creates a new log file. The previous one is kept as log.old, for the analysis of a crash. */
async function rotateLog(layout: DataLayout): Promise<string> {
  const path = file(layout, "log");
  if (await exists(path)) await rename(path, file(layout, "log.old"));
  await (await open(path, "w", 0o600)).close();
  await changeOwner(layout, path);
  return path;
}
