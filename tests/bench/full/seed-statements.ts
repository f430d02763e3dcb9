import type { Size, Whale } from "./seed.ts";

// History goes back this far.
const DAYS = 365;

// For accounts of `toAccountSteps`.
const LIMITS_AND_ENDPOINTS = [
  `insert into webhook_endpoints (
     id, account_id, url, events, secret, secret_last_four, created_at, subscribed_at, deleted_at
   )
   select bench_id(7, now(), i), account_id, 'https://example.com/hook',
     '{generation.succeeded}', '\\x00', '0000', now(), now(), case when i % 10 = 0 then now() end
   from bench_accounts where i % 5 = 0`,
  `insert into rate_windows (key_id, started_at, requests)
   select key_id, now() - i * interval '1 millisecond', 1 from bench_accounts`,
  `insert into account_rate_windows (account_id, dialect, started_at, requests)
   select account_id, 'hub', now() - i * interval '1 millisecond', 1 from bench_accounts`,
  `insert into key_budgets (key_id, credits, period, started_on, spent_credits, set_at)
   select key_id, 1000, 'month', date_trunc('month', now()), 0, now()
   from bench_accounts where i % 5 = 0`,
  `insert into key_spend (key_id, month, captured_credits)
   select key_id, date_trunc('month', now()), 16 from bench_accounts`,
  `insert into batches (
     id, account_id, key_id, endpoint, input_file_id, fingerprint, status, created_at, expires_at,
     finished_at, delete_at, in_progress_at, total
   )
   select bench_id(23, now(), i), account_id, key_id, '/v1/images/generations', bench_id(22, now(), i),
     '\\x00', 'completed', now(), now() + interval '1 day', now(), now() + interval '30 days', now(), 1
   from bench_accounts where i % 10 = 0`,
];

interface Chunk {
  from: number;
  to: number;
  size: Size;
  whale: Whale;
}

/** Accounts, each with a key, a session of some of them, and a live grant. */
export function toAccountSteps({ accounts }: Size, whale: Whale): string[] {
  const series = `generate_series(1, ${accounts}) i`;
  return [
    // Ordered by time, as the ids of the application.
    `create or replace function bench_id(kind integer, at timestamptz, i bigint) returns uuid
       language sql immutable parallel safe
       return (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7'
         || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(i), 15, '0'))::uuid`,
    `create table bench_accounts as
     select i, bench_id(1, now() - interval '400 days', i) as account_id,
       bench_id(2, now() - interval '400 days', i) as key_id,
       bench_id(3, now() - interval '400 days', i) as grant_id
     from ${series}`,
    "alter table bench_accounts add primary key (i)",
    "analyze bench_accounts",
    `insert into accounts (
       id, email, name, plan_id, available, entry_count, created_at, granted_month, disabled_at
     )
     select account_id, 'bench-' || i || '@example.com', 'Person ' || i,
       case i % 10 when 0 then 'pro' else 'free' end, 40, 100000000,
       now() - interval '400 days' + i * interval '30 seconds',
       date_trunc('month', now()), case when i % 1000 = 0 then now() end
     from bench_accounts`,
    `insert into keys (id, account_id, dialect, label, created_at)
     select key_id, account_id, 'hub', 'Key', now() - interval '300 days' from bench_accounts`,
    `insert into key_secrets (id, key_id, hash, prefix, last_four)
     select bench_id(4, now(), i), key_id, sha256(i::text::bytea), 'gih_live_', 'abcd'
     from bench_accounts`,
    `insert into credit_grants (id, account_id, amount, remaining, source, expires_at, created_at)
     select grant_id, account_id, 40, 40, 'promo', now() + interval '30 days' + i * interval '1 second',
       now() - interval '30 days'
     from bench_accounts`,
    `insert into credit_grants (
       id, account_id, amount, remaining, source, expires_at, closed_at, created_at
     )
     select bench_id(5, now() - i * interval '1 minute', i), '${whale.accountId}', 40, 0, 'promo',
       now() - i * interval '1 minute', now(), now() - interval '300 days'
     from ${series} where i % 5 = 0`,
    `insert into sessions (
       id, token_hash, account_id, created_at, seen_at, expires_at
     )
     select bench_id(6, now(), i), sha256(('session' || i)::bytea), account_id, now(), now(),
       now() + interval '90 days'
     from bench_accounts where i % 3 = 0`,
    ...LIMITS_AND_ENDPOINTS,
  ];
}

/** Generations with their images, attempts, holds and ledger entries. A fifth belongs to the whale. */
export function chunkSteps({ from, to, size, whale }: Chunk): string[] {
  const { generations, accounts } = size;
  return [
    "drop table if exists chunk",
    `create temp table chunk as
     select n.i, bench_id(16, n.at, n.i) as id, bench_id(17, n.at, n.i) as hold_id, n.at,
       case when n.i % 5 = 0 then '${whale.accountId}'::uuid else a.account_id end as account_id,
       case when n.i % 5 = 0 then '${whale.keyId}'::uuid else a.key_id end as key_id,
       a.grant_id
     from (
         select i,
           now() - interval '${DAYS} days' * ((${generations} - i + 1)::float8 / ${generations}) as at
         from generate_series(${from}, ${to}) i
       ) n
       join bench_accounts a on a.i = n.i::bigint * 7919 % ${accounts} + 1`,
    `insert into credit_holds (id, account_id, amount, captured, created_at, closed_at)
     select hold_id, account_id, 16, 16, at, at from chunk`,
    `insert into credit_hold_parts (hold_id, position, grant_id, amount, captured)
     select hold_id, 0, grant_id, 16, 16 from chunk`,
    `insert into credit_entries (account_id, sequence, kind, op_key, hold_id, available_change,
       held_change, available_after, held_after, created_at)
     select account_id, 1000 + 2 * i + k, (array['hold', 'capture'])[k + 1]::credit_entry_kind,
       (array['hold:', 'close:'])[k + 1] || hold_id, hold_id, k * 16 - 16, 16 - k * 32, 40, 0, at
     from chunk, generate_series(0, 1) k`,
    `insert into generations (id, account_id, key_id, hold_id, dialect, model, prompt, n, size,
       aspect_ratio, tier, quality, unit_credits, status, error_code, delivered, created_at, started_at,
       finished_at, deadline_at, end_user)
     select id, account_id, key_id, hold_id, 'hub', 'gpt-image-2',
       'A product photo of a perfume bottle on marble, variation ' || i, 2, '1024x1024', '1:1', '1K',
       'auto', 8, case when i % 50 = 25 then 'failed' else 'succeeded' end,
       case when i % 50 = 25 then 'generation_failed' end, case when i % 50 = 25 then 0 else 2 end,
       at, at, at, at + interval '1 hour', case when i % 10 = 0 then 'user-' || i % 997 end
     from chunk`,
    `insert into images (id, generation_id, position, storage_key, content_type, width, height,
       size_bytes, created_at)
     select bench_id(18 + k, at, i), id, k, 'generations/' || id || '/' || k || '.png', 'image/png',
       1024, 1024, 900000, at
     from chunk, generate_series(0, 1) k`,
    `insert into provider_attempts (generation_id, claim, provider, state, outcome, created_at,
       sent_at, ended_at, calls, spend_unknown)
     select id, 1, 'demo', 'ended', 'images', at, at, at, 1, i % 100000 = 7 from chunk`,
  ];
}

/** What is kept for days, and the rollups. */
export function toLastSteps({ generations, accounts }: Size, whale: Whale): string[] {
  const recent = `(select * from bench_accounts where i <= ${Math.ceil(accounts / 2)}) a`;
  return [
    `insert into usage_days
     select '${whale.accountId}', (now() - d * interval '1 day')::date, 'gpt-image-2', 'hub',
       '${whale.keyId}', 5000, 100, 9800, 78400
     from generate_series(1, ${DAYS}) d`,
    `insert into usage_days
     select account_id, (now() - d * interval '40 days')::date, 'gpt-image-2', 'hub', key_id, 1, 0, 2, 16
     from bench_accounts, generate_series(0, 3) d`,
    `insert into idempotency_keys
     select account_id, 'hub', 'createImage', 'bench:' || i, '\\x00', bench_id(16, now(), i),
       now() - i * interval '80 milliseconds'
     from bench_accounts`,
    `insert into audit_entries (actor, action, account_id, created_at, actor_digest, details_digest)
     select 'cli', 'grant', account_id, now() - i * interval '30 seconds', sha256('actor'),
       sha256('details')
     from ${recent}`,
    `insert into uploads (
       id, account_id, storage_key, filename, content_type, size_bytes, created_at, expires_at
     )
     select bench_id(20, now(), i), account_id, 'uploads/' || bench_id(20, now(), i) || '.png', 'a.png',
       'image/png', 9, now(), now() + interval '1 day'
     from ${recent} where i % 5 = 0`,
    `insert into files (
       id, account_id, purpose, filename, content_type, size_bytes, storage_key, created_at, stored_at,
       expires_at
     )
     select bench_id(22, now(), i), account_id, 'vision', 'a.png', 'image/png', 9,
       'files/' || bench_id(22, now(), i) || '/0.png', now(), now(), now() + interval '1 day'
     from ${recent} where i % 5 = 0`,
    `create temp table deliveries as
     select i, bench_id(21, at, i) as id, at
     from (
       select i, now() - i * interval '29 days' / ${Math.ceil(generations / 16)} as at
       from generate_series(1, ${Math.ceil(generations / 16)}) i
     ) n`,
    `insert into webhook_deliveries (
       id, endpoint_id, account_id, event, generation_id, body, state, attempts, created_at,
       ended_at
     )
     select id, '${whale.endpointId}', '${whale.accountId}', 'generation.succeeded',
       bench_id(16, at, i), '{}',
       case when i % 2000 = 0 then 'exhausted' else 'succeeded' end::delivery_state, 1, at, at
     from deliveries`,
    `insert into webhook_attempts (delivery_id, number, endpoint_id, started_at, ended_at, status)
     select id, 1, '${whale.endpointId}', at, at, 200 from deliveries`,
    `update accounts set entry_count = 100000000 where id = '${whale.accountId}'`,
  ];
}
