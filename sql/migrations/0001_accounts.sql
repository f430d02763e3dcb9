-- Who holds credits, and what their plan lets them do.

-- The one clock of expiry, leases, rate windows and schedules. A function of its own, so that a
-- test can move the time of its own database.
create function clock() returns timestamptz
  language sql volatile
  as $$ select clock_timestamp() $$;

create table installation (
  only_row boolean primary key default true,
  secret_fingerprint bytea not null,
  constraint installation_has_one_row check (only_row)
);

create table plans (
  id text primary key,
  name text not null,
  monthly_credit_cap integer,
  monthly_grant_credits integer not null default 0,
  constraint plans_id_is_a_slug check (id ~ '^[a-z][a-z0-9_-]{0,31}$'),
  constraint plans_cap_is_positive check (monthly_credit_cap > 0),
  constraint plans_grant_is_not_negative check (monthly_grant_credits >= 0)
);

create table plan_access (
  plan_id text not null references plans (id),
  dialect text not null,
  allowed boolean not null default true,
  requests_per_hour integer,
  running_limit integer,
  primary key (plan_id, dialect),
  constraint plan_access_requests_are_positive check (requests_per_hour > 0),
  constraint plan_access_running_is_positive check (running_limit > 0)
);

insert into plans (id, name)
values ('free', 'FREE'), ('pro', 'PRO'), ('max', 'MAX');

insert into plan_access (plan_id, dialect, allowed, requests_per_hour, running_limit)
values
  ('free', 'plus', false, 600, 5),
  ('pro', 'plus', true, 600, 5),
  ('max', 'plus', true, 600, 5);

create table accounts (
  id uuid primary key,
  email text not null,
  password_hash text,
  plan_id text not null references plans (id),
  admin boolean not null default false,
  -- Totals of the ledger, moved only together with it.
  available integer not null default 0,
  held integer not null default 0,
  entry_count bigint not null default 0,
  -- Credits held or captured in `spend_month`, for plans with a monthly cap.
  spend_month date not null default '2000-01-01',
  month_spend integer not null default 0,
  disabled_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  constraint accounts_email_is_lower_case check (email = lower(email)),
  constraint accounts_available_is_not_negative check (available >= 0),
  constraint accounts_held_is_not_negative check (held >= 0),
  constraint accounts_month_spend_is_not_negative check (month_spend >= 0)
) with (fillfactor = 50);

create unique index accounts_email on accounts (email);
