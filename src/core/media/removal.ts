import type { Context } from "../../app/context.ts";
import { applyIsolated } from "../../app/isolation.ts";

// A run that meets so many objects that cannot be removed leaves the rest to the next one.
const MOST_FAILURES = 1_000;

/** What is to be removed: rows that name stored objects. */
export interface Removal<Row extends { id: string }> {
  /** Names the step in the log and the metrics. */
  step: string;
  /** Returns the next rows, without those named. */
  list(exceptIds: string[]): Promise<Row[]>;
  keysOf(row: Row): string[];
  /** Forgets rows whose objects are gone. */
  forget(ids: string[]): Promise<unknown>;
  /** How many lists are gone through; all if left out. */
  mostLists?: number;
}

/**
 * Removes objects and then forgets their rows, until nothing is left. An object that cannot be removed,
 * for example because of a legal hold, is logged and counted, stops none of the others and is tried
 * again by the next run. Returns how many rows are gone. Throws where the store itself is away.
 */
export async function removeStored<Row extends { id: string }>(
  ctx: Context,
  { step, list, keysOf, forget, mostLists = Infinity }: Removal<Row>,
): Promise<number> {
  const failed: string[] = [];
  let total = 0;
  for (let lists = 0; lists < mostLists; lists++) {
    const rows = await list(failed);
    if (rows.length === 0 || failed.length >= MOST_FAILURES) return total;
    const failures = await applyIsolated(
      rows,
      (some) => ctx.storage.remove(some.flatMap(keysOf)),
      () => isAway(ctx),
    );
    for (const { item, cause } of failures) {
      ctx.log.error("object_not_removed", { step, id: item.id, cause });
      ctx.metrics.stepFailed("reap", step);
      failed.push(item.id);
    }
    // The objects first: a row that is left leads the next run to them again.
    const gone = rows.filter(({ id }) => !failed.includes(id)).map(({ id }) => id);
    if (gone.length > 0) await forget(gone);
    total += gone.length;
  }
  return total;
}

async function isAway({ storage }: Context): Promise<boolean> {
  return storage.check().then(
    () => false,
    () => true,
  );
}
