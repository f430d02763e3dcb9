import { randomBytes } from "node:crypto";
import { chmod, exists, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { openMaintenanceConnection } from "../db.ts";
import { AppError } from "../../foundation/errors.ts";
import type { Log } from "../../foundation/log.ts";
import {
  file,
  changeOwner,
  type DataLayout,
  pgCtl,
  runAs,
  resolveDataLayout,
} from "./data-layout.ts";
import {
  acquireExclusiveLock,
  acquireSharedLock,
  tryAcquireExclusiveLock,
  type Release,
} from "./lock.ts";
import { APPLICATION_ROLE, DATABASE, prepareDatabase } from "./application-role.ts";
import { start, START_SECONDS, USER } from "./start.ts";

/** A Postgres that this process may use until it calls `stop`. */
export interface Embedded {
  /** The URL for a role without superuser rights, which owns the database. */
  url: string;
  /** The URL for the superuser, for the maintenance of the server itself. */
  superuserUrl: string;
  /** Stops using it. The last process that uses it stops the server. */
  stop(): Promise<void>;
}

const STOP_SECONDS = 30;

/**
 * Opens the Postgres of `dataDir`. Creates it if it does not exist, and starts it if it does not run.
 * Every process that uses it holds a shared lock, which ends with the process, so the last process stops
 * the server, independent of which one started it or was killed.
 *
 * @param may.creates false: throws `not_found` if there is none, and creates nothing
 */
export async function openEmbedded(
  dataDir: string,
  log: Log,
  may = { creates: true },
): Promise<Embedded> {
  if (!may.creates && !(await exists(join(dataDir, "postgres")))) throw noDatabase();
  const layout = await resolveDataLayout(dataDir, log);
  const unlock = await acquireExclusiveLock(file(layout, "start.lock"), START_SECONDS * 1000);
  try {
    if (!may.creates && !(await exists(layout.cluster))) throw noDatabase();
    const superuser = { user: USER, password: await readOrCreatePassword(layout, "password") };
    const password = await readOrCreatePassword(layout, "app-password");
    const port = (await findRunning(layout, superuser)) ?? (await start(layout, log));
    const toSuperuserUrl = createUrls(port, superuser);
    const leave = acquireSharedLock(file(layout, "users.lock"));
    try {
      await prepareDatabase(toSuperuserUrl, password);
    } catch (error) {
      await stopIfUnused(layout, leave, log);
      throw error;
    }
    let stopped: Promise<void> | undefined;
    return {
      url: createUrls(port, { user: APPLICATION_ROLE, password })(DATABASE),
      superuserUrl: toSuperuserUrl(DATABASE),
      stop: () => (stopped ??= stop(layout, leave, log)),
    };
  } finally {
    unlock();
  }
}

function noDatabase(): AppError {
  return new AppError("not_found", "No Darkroom database was found. Set DATA_DIR or DATABASE_URL.");
}

async function stop(layout: DataLayout, leave: Release, log: Log): Promise<void> {
  const unlock = await acquireExclusiveLock(file(layout, "start.lock"), START_SECONDS * 1000);
  try {
    await stopIfUnused(layout, leave, log);
  } finally {
    unlock();
  }
}

/** Stops using the server, and stops it if no other process uses it. The caller holds start.lock. */
async function stopIfUnused(layout: DataLayout, leave: Release, log: Log): Promise<void> {
  leave();
  const release = tryAcquireExclusiveLock(file(layout, "users.lock"));
  if (!release) return;
  release();
  await stopServer(layout);
  log.info("database_stopped", { folder: layout.folder });
}

async function stopServer(layout: DataLayout): Promise<void> {
  const stopIn = (mode: string) =>
    pgCtl(layout, ["stop", "-m", mode, "-w", "-t", String(STOP_SECONDS)]);
  const fast = await stopIn("fast");
  if (fast.code === 0 || !(await findProcess(layout))) return;
  const immediate = await stopIn("immediate");
  if (immediate.code === 0) return;
  throw new AppError("internal", `Postgres in ${layout.folder} does not stop: ${immediate.output}`);
}

/** Returns the port of the running Postgres once it responds, or undefined if none runs. */
async function findRunning(
  layout: DataLayout,
  superuser: { user: string; password: string },
): Promise<number | undefined> {
  const deadline = performance.now() + START_SECONDS * 1000;
  for (;;) {
    const running = await findProcess(layout);
    if (!running) return undefined;
    const fault = await findConnectFault(createUrls(running.port, superuser)("postgres"));
    if (!fault) return running.port;
    if (isAuthenticationFailure(fault) || performance.now() > deadline) {
      const message = `Postgres (process ${running.pid}) in ${layout.folder} does not respond.`;
      throw new AppError("unavailable", message, { cause: fault });
    }
    // It may still be starting or recovering if the process that started it was killed.
    await Bun.sleep(100);
  }
}

async function findConnectFault(url: string): Promise<unknown> {
  const sql = openMaintenanceConnection(url);
  const fault = sql`select 1`.then(
    () => undefined,
    (error: unknown) => error,
  );
  return fault.finally(() => sql.end({ timeout: 1 }));
}

/** Returns whether the password was rejected, in which case waiting does not help. */
function isAuthenticationFailure(fault: unknown): boolean {
  return fault instanceof postgres.PostgresError && fault.code === "28P01";
}

/** Returns the process and port in postmaster.pid if that process is a Postgres of this data directory. */
async function findProcess(layout: DataLayout): Promise<{ pid: number; port: number } | undefined> {
  const text = await readFile(join(layout.cluster, "postmaster.pid"), "utf8").catch(() => "");
  const [pid, , , port] = text.split("\n").map(Number);
  if (!pid || !(await readProcessCommand(pid)).includes(layout.cluster)) return undefined;
  return { pid, port: port ?? 0 };
}

async function readProcessCommand(pid: number): Promise<string> {
  if (process.platform === "linux") return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return (await runAs(undefined, ["ps", "-o", "command=", "-p", String(pid)])).output;
}

async function readOrCreatePassword(layout: DataLayout, name: string): Promise<string> {
  const path = file(layout, name);
  if (!(await exists(path))) {
    await Bun.write(`${path}.new`, randomBytes(24).toString("hex"), { mode: 0o600 });
    await chmod(`${path}.new`, 0o600);
    await changeOwner(layout, `${path}.new`);
    await rename(`${path}.new`, path);
  }
  return (await readFile(path, "utf8")).trim();
}

/** Returns a function that returns the URL of a database for a role. */
function createUrls(port: number, { user, password }: { user: string; password: string }) {
  return (database: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}
