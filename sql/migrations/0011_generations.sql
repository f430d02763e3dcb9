-- Accepted requests for images.

-- Result of a deletion by the owner. Only a finished generation can be deleted.
create type generation_deletion_outcome as enum ('deleted', 'not_found', 'unfinished');

-- Result of a request. replayed and idempotency_mismatch: an earlier request with the same idempotency key
-- had the same, or another, content. account_locked: not decided, because another session has locked the
-- account.
create type acceptance_outcome as enum (
  'accepted', 'replayed', 'idempotency_mismatch', 'account_locked', 'account_disabled', 'no_price',
  'concurrency_limited', 'monthly_cap_reached', 'insufficient_credits'
);

-- A request to accept.
create type generation_request as (
  id uuid,
  hold_id uuid,
  account_id uuid,
  key_id uuid,
  -- Maximum unfinished generations of the key. Null: no limit.
  running_limit integer,
  dialect text,
  -- Scope of the idempotency key, one per create operation.
  route text,
  model text,
  prompt text,
  n smallint,
  size text,
  aspect_ratio text,
  tier text,
  quality text,
  options jsonb,
  inputs jsonb,
  -- The uploads that some of the inputs were copied from.
  upload_ids uuid[],
  end_user text,
  idempotency_key text,
  -- SHA-256 of the content.
  fingerprint bytea,
  -- Whether this is a retry. Null: the client does not mark its retries.
  is_retry boolean,
  -- Whether the client waits for the result.
  is_awaited boolean,
  deadline_seconds integer,
  -- The worker of the calling process, if it runs the generation at once and without a job, with its
  -- provider and the duration of its claim.
  worker_id uuid,
  provider text,
  run_seconds integer
);

-- The decision on a request.
create type acceptance as (
  item_position integer,
  outcome acceptance_outcome,
  -- Whether the generation is to be inserted. False if an earlier call has inserted it.
  is_new boolean,
  generation_id uuid,
  unit_credits integer,
  cost_credits integer,
  -- The spendable credits of the account before this request.
  spendable_before integer,
  -- Whether this request takes the balance below the account's threshold.
  emits_credits_low boolean,
  created_at timestamptz,
  -- The attempt of a generation that the worker of the request has claimed.
  attempt_id bigint
);

-- One request for n images. A terminal status never changes.
create table generations (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  key_id uuid references keys (id),
  hold_id uuid not null references credit_holds (id),
  dialect text not null,
  model text not null references models (id),
  prompt text not null,
  n smallint not null,
  -- 'auto' or WIDTHxHEIGHT, which resolves to aspect_ratio and tier.
  size text not null,
  aspect_ratio text not null,
  tier text not null,
  quality text not null,
  options jsonb not null default '{}',
  inputs jsonb not null default '[]',
  end_user text,
  unit_credits integer not null,
  status text not null default 'queued',
  error_code text,
  error_message text,
  delivered smallint not null default 0,
  provider text,
  -- The owner of the claim. Writes with another claim number are rejected.
  worker_id uuid references workers (id),
  claim integer not null default 0,
  cancel_requested_at timestamptz,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  deadline_at timestamptz not null,
  -- A deleted generation keeps its credits. Its files are removed after the deletion or by the next cleanup.
  deleted_at timestamptz,
  files_removed_at timestamptz,
  constraint generations_n check (n between 1 and 10),
  constraint generations_tier check (tier in ('1K', '2K', '4K')),
  constraint generations_status check (
    status in ('queued', 'running', 'succeeded', 'failed', 'blocked', 'canceled')
  ),
  constraint generations_terminal_is_finished check (
    (status in ('queued', 'running')) = (finished_at is null)
  ),
  constraint generations_unsuccessful_has_error check (
    (status in ('failed', 'blocked', 'canceled')) = (error_code is not null)
  ),
  constraint generations_delivered check (
    delivered between 0 and n and (status = 'succeeded') = (delivered > 0)
  ),
  constraint generations_price_is_positive check (unit_credits > 0),
  constraint generations_deleted_are_finished check (deleted_at is null or finished_at is not null),
  constraint generations_removed_are_deleted check (files_removed_at is null or deleted_at is not null)
) with (fillfactor = 70);

-- No index contains a column that a claim updates, so that these updates are heap-only.
create unique index generations_hold on generations (hold_id);
create index generations_account on generations (account_id, created_at desc, id desc);
create index generations_key on generations (key_id, created_at desc, id desc) where key_id is not null;
create index generations_end_user on generations (account_id, end_user, created_at desc, id desc)
where end_user is not null;
create index generations_unsuccessful on generations (account_id, created_at desc, id desc)
where error_code is not null;
create index generations_live_account on generations (account_id, created_at desc, id desc)
where finished_at is null;
create index generations_live_key on generations (key_id) where finished_at is null;
create index generations_live_deadline on generations (deadline_at) where finished_at is null;
create index generations_to_remove on generations (deleted_at)
where deleted_at is not null and files_removed_at is null;
-- Finds other generations that use the copy of an upload.
create index generations_inputs on generations using gin (inputs jsonb_path_ops) where inputs <> '[]';

-- Rejects changes of a terminal status.
create function refuse_terminal_change() returns trigger
  language plpgsql
  as $$ begin raise exception 'generation % has finished as % and cannot change', old.id, old.status; end $$;

create trigger generations_finish_once
  before update of status on generations
  for each row
  when (old.finished_at is not null and old.status is distinct from new.status)
  execute function refuse_terminal_change();

-- Adds the captured credits of a finished generation to those of its key.
create function add_key_spend() returns trigger
  language plpgsql
  as $$
  begin
    insert into key_spend as s (key_id, month, captured_credits)
    values (
      new.key_id, date_trunc('month', new.created_at at time zone 'utc')::date,
      new.delivered * new.unit_credits
    )
    on conflict (key_id, month) do update
    set captured_credits = s.captured_credits + excluded.captured_credits;
    return null;
  end
  $$;

create trigger generations_add_key_spend
  after update of status on generations
  for each row
  when (
    old.finished_at is null
    and new.finished_at is not null
    and new.delivered > 0
    and new.key_id is not null
  )
  execute function add_key_spend();
