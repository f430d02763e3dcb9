import { setTimeout } from "node:timers/promises";
import postgres from "postgres";
import { AppError } from "../foundation/errors.ts";
import type { Log } from "../foundation/log.ts";

/** Settings of a transaction whose statements and locks have no time limit. */
export const WITHOUT_LIMITS =
  "set local lock_timeout = 0; set local statement_timeout = 0; " +
  "set local idle_in_transaction_session_timeout = 0";

// A statement that waits for a lock delays all others that need the table. Those have a longer limit.
const LOCK_MS = 1_000;
const PAUSE_MS = 2_000;
const ATTEMPTS_MS = 120_000;
const LOCK_TIMEOUT = "55P03";
const DEADLOCK = "40P01";

/** How long a transaction is repeated that does not get its locks. */
interface LockPatience {
  log: Log;
  /** Default: 2 minutes. */
  attemptsMs?: number;
}

/**
 * Runs a transaction that locks tables, and whose statements have no time limit. It waits for a lock for at
 * most a second and is repeated after a pause, so that requests are delayed for no longer while another
 * session holds one. Throws `unavailable` if it has not got its locks after two minutes.
 */
export async function withShortLocks<T>(
  sql: postgres.Sql,
  work: (transaction: postgres.TransactionSql) => Promise<T>,
  { log, attemptsMs = ATTEMPTS_MS }: LockPatience,
): Promise<T> {
  const endsAt = performance.now() + attemptsMs;
  for (let attempt = 1; ; attempt++) {
    try {
      const begun = await sql.begin(async (transaction) => {
        await transaction.unsafe(`${WITHOUT_LIMITS}; set local lock_timeout = ${LOCK_MS}`);
        return { result: await work(transaction) };
      });
      return begun.result;
    } catch (cause) {
      if (!isLockFailure(cause)) throw cause;
      if (performance.now() >= endsAt) throw toError(cause);
      if (attempt === 1) log.warn("migration_waits_for_locks", { cause });
      await setTimeout(PAUSE_MS);
    }
  }
}

function isLockFailure(cause: unknown): boolean {
  return (
    cause instanceof postgres.PostgresError && [LOCK_TIMEOUT, DEADLOCK].includes(cause.code ?? "")
  );
}

function toError(cause: unknown): AppError {
  const message =
    "The migration did not get the locks that it needs, because another session, such as a " +
    "backup, holds one. Nothing was changed. Run it again when that session has ended.";
  return new AppError("unavailable", message, { cause });
}
