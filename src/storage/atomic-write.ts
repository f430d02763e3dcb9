import { closeSync, fsync, openSync } from "node:fs";
import { link, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const flush = promisify(fsync);

/**
 * Puts a finished file under `root/key` as well, whole or not at all, also across a crash: a second
 * name costs no copy. False where that cannot be: the key is taken, the file lies on another
 * filesystem, or this one has no such names.
 */
export async function moveIntoPlace(root: string, key: string, path: string): Promise<boolean> {
  const target = join(root, key);
  await Promise.all([sync(path), makeFolders(dirname(target))]);
  const isAdopted = await link(path, target).then(
    () => true,
    () => false,
  );
  if (isAdopted) await sync(dirname(target));
  return isAdopted;
}

/**
 * Puts an object under `root/key`, whole or not at all, also across a crash: `write` fills a draft
 * on the same filesystem, which takes the name of the object once its bytes are on the disk.
 */
export async function writeAtomically(
  root: string,
  key: string,
  write: (draft: string) => Promise<void>,
): Promise<void> {
  const target = join(root, key);
  const draft = join(root, "drafts", Bun.randomUUIDv7());
  try {
    // Both are over before the draft may have to go.
    const steps = await Promise.allSettled([fill(draft, write), makeFolders(dirname(target))]);
    for (const step of steps) if (step.status === "rejected") throw step.reason;
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await sync(dirname(target));
}

async function fill(draft: string, write: (draft: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(draft), { recursive: true });
  await write(draft);
  await sync(draft);
}

// A new name survives a power cut only when the folders that hold it are on the disk too.
async function makeFolders(folder: string): Promise<void> {
  const firstMade = await mkdir(folder, { recursive: true });
  if (firstMade === undefined) return;
  for (let made = folder; made !== dirname(firstMade); made = dirname(made))
    await sync(dirname(made));
}

// Only the disk is worth a thread: opening what is there already is quicker than asking one to.
async function sync(path: string): Promise<void> {
  const file = openSync(path, "r");
  try {
    await flush(file);
  } finally {
    closeSync(file);
  }
}
