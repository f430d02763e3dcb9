import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../context.ts";

// An attempt, which holds its files the longest, ends within an hour.
const KEPT_MS = 6 * 3_600_000;

/**
 * Removes what a process that was killed has left in the folder for passing files. Answers how much.
 * The files' times are this machine's, so its clock is what they are compared with.
 */
export async function reap({ config }: Context): Promise<number> {
  const folder = join(config.dataDir, "tmp");
  const before = Date.now() - KEPT_MS;
  let removed = 0;
  for (const name of await namesIn(folder)) {
    const path = join(folder, name);
    // One that has gone meanwhile was removed by its own process.
    const found = await stat(path).catch(() => undefined);
    if (found === undefined || found.mtimeMs > before) continue;
    await rm(path, { recursive: true, force: true });
    removed++;
  }
  return removed;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
}
