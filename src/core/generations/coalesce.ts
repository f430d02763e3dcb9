import * as queries from "../../../generated/queries/generations.ts";
import type { Db } from "../../db.ts";

type Item = { [key: string]: unknown };
type Row = queries.IAcceptGenerationsResult;

interface Waiting {
  item: Item;
  resolve(row: Row): void;
  reject(cause: unknown): void;
}

interface Lane {
  waiting: Waiting[];
  underWay: number;
}

// One transaction for up to so many requests; more would hold their accounts' locks for too long,
// and their answer would no longer fit the 8 KB that the server keeps back until the commit, while
// the driver takes the answer for the commit.
const LARGEST_BATCH = 64;
// Two at a time keep the database busy while one waits for its commit.
const MOST_UNDER_WAY = 2;

const lanes = new WeakMap<Db, Lane>();

/**
 * Accepts one item, together with those that arrive while earlier ones are under way: they share
 * a transaction. A lone item goes at once.
 */
export function coalesced(db: Db, item: Item): Promise<Row> {
  const lane = lanes.get(db) ?? { waiting: [], underWay: 0 };
  lanes.set(db, lane);
  return new Promise((resolve, reject) => {
    lane.waiting.push({ item, resolve, reject });
    flush(db, lane);
  });
}

function flush(db: Db, lane: Lane): void {
  if (lane.underWay >= MOST_UNDER_WAY || lane.waiting.length === 0) return;
  const batch = lane.waiting.splice(0, LARGEST_BATCH);
  lane.underWay++;
  void send(db, batch).finally(() => {
    lane.underWay--;
    flush(db, lane);
  });
}

async function send(db: Db, batch: Waiting[], isLast = false): Promise<void> {
  const outcome = await accept(db, batch).catch((cause: unknown) => ({ cause }));
  if (!("cause" in outcome)) {
    for (const row of outcome) batch[row.itemPosition]?.resolve(row);
    return;
  }
  // Refused: nothing of it stands, and one bad item must not fail the rest. Connection lost: nobody
  // knows whether it stands, and an item that was accepted is told so when it is sent again.
  if (isLast) batch.forEach((each) => each.reject(outcome.cause));
  else await Promise.all(batch.map((each) => send(db, [each], true)));
}

function accept(db: Db, batch: Waiting[]): Promise<Row[]> {
  // pgtyped's Json cannot say "optional"; undefined fields are dropped on the way.
  const items = batch.map((each) => each.item) as unknown as queries.Json;
  return queries.acceptGenerations.run({ items }, db);
}
