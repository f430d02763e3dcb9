import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../../app/context.ts";
import { toUnavailable } from "../../foundation/errors.ts";

// An attempt, which holds its files the longest, ends within an hour.
const KEPT_MS = 6 * 3_600_000;

/** A folder for passing files, on its way to be made; it goes with `await using`. */
export interface TempDir extends AsyncDisposable {
  /** The folder's path, once it is there. */
  made: Promise<string>;
  /** Has the folder stay; it is removed some hours later. */
  leave(): void;
}

/** Opens a folder for passing files, named after what it is for. `made` rejects with `unavailable`. */
export function openTempDir({ config }: Context, purpose: string): TempDir {
  const folder = join(config.dataDir, "tmp", `${purpose}-${Bun.randomUUIDv7()}`);
  const made = mkdir(folder, { recursive: true }).then(
    () => folder,
    (cause: unknown) => Promise.reject(toUnavailable(cause)),
  );
  // Whoever awaits it hears of a failure; whoever never needs the folder need not.
  made.catch(() => undefined);
  let isLeft = false;
  return {
    made,
    leave: () => {
      isLeft = true;
    },
    async [Symbol.asyncDispose]() {
      await made.catch(() => undefined);
      if (isLeft) return;
      // What cannot be removed now is removed by a later reap.
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    },
  };
}

/**
 * Removes what a process that was killed has left in the folders for passing files, those of the disk
 * storage among them. Answers how much. The files' times are this machine's, so its clock is what they
 * are compared with.
 */
export async function cleanUpTempDirs({ config, log }: Context): Promise<number> {
  const { dataDir } = config;
  const tmp = await reapFolder(log, join(dataDir, "tmp"));
  return tmp + (await reapFolder(log, join(dataDir, "files", "drafts")));
}

async function reapFolder(log: Context["log"], folder: string): Promise<number> {
  const before = Date.now() - KEPT_MS;
  let removed = 0;
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    // One that has gone meanwhile was removed by its own process.
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

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
}
