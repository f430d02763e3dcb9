import { closeSync, fsync, linkSync, mkdirSync, openSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const flush = promisify(fsync);

/**
 * Links a finished file to `root/key` without a copy, durably: the object is complete when this resolves.
 * Returns false if the link cannot be created: the key exists, the file is on another filesystem, or the
 * filesystem does not support hard links.
 */
export async function moveIntoPlace(root: string, key: string, path: string): Promise<boolean> {
  const target = join(root, key);
  const folder = dirname(target);
  makeFolders(folder);
  if (!tryLink(path, target)) {
    await syncNewFolders(folder);
    return false;
  }
  // All at once, because a journaling filesystem writes them in one transaction. A power failure before they
  // end can leave an incomplete object: no record names it yet, and images are checked before they are used.
  const flushes = await Promise.allSettled([sync(path), sync(folder), syncNewFolders(folder)]);
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
  const draft = join(root, "drafts", Bun.randomUUIDv7());
  try {
    makeFolders(folder);
    // Both must have finished before the draft can be removed.
    const steps = await Promise.allSettled([fill(draft, write), syncNewFolders(folder)]);
    for (const step of steps) if (step.status === "rejected") throw step.reason;
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await sync(folder);
}

async function fill(draft: string, write: (draft: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(draft), { recursive: true });
  await write(draft);
  await sync(draft);
}

/** New folders whose names may not be on disk yet, each with the flush of its parent folder if one runs. */
const newFolders = new Map<string, Promise<void> | undefined>();

/** Creates a folder. Its name, and with it each file in the folder, is durable after `syncNewFolders`. */
function makeFolders(folder: string): void {
  const firstMade = mkdirSync(folder, { recursive: true });
  if (firstMade === undefined) return;
  for (let made = folder; made !== dirname(firstMade); made = dirname(made))
    newFolders.set(made, undefined);
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
    () => void newFolders.delete(folder),
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
