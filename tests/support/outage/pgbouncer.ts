/** A PgBouncer in transaction mode in front of a test's Postgres, from the packages of Debian. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMaintenanceConnection } from "../../../src/database/db.ts";
import { eventually } from "../eventually.ts";
import { findFreePort } from "../ports.ts";

export interface PgBouncer {
  url: string;
  close(): Promise<void>;
}

const UNPRIVILEGED = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

/** Starts one on a free port; `more` are further lines of its section [pgbouncer]. */
export async function startPgBouncer(databaseUrl: string, more: string[] = []): Promise<PgBouncer> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-pgbouncer-"));
  await chmod(folder, 0o755);
  const port = findFreePort();
  const { hostname, port: target, username, password, pathname } = new URL(databaseUrl);
  const server = `host=${hostname} port=${target} user=${username} password=${password}`;
  const lines = [
    "[databases]",
    `${pathname.slice(1)} = ${server}`,
    "[pgbouncer]",
    `listen_addr = 127.0.0.1`,
    `listen_port = ${port}`,
    "unix_socket_dir =",
    "auth_type = any",
    "pool_mode = transaction",
    ...more,
  ];
  await Bun.write(join(folder, "pgbouncer.ini"), `${lines.join("\n")}\n`);
  const binary = await install(folder);
  const owner = process.getuid?.() === 0 ? UNPRIVILEGED : [];
  const child = Bun.spawn([...owner, binary, "-q", join(folder, "pgbouncer.ini")], {
    env: { LD_LIBRARY_PATH: join(folder, "files/usr/lib", `${machine()}-linux-gnu`) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${port}` }).href;
  await eventually(() => answers(url), { timeoutMs: 10_000, message: "PgBouncer did not start" });
  return {
    url,
    async close() {
      child.kill("SIGKILL");
      await child.exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Unpacks the program and what it needs into the folder, without installing it on the machine. */
async function install(folder: string): Promise<string> {
  const installed = Bun.which("pgbouncer");
  if (installed !== null) return installed;
  const packages = ["pgbouncer", "libc-ares2", "libevent-2.1-7"];
  await Bun.$`apt-get download ${packages}`.cwd(folder).quiet();
  const files = await Array.fromAsync(new Bun.Glob("*.deb").scan({ cwd: folder }));
  for (const file of files) await Bun.$`dpkg -x ${file} files`.cwd(folder).quiet();
  return join(folder, "files/usr/sbin/pgbouncer");
}

function machine(): string {
  return process.arch === "arm64" ? "aarch64" : "x86_64";
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
