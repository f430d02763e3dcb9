import * as queries from "../../../generated/queries/generations.ts";
import { type Batches, createBatches } from "../../database/batches.ts";
import type { Db } from "../../database/db.ts";
import { rejectAtDeadlines } from "../../database/item-deadlines.ts";
import { notSent } from "../../database/outage.ts";

type Row = queries.IFindGenerationsResult;

interface Waiting {
  id: string;
  accountId: string;
  /** When the request must be answered, in ms of `performance.now`. */
  deadline: number;
  resolve(row: Row | undefined): void;
  reject(cause: unknown): void;
}

const MAX_BATCH_SIZE = 64;
const MAX_IN_FLIGHT = 3;
// With a longer delay all clients wait for the same batch, and the server has nothing to do until it ends.
const PATIENCE_MS = 1;

const batchesByDb = new WeakMap<Db, Batches<Waiting>>();

/**
 * Returns a generation of an account, or undefined. Requests that arrive while others are being read share a
 * statement; a single request is sent at once. Nothing is cached.
 */
export function findInBatch(
  db: Db,
  { id, accountId }: Pick<Waiting, "id" | "accountId">,
): Promise<Row | undefined> {
  const { shared } = db;
  const batches = batchesByDb.get(shared) ?? openBatches(shared);
  batchesByDb.set(shared, batches);
  const deadline = db.deadline();
  const find = () =>
    new Promise<Row | undefined>((resolve, reject) => {
      batches.add({ id, accountId, deadline, resolve, reject });
    });
  return db.track(find);
}

function openBatches(db: Db): Batches<Waiting> {
  return createBatches({
    maxItems: MAX_BATCH_SIZE,
    maxConcurrent: MAX_IN_FLIGHT,
    patienceMs: PATIENCE_MS,
    // An account with many requests does not delay the others.
    groupOf: ({ accountId }) => accountId,
    isLate: ({ deadline }) => deadline < performance.now(),
    rejectLate: ({ reject }) => reject(notSent(new Error("earlier requests took too long"))),
    run: (batch) => find(db, batch),
  });
}

async function find(db: Db, batch: Waiting[]): Promise<void> {
  using _ = rejectAtDeadlines(batch);
  const ids = batch.map(({ id }) => id);
  const accountIds = batch.map(({ accountId }) => accountId);
  try {
    const rows = await queries.findGenerations.run({ ids, accountIds }, db);
    const found = new Map(rows.map((row) => [row.itemPosition, row]));
    batch.forEach(({ resolve }, position) => resolve(found.get(position)));
  } catch (cause) {
    for (const { reject } of batch) reject(cause);
  }
}
