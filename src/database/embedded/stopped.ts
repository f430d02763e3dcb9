import { chown, cp, exists, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../foundation/errors.ts";
import type { Log } from "../../foundation/log.ts";
import { type DataLayout, file, resolveDataLayout, runAs } from "./data-layout.ts";
import { tryAcquireExclusiveLock } from "./lock.ts";

// What a copy needs beside the data directory: the passwords of its roles.
const PASSWORDS = ["password", "app-password"];

/**
 * Copies a stopped embedded database into a new folder. No process can start it until the copy is complete.
 * Throws `conflict` while a process uses it.
 */
export async function copyEmbedded(dataDir: string, folder: string, log: Log): Promise<void> {
  const layout = await resolveDataLayout(dataDir, log);
  const unlock = lockStopped(layout, dataDir);
  try {
    await mkdir(folder, { mode: 0o700 });
    await cp(layout.cluster, join(folder, "cluster"), { recursive: true, verbatimSymlinks: true });
    await copyPasswords(layout.folder, folder);
  } finally {
    unlock();
  }
}

/**
 * Puts a copy of `copyEmbedded` into a DATA_DIR without a database. Throws `conflict` if it has one, and
 * `unavailable` if the copy is of another version of Postgres.
 */
export async function placeEmbedded(folder: string, dataDir: string, log: Log): Promise<void> {
  const layout = await resolveDataLayout(dataDir, log);
  if (await exists(layout.cluster)) throw toOccupiedError(dataDir);
  const unlock = lockStopped(layout, dataDir);
  try {
    await checkVersion(layout, join(folder, "cluster"));
    const unfinished = file(layout, "cluster.new");
    await rm(unfinished, { recursive: true, force: true });
    await cp(join(folder, "cluster"), unfinished, { recursive: true, verbatimSymlinks: true });
    await copyPasswords(folder, layout.folder);
    if (layout.owner)
      await giveTo(layout, [unfinished, ...PASSWORDS.map((name) => file(layout, name))]);
    await rename(unfinished, layout.cluster);
  } finally {
    unlock();
  }
}

/** Returns the error for a DATA_DIR that has content already. */
export function toOccupiedError(dataDir: string): AppError {
  const message = `${dataDir} is not empty: set DATA_DIR to a new folder.`;
  return new AppError("conflict", message);
}

/** Returns the function that ends the locks which keep every other process from starting the database. */
function lockStopped(layout: DataLayout, dataDir: string): () => void {
  const start = tryAcquireExclusiveLock(file(layout, "start.lock"));
  const users = start && tryAcquireExclusiveLock(file(layout, "users.lock"));
  if (start !== undefined && users !== undefined) {
    return () => {
      users();
      start();
    };
  }
  start?.();
  throw new AppError(
    "conflict",
    `The database in ${dataDir} is in use, and only a stopped one can be copied: stop \`serve\`, ` +
      "`worker` and all other commands, then repeat this one.",
  );
}

async function copyPasswords(from: string, to: string): Promise<void> {
  for (const name of PASSWORDS) await cp(join(from, name), join(to, name));
}

async function checkVersion(layout: DataLayout, cluster: string): Promise<void> {
  const version = (await readFile(join(cluster, "PG_VERSION"), "utf8")).trim();
  const { output } = await runAs(undefined, [join(layout.bin, "postgres"), "--version"]);
  if (output.includes(`(PostgreSQL) ${version}.`)) return;
  const message =
    `The backup is of Postgres ${version}, and this program contains ${output}: use the program that ` +
    "wrote it.";
  throw new AppError("unavailable", message);
}

async function giveTo({ owner }: DataLayout, paths: string[]): Promise<void> {
  if (owner === undefined) return;
  for (const path of paths) {
    const inner = await readdir(path, { recursive: true }).catch(() => []);
    for (const each of ["", ...inner]) await chown(join(path, each), owner.uid, owner.gid);
  }
}
