-- Who is signed in, and who has tried to.

create table sessions (
  id uuid primary key,
  -- SHA-256 of the cookie's token, which itself is nowhere.
  token_hash bytea not null,
  account_id uuid not null references accounts (id),
  -- Where it was last used from.
  address text,
  user_agent text,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  constraint sessions_hash_is_sha256 check (length(token_hash) = 32)
) with (fillfactor = 80);

create unique index sessions_token on sessions (token_hash);
create index sessions_account on sessions (account_id, created_at desc);
create index sessions_expiry on sessions (expires_at);

-- How often somebody has tried lately, by address of the account and by address of the caller.
create table sign_in_attempts (
  scope text primary key,
  started_at timestamptz not null,
  attempts integer not null,
  constraint sign_in_attempts_are_positive check (attempts > 0)
) with (fillfactor = 80);

create index sign_in_attempts_started on sign_in_attempts (started_at);

alter table installation add column sign_up_open boolean not null default true;

alter table accounts
  add column name text,
  add column language text not null default 'en',
  add column theme text not null default 'system',
  -- The event credits.low is sent when fewer credits than this can be spent.
  add column credits_low_at integer default 20,
  -- Set when its owner has closed it, for good.
  add column closed_at timestamptz,
  add constraint accounts_language check (language in ('en', 'zh-CN', 'zh-TW', 'tr')),
  add constraint accounts_theme check (theme in ('system', 'light', 'dark')),
  add constraint accounts_credits_low_at check (credits_low_at > 0),
  add constraint accounts_closed_are_disabled check (closed_at is null or disabled_at is not null);
