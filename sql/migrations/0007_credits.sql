-- Credits: grants with one expiry each, holds with their parts, and an append-only ledger. No index contains
-- a column that a hold updates, so that these updates are heap-only.

-- Where the credits of a grant come from.
create type grant_source as enum ('purchase', 'plan', 'promo', 'restore', 'adjust');

-- Result of a grant by an operator. known: an earlier grant has the same reference.
create type grant_outcome as enum ('granted', 'known', 'not_found', 'closed');

-- Credits with one source and one expiry. What is neither remaining nor held was captured, has expired or
-- was voided.
create table credit_grants (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  amount integer not null,
  remaining integer not null,
  held integer not null default 0,
  source grant_source not null,
  priority smallint not null default 0,
  expires_at timestamptz,
  parent_id uuid references credit_grants (id),
  note text,
  -- Set when nothing remains and nothing is held.
  closed_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  -- Set when credits.expiring was sent for the grant.
  expiry_notified_at timestamptz,
  -- Set when an operator has voided the grant: credits released to it later are voided as well.
  voided_at timestamptz,
  constraint credit_grants_amount_is_positive check (amount > 0),
  constraint credit_grants_remaining_is_not_negative check (remaining >= 0),
  constraint credit_grants_held_is_not_negative check (held >= 0),
  constraint credit_grants_within_amount check (remaining + held <= amount),
  constraint credit_grants_restore_has_parent check ((source = 'restore') = (parent_id is not null)),
  constraint credit_grants_restore_expires check (source <> 'restore' or expires_at is not null),
  constraint credit_grants_closed_are_empty check (closed_at is null or (remaining = 0 and held = 0))
) with (fillfactor = 50);

create index credit_grants_open on credit_grants (account_id) where closed_at is null;
create index credit_grants_account on credit_grants (account_id, created_at);
-- For the expiry job only. With "is not null" the planner does not use it for the balance of an account,
-- which would read the open grants of all accounts.
create index credit_grants_expiring on credit_grants (expires_at)
where closed_at is null and expires_at is not null;
create index credit_grants_expiry_unnotified on credit_grants (expires_at)
where closed_at is null and expiry_notified_at is null and expires_at is not null;

-- Credits reserved for a generation, until its end captures or releases them.
create table credit_holds (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  amount integer not null,
  captured integer not null default 0,
  released integer not null default 0,
  created_at timestamptz not null,
  closed_at timestamptz,
  constraint credit_holds_amount_is_positive check (amount > 0),
  constraint credit_holds_closed_in_full check (
    (closed_at is null and captured = 0 and released = 0)
    or (closed_at is not null and captured >= 0 and released >= 0 and captured + released = amount)
  )
) with (fillfactor = 80);

-- A hold to create.
create type hold_request as (id uuid, account_id uuid, amount integer);

-- The grants from which a hold took its credits, in the order in which they are spent.
create table credit_hold_parts (
  hold_id uuid not null references credit_holds (id),
  position smallint not null,
  grant_id uuid not null references credit_grants (id),
  amount integer not null,
  captured integer not null default 0,
  released integer not null default 0,
  primary key (hold_id, position),
  constraint credit_hold_parts_amount_is_positive check (amount > 0),
  constraint credit_hold_parts_within_amount check (
    captured >= 0 and released >= 0 and captured + released <= amount
  )
) with (fillfactor = 80);

create index credit_hold_parts_grant on credit_hold_parts (grant_id);

-- What changed the credits of an account.
create type credit_entry_kind as enum (
  'grant', 'restore', 'adjust', 'hold', 'release', 'capture', 'expire', 'void'
);

-- The ledger: one row for each change of the credits of an account.
create table credit_entries (
  account_id uuid not null references accounts (id),
  sequence bigint not null,
  kind credit_entry_kind not null,
  -- Identifies the operation, so that it is never applied twice.
  op_key text not null,
  grant_id uuid references credit_grants (id),
  hold_id uuid references credit_holds (id),
  available_change integer not null,
  held_change integer not null,
  available_after integer not null,
  held_after integer not null,
  note text,
  created_at timestamptz not null,
  primary key (account_id, sequence),
  constraint credit_entries_op_key unique (op_key),
  constraint credit_entries_kind check (
    case kind
      when 'grant' then available_change > 0 and held_change = 0 and grant_id is not null
      when 'restore' then available_change > 0 and held_change = 0 and grant_id is not null
      when 'hold' then available_change < 0 and held_change = -available_change and hold_id is not null
      when 'release' then available_change > 0 and held_change = -available_change and hold_id is not null
      when 'capture' then available_change = 0 and held_change < 0 and hold_id is not null
      when 'expire' then available_change < 0 and held_change = 0 and grant_id is not null
      when 'void' then available_change < 0 and held_change = 0 and grant_id is not null
      when 'adjust' then available_change <> 0 and held_change = 0 and grant_id is not null
      else false
    end
  )
);

create index credit_entries_grant on credit_entries (grant_id) where grant_id is not null;
create index credit_entries_hold on credit_entries (hold_id) where hold_id is not null;

-- Rejects changes of ledger entries.
create function refuse_ledger_change() returns trigger
  language plpgsql
  as $$ begin raise exception 'the credit ledger is append-only'; end $$;

create trigger credit_entries_append_only
  before update or delete or truncate on credit_entries
  for each statement execute function refuse_ledger_change();
