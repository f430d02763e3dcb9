import * as queries from "../../../generated/queries/generations.ts";
import { isLockTimeout, isOutcomeUnknown, notSent } from "../../database/outage.ts";
import { type Db, DEADLINES } from "../../database/db.ts";
import { AppError } from "../../foundation/errors.ts";

type Item = { [key: string]: unknown; accountId: string };
type Row = queries.IAcceptGenerationsResult;

interface Waiting {
  item: Item;
  /** The item is not sent later, so that the request is answered in time. In ms of `performance.now`. */
  sendBy: number;
  /** Aborts when the client disconnects, or when it has waited long enough for a lost response. */
  until: AbortSignal;
  /** Whether a response about this item was lost, so that it may have been accepted. */
  mayBeAccepted: boolean;
  resolve(row: Row): void;
  reject(cause: unknown): void;
}

interface Queue {
  waiting: Waiting[];
  inFlight: number;
}

/** The waiting items of one database. Items of locked accounts wait separately from all others. */
interface Queues {
  main: Queue;
  locked: Map<string, Queue>;
}

// Maximum items per transaction. More would hold the locks of their accounts for too long. Their result
// would also exceed the 8 KB that the server buffers until the commit, and the driver takes the first
// result for a commit.
const MAX_BATCH_SIZE = 64;
// Two batches in flight keep the database busy while one waits for its commit.
const MAX_IN_FLIGHT = 2;
// Maximum locked accounts that are waited for at the same time, each on its own connection.
const MAX_LOCKED_ACCOUNTS = 3;
// Pause before an item is sent again after a lost response.
const REPEAT_MS = { shortest: 250, longest: 1_000 };

const queuesByDb = new WeakMap<Db, Queues>();

/**
 * Accepts one item in a transaction that is shared with other items that arrive while earlier ones are in
 * flight. A single item is sent at once. An item of an account that another session has locked waits
 * separately. If a response is lost, the item is sent again, because the database recognizes it by its id,
 * until `until` aborts; it then rejects with `outcomeUnknown`.
 */
export function acceptInBatch(db: Db, item: Item, until: AbortSignal): Promise<Row> {
  const { shared } = db;
  const queues = queuesByDb.get(shared) ?? { main: createQueue(), locked: new Map() };
  queuesByDb.set(shared, queues);
  const sendBy = db.deadline() - DEADLINES.poolServerMs;
  return new Promise((resolve, reject) => {
    queues.main.waiting.push({ item, sendBy, until, mayBeAccepted: false, resolve, reject });
    flush(shared, queues);
  });
}

function createQueue(): Queue {
  return { waiting: [], inFlight: 0 };
}

function flush(db: Db, queues: Queues): void {
  const { main } = queues;
  rejectLate(main, () => notSent(new Error("earlier requests took too long")));
  if (main.inFlight >= MAX_IN_FLIGHT || main.waiting.length === 0) return;
  const batch = main.waiting.splice(0, MAX_BATCH_SIZE);
  main.inFlight++;
  void send(db, queues, { batch, mayWait: false }).finally(() => {
    main.inFlight--;
    flush(db, queues);
  });
}

function flushLocked(db: Db, queues: Queues): void {
  for (const [accountId, queue] of queues.locked) {
    rejectLate(queue, () => toLockedError(new Error("the wait for a turn took too long")));
    if (queue.waiting.length === 0 && queue.inFlight === 0) queues.locked.delete(accountId);
  }
  const all = [...queues.locked];
  const free = MAX_LOCKED_ACCOUNTS - all.filter(([, queue]) => queue.inFlight > 0).length;
  const next = all.filter(([, queue]) => queue.inFlight === 0).slice(0, free);
  for (const [accountId, queue] of next) {
    queue.inFlight++;
    const batch = queue.waiting.splice(0, MAX_BATCH_SIZE);
    void send(db, queues, { batch, mayWait: true }).finally(() => {
      // The next batch of this account is queued after those of the other locked accounts.
      queues.locked.delete(accountId);
      queue.inFlight--;
      if (queue.waiting.length > 0) queues.locked.set(accountId, queue);
      flushLocked(db, queues);
    });
  }
}

// An item that may have been accepted is sent until its outcome is known.
function rejectLate(queue: Queue, toError: () => AppError): void {
  const now = performance.now();
  const isLate = ({ mayBeAccepted, sendBy }: Waiting) => !mayBeAccepted && sendBy < now;
  const late = queue.waiting.filter(isLate);
  if (late.length === 0) return;
  queue.waiting = queue.waiting.filter((each) => !isLate(each));
  for (const { reject } of late) reject(toError());
}

interface Sending {
  batch: Waiting[];
  /** Whether to wait for locked accounts. */
  mayWait: boolean;
}

async function send(db: Db, queues: Queues, { batch, mayWait }: Sending): Promise<void> {
  const outcome = await accept(db, batch, mayWait).catch((cause: unknown) => ({ cause }));
  if (!("cause" in outcome)) return resolveBatch(db, queues, { batch, rows: outcome });
  const { cause } = outcome;
  const isUnavailable = cause instanceof AppError && cause.code === "unavailable";
  // One invalid item must not fail the others, so each is sent alone.
  if (!isUnavailable && batch.length > 1) {
    await Promise.all(batch.map((each) => send(db, queues, { batch: [each], mayWait })));
    return;
  }
  for (const each of batch) failItem(db, queues, { each, cause });
}

function resolveBatch(
  db: Db,
  queues: Queues,
  { batch, rows }: { batch: Waiting[]; rows: Row[] },
): void {
  for (const row of rows) {
    const each = batch[row.itemPosition];
    if (row.outcome !== "account_locked") each?.resolve(row);
    else if (each !== undefined) {
      const { accountId } = each.item;
      const queue = queues.locked.get(accountId) ?? createQueue();
      queues.locked.set(accountId, queue);
      queue.waiting.push(each);
    }
  }
  flushLocked(db, queues);
}

// After a lost response the item may have been accepted. After any other failure the statement was not
// executed.
function failItem(
  db: Db,
  queues: Queues,
  { each, cause }: { each: Waiting; cause: unknown },
): void {
  each.mayBeAccepted ||= isOutcomeUnknown(cause);
  if (!each.mayBeAccepted) return each.reject(isLockTimeout(cause) ? toLockedError(cause) : cause);
  if (each.until.aborted) return each.reject(toUnknownOutcomeError(cause));
  const { shortest, longest } = REPEAT_MS;
  const pauseMs = shortest + Math.random() * (longest - shortest);
  setTimeout(() => {
    if (each.until.aborted) return each.reject(toUnknownOutcomeError(cause));
    queues.main.waiting.push(each);
    flush(db, queues);
  }, pauseMs);
}

function toLockedError(cause: unknown): AppError {
  const message = "Another operation on this account is in progress. Try again in 2 seconds.";
  return new AppError("unavailable", message, { cause, details: { retryAfterSeconds: 2 } });
}

function toUnknownOutcomeError(cause: unknown): AppError {
  const message = "The service is temporarily unavailable.";
  const details = { retryAfterSeconds: 5, outcomeUnknown: true };
  return new AppError("unavailable", message, { cause, details });
}

function accept(db: Db, batch: Waiting[], mayWait: boolean): Promise<Row[]> {
  // pgtyped's Json has no optional members; undefined fields are dropped by JSON.stringify.
  const items = batch.map((each) => ({ ...each.item, mayWait })) as unknown as queries.Json;
  const first = Math.min(...batch.map((each) => (each.mayBeAccepted ? Infinity : each.sendBy)));
  const deadline = first + DEADLINES.poolServerMs;
  const query: Db["query"] = (text, values) => db.query(text, values, deadline);
  return queries.acceptGenerations.run({ items }, { query });
}
