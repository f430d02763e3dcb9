import * as queries from "../../../generated/queries/history-cleanup.ts";
import type { Context } from "../../app/context.ts";
import { applyIsolated } from "../../app/isolation.ts";
import type { ListedObject, StorageFolder } from "../../storage/storage.ts";

const FOLDERS: StorageFolder[] = ["generations", "inputs", "uploads", "partials", "files"];
const DAY_MS = 86_400_000;
// A generation ends within hours, and nothing is stored for it afterwards.
const GRACE_MS = DAY_MS;
// Limits of one run in each folder. The next run continues.
const MAX_EXAMINED = 200_000;
const MAX_REMOVED = 10_000;

/** What a scan of a folder works with. */
interface Scan {
  folder: StorageFolder;
  /** The last examined key, or undefined at the start of the folder. */
  afterKey: string | undefined;
  /** Objects that were stored before or after this time are left alone. */
  storedAfter: Date;
  storedBefore: Date;
}

/**
 * Removes objects that no row needs, which processes that were killed and lost claims leave behind. Objects
 * of the last day, and those that are older than the database, are left alone: the latter belong to another
 * installation, or the database is the wrong one. Returns how many were removed.
 */
export async function removeOrphans(ctx: Context): Promise<number> {
  let total = 0;
  for (const folder of FOLDERS) total += await scanFolder(ctx, await openScan(ctx, folder));
  return total;
}

/**
 * Counts the objects that `removeOrphans` would remove, in all folders and from their start. `onProgress`
 * gets the number of objects so far.
 */
export async function countOrphans(
  ctx: Context,
  onProgress: (examined: number) => void,
): Promise<{ examined: number; orphans: number }> {
  const total = { examined: 0, orphans: 0 };
  for (const folder of FOLDERS) {
    const scan = await openScan(ctx, folder);
    for await (const page of ctx.storage.list(folder)) {
      total.orphans += (await listUnneeded(ctx, scan, page)).length;
      onProgress((total.examined += page.length));
    }
  }
  return total;
}

async function openScan(ctx: Context, folder: StorageFolder): Promise<Scan> {
  const [found] = await queries.findOrphanScan.run({ folder }, ctx.db);
  if (found === undefined) throw new Error("The state of the scan could not be read.");
  return {
    folder,
    afterKey: found.afterKey ?? undefined,
    storedAfter: found.databaseCreatedAt,
    storedBefore: new Date(found.now.getTime() - GRACE_MS),
  };
}

async function scanFolder(ctx: Context, scan: Scan): Promise<number> {
  const { folder } = scan;
  let [examined, removed] = [0, 0];
  for await (const page of ctx.storage.list(folder, scan.afterKey)) {
    removed += await removeUnneededOf(ctx, scan, page);
    examined += page.length;
    const last = page.at(-1);
    if (last) await queries.saveOrphanScan.run({ folder, afterKey: last.key }, ctx.db);
    if (examined >= MAX_EXAMINED || removed >= MAX_REMOVED || ctx.closing.aborted) return removed;
  }
  await queries.saveOrphanScan.run({ folder, afterKey: null }, ctx.db);
  return removed;
}

async function removeUnneededOf(ctx: Context, scan: Scan, page: ListedObject[]): Promise<number> {
  const unneeded = await listUnneeded(ctx, scan, page);
  if (unneeded.length === 0) return 0;
  const failures = await applyIsolated(unneeded, (some) => ctx.storage.remove(some));
  for (const { item, cause } of failures) {
    ctx.log.error("object_not_removed", { step: "orphans", key: item, cause });
    ctx.metrics.stepFailed("remove-orphans", scan.folder);
  }
  const removed = unneeded.length - failures.length;
  if (removed > 0) ctx.log.info("orphans_removed", { folder: scan.folder, removed });
  return removed;
}

/** Returns the keys of a page that no row needs. Young and foreign objects are left out. */
async function listUnneeded(ctx: Context, scan: Scan, page: ListedObject[]): Promise<string[]> {
  const keys = page
    .filter(({ modifiedAt }) => modifiedAt > scan.storedAfter && modifiedAt < scan.storedBefore)
    .map(({ key }) => key);
  if (keys.length === 0) return [];
  return (await queries.listUnneededKeys.run({ keys }, ctx.db)).map(({ key }) => key);
}
