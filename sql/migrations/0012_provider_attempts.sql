-- Attempts to generate at a provider.

-- `intent` before the call, `sent` as soon as a request may reach the provider, then `ended`.
create type attempt_state as enum ('intent', 'sent', 'ended');
-- The outcomes of a provider call (src/providers/provider.ts), and `not_sent` if no call was made.
create type attempt_outcome as enum (
  'images', 'blocked', 'rejected', 'not_accepted', 'operator_fault', 'failed', 'unknown', 'not_sent'
);

-- The outcome of an open attempt. A null provider is that of the attempt.
create type attempt_result as (
  id bigint,
  provider text,
  outcome attempt_outcome,
  message text,
  usage jsonb,
  cost_micros bigint,
  provider_request_id text,
  spend_unknown boolean
);

-- One or more calls to a provider by one claim of a generation.
create table provider_attempts (
  id bigint generated always as identity primary key,
  generation_id uuid not null references generations (id),
  claim integer not null,
  -- The run that opened the attempt, by which a claim that is repeated after a lost reply recognizes it.
  run_id uuid,
  provider text not null,
  state attempt_state not null default 'intent',
  outcome attempt_outcome,
  message text,
  -- How many calls may have been accepted. Incremented before each call is sent.
  calls smallint not null default 0,
  task_ids text[] not null default '{}',
  usage jsonb,
  cost_micros bigint,
  provider_request_id text,
  spend_unknown boolean not null default false,
  created_at timestamptz not null,
  sent_at timestamptz,
  ended_at timestamptz,
  constraint provider_attempts_outcome_at_end check ((state = 'ended') = (outcome is not null)),
  constraint provider_attempts_sent_at check (state <> 'sent' or sent_at is not null),
  constraint provider_attempts_no_task_without_call check (calls >= cardinality(task_ids))
) with (fillfactor = 70);

create index provider_attempts_generation on provider_attempts (generation_id, id);
create unique index provider_attempts_one_open on provider_attempts (generation_id) where ended_at is null;
create index provider_attempts_unknown on provider_attempts (ended_at) where spend_unknown;
create index provider_attempts_ended on provider_attempts (provider, ended_at desc)
where ended_at is not null;
