import type postgres from "postgres";

/**
 * Inserts keys of an account that were created within the last hours: every second one is revoked and the
 * others have expired.
 */
export async function insertFormerKeys(
  sql: postgres.Sql,
  accountId: string,
  count: number,
): Promise<void> {
  await sql`
    with made as (
      insert into keys (id, account_id, dialect, created_at, expires_at, revoked_at)
      select gen_random_uuid(), ${accountId}, 'hub', at,
        case when n % 2 = 0 then at + interval '1 hour' end,
        case when n % 2 = 1 then at + interval '1 hour' end
      from generate_series(1, ${count}::integer) n
        cross join lateral (select clock() - interval '3 hours' - n * interval '1 second') t (at)
      returning id
    )
    insert into key_secrets (id, key_id, hash, prefix, last_four)
    select gen_random_uuid(), id, sha256(id::text::bytea), 'gih_live_', '0000'
    from made`;
}
