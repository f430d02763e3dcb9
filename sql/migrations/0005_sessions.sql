-- Sessions of the console, and attempts to sign in.

-- Signed-in browsers.
create table sessions (
  id uuid primary key,
  -- SHA-256 of the cookie's token, which itself is not stored.
  token_hash bytea not null,
  account_id uuid not null references accounts (id),
  -- The client address of the last request.
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

-- Recent attempts by account and by client address.
create table sign_in_attempts (
  scope text primary key,
  started_at timestamptz not null,
  attempts integer not null,
  constraint sign_in_attempts_are_positive check (attempts > 0)
) with (fillfactor = 80);

create index sign_in_attempts_started on sign_in_attempts (started_at);
