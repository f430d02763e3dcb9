import { Database } from "bun:sqlite";

/** Releases a lock. */
export type Release = () => void;

const POLL_MS = 50;

// SQLite uses file locks of the operating system. They apply across processes on every platform and end
// with the process, also after SIGKILL, so a lock cannot become stale.

/** Waits for an exclusive lock of a file. Throws after `timeoutMs`. */
export async function acquireExclusiveLock(path: string, timeoutMs: number): Promise<Release> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const release = tryAcquireExclusiveLock(path);
    if (release) return release;
    if (performance.now() > deadline) throw new Error(`${path} is locked by another process.`);
    await Bun.sleep(POLL_MS);
  }
}

/** Acquires an exclusive lock of a file. Returns undefined if another process holds a lock of it. */
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

/** Acquires a shared lock of a file, which excludes an exclusive lock. */
export function acquireSharedLock(path: string): Release {
  const database = new Database(path);
  database.run("begin");
  // SQLite acquires the shared lock at the first read and holds it until the end of the transaction.
  database.query("select count(*) from sqlite_master").get();
  return () => database.close();
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "SQLITE_BUSY";
}
