/** Debian's Postgres, whose version is that of Debian's pg_dump. */
import { chmod, chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMaintenanceConnection } from "../../../src/database/db.ts";
import { migrate } from "../../../src/database/migrate.ts";
import { createLog } from "../../../src/foundation/log.ts";
import type { Database } from "../database.ts";
import { eventually } from "../eventually.ts";
import { findFreePort } from "../ports.ts";

const UNPRIVILEGED_ID = 65_534;
const PASSWORD = "only for tests";

export interface DebianPostgres {
  /** Creates a database without tables. */
  createEmpty(): Promise<Database>;
  /** Creates a migrated database. */
  create(): Promise<Database>;
  stop(): Promise<void>;
}

/** Returns the folder of its programs, or undefined if it is not installed. */
export function findDebianPostgres(): string | undefined {
  try {
    const glob = new Bun.Glob("*/bin/initdb").scanSync({ cwd: "/usr/lib/postgresql" });
    const [found] = [...glob].toSorted().reverse();
    return found && join("/usr/lib/postgresql", found, "..");
  } catch {
    return undefined;
  }
}

/** Starts a server on a free port. Postgres does not run as root, so under root another user runs it. */
export async function startDebianPostgres(programs: string): Promise<DebianPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-debian-"));
  const owner =
    process.getuid?.() === 0 ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : undefined;
  if (owner) await chown(folder, owner.uid, owner.gid);
  await chmod(folder, 0o700);
  const cluster = join(folder, "cluster");
  const password = join(folder, "password");
  await Bun.write(password, PASSWORD);
  if (owner) await chown(password, owner.uid, owner.gid);
  const options = { ...owner, cwd: "/", env: { LC_ALL: "C", PATH: "/usr/bin:/bin" } };
  const initdb = [join(programs, "initdb"), "-D", cluster, "-U", "darkroom", "-E", "UTF8"];
  const created = Bun.spawn([...initdb, "--auth=scram-sha-256", `--pwfile=${password}`, "-N"], {
    ...options,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if ((await created.exited) !== 0) throw new Error("initdb failed");
  const port = findFreePort();
  const settings = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="];
  const server = Bun.spawn(
    [join(programs, "postgres"), "-D", cluster, "-p", String(port), ...settings, "-c", "fsync=off"],
    { ...options, stdio: ["ignore", "ignore", "ignore"] },
  );
  const toUrl = (name: string) =>
    `postgres://darkroom:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${name}`;
  await eventually(() => execute(toUrl("postgres"), "select 1"), {
    message: "Debian's Postgres did not start",
  });
  async function createEmpty(): Promise<Database> {
    const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
    if (!(await execute(toUrl("postgres"), `create database ${name}`))) throw new Error(name);
    const drop = `drop database if exists ${name} with (force)`;
    return { url: toUrl(name), drop: async () => void (await execute(toUrl("postgres"), drop)) };
  }
  return {
    createEmpty,
    async create() {
      const database = await createEmpty();
      await migrate(database.url, createLog("error"));
      return database;
    },
    async stop() {
      server.kill("SIGINT");
      await server.exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function execute(url: string, text: string): Promise<boolean> {
  const sql = openMaintenanceConnection(url);
  return sql
    .unsafe(text)
    .then(() => true)
    .catch(() => false)
    .finally(() => sql.end({ timeout: 1 }));
}
