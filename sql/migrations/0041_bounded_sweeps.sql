-- What the sweeps of expiry, monthly credits and notices search by, so that their cost depends on what is
-- due, not on how many accounts and grants there are.

alter table accounts
  -- The time of the ledger's last line; the next line is never earlier, also where the clock steps back.
  add column last_entry_at timestamptz,
  -- The last month whose plan credits this account was given.
  add column granted_month date not null default '2000-01-01';

create index accounts_monthly_grant on accounts (plan_id, granted_month) where disabled_at is null;

create index credit_grants_expiry_untold on credit_grants (expires_at)
where closed_at is null and expiry_told_at is null and expires_at is not null;
