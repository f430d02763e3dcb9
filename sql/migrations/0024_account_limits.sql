-- Limits of an account for all its keys of a dialect, so that more keys do not multiply the limits of one.

alter table plan_access
  add column account_requests_per_hour integer,
  add column account_running_limit integer,
  add constraint plan_access_account_requests_are_positive check (account_requests_per_hour > 0),
  add constraint plan_access_account_running_is_positive check (account_running_limit > 0);

update plan_access
set account_requests_per_hour = 4 * requests_per_hour,
  account_running_limit = 4 * running_limit
where plan_id = 'free';

-- Requests of an account with all its keys of a dialect in the current hour, which starts with the first
-- request.
create table account_rate_windows (
  account_id uuid not null references accounts (id),
  dialect text not null,
  started_at timestamptz not null,
  requests integer not null,
  primary key (account_id, dialect),
  constraint account_rate_windows_requests_are_not_negative check (requests >= 0)
) with (fillfactor = 50);

-- A new key continues the limits of the keys of its account that were revoked recently.
create index keys_revoked on keys (account_id, revoked_at) where revoked_at is not null;

alter type authenticated_key add attribute account_rate_limit integer;

-- Replaced by consume_request_limits.
drop function if exists consume_rate_limits(authenticated_key[], timestamptz);
