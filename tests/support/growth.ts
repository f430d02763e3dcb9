import type postgres from "postgres";
import type { Customer } from "./app.ts";

/** The owners of the history. */
export interface Owners {
  /** Account of the operator, who owns the endpoint. */
  operatorId: string;
  customer: Customer;
  endpointId: string;
}

/**
 * Inserts tens of thousands of accounts with endpoints, deliveries, audit log entries, uploads, generations
 * and expired idempotency keys, without triggers and without statistics for the planner.
 */
export async function insertGrowth(sql: postgres.Sql, owners: Owners): Promise<void> {
  await sql`set session_replication_role = replica`;
  await sql.unsafe(accountsAndEvents(owners));
  await sql.unsafe(generationsAndUploads(owners.customer));
  await sql`set session_replication_role = origin`;
}

function accountsAndEvents({ operatorId: boss, customer, endpointId }: Owners): string {
  return `
    insert into accounts (id, email, name, plan_id, disabled_at, created_at)
    select gen_random_uuid(), 'growth-' || n || '@example.com', 'Grown Person ' || n, 'pro',
      case when n % 1000 = 0 then clock() end, clock() - n * interval '1 minute'
    from generate_series(1, 20000) n;
    insert into webhook_deliveries (
      id, endpoint_id, account_id, event, body, state, attempts, next_attempt_at, parked,
      created_at, ended_at
    )
    select gen_random_uuid(), '${endpointId}', '${boss}', 'generation.succeeded', '{}',
      (
        case n % 2000 when 0 then 'exhausted' when 1 then 'pending' else 'succeeded' end
      )::delivery_state, 1,
      case when n % 2000 = 1 then clock() - interval '1 hour' end, n % 4000 = 1,
      clock() - n * interval '10 seconds', case when n % 2000 <> 1 then clock() end
    from generate_series(1, 40000) n;
    insert into webhook_endpoints (
      id, account_id, url, events, secret, secret_last_four, created_at, subscribed_at, deleted_at
    )
    select gen_random_uuid(), id, 'https://example.com/hook', '{generation.succeeded}', '\\x00',
      '0000', created_at, created_at,
      case when row_number() over (order by id) % 2 = 0 then clock() end
    from accounts
    where email like 'growth-%';
    insert into audit_entries (
      actor, action, account_id, created_at, actor_digest, details_digest
    )
    select 'cli', 'grant', case when n % 4000 = 0 then '${customer.accountId}'::uuid end,
      clock() - n * interval '1 second', sha256('actor'), sha256('details')
    from generate_series(1, 40000) n;`;
}

function generationsAndUploads({ accountId, keyId }: Customer): string {
  return `    create temp table past as
      select gen_random_uuid() as id, gen_random_uuid() as hold_id, n,
        clock() - n * interval '1 second' as at
      from generate_series(1, 20000) n;
    insert into generations (
      id, account_id, key_id, hold_id, dialect, model, prompt, n, size, aspect_ratio, tier, quality,
      inputs, unit_credits, status, delivered, created_at, finished_at, deadline_at
    )
    select id, '${accountId}', '${keyId}', hold_id, 'hub', 'gpt-image-2', 'a hill', 1, 'auto', 'auto',
      '1K', 'auto',
      case n % 1000
        when 0 then jsonb_build_array(jsonb_build_object('storageKey', 'inputs/' || n))
        else '[]'
      end,
      8, 'succeeded', 1, at, at, at
    from past;
    insert into uploads (
      id, account_id, storage_key, filename, content_type, size_bytes, copy_key, copy_content_type,
      copy_width, copy_height, copy_size_bytes, copy_digest, source_digest, created_at, expires_at
    )
    select gen_random_uuid(), '${accountId}', 'uploads/' || n, 'a', 'image/png', 9,
      'inputs/' || n, 'image/png', 1, 1, 9, '\\x00', '\\x00', clock(), clock() + interval '1 day'
    from generate_series(1, 20000) n;
    insert into idempotency_keys
    select '${accountId}', 'hub', 'createImage', 'past:' || n, '\\x00', id, clock() - interval '3 days'
    from past
    where n <= 12000;`;
}
