import type postgres from "postgres";
import { eventually } from "./eventually.ts";

/** Creates `count` accounts and returns their ids in ascending order. */
export async function insertAccounts(sql: postgres.Sql, count: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    insert into accounts (id, email, plan_id)
    select id, id || '@example.com', 'pro'
    from (select gen_random_uuid() as id from generate_series(1, ${count}::integer)) made
    returning id`;
  return rows.map(({ id }) => id).sort();
}

/**
 * Inserts grants of 3 credits for each account, with their ledger entries, in one statement: calls of
 * grant_credits would take minutes for ten thousand grants.
 */
export async function insertGrants(
  sql: postgres.Sql,
  accountIds: string[],
  { each, expiresInSeconds }: { each: number; expiresInSeconds: number },
): Promise<void> {
  // Without triggers, because foreign keys would be checked row by row.
  await sql`set session_replication_role = replica`;
  await sql`
    with made as (
      select a.id as account_id, gen_random_uuid() as grant_id, a.entry_count + n as sequence,
        a.available + 3 * n as available, clock() as at
      from accounts a
        cross join generate_series(1, ${each}::integer) n
      where a.id = any (${accountIds}::uuid[])
    ), grants as (
      insert into credit_grants (id, account_id, amount, remaining, source, expires_at, created_at)
      select grant_id, account_id, 3, 3, 'promo',
        at + ${expiresInSeconds}::integer * interval '1 second', at
      from made
    ), totals as (
      update accounts
      set available = available + 3 * ${each}::integer, entry_count = entry_count + ${each}::integer
      where id = any (${accountIds}::uuid[])
    )
    insert into credit_entries (
      account_id, sequence, kind, op_key, grant_id, available_change, held_change,
      available_after, held_after, created_at
    )
    select account_id, sequence, 'grant', 'given:' || grant_id, grant_id, 3, 0, available, 0,
      (select max(at) from made)
    from made`;
  await sql`set session_replication_role = origin`;
}

/** Resolves once a session of this database waits for a lock. */
export async function waitForLock(sql: postgres.ISql): Promise<void> {
  await eventually(
    async () => {
      const [row] = await sql`
        select count(*)::integer as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      return row?.waiting > 0;
    },
    { message: "No session waits for a lock" },
  );
}
