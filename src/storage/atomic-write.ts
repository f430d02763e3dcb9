import {
  closeSync,
  constants,
  createReadStream,
  createWriteStream,
  fsync,
  linkSync,
  mkdirSync,
  openSync,
} from "node:fs";
import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { hasErrorCode, isAbsent } from "./file-errors.ts";

const flush = promisify(fsync);
// Of steps that fail if the last object is removed from the same folder at the same time.
const MAX_TRIES = 10;

/**
 * Files of which a flush has failed. Linux reports once that it could not write pages: the next flush of the
 * same file can succeed without them.
 */
const unflushed = new Set<string>();

/**
 * Stores a finished file at `root/key`, atomically and durably, as a link to it if that is possible. The
 * file must not be modified afterwards.
 */
export async function placeFile(root: string, key: string, path: string): Promise<void> {
  if (!unflushed.has(path) && (await moveIntoPlace(root, key, path))) return;
  await writeAtomically(root, key, (draft) =>
    unflushed.has(path) ? rewrite(path, draft) : clone(path, draft),
  );
}

/**
 * Stores a finished file at `root/key` like `placeFile`, but does not wait until it is on disk: a power
 * failure can lose it.
 */
export async function placeUnflushed(root: string, key: string, path: string): Promise<void> {
  const target = join(root, key);
  // The root is also that of durable objects, which flush the names of new folders above them.
  makeFolders(root);
  makeFolder(dirname(target));
  if (tryLink(path, target)) return;
  const draft = await toDraft(root);
  try {
    await clone(path, draft);
    await renameTo(target, draft, () => makeFolder(dirname(target)));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Copies a file. Shares blocks if the filesystem supports it, otherwise copies the bytes. */
export function clone(from: string, to: string): Promise<void> {
  return copyFile(from, to, constants.COPYFILE_FICLONE);
}

// Neither a clone nor a copy by the kernel, which can share the blocks of the file.
function rewrite(from: string, to: string): Promise<void> {
  return pipeline(createReadStream(from), createWriteStream(to));
}

// Returns false if the link cannot be created: the key exists, the file is on another filesystem, or the
// filesystem does not support hard links.
async function moveIntoPlace(root: string, key: string, path: string): Promise<boolean> {
  const target = join(root, key);
  const folder = dirname(target);
  makeFolders(folder);
  if (!tryLink(path, target)) return false;
  // All at once, because a journaling filesystem writes them in one transaction. A power failure before they
  // end can leave an incomplete object: no record names it yet, and images are checked before they are used.
  const flushes = await Promise.allSettled([sync(path), sync(folder), syncNewFolders(folder)]);
  if (flushes[0].status === "rejected") unflushed.add(path);
  const failure = flushes.find((flushed) => flushed.status === "rejected");
  if (failure === undefined) return true;
  // Otherwise the next try would take it for an object that was stored.
  await rm(target, { force: true });
  throw failure.reason;
}

// Synchronous, like every step but the flushes: it takes less time than starting a task in a thread, and the
// task would wait for flushes, because there are only as many threads as processors.
function tryLink(path: string, target: string): boolean {
  try {
    linkSync(path, target);
    return true;
  } catch {
    return false;
  }
}

/**
 * Writes an object to `root/key`, atomically and durably: `write` fills a draft on the same filesystem,
 * which is renamed to the key once its bytes are on disk.
 */
export async function writeAtomically(
  root: string,
  key: string,
  write: (draft: string) => Promise<void>,
): Promise<void> {
  const target = join(root, key);
  const folder = dirname(target);
  // First, so that a new root is among the new folders.
  makeFolders(folder);
  const draft = await toDraft(root);
  try {
    // Both must have finished before the draft can be removed.
    const steps = await Promise.allSettled([fill(draft, write), syncNewFolders(folder)]);
    for (const step of steps) if (step.status === "rejected") throw step.reason;
    await renameTo(target, draft, () => {
      makeFolders(folder);
      return syncNewFolders(folder);
    });
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await sync(folder).catch((error: unknown) => {
    // Removed since, with the object.
    if (!isAbsent(error)) throw error;
  });
}

// The folder can be gone: it is removed when it becomes empty.
async function renameTo(target: string, draft: string, makeFolderAgain: () => unknown) {
  for (let tries = 1; ; tries++) {
    try {
      return await rename(draft, target);
    } catch (error) {
      if (!isAbsent(error) || tries === MAX_TRIES) throw error;
    }
    await makeFolderAgain();
  }
}

/** Returns the path of a new draft, whose folder exists. */
async function toDraft(root: string): Promise<string> {
  const folder = join(root, "drafts");
  await mkdir(folder, { recursive: true });
  return join(folder, Bun.randomUUIDv7());
}

async function fill(draft: string, write: (draft: string) => Promise<void>): Promise<void> {
  await write(draft);
  await sync(draft);
}

/** New folders whose names may not be on disk yet, each with the flush of its parent folder if one runs. */
const newFolders = new Map<string, Promise<void> | undefined>();

/** Creates a folder. Its name, and with it each file in the folder, is durable after `syncNewFolders`. */
function makeFolders(folder: string): void {
  const firstMade = makeFolder(folder);
  if (firstMade === undefined) return;
  for (let made = folder; made !== dirname(firstMade); made = dirname(made))
    newFolders.set(made, undefined);
}

// A folder that is removed during the call is reported as one that exists.
function makeFolder(folder: string): string | undefined {
  for (let tries = 1; ; tries++) {
    try {
      return mkdirSync(folder, { recursive: true });
    } catch (error) {
      if (!hasErrorCode(error, ["EEXIST"]) || tries === MAX_TRIES) throw error;
    }
  }
}

/**
 * Flushes the parents of `folder` and of the folders above it that are new. Waits for flushes that another
 * call has started, and repeats those that failed: a folder that exists may not be durable.
 */
async function syncNewFolders(folder: string): Promise<void> {
  const flushes: Promise<void>[] = [];
  for (let each = folder; each !== dirname(each); each = dirname(each))
    if (newFolders.has(each)) flushes.push(newFolders.get(each) ?? syncName(each));
  await Promise.all(flushes);
}

function syncName(folder: string): Promise<void> {
  const flushing = syncShared(dirname(folder)).then(
    () => {
      // Otherwise it was removed and created again since.
      if (newFolders.get(folder) === flushing) newFolders.delete(folder);
    },
    (error: unknown) => {
      newFolders.set(folder, undefined);
      throw error;
    },
  );
  newFolders.set(folder, flushing);
  return flushing;
}

const running = new Map<string, Promise<void>>();
const next = new Map<string, Promise<void>>();

/**
 * Flushes a folder that many write to. A call during a flush shares the next one with others, because the
 * one that runs may not include its change.
 */
function syncShared(folder: string): Promise<void> {
  const current = running.get(folder);
  if (current === undefined) return startSync(folder);
  const following =
    next.get(folder) ??
    current
      .catch(() => undefined)
      .then(() => {
        next.delete(folder);
        return startSync(folder);
      });
  next.set(folder, following);
  return following;
}

function startSync(folder: string): Promise<void> {
  const flushing = sync(folder).finally(() => {
    if (running.get(folder) === flushing) running.delete(folder);
  });
  running.set(folder, flushing);
  return flushing;
}

async function sync(path: string): Promise<void> {
  const file = openSync(path, "r");
  try {
    await flush(file);
  } finally {
    closeSync(file);
  }
}
