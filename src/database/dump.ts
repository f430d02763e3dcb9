import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

// In the list of a dump: the policies of `grantRuntimeRole` in `runtime-role.ts`.
const RUNTIME_POLICY = /^\d+; \d+ \d+ POLICY graphile_worker \S+ runtime_/;

/**
 * Writes a dump of a database to a file with pg_dump, through this process with bounded memory. It is one
 * snapshot of a database that may be in use. `onProgress` gets the number of bytes so far. Throws
 * `unavailable` if there is no suitable pg_dump, or if it fails, and `conflict` if a policy hides rows from
 * the role. There is no file then.
 */
export async function dumpDatabase(
  url: string,
  path: string,
  onProgress: (bytes: number) => void,
): Promise<Dump> {
  const program = await findProgram("pg_dump", await readMajorVersion(url));
  await checkEveryRowIsVisible(url);
  await using file = await open(path, "wx", 0o600);
  try {
    return await writeDump(program, { url, file, onProgress });
  } catch (error) {
    await rm(path);
    throw error;
  }
}

async function writeDump(
  program: string,
  { url, file, onProgress }: { url: string; file: FileHandle; onProgress: (bytes: number) => void },
): Promise<Dump> {
  const { target, env } = toConnection(url);
  const flags = ["--format=custom", "--no-password", "--no-owner", "--no-privileges"];
  // Without the flag, pg_dump fails for a role with policies, also if they show every row.
  const child = Bun.spawn([program, ...flags, "--enable-row-security", `--dbname=${target}`], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const errors = new Response(child.stderr).text();
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
 * Throws `conflict` if row-level security hides rows of a table from the role, which would be missing in a
 * dump. It hides none from superusers, from owners, and from roles whose policies have the condition `true`.
 */
async function checkEveryRowIsVisible(url: string): Promise<void> {
  const sql = openMaintenanceConnection(url);
  try {
    const [row] = await sql<{ role: string; names: string | null }[]>`
      select current_user as role, string_agg(c.oid::regclass::text, ', ' order by c.relname) as names
      from pg_class c
      where row_security_active(c.oid)
        and not (
          select coalesce(
            bool_and(p.polpermissive) and bool_or(pg_get_expr(p.polqual, p.polrelid) = 'true'),
            false
          )
          from pg_policy p
          where p.polrelid = c.oid
            and p.polcmd in ('r', '*')
            and exists (
              select 1
              from unnest(p.polroles) as grantee
              where grantee = 0 or pg_has_role(grantee, 'usage')
            )
        )`;
    if (row === undefined || row.names === null) return;
    throw new AppError(
      "conflict",
      `The role "${row.role}" cannot read every row of ${row.names}: run \`migrate --runtime-role ` +
        `${row.role}\` as the owner of the schema, or back up as the owner.`,
    );
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * Restores a dump into an empty database with pg_restore, in one transaction, without the policies of
 * runtime roles, which may not exist there: `migrate` creates them with the privileges of the role. Throws
 * `conflict` if the database is not empty, and `unavailable` if there is no suitable pg_restore, or if it
 * fails.
 */
export async function restoreDump(url: string, path: string): Promise<void> {
  const program = await findProgram("pg_restore", await readMajorVersion(url));
  await checkEmpty(url);
  const { target, env } = toConnection(url);
  const flags = ["--no-password", "--no-owner", "--no-privileges", "--single-transaction"];
  const folder = await mkdtemp(join(tmpdir(), "darkroom-restore-"));
  try {
    const list = join(folder, "list");
    await Bun.write(list, await listRestored(program, path));
    const places = [`--use-list=${list}`, `--dbname=${target}`, path];
    const child = Bun.spawn([program, ...flags, "--exit-on-error", ...places], {
      env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    await checkExit("pg_restore", child, new Response(child.stderr).text());
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Returns the list of the parts of a dump that are restored. */
async function listRestored(program: string, path: string): Promise<string> {
  const child = Bun.spawn([program, "--list", path], {
    env: { LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const errors = new Response(child.stderr).text();
  const lines = (await new Response(child.stdout).text()).split("\n");
  await checkExit("pg_restore", child, errors);
  return lines.filter((line) => !RUNTIME_POLICY.test(line)).join("\n");
}

async function checkExit(
  name: string,
  child: { exited: Promise<number> },
  errors: Promise<string>,
): Promise<void> {
  const [code, text] = [await child.exited, await errors];
  if (code === 0) return;
  // The message of the program, and that of the server if it is on a line of its own.
  const reasons = [
    ...text.matchAll(/^pg_\w+: (?:error|detail: Error message from server): (.*)$/gm),
  ];
  const reason = reasons.map(([, each]) => each).join(" ") || `exit code ${code}`;
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
