import postgres from "postgres";
import { eventually } from "./eventually.ts";

// Longer than the server's, so that a deadlock is found before a wait ends.
const TIMEOUTS = { lock_timeout: 60_000, statement_timeout: 60_000 };

/** Opens sessions for statements that wait for each other. */
export function openSessions(url: string): postgres.Sql {
  return postgres(url, { max: 4, connection: TIMEOUTS });
}

/** A statement that the given session runs. */
export type Statement = (sql: postgres.Sql) => postgres.PendingQuery<postgres.Row[]>;

/**
 * Starts changes one after another while the transaction of a first statement is open, each when the one
 * before it has ended or waits for a lock. Then ends the transaction and returns the results of the changes.
 * `sql` needs a connection for the transaction and one more to observe the waits.
 */
export async function runTogether<Result>(
  sql: postgres.Sql,
  {
    locked,
    changes,
    end = "rollback",
  }: { locked: Statement; changes: (() => Promise<Result>)[]; end?: "rollback" | "commit" },
): Promise<Result[]> {
  const session = await sql.reserve();
  const started: Promise<Result>[] = [];
  const running = new Set<Promise<Result>>();
  try {
    await session`begin`;
    await locked(session);
    for (const change of changes) {
      const result = change();
      started.push(result);
      running.add(result);
      const remove = () => void running.delete(result);
      result.then(remove, remove);
      await untilWaiting(sql, running);
    }
  } finally {
    await session.unsafe(end);
    session.release();
  }
  return Promise.all(started);
}

function untilWaiting(sql: postgres.Sql, running: Set<unknown>): Promise<unknown> {
  return eventually(
    async () => {
      const [row] = await sql<{ waiting: number }[]>`
        select count(*)::int as waiting
        from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      return row?.waiting === running.size;
    },
    { message: "A statement neither ends nor waits" },
  );
}
