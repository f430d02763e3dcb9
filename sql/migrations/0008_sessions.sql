-- Who is signed in, and who has tried to.

create table sessions (
  id uuid primary key,
  -- SHA-256 of the cookie's token, which itself is nowhere.
  token_hash bytea not null,
  account_id uuid not null references accounts (id),
  user_agent text,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  constraint sessions_hash_is_sha256 check (length(token_hash) = 32)
) with (fillfactor = 80);

create unique index sessions_token on sessions (token_hash);
create index sessions_account on sessions (account_id, created_at desc);
create index sessions_expiry on sessions (expires_at);

-- Failed sign-ins by address and by caller, each in a window of its own.
create table sign_in_failures (
  scope text primary key,
  started_at timestamptz not null,
  failures integer not null,
  constraint sign_in_failures_are_positive check (failures > 0)
) with (fillfactor = 80);

alter table accounts
  add column language text not null default 'en',
  add column theme text not null default 'system',
  add column low_credits_at integer not null default 50,
  add constraint accounts_language check (language in ('en', 'zh-CN', 'zh-TW', 'tr')),
  add constraint accounts_theme check (theme in ('system', 'light', 'dark')),
  add constraint accounts_low_credits_at check (low_credits_at >= 0);
