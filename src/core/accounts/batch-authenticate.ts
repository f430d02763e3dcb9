import * as queries from "../../../generated/queries/keys.ts";
import { type Batches, createBatches } from "../../database/batches.ts";
import type { Db } from "../../database/db.ts";
import { toPlainAddress } from "./allowed-addresses.ts";
import { rejectAtDeadlines } from "../../database/item-deadlines.ts";
import { notSent } from "../../database/outage.ts";

/** A key as it was found by the hash of a secret. */
export type FoundKey = queries.IAuthenticateKeysResult;

interface Waiting {
  hash: Buffer;
  /** The IP address of the client, if known. */
  address: string | undefined;
  /** When the request must be answered, in ms of `performance.now`. */
  deadline: number;
  resolve(found: FoundKey | undefined): void;
  reject(cause: unknown): void;
}

const MAX_BATCH_SIZE = 64;
const MAX_IN_FLIGHT = 3;
// With a longer delay all clients wait for the same batch, and the server has nothing to do until it ends.
const PATIENCE_MS = 1;

/** The waiting requests of a database, by dialect. */
const queuesByDb = new WeakMap<Db, Map<string, Batches<Waiting>>>();

/**
 * Returns the key of a secret and counts a request against its rate limit. Returns undefined for an unknown
 * key, and for one that may not be used from the address. Requests that arrive while others are being
 * authenticated share a statement; a single request is sent at once. Nothing is cached, so a revocation
 * takes effect immediately.
 */
export function authenticateInBatch(
  db: Db,
  dialect: string,
  { hash, address }: Pick<Waiting, "hash" | "address">,
): Promise<FoundKey | undefined> {
  const queue = getQueue(db.shared, dialect);
  const deadline = db.deadline();
  const authenticate = () =>
    new Promise<FoundKey | undefined>((resolve, reject) => {
      queue.add({ hash, address, deadline, resolve, reject });
    });
  return db.track(authenticate);
}

function getQueue(db: Db, dialect: string): Batches<Waiting> {
  const queues = queuesByDb.get(db) ?? new Map<string, Batches<Waiting>>();
  queuesByDb.set(db, queues);
  const queue = queues.get(dialect) ?? openQueue(db, dialect);
  queues.set(dialect, queue);
  return queue;
}

function openQueue(db: Db, dialect: string): Batches<Waiting> {
  return createBatches({
    maxItems: MAX_BATCH_SIZE,
    maxConcurrent: MAX_IN_FLIGHT,
    patienceMs: PATIENCE_MS,
    // Two statements would wait for each other's count of the same key.
    groupOf: ({ hash }) => hash.toString("latin1"),
    isLate: ({ deadline }) => deadline < performance.now(),
    rejectLate: ({ reject }) => reject(notSent(new Error("earlier requests took too long"))),
    run: (batch) => authenticate(db, dialect, batch),
  });
}

async function authenticate(db: Db, dialect: string, batch: Waiting[]): Promise<void> {
  using _ = rejectAtDeadlines(batch);
  const hashes = batch.map(({ hash }) => hash);
  const addresses = batch.map(({ address }) => toPlainAddress(address) ?? null);
  try {
    const rows = await queries.authenticateKeys.run({ hashes, dialect, addresses }, db);
    const found = new Map(rows.map((row) => [row.itemPosition, row]));
    batch.forEach(({ resolve }, position) => resolve(found.get(position)));
  } catch (cause) {
    for (const { reject } of batch) reject(cause);
  }
}
