/** PgBouncer with the settings of `deploy/high-availability`, in front of a test's Postgres. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMaintenanceConnection } from "../../../src/database/db.ts";
import { eventually } from "../eventually.ts";
import { findFreePort } from "../ports.ts";
import { type Programs, unpackPackages } from "./debian-packages.ts";

export interface PgBouncer {
  url: string;
  close(): Promise<void>;
}

const TEMPLATE = join(import.meta.dir, "../../../deploy/high-availability/pgbouncer.ini");
/** Under root, programs that refuse to run as root run as this user. */
export const UNPRIVILEGED = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

/** Starts one on a free port; `more` are further lines of its section [pgbouncer]. */
export async function startPgBouncer(databaseUrl: string, more: string[] = []): Promise<PgBouncer> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-pgbouncer-"));
  await chmod(folder, 0o755);
  const port = findFreePort();
  await writeSettings(folder, databaseUrl, [`listen_port = ${port}`, ...more]);
  const programs = await unpackPackages(["pgbouncer"]);
  const child = start(programs, folder);
  const url = Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${port}` }).href;
  await eventually(() => answers(url), { message: "PgBouncer did not start" });
  return {
    url,
    async close() {
      child.kill("SIGKILL");
      await child.exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function writeSettings(folder: string, databaseUrl: string, more: string[]): Promise<void> {
  const { hostname, port, username, password } = new URL(databaseUrl);
  const users = join(folder, "userlist.txt");
  await Bun.write(users, `"${username}" "${decodeURIComponent(password)}"\n`);
  const template = await Bun.file(TEMPLATE).text();
  const database = `host=${hostname} port=${port}`;
  const own = { "*": database, listen_addr: "127.0.0.1", auth_file: users };
  const text = Object.entries(own).reduce(replaceSetting, template);
  // The last section is [pgbouncer]. Of repeated settings, the last one applies.
  await Bun.write(join(folder, "pgbouncer.ini"), `${text}${more.join("\n")}\n`);
}

function replaceSetting(text: string, [name, value]: [string, string]): string {
  const lines = text.split("\n");
  const index = lines.findIndex((line) => line.startsWith(`${name} = `));
  if (index < 0) throw new Error(`${TEMPLATE} lacks ${name}.`);
  return lines.with(index, `${name} = ${value}`).join("\n");
}

function start(programs: Programs, folder: string) {
  const owner = process.getuid?.() === 0 ? UNPRIVILEGED : [];
  const command = [programs.find("pgbouncer"), "-q", join(folder, "pgbouncer.ini")];
  return Bun.spawn([...owner, ...command], {
    env: programs.env,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function answers(url: string): Promise<boolean> {
  const sql = openMaintenanceConnection(url);
  try {
    await sql`select 1`;
    return true;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
