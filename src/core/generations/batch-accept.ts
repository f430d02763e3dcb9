import * as queries from "../../../generated/queries/acceptance.ts";
import { type Batches, createBatches } from "../../database/batches.ts";
import { isLockTimeout, isOutcomeUnknown, notSent } from "../../database/outage.ts";
import { type Db, DEADLINES } from "../../database/db.ts";
import { AppError, isUnavailable } from "../../foundation/errors.ts";
import { findAccountTurns } from "./account-turns.ts";
import { type AcceptItem, toAcceptParameters } from "./accept-parameters.ts";

type Row = queries.IAcceptGenerationsResult;

interface Waiting {
  item: AcceptItem;
  /** The item is not sent later, so that the request is answered in time. In ms of `performance.now`. */
  sendBy: number;
  /** Returns whether the client has disconnected, or has waited long enough for a lost response. */
  isAbandoned(): boolean;
  /** Whether a response about this item was lost, so that it may have been accepted. */
  mayBeAccepted: boolean;
  resolve(row: Row): void;
  reject(cause: unknown): void;
}

/** The waiting items of one database. Items of locked accounts wait separately from all others. */
interface Queues {
  db: Db;
  main: Batches<Waiting>;
  locked: Batches<Waiting>;
}

// Maximum items per transaction. More would hold the locks of their accounts for too long. Also, Postgres
// sends a part of a result of more than 8 KB before the commit, and the driver regards the start of a result
// as proof of the commit.
const MAX_BATCH_SIZE = 48;
const MAX_IN_FLIGHT = 3;
// Longer than most batches take.
const PATIENCE_MS = 20;
// Maximum locked accounts that are waited for at the same time, each on its own connection.
const MAX_LOCKED_ACCOUNTS = 3;
// Pause before an item is sent again after a lost response.
const REPEAT_MS = { shortest: 250, longest: 1_000 };

const queuesByDb = new WeakMap<Db, Queues>();

/**
 * Accepts one item in a transaction that is shared with other items that arrive while earlier ones are in
 * flight. A single item is sent at once. An item of an account that another session has locked waits
 * separately. If a response is lost, the item is sent again, because the database recognizes it by its id,
 * until `isAbandoned`; it then rejects with `acceptanceUnknown`.
 */
export function acceptInBatch(db: Db, item: AcceptItem, isAbandoned: () => boolean): Promise<Row> {
  const { shared } = db;
  const queues = queuesByDb.get(shared) ?? openQueues(shared);
  queuesByDb.set(shared, queues);
  const sendBy = db.deadline() - DEADLINES.poolServerMs;
  const accept = () =>
    new Promise<Row>((resolve, reject) => {
      queues.main.add({ item, sendBy, isAbandoned, mayBeAccepted: false, resolve, reject });
    });
  return db.track(accept);
}

function openQueues(db: Db): Queues {
  const groupOf = ({ item }: Waiting) => item.accountId;
  const queues: Queues = {
    db,
    main: createBatches({
      maxItems: MAX_BATCH_SIZE,
      maxConcurrent: MAX_IN_FLIGHT,
      patienceMs: PATIENCE_MS,
      groupOf,
      busyGroups: findAccountTurns(db),
      isLate,
      rejectLate: ({ reject }) => reject(notSent(new Error("earlier requests took too long"))),
      run: (batch) => send(queues, { batch, mayWait: false }),
    }),
    locked: createBatches({
      maxItems: MAX_BATCH_SIZE,
      maxGroups: 1,
      maxConcurrent: MAX_LOCKED_ACCOUNTS,
      groupOf,
      isLate,
      rejectLate: ({ reject }) =>
        reject(toLockedError(new Error("the wait for a turn was too long"))),
      run: (batch) => send(queues, { batch, mayWait: true }),
    }),
  };
  return queues;
}

// An item that may have been accepted is sent until its outcome is known.
function isLate({ mayBeAccepted, sendBy }: Waiting): boolean {
  return !mayBeAccepted && sendBy < performance.now();
}

interface Sending {
  batch: Waiting[];
  /** Whether to wait for locked accounts. */
  mayWait: boolean;
}

async function send(queues: Queues, { batch, mayWait }: Sending): Promise<void> {
  const outcome = await accept(queues.db, batch, mayWait).catch((cause: unknown) => ({ cause }));
  if (!("cause" in outcome)) return resolveBatch(outcome, { batch, mayWait }, queues);
  const { cause } = outcome;
  // One invalid item must not fail the others, so each is sent alone.
  if (!isUnavailable(cause) && batch.length > 1) {
    await Promise.all(batch.map((each) => send(queues, { batch: [each], mayWait })));
    return;
  }
  for (const each of batch) failItem(queues, each, cause);
}

function resolveBatch(rows: Row[], { batch, mayWait }: Sending, queues: Queues): void {
  for (const row of rows) {
    const each = batch[row.itemPosition];
    const isLocked = row.outcome === "account_locked" && !mayWait;
    if (isLocked && each !== undefined) queues.locked.add(each);
    else each?.resolve(row);
  }
}

// After a lost response the item may have been accepted. After any other failure the statement was not
// executed.
function failItem(queues: Queues, each: Waiting, cause: unknown): void {
  each.mayBeAccepted ||= isOutcomeUnknown(cause);
  if (!each.mayBeAccepted) return each.reject(isLockTimeout(cause) ? toLockedError(cause) : cause);
  if (each.isAbandoned()) return each.reject(toUnknownOutcomeError(cause));
  const { shortest, longest } = REPEAT_MS;
  const pauseMs = shortest + Math.random() * (longest - shortest);
  setTimeout(() => {
    if (each.isAbandoned()) return each.reject(toUnknownOutcomeError(cause));
    queues.main.add(each);
  }, pauseMs);
}

function toLockedError(cause: unknown): AppError {
  const message = "Another operation on this account is in progress. Try again in 2 seconds.";
  return new AppError("unavailable", message, { cause, details: { retryAfterSeconds: 2 } });
}

function toUnknownOutcomeError(cause: unknown): AppError {
  const message = "The service is temporarily unavailable.";
  const details = { retryAfterSeconds: 5, acceptanceUnknown: true };
  return new AppError("unavailable", message, { cause, details });
}

function accept(db: Db, batch: Waiting[], mayWait: boolean): Promise<Row[]> {
  const items = batch.map(({ item }) => item);
  const first = Math.min(...batch.map((each) => (each.mayBeAccepted ? Infinity : each.sendBy)));
  const deadline = first + DEADLINES.poolServerMs;
  const query: Db["query"] = (text, values) => db.query(text, values, deadline);
  return queries.acceptGenerations.run(toAcceptParameters(items, mayWait), { query });
}
