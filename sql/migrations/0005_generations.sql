-- One accepted request for pictures, the attempts to draw it, and the pictures.

-- A running worker process. It holds the session lock (4711, number) for as long as it lives.
create table workers (
  id uuid primary key,
  number integer generated always as identity,
  -- Under which the job queue locks its jobs.
  pool_ids text[] not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  stopped_at timestamptz
) with (fillfactor = 50);

create table generations (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  key_id uuid references keys (id),
  hold_id uuid not null references credit_holds (id),
  dialect text not null,
  model text not null references models (id),
  prompt text not null,
  n smallint not null,
  -- 'auto' or WIDTHxHEIGHT; ratio and tier are what it resolves to.
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
  -- Whose claim it is; a write that carries another claim is refused.
  worker_id uuid references workers (id),
  claim integer not null default 0,
  cancel_requested_at timestamptz,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  deadline_at timestamptz not null,
  constraint generations_n check (n between 1 and 10),
  constraint generations_tier check (tier in ('1K', '2K', '4K')),
  constraint generations_status check (
    status in ('queued', 'running', 'succeeded', 'failed', 'blocked', 'canceled')
  ),
  constraint generations_terminal_has_end check (
    (status in ('queued', 'running')) = (finished_at is null)
  ),
  constraint generations_error_tells_failure check (
    (status in ('failed', 'blocked', 'canceled')) = (error_code is not null)
  ),
  constraint generations_delivered check (
    delivered between 0 and n and (status = 'succeeded') = (delivered > 0)
  ),
  constraint generations_price_is_positive check (unit_credits > 0)
) with (fillfactor = 70);

create index generations_account on generations (account_id, created_at desc, id desc);
create index generations_live_key on generations (key_id) where finished_at is null;
create index generations_live_deadline on generations (deadline_at) where finished_at is null;
create unique index generations_hold on generations (hold_id);

create function refuse_terminal_change() returns trigger
  language plpgsql
  as $$ begin raise exception 'generation % has ended as % and stays so', old.id, old.status; end $$;

create trigger generations_end_once
  before update of status on generations
  for each row
  when (old.finished_at is not null and old.status is distinct from new.status)
  execute function refuse_terminal_change();

create table provider_attempts (
  id bigint generated always as identity primary key,
  generation_id uuid not null references generations (id),
  claim integer not null,
  provider text not null,
  state text not null default 'intent',
  outcome text,
  message text,
  task_ids text[] not null default '{}',
  usage jsonb,
  cost_micros bigint,
  provider_request_id text,
  spend_unknown boolean not null default false,
  created_at timestamptz not null,
  sent_at timestamptz,
  ended_at timestamptz,
  constraint provider_attempts_state check (state in ('intent', 'sent', 'ended')),
  constraint provider_attempts_outcome_at_end check ((state = 'ended') = (outcome is not null)),
  constraint provider_attempts_sent_at check (state <> 'sent' or sent_at is not null)
) with (fillfactor = 70);

create index provider_attempts_generation on provider_attempts (generation_id, id);
create unique index provider_attempts_one_open on provider_attempts (generation_id) where ended_at is null;
create index provider_attempts_unknown on provider_attempts (ended_at) where spend_unknown;

create table images (
  id uuid primary key,
  generation_id uuid not null references generations (id),
  position smallint not null,
  storage_key text not null,
  webp_key text,
  content_type text not null,
  width integer not null,
  height integer not null,
  size_bytes bigint not null,
  placeholder text,
  created_at timestamptz not null,
  constraint images_once unique (generation_id, position),
  constraint images_size_is_positive check (width > 0 and height > 0 and size_bytes > 0)
);
