import { randomBytes } from "node:crypto";
import { chmod, exists, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { openMaintenanceConnection } from "../db.ts";
import { AppError } from "../../foundation/errors.ts";
import type { Log } from "../../foundation/log.ts";
import { file, changeOwner, type DataLayout, pgCtl, runAs, resolveDataLayout } from "./home.ts";
import {
  acquireExclusiveLock,
  acquireSharedLock,
  tryAcquireExclusiveLock,
  type Release,
} from "./lock.ts";
import { start, START_SECONDS, USER } from "./start.ts";

/** A Postgres that this process may use until it calls `stop`. */
export interface Embedded {
  url: string;
  /** Leaves it. The last process to leave turns it off. */
  stop(): Promise<void>;
}

const DATABASE = "darkroom";
const STOP_SECONDS = 30;

/**
 * Opens the Postgres of `dataDir`: attaches to it where it runs, starts it where it does not, makes
 * it where there is none. Everybody who uses it holds a shared lock that dies with the process, so
 * the last one out turns it off, whoever started it and whoever was killed on the way.
 *
 * @param may.creates false: throws `not_found` where there is none, and creates nothing
 */
export async function openEmbedded(
  dataDir: string,
  log: Log,
  may = { creates: true },
): Promise<Embedded> {
  if (!may.creates && !(await exists(join(dataDir, "postgres")))) throw noDatabase();
  const home = await resolveDataLayout(dataDir, log);
  const unlock = await acquireExclusiveLock(file(home, "start.lock"), START_SECONDS * 1000);
  try {
    if (!may.creates && !(await exists(home.cluster))) throw noDatabase();
    const password = await keepPassword(home);
    const port = (await findRunning(home, password)) ?? (await start(home, log));
    const url = toDatabaseUrl(password, port, DATABASE);
    await createDatabase(toDatabaseUrl(password, port, "postgres"));
    const leave = acquireSharedLock(file(home, "users.lock"));
    let stopped: Promise<void> | undefined;
    return { url, stop: () => (stopped ??= stop(home, leave, log)) };
  } finally {
    unlock();
  }
}

function noDatabase(): AppError {
  return new AppError("not_found", "No Darkroom database here. Set DATA_DIR or DATABASE_URL.");
}

async function stop(home: DataLayout, leave: Release, log: Log): Promise<void> {
  const unlock = await acquireExclusiveLock(file(home, "start.lock"), START_SECONDS * 1000);
  try {
    leave();
    const alone = tryAcquireExclusiveLock(file(home, "users.lock"));
    if (!alone) return;
    alone();
    await stopServer(home);
    log.info("database.stopped", { folder: home.folder });
  } finally {
    unlock();
  }
}

async function stopServer(home: DataLayout): Promise<void> {
  const stopIn = (mode: string) =>
    pgCtl(home, ["stop", "-m", mode, "-w", "-t", String(STOP_SECONDS)]);
  const fast = await stopIn("fast");
  if (fast.code === 0 || !(await findProcess(home))) return;
  const immediate = await stopIn("immediate");
  if (immediate.code === 0) return;
  throw new AppError("internal", `Postgres in ${home.folder} does not stop: ${immediate.output}`);
}

/** The port of the Postgres that runs on this home, once it answers; undefined where none runs. */
async function findRunning(home: DataLayout, password: string): Promise<number | undefined> {
  const deadline = performance.now() + START_SECONDS * 1000;
  for (;;) {
    const running = await findProcess(home);
    if (!running) return undefined;
    const fault = await connectFault(toDatabaseUrl(password, running.port, "postgres"));
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
  const sql = openMaintenanceConnection(url);
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
async function findProcess(home: DataLayout): Promise<{ pid: number; port: number } | undefined> {
  const text = await readFile(join(home.cluster, "postmaster.pid"), "utf8").catch(() => "");
  const [pid, , , port] = text.split("\n").map(Number);
  if (!pid || !(await readProcessCommand(pid)).includes(home.cluster)) return undefined;
  return { pid, port: port ?? 0 };
}

async function readProcessCommand(pid: number): Promise<string> {
  if (process.platform === "linux") return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return (await runAs(undefined, ["ps", "-o", "command=", "-p", String(pid)])).output;
}

async function keepPassword(home: DataLayout): Promise<string> {
  const path = file(home, "password");
  if (!(await exists(path))) {
    await Bun.write(`${path}.new`, randomBytes(24).toString("hex"), { mode: 0o600 });
    await chmod(`${path}.new`, 0o600);
    await changeOwner(home, `${path}.new`);
    await rename(`${path}.new`, path);
  }
  return (await readFile(path, "utf8")).trim();
}

async function createDatabase(adminUrl: string): Promise<void> {
  const sql = openMaintenanceConnection(adminUrl);
  try {
    const known = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (known.length === 0) await sql`create database ${sql(DATABASE)}`;
  } finally {
    await sql.end();
  }
}

function toDatabaseUrl(password: string, port: number, database: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
}
