import { Database } from "bun:sqlite";

/** Lets go of a lock. */
export type Release = () => void;

const POLL_MS = 50;

// SQLite's file locks are the operating system's own: they hold across processes on every platform
// and vanish with the process, also after kill -9, so no lock here can ever go stale.

/** Waits until this process alone holds the file; throws after `timeoutMs`. */
export async function acquireExclusiveLock(path: string, timeoutMs: number): Promise<Release> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const release = tryAcquireExclusiveLock(path);
    if (release) return release;
    if (performance.now() > deadline) throw new Error(`${path} stays locked by another process.`);
    await Bun.sleep(POLL_MS);
  }
}

/** Holds the file alone, or answers undefined at once when anybody else holds it. */
export function tryAcquireExclusiveLock(path: string): Release | undefined {
  const database = new Database(path);
  try {
    database.run("begin exclusive");
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  return () => database.close();
}

/** Holds the file together with others; nobody can hold it alone meanwhile. */
export function acquireSharedLock(path: string): Release {
  const database = new Database(path);
  database.run("begin");
  // The first read is what takes SQLite's shared lock, and the open transaction keeps it.
  database.query("select count(*) from sqlite_master").get();
  return () => database.close();
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "SQLITE_BUSY";
}
