-- Plans and what they allow in each dialect.

-- The limits and monthly credits of accounts.
create table plans (
  id text primary key,
  name text not null,
  monthly_credit_cap integer,
  monthly_grant_credits integer not null default 0,
  constraint plans_id_is_a_slug check (id ~ '^[a-z][a-z0-9_-]{0,31}$'),
  constraint plans_cap_is_positive check (monthly_credit_cap > 0),
  constraint plans_grant_is_not_negative check (monthly_grant_credits >= 0)
);

-- Whether a plan may use a dialect, and how much. A missing row allows it without limits; a null limit is no
-- limit.
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
