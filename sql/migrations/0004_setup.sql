-- The installation and the setup of its first admin.

-- Result of a sign-up.
--   created           the account exists
--   email_taken       the address has an account
--   closed            sign-up is closed
--   setup_rejected    the server has no admin, and the setup token is missing or unknown
--   setup_completed   a setup token was sent although the server has had an admin
create type sign_up_outcome as enum (
  'created', 'email_taken', 'closed', 'setup_rejected', 'setup_completed'
);

-- What is set once for the whole database. The fingerprint identifies the APP_SECRET of its keys.
create table installation (
  only_row boolean primary key default true,
  secret_fingerprint bytea not null,
  sign_up_open boolean not null default true,
  constraint installation_has_one_row check (only_row)
);

-- When the server first had an enabled admin. Never unset.
create table setup (
  only_row boolean primary key default true,
  completed_at timestamptz,
  constraint setup_has_one_row check (only_row)
);

insert into setup default values;

-- Tokens with which the first admin signs up. Each start of a server without an admin adds one.
create table setup_tokens (
  -- SHA-256 of the token, which itself is not stored.
  token_hash bytea primary key,
  created_at timestamptz not null,
  constraint setup_tokens_hash_is_sha256 check (length(token_hash) = 32)
);

-- Ends the setup when an account becomes an enabled admin.
create function complete_setup() returns trigger
  language plpgsql
  as $$
  begin
    update setup set completed_at = clock() where completed_at is null;
    delete from setup_tokens;
    return null;
  end
  $$;

create trigger accounts_complete_setup
  after insert or update of admin, disabled_at on accounts
  for each row
  when (new.admin and new.disabled_at is null)
  execute function complete_setup();
