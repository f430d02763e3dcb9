-- Suspension of accounts whose requests are refused for their content too often.

alter table plans
  -- Refusals of an account in a UTC day that suspend it. Null: none do.
  add column blocked_per_day integer,
  add constraint plans_blocked_per_day_is_positive check (blocked_per_day > 0);

alter table accounts
  -- Since when no new generations are accepted. The account is used otherwise as before.
  add column suspended_at timestamptz;

-- Requests of an account that were refused for their content on the last UTC day with a refusal.
create table content_refusals (
  account_id uuid primary key references accounts (id),
  day date not null,
  refusals integer not null,
  constraint content_refusals_are_positive check (refusals > 0)
) with (fillfactor = 50);

alter type acceptance_outcome add value if not exists 'account_suspended';

alter type acceptance_facts add attribute is_suspended boolean;

-- Get a parameter or a column for the suspension.
drop function if exists find_rejection(boolean, integer, bigint, integer, integer);
drop function if exists list_account_facts(uuid[], timestamptz);
drop function if exists admin_put_plan(
  uuid, text, text, integer, integer, text[], boolean[], integer[], integer[], integer[], integer[],
  plan_settings, integer
);
