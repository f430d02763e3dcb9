-- Whether a server has had an admin. Set once, by the first account that is one, and never unset.
create table setup (
  only_row boolean primary key default true,
  completed_at timestamptz,
  constraint setup_has_one_row check (only_row)
);

insert into setup (completed_at)
select case when exists (select 1 from accounts where admin and disabled_at is null) then now() end;

-- Tokens that the first admin signs up with. Each start of a server without an admin adds one.
create table setup_tokens (
  -- SHA-256 of the token, which itself is stored nowhere.
  token_hash bytea primary key,
  created_at timestamptz not null,
  constraint setup_tokens_hash_is_sha256 check (length(token_hash) = 32)
);

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

-- It made the first account that had a password an admin.
drop function if exists sign_up(uuid, text, text, text, text);
