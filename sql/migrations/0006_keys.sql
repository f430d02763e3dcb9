-- API keys. Secrets are versions of a key, so that a rotation keeps its limits and history.

-- The identities of programs. A key belongs to one dialect.
create table keys (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  dialect text not null,
  label text,
  -- Limits below those of the plan.
  requests_per_hour integer,
  running_limit integer,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  constraint keys_requests_are_positive check (requests_per_hour > 0),
  constraint keys_running_is_positive check (running_limit > 0)
) with (fillfactor = 50);

create index keys_account on keys (account_id, created_at);

-- The versions of the secret of a key. Requests send one of them.
create table key_secrets (
  id uuid primary key,
  key_id uuid not null references keys (id),
  hash bytea not null,
  prefix text not null,
  last_four text not null,
  -- Set by a rotation: the end of the overlap in which the old secret still works.
  expires_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  constraint key_secrets_hash_is_sha256 check (length(hash) = 32),
  constraint key_secrets_last_four check (length(last_four) = 4)
);

create unique index key_secrets_hash on key_secrets (hash);
create index key_secrets_key on key_secrets (key_id);

-- State of a key and its account. A disabled account revokes its keys, for as long as it is disabled.
create type key_state as enum ('active', 'expired', 'revoked');

-- A key that was found by the hash of a secret.
create type authenticated_key as (
  -- Position of the hash in the call.
  item_position integer,
  key_id uuid,
  account_id uuid,
  dialect text,
  state key_state,
  is_allowed boolean,
  running_limit integer,
  rate_limit integer,
  -- Whether the time of the last use is to be updated.
  is_use_due boolean
);

-- Requests of a key in the current hour, which starts with its first request.
create table rate_windows (
  key_id uuid primary key references keys (id),
  started_at timestamptz not null,
  requests integer not null,
  constraint rate_windows_requests_are_not_negative check (requests >= 0)
) with (fillfactor = 50);

-- Credits captured by each key in a month, so that a list of keys does not aggregate generations. Written
-- by a trigger on generations.
create table key_spend (
  key_id uuid not null references keys (id),
  -- The first day of the month in UTC in which the generations were accepted.
  month date not null,
  captured_credits integer not null,
  primary key (key_id, month),
  constraint key_spend_captured_credits_are_positive check (captured_credits > 0)
) with (fillfactor = 50);
