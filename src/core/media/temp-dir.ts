import { mkdirSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../../app/context.ts";
import { toUnavailable } from "../../foundation/errors.ts";

// Longer than any attempt, which ends within an hour.
const MAX_AGE_MS = 6 * 3_600_000;

/** A temporary directory, removed at the end of its `await using` scope. */
export interface TempDir extends AsyncDisposable {
  /** Resolves to the path when the directory is created. */
  made: Promise<string>;
  /** Keeps the directory. The cleanup removes it some hours later. */
  leave(): void;
}

/** Creates a temporary directory whose name starts with `purpose`. Rejects `made` with `unavailable`. */
export function openTempDir({ config }: Context, purpose: string): TempDir {
  const folder = join(config.dataDir, "tmp", `${purpose}-${Bun.randomUUIDv7()}`);
  const made = makeFolder(folder);
  // A caller that awaits `made` gets the error. Without a caller it must not be an unhandled rejection.
  made.catch(() => undefined);
  let isKept = false;
  return {
    made,
    leave: () => {
      isKept = true;
    },
    async [Symbol.asyncDispose]() {
      await made.catch(() => undefined);
      if (isKept) return;
      // The cleanup removes what cannot be removed now.
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    },
  };
}

// Synchronous, because this takes less time than starting a task in a thread.
async function makeFolder(folder: string): Promise<string> {
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (cause) {
    throw toUnavailable(cause);
  }
}

/**
 * Removes files that killed processes have left in the temporary directories, including those of the disk
 * storage. Returns how many. Uses the clock of this machine, because the file times come from it.
 */
export async function cleanUpTempDirs({ config, log }: Context): Promise<number> {
  const { dataDir } = config;
  const tmp = await cleanUpDir(log, join(dataDir, "tmp"));
  return tmp + (await cleanUpDir(log, join(dataDir, "files", "drafts")));
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
