import { type BusyGroups, createBusyGroups } from "../../database/busy-groups.ts";
import type { Db } from "../../database/db.ts";

const turnsByDb = new WeakMap<Db, BusyGroups>();

/**
 * Returns the accounts whose rows a statement of this process locks. Of the statements that accept and
 * finish generations, only one at a time contains items of an account: a second one would find the account
 * locked and had to be repeated for it, while items that wait share the next statement.
 */
export function findAccountTurns({ shared }: Pick<Db, "shared">): BusyGroups {
  const turns = turnsByDb.get(shared) ?? createBusyGroups();
  turnsByDb.set(shared, turns);
  return turns;
}
