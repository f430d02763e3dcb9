import * as queries from "../../../generated/queries/generations.ts";
import { isLockTimeout, isOutcomeUnknown } from "../../database/outage.ts";
import type { Db } from "../../database/db.ts";
import { AppError } from "../../foundation/errors.ts";

type Item = { [key: string]: unknown; accountId: string };
type Row = queries.IAcceptGenerationsResult;

interface Waiting {
  item: Item;
  /** Aborts when the caller is gone or has waited long enough for an answer that was lost. */
  until: AbortSignal;
  /** Whether an answer about this item was lost, so that it may be accepted already. */
  mayBeAccepted: boolean;
  resolve(row: Row): void;
  reject(cause: unknown): void;
}

interface Lane {
  waiting: Waiting[];
  underWay: number;
}

/** The items of one database: those of accounts that are locked wait apart from all others. */
interface Lanes {
  main: Lane;
  locked: Map<string, Lane>;
}

// One transaction for up to so many requests; more would hold their accounts' locks for too long,
// and their answer would no longer fit the 8 KB that the server keeps back until the commit, while
// the driver takes the answer for the commit.
const LARGEST_BATCH = 64;
// Two at a time keep the database busy while one waits for its commit.
const MOST_UNDER_WAY = 2;
// Locked accounts that are waited for at the same time, each on a connection of its own.
const MOST_LOCKED = 3;
// Between two questions about an item whose answer was lost.
const REPEAT_MS = { shortest: 250, longest: 1_000 };

const lanesOf = new WeakMap<Db, Lanes>();

/**
 * Accepts one item, together with those that arrive while earlier ones are under way: they share
 * a transaction. A lone item goes at once. An item of an account that another session has locked waits
 * for its account alone. Where an answer is lost the item is sent again, because the database knows it
 * by its id, until `until` aborts: then it rejects, and the error says that the outcome is unknown.
 */
export function createBatchAccept(db: Db, item: Item, until: AbortSignal): Promise<Row> {
  const lanes = lanesOf.get(db) ?? { main: openLane(), locked: new Map<string, Lane>() };
  lanesOf.set(db, lanes);
  return new Promise((resolve, reject) => {
    lanes.main.waiting.push({ item, until, mayBeAccepted: false, resolve, reject });
    flush(db, lanes);
  });
}

function openLane(): Lane {
  return { waiting: [], underWay: 0 };
}

function flush(db: Db, lanes: Lanes): void {
  const { main } = lanes;
  if (main.underWay >= MOST_UNDER_WAY || main.waiting.length === 0) return;
  const batch = main.waiting.splice(0, LARGEST_BATCH);
  main.underWay++;
  void send(db, lanes, { batch, mayWait: false }).finally(() => {
    main.underWay--;
    flush(db, lanes);
  });
}

function flushLocked(db: Db, lanes: Lanes): void {
  const all = [...lanes.locked];
  const free = MOST_LOCKED - all.filter(([, lane]) => lane.underWay > 0).length;
  const next = all.filter(([, lane]) => lane.underWay === 0).slice(0, free);
  for (const [accountId, lane] of next) {
    lane.underWay++;
    const batch = lane.waiting.splice(0, LARGEST_BATCH);
    void send(db, lanes, { batch, mayWait: true }).finally(() => {
      // The next batch of this account goes behind those of the other locked accounts.
      lanes.locked.delete(accountId);
      lane.underWay--;
      if (lane.waiting.length > 0) lanes.locked.set(accountId, lane);
      flushLocked(db, lanes);
    });
  }
}

interface Sending {
  batch: Waiting[];
  /** Whether to wait for accounts that are locked. */
  mayWait: boolean;
}

async function send(db: Db, lanes: Lanes, { batch, mayWait }: Sending): Promise<void> {
  const outcome = await accept(db, batch, mayWait).catch((cause: unknown) => ({ cause }));
  if (!("cause" in outcome)) return settle(db, lanes, { batch, rows: outcome });
  const { cause } = outcome;
  const isUnavailable = cause instanceof AppError && cause.code === "unavailable";
  // One bad item must not fail the others: each is sent alone.
  if (!isUnavailable && batch.length > 1) {
    await Promise.all(batch.map((each) => send(db, lanes, { batch: [each], mayWait })));
    return;
  }
  for (const each of batch) fail(db, lanes, { each, cause });
}

function settle(db: Db, lanes: Lanes, { batch, rows }: { batch: Waiting[]; rows: Row[] }): void {
  for (const row of rows) {
    const each = batch[row.itemPosition];
    if (row.outcome !== "account_locked") each?.resolve(row);
    else if (each !== undefined) {
      const { accountId } = each.item;
      const lane = lanes.locked.get(accountId) ?? openLane();
      lanes.locked.set(accountId, lane);
      lane.waiting.push(each);
    }
  }
  flushLocked(db, lanes);
}

// An answer that was lost leaves open whether the item is accepted; every other failure means that this
// statement was not executed.
function fail(db: Db, lanes: Lanes, { each, cause }: { each: Waiting; cause: unknown }): void {
  each.mayBeAccepted ||= isOutcomeUnknown(cause);
  if (!each.mayBeAccepted) return each.reject(isLockTimeout(cause) ? locked(cause) : cause);
  if (each.until.aborted) return each.reject(unknownOutcome(cause));
  const { shortest, longest } = REPEAT_MS;
  const pauseMs = shortest + Math.random() * (longest - shortest);
  setTimeout(() => {
    if (each.until.aborted) return each.reject(unknownOutcome(cause));
    lanes.main.waiting.push(each);
    flush(db, lanes);
  }, pauseMs);
}

function locked(cause: unknown): AppError {
  const message = "Another operation on this account is under way. Try again in a moment.";
  return new AppError("unavailable", message, { cause, details: { retryAfterSeconds: 2 } });
}

function unknownOutcome(cause: unknown): AppError {
  const message = "The service is unavailable at the moment.";
  const details = { retryAfterSeconds: 5, outcomeUnknown: true };
  return new AppError("unavailable", message, { cause, details });
}

function accept(db: Db, batch: Waiting[], mayWait: boolean): Promise<Row[]> {
  // pgtyped's Json cannot say "optional"; undefined fields are dropped on the way.
  const items = batch.map((each) => ({ ...each.item, mayWait })) as unknown as queries.Json;
  return queries.acceptGenerations.run({ items }, db);
}
