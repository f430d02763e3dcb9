import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../../app/context.ts";
import { toStorageFault } from "../../storage/storage-fault.ts";
import { createFolder, keepFolder, toSpareDir } from "./spare-folders.ts";

// Longer than any attempt, which ends within an hour.
const MAX_AGE_MS = 6 * 3_600_000;

/** A temporary directory, removed at the end of its `await using` scope. */
export interface TempDir extends AsyncDisposable {
  /** Resolves to the path when the directory is created. */
  made: Promise<string>;
  /** Keeps the directory. The cleanup removes it some hours later. */
  leave(): void;
  /** Keeps the directory until the result is disposed. */
  detach(): AsyncDisposable;
}

/** Creates a temporary directory whose name starts with `purpose`. Rejects `made` with a storage fault. */
export function openTempDir({ config }: Context, purpose: string): TempDir {
  const { dataDir } = config;
  const folder = join(dataDir, "tmp", `${purpose}-${Bun.randomUUIDv7()}`);
  const made = makeFolder(dataDir, folder);
  // A caller that awaits `made` gets the error. Without a caller it must not be an unhandled rejection.
  made.catch(() => undefined);
  let isKept = false;
  return {
    made,
    leave: () => {
      isKept = true;
    },
    detach: () => {
      isKept = true;
      return { [Symbol.asyncDispose]: remove };
    },
    async [Symbol.asyncDispose]() {
      if (!isKept) await remove();
    },
  };

  async function remove(): Promise<void> {
    await made.catch(() => undefined);
    if (keepFolder(dataDir, folder)) return;
    // The cleanup removes what cannot be removed now.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function makeFolder(dataDir: string, folder: string): Promise<string> {
  try {
    createFolder(dataDir, folder);
    return folder;
  } catch (cause) {
    throw toStorageFault(cause);
  }
}

/**
 * Removes files that killed processes have left in the temporary directories, including those of the disk
 * storage. Returns how many. Uses the clock of this machine, because the file times come from it.
 */
export async function cleanUpTempDirs({ config, log }: Context): Promise<number> {
  const { dataDir } = config;
  let removed = 0;
  for (const folder of [
    join(dataDir, "tmp"),
    join(dataDir, "files", "drafts"),
    toSpareDir(dataDir),
  ])
    removed += await cleanUpDir(log, folder);
  return removed;
}

async function cleanUpDir(log: Context["log"], folder: string): Promise<number> {
  const before = Date.now() - MAX_AGE_MS;
  let removed = 0;
  for (const name of await listNames(folder)) {
    const path = join(folder, name);
    // Undefined if its own process has removed it.
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || found.mtimeMs > before) continue;
    try {
      await rm(path, { recursive: true, force: true });
      removed++;
    } catch (cause) {
      log.error("object_not_removed", { step: "scratch", path, cause });
    }
  }
  return removed;
}

async function listNames(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
}
