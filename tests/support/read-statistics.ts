import { expect } from "bun:test";
import type postgres from "postgres";
import { toParameters } from "../../src/database/connection.ts";
import type { App, Customer } from "./app.ts";

// Maximum rows that a statement may read. A scan of the inserted history reads thousands.
const MOST_ROWS = 150;

// A smaller table has none: what happened once to each of a hundred thousand takes more.
const HISTORY_BYTES = 1_000_000;

/** What the statements of one step have read. */
export interface ReadStatistics {
  step: string;
  /** Tables with a history that were scanned completely. */
  scanned: string[];
  /** Rows fetched from such tables. */
  rows: number;
}

export type Connection = Pick<App["ctx"]["db"], "query">;
type Act = (db: Connection, mark: (step: string) => Promise<void>) => Promise<unknown>;

/** Returns what statements read, from the statistics of their session. Their transaction is rolled back. */
export async function measureReads(sql: postgres.Sql, act: Act): Promise<ReadStatistics[]> {
  const seen: ReadStatistics[] = [];
  const done = new Error("measured");
  await sql
    .begin(async (tx) => {
      const db: Connection = {
        async query(text, values) {
          // As in `src/database/db.ts`: a connection keeps its plans.
          const rows = await tx.unsafe(text, toParameters(tx, values), { prepare: true });
          return { rows: [...rows] as never[], rowCount: rows.count };
        },
      };
      let before = await countersOf(tx);
      const mark = async (step: string) => {
        const after = await countersOf(tx);
        seen.push(difference(step, before, after));
        before = after;
      };
      await act(db, mark);
      if (seen.length === 0) await mark("whole");
      throw done;
    })
    .catch((error: unknown) => {
      if (error !== done) throw error;
    });
  return seen;
}

type Counters = Map<string, { scans: number; rows: number }>;

/** Returns the statistics of the tables with a history. */
async function countersOf(tx: postgres.TransactionSql): Promise<Counters> {
  const rows = await tx<{ name: string; scans: number; rows: number }[]>`
    select s.relname as name, s.seq_scan::int as scans,
      (s.seq_tup_read + coalesce(s.idx_tup_fetch, 0))::int as rows
    from pg_stat_xact_user_tables s
    where pg_relation_size(s.relid) > ${HISTORY_BYTES}`;
  return new Map(rows.map(({ name, ...counters }) => [name, counters]));
}

function difference(step: string, before: Counters, after: Counters): ReadStatistics {
  const changes = [...after].map(([name, { scans, rows }]) => {
    const past = before.get(name) ?? { scans: 0, rows: 0 };
    return { name, scans: scans - past.scans, rows: rows - past.rows };
  });
  return {
    step,
    scanned: changes.filter(({ scans }) => scans > 0).map(({ name }) => name),
    rows: changes.reduce((sum, { rows }) => sum + rows, 0),
  };
}

expect.extend({
  toReadFewRows(received: unknown) {
    const readings = received as ReadStatistics[];
    const pass =
      readings.length > 0 &&
      readings.every(({ scanned, rows }) => scanned.length === 0 && rows <= MOST_ROWS);
    return { pass, message: () => `reads too much: ${JSON.stringify(readings)}` };
  },
});

declare module "bun:test" {
  interface Matchers<T> {
    /** Whether no table is scanned completely and few rows are read by index. */
    toReadFewRows(): T;
  }
}

/**
 * Inserts a history as the functions would have written it, and open grants, endpoints and keys of other
 * accounts. The statistics of the planner do not contain them.
 */
export async function insertHistory(
  sql: postgres.Sql,
  { accountId, keyId }: Pick<Customer, "accountId" | "keyId">,
): Promise<void> {
  await sql.unsafe(`
    set session_replication_role = replica;
    create temp table past as
      select gen_random_uuid() as id, gen_random_uuid() as hold_id, n,
        clock() - interval '30 days' + n * interval '1 second' as at
      from generate_series(1, 100000) n;
    insert into credit_grants (
      id, account_id, amount, remaining, source, expires_at, closed_at, created_at
    )
    select gen_random_uuid(), '${accountId}', 40, 0, 'promo', clock() - interval '1 day', clock(),
      clock() - interval '30 days'
    from generate_series(1, 20000);
    insert into credit_grants (id, account_id, amount, remaining, source, expires_at, created_at)
    select gen_random_uuid(), gen_random_uuid(), 40, 40, 'promo', clock() + interval '9 days', clock()
    from generate_series(1, 20000);
    insert into credit_holds (id, account_id, amount, captured, created_at, closed_at)
    select hold_id, '${accountId}', 8, 8, at, at from past;
    insert into credit_hold_parts (hold_id, position, grant_id, amount, captured)
    select hold_id, 0, gen_random_uuid(), 8, 8 from past;
    insert into generations (
      id, account_id, key_id, hold_id, dialect, model, prompt, n, size, aspect_ratio, tier, quality,
      unit_credits, status, delivered, created_at, finished_at, deadline_at
    )
    select id, '${accountId}', '${keyId}', hold_id, 'hub', 'gpt-image-2', 'a hill', 1, 'auto', 'auto',
      '1K', 'auto', 8, 'succeeded', 1, at, at, at
    from past;
    insert into provider_attempts (
      generation_id, claim, provider, state, outcome, created_at, sent_at, ended_at
    )
    select id, 1, 'demo', 'ended', 'images', at, at, at from past;
    insert into credit_entries
    select '${accountId}', n + 1, 'hold', 'past:' || n, null, hold_id, -8, 8, 1000, 0, null, at from past;
    update accounts set entry_count = 100001 where id = '${accountId}';
    insert into idempotency_keys
    select '${accountId}', 'hub', 'createImage', 'past:' || n, '\\x00', id, clock() from past
    where n <= 20000;
    ${insertOthers()}
    set session_replication_role = origin;
  `);
}

// Endpoints and keys of other accounts, after the temporary table of `insertHistory` was created.
function insertOthers(): string {
  return `
    insert into webhook_endpoints (
      id, account_id, url, events, secret, secret_last_four, created_at, subscribed_at, deleted_at
    )
    select gen_random_uuid(), gen_random_uuid(), 'https://example.com/hook', '{generation.succeeded}',
      '\\x00', '0000', at, at, case when n % 2 = 0 then at end
    from past
    where n <= 20000;
    insert into keys (id, account_id, dialect)
    select id, gen_random_uuid(), 'hub' from past where n <= 20000;
    insert into key_secrets (id, key_id, hash, prefix, last_four)
    select gen_random_uuid(), id, sha256(id::text::bytea), 'gih_live_', '0000' from past where n <= 20000;
    insert into rate_windows (key_id, started_at, requests) select id, at, 1 from past where n <= 20000;`;
}
