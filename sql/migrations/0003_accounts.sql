-- Accounts with their balance and profile.

-- Result of a change of plan, admin rights or access by an operator.
create type account_change_outcome as enum ('changed', 'not_found', 'unknown_plan', 'closed', 'last_admin');
-- Result of the closure of an account by its owner. The last enabled admin cannot be closed.
create type account_closure_outcome as enum ('closed', 'last_admin');
-- Result of a new password that an operator sets.
create type password_reset_outcome as enum ('changed', 'not_found', 'closed');

-- Languages of the console and of messages.
create type account_language as enum ('en', 'zh-CN', 'zh-TW', 'tr');
-- Themes of the console.
create type account_theme as enum ('system', 'light', 'dark');

-- Customers of the operator. A closed account keeps its row, because its ledger is kept.
create table accounts (
  id uuid primary key,
  email text not null,
  password_hash text,
  plan_id text not null references plans (id),
  admin boolean not null default false,
  name text,
  language account_language not null default 'en',
  theme account_theme not null default 'system',
  -- Totals of the ledger, changed only together with it.
  available integer not null default 0,
  held integer not null default 0,
  entry_count bigint not null default 0,
  -- The time of the last ledger entry. No later entry has an earlier time, also if the clock steps back.
  last_entry_at timestamptz,
  -- Credits held or captured in `spend_month`, for plans with a monthly cap.
  spend_month date not null default '2000-01-01',
  month_spend integer not null default 0,
  -- The last month for which the account was granted the monthly credits of its plan.
  granted_month date not null default '2000-01-01',
  -- The threshold of the event credits.low.
  credits_low_at integer default 20,
  -- When credits.low was last sent; null if it is sent at the next fall below the threshold.
  credits_low_notified_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  disabled_at timestamptz,
  -- Set when the owner has closed the account permanently.
  closed_at timestamptz,
  -- Set when all generations of a closed account are erased.
  erased_at timestamptz,
  constraint accounts_email_is_lower_case check (email = lower(email)),
  constraint accounts_available_is_not_negative check (available >= 0),
  constraint accounts_held_is_not_negative check (held >= 0),
  constraint accounts_month_spend_is_not_negative check (month_spend >= 0),
  constraint accounts_credits_low_at check (credits_low_at > 0),
  constraint accounts_closed_are_disabled check (closed_at is null or disabled_at is not null),
  constraint accounts_erased_are_closed check (erased_at is null or closed_at is not null)
) with (fillfactor = 50);

create unique index accounts_email on accounts (email);
-- Collation "C" supports searches by prefix.
create index accounts_email_prefix on accounts (email collate "C");
create index accounts_name_prefix on accounts (lower(name) collate "C") where name is not null;
create index accounts_created on accounts (created_at desc, id desc);
create index accounts_disabled on accounts (created_at desc, id desc) where disabled_at is not null;
create index accounts_monthly_grant on accounts (plan_id, granted_month) where disabled_at is null;
create index accounts_to_erase on accounts (closed_at) where closed_at is not null and erased_at is null;
