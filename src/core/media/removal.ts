import type { Context } from "../../app/context.ts";
import { applyIsolated } from "../../app/isolation.ts";

// A run stops after this many failed removals. The next run continues.
const MAX_FAILURES = 1_000;

/** Rows whose stored objects are to be removed. */
interface Removal<Row extends { id: string }> {
  /** Name of the step in the log and the metrics. */
  step: string;
  /** Returns the next rows, without those with the given ids. */
  list(exceptIds: string[]): Promise<Row[]>;
  keysOf(row: Row): string[];
  /** Deletes rows whose objects were removed. */
  forget(ids: string[]): Promise<unknown>;
  /** Maximum number of lists to process. Default: all. */
  mostLists?: number;
}

/**
 * Removes objects and then deletes their rows, until none is left. An object that cannot be removed,
 * for example because of a legal hold, is logged, counted and retried by the next run; it does not affect
 * the others. Returns how many rows were deleted. Throws if the storage itself is unavailable.
 */
export async function removeStored<Row extends { id: string }>(
  ctx: Context,
  { step, list, keysOf, forget, mostLists = Infinity }: Removal<Row>,
): Promise<number> {
  const failed: string[] = [];
  let total = 0;
  for (let lists = 0; lists < mostLists; lists++) {
    const rows = await list(failed);
    if (rows.length === 0 || failed.length >= MAX_FAILURES) return total;
    const failures = await applyIsolated(
      rows,
      (some) => ctx.storage.remove(some.flatMap(keysOf)),
      () => isStorageUnavailable(ctx),
    );
    for (const { item, cause } of failures) {
      ctx.log.error("object_not_removed", { step, id: item.id, cause });
      ctx.metrics.stepFailed("reap", step);
      failed.push(item.id);
    }
    // Objects are removed first: a remaining row lets the next run find them again.
    const removed = rows.filter(({ id }) => !failed.includes(id)).map(({ id }) => id);
    if (removed.length > 0) await forget(removed);
    total += removed.length;
  }
  return total;
}

async function isStorageUnavailable({ storage }: Context): Promise<boolean> {
  return storage.check().then(
    () => false,
    () => true,
  );
}
