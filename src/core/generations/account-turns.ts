import { type BusyGroups, createBusyGroups } from "../../database/busy-groups.ts";
import type { Db } from "../../database/db.ts";

const turnsByDb = new WeakMap<Db, BusyGroups>();

/**
 * Returns the accounts whose rows a statement of this process locks. Accepting and finishing take turns, and
 * an item that waits for its turn shares the next statement with others; a statement that finds an account
 * locked has to be repeated for it.
 */
export function findAccountTurns({ shared }: Pick<Db, "shared">): BusyGroups {
  const turns = turnsByDb.get(shared) ?? createBusyGroups();
  turnsByDb.set(shared, turns);
  return turns;
}
