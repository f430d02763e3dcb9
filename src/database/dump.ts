import { open } from "node:fs/promises";
import { AppError } from "../foundation/errors.ts";
import { listHostUrls } from "../foundation/database-hosts.ts";
import { openMaintenanceConnection } from "./db.ts";
import { describeDatabaseUrl } from "./open.ts";

/** A dump of a database in a file. */
export interface Dump {
  sizeBytes: number;
  sha256: string;
}

// Passed on to libpq. The others belong to the driver.
const LIBPQ_PARAMETERS = ["sslmode", "sslrootcert", "sslcert", "sslkey"];

/**
 * Writes a dump of a database to a file with pg_dump, through this process with bounded memory. It is one
 * snapshot of a database that may be in use. `onProgress` gets the number of bytes so far. Throws
 * `unavailable` if there is no suitable pg_dump, or if it fails.
 */
export async function dumpDatabase(
  url: string,
  path: string,
  onProgress: (bytes: number) => void,
): Promise<Dump> {
  const program = await findProgram("pg_dump", await readMajorVersion(url));
  const { target, env } = toConnection(url);
  const flags = ["--format=custom", "--no-password", "--no-owner", "--no-privileges"];
  const child = Bun.spawn([program, ...flags, `--dbname=${target}`], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const errors = new Response(child.stderr).text();
  await using file = await open(path, "wx", 0o600);
  const hash = new Bun.CryptoHasher("sha256");
  let sizeBytes = 0;
  for await (const chunk of child.stdout) {
    hash.update(chunk);
    await file.writeFile(chunk);
    onProgress((sizeBytes += chunk.length));
  }
  await checkExit("pg_dump", child, errors);
  await file.sync();
  return { sizeBytes, sha256: hash.digest("hex") };
}

/**
 * Restores a dump into an empty database with pg_restore, in one transaction. Throws `conflict` if the
 * database is not empty, and `unavailable` if there is no suitable pg_restore, or if it fails.
 */
export async function restoreDump(url: string, path: string): Promise<void> {
  const program = await findProgram("pg_restore", await readMajorVersion(url));
  await checkEmpty(url);
  const { target, env } = toConnection(url);
  const flags = ["--no-password", "--no-owner", "--no-privileges", "--single-transaction"];
  const child = Bun.spawn([program, ...flags, "--exit-on-error", `--dbname=${target}`, path], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  await checkExit("pg_restore", child, new Response(child.stderr).text());
}

async function checkExit(
  name: string,
  child: { exited: Promise<number> },
  errors: Promise<string>,
): Promise<void> {
  const [code, text] = [await child.exited, await errors];
  if (code === 0) return;
  const [reason = `exit code ${code}`] = text.split("\n").filter((line) => /error/i.test(line));
  throw new AppError("unavailable", `${name} failed: ${reason}`);
}

/** Returns the major version of the server. */
export async function readMajorVersion(url: string): Promise<number> {
  const sql = openMaintenanceConnection(url);
  try {
    const [row] = await sql<{ version: number }[]>`
      select current_setting('server_version_num')::integer / 10000 as version`;
    return row?.version ?? 0;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Returns the program of the version that is nearest to that of the server, and not older. */
async function findProgram(name: string, oldest: number): Promise<string> {
  const installed = new Bun.Glob(`*/bin/${name}`).scanSync({
    cwd: "/usr/lib/postgresql",
    absolute: true,
    throwErrorOnBrokenSymlink: false,
  });
  const paths = [Bun.which(name), ...listSafely(installed)].filter((path) => path !== null);
  const found = await Promise.all(
    [...new Set(paths)].map(async (path) => ({ path, version: await readProgramVersion(path) })),
  );
  const usable = found.filter(({ version }) => version >= oldest);
  const [nearest] = usable.toSorted((a, b) => a.version - b.version);
  if (nearest !== undefined) return nearest.path;
  const versions = found.map(({ path, version }) => `${version} at ${path}`).join(", ");
  throw new AppError(
    "unavailable",
    `${name} ${oldest} or newer was not found (${versions || "none is installed"}): install it, as with ` +
      `\`apt-get install postgresql-client-${oldest}\`.`,
  );
}

// The folder does not exist on most systems.
function listSafely(paths: Iterable<string>): string[] {
  try {
    return [...paths];
  } catch {
    return [];
  }
}

async function readProgramVersion(path: string): Promise<number> {
  const child = Bun.spawn([path, "--version"], { stdio: ["ignore", "pipe", "ignore"] });
  const text = await new Response(child.stdout).text();
  return Number(/\(PostgreSQL\) (\d+)/.exec(text)?.[1] ?? 0);
}

/** Returns a URL without the password, which other users of the machine could see, and the environment. */
function toConnection(url: string): { target: string; env: Record<string, string> } {
  const hosts = (listHostUrls(url) ?? []).map((each) => new URL(each));
  const [first] = hosts;
  if (first === undefined) throw new Error("not a database URL");
  const parameters = new URLSearchParams(
    [...first.searchParams].filter(([name]) => LIBPQ_PARAMETERS.includes(name)),
  );
  if (hosts.length > 1) parameters.set("target_session_attrs", "read-write");
  const user = first.username === "" ? "" : `${first.username}@`;
  const target = `postgres://${user}${hosts.map(({ host }) => host).join(",")}${first.pathname}`;
  const env = { LC_ALL: "C", PATH: "/usr/local/bin:/usr/bin:/bin", PGAPPNAME: "darkroom" };
  const PGPASSWORD = decodeURIComponent(first.password);
  return { target: `${target}?${parameters}`, env: { ...env, ...(PGPASSWORD && { PGPASSWORD }) } };
}

async function checkEmpty(url: string): Promise<void> {
  const sql = openMaintenanceConnection(url);
  try {
    const found = await sql`
      select 1
      from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
      where n.nspname not in ('pg_catalog', 'information_schema')
        and n.nspname not like 'pg\\_toast%'
        and n.nspname not like 'pg\\_temp%'
        and not exists (
          select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e'
        )
      limit 1`;
    if (found.length === 0) return;
  } finally {
    await sql.end({ timeout: 1 });
  }
  const place = describeDatabaseUrl(url);
  throw new AppError("conflict", `The database at ${place} is not empty: create a new one.`);
}
