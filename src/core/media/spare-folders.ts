import { mkdirSync, readdirSync, renameSync, unlinkSync } from "node:fs";
import { join } from "node:path";

/** An empty folder that a temporary directory has left. */
interface SpareFolder {
  path: string;
  /** In ms of `performance.now`. */
  leftAt: number;
}

// Creating and removing a folder for each generation makes ext4 search for a free inode that was not
// deleted within the last seconds, which takes longer than writing a small image.
const spares = new Map<string, SpareFolder[]>();

const MAX_SPARES = 64;
// Much less than the age at which the cleanup removes a folder, so that it never removes one in use.
const MAX_AGE_MS = 3_600_000;
// More files are removed in a thread.
const MAX_FILES = 4;

/** Returns the folder of the empty folders. It is not `tmp`, where names of folders identify attempts. */
export function toSpareDir(dataDir: string): string {
  return join(dataDir, "tmp-spare");
}

/** Creates a temporary directory, from an empty one if there is one. Throws the error of the disk. */
export function createFolder(dataDir: string, folder: string): void {
  const spare = spares.get(dataDir)?.pop();
  if (spare !== undefined && performance.now() - spare.leftAt < MAX_AGE_MS) {
    try {
      renameSync(spare.path, folder);
      return;
    } catch {
      // The cleanup of another process has removed it.
    }
  }
  // Synchronous, because this takes less time than starting a task in a thread.
  mkdirSync(folder, { recursive: true });
}

/**
 * Removes the files of a temporary directory and keeps the empty folder for the next one. Returns false if
 * that is not possible; some files may then be left.
 */
export function keepFolder(dataDir: string, folder: string): boolean {
  const kept = spares.get(dataDir) ?? [];
  spares.set(dataDir, kept);
  if (kept.length >= MAX_SPARES) return false;
  try {
    const names = readdirSync(folder);
    if (names.length > MAX_FILES) return false;
    for (const name of names) unlinkSync(join(folder, name));
    const path = join(toSpareDir(dataDir), Bun.randomUUIDv7());
    if (kept.length === 0) mkdirSync(toSpareDir(dataDir), { recursive: true });
    renameSync(folder, path);
    kept.push({ path, leftAt: performance.now() });
    return true;
  } catch {
    return false;
  }
}
