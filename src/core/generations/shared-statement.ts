import { type Batches, createBatches } from "../../database/batches.ts";
import type { BusyGroups } from "../../database/busy-groups.ts";
import { isUnavailable } from "../../foundation/errors.ts";

/** A statement that treats many items. */
interface SharedStatement<Item, Row> {
  /** Items of one group are never in two statements at the same time. */
  groupOf(item: Item): string;
  /** The groups of other statements that lock the same rows. Default: own groups. */
  busyGroups?: BusyGroups;
  /** Whether no other item can arrive soon while `count` items wait. */
  isLast(count: number): boolean;
  /**
   * Runs the statement. Returns a row or undefined for each item, in order. Without `mayWait`, items whose
   * rows another session has locked do not change and have no row.
   */
  run(items: Item[], mayWait: boolean): Promise<(Row | undefined)[]>;
}

interface Waiting<Item, Row> {
  item: Item;
  resolve(row: Row | undefined): void;
  reject(cause: unknown): void;
}

// Maximum items per statement. More would hold their locks for too long.
const MAX_ITEMS = 48;
const MAX_IN_FLIGHT = 2;
// Longer than most statements take.
const PATIENCE_MS = 20;
// Under load, the items of this time share a statement, unless half of all runs wait for it before.
const SPACING_MS = 10;
// Maximum locked groups that are waited for at the same time, each on its own connection.
const MAX_LOCKED = 3;

/**
 * Returns a function that treats one item in a statement that is shared with other items that arrive while
 * earlier ones are in flight, so that one commit serves all of them. A single item is sent at once. An item
 * whose rows are locked waits separately and does not delay the others, and a failure of one item does not
 * affect the others. The function rejects with the error of the statement.
 */
export function shareStatement<Item, Row>(
  statement: SharedStatement<Item, Row>,
): (item: Item) => Promise<Row | undefined> {
  type Each = Waiting<Item, Row>;
  const shared = {
    groupOf: ({ item }: Each) => statement.groupOf(item),
    maxItems: MAX_ITEMS,
    // The callers have deadlines of their own.
    isLate: () => false,
    rejectLate: () => undefined,
  };
  const main: Batches<Each> = createBatches({
    ...shared,
    maxConcurrent: MAX_IN_FLIGHT,
    patienceMs: PATIENCE_MS,
    spacingMs: SPACING_MS,
    ...(statement.busyGroups && { busyGroups: statement.busyGroups }),
    isLast: statement.isLast,
    run: (batch) => send(batch, batch.length === 1),
  });
  const locked: Batches<Each> = createBatches({
    ...shared,
    maxGroups: 1,
    maxConcurrent: MAX_LOCKED,
    run: (batch) => send(batch, true),
  });

  async function send(batch: Each[], mayWait: boolean): Promise<void> {
    try {
      const rows = await statement.run(
        batch.map(({ item }) => item),
        mayWait,
      );
      batch.forEach((each, index) => {
        const row = rows[index];
        if (row === undefined && !mayWait) locked.add(each);
        else each.resolve(row);
      });
    } catch (cause) {
      // One invalid item must not fail the others, so each is sent alone.
      if (batch.length > 1 && !isUnavailable(cause))
        await Promise.all(batch.map((each) => send([each], true)));
      else for (const { reject } of batch) reject(cause);
    }
  }

  return (item) => new Promise((resolve, reject) => main.add({ item, resolve, reject }));
}
