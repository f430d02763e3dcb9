-- Counts one attempt against a scope: p_limit of them fit into 15 minutes. Answers how many seconds
-- to wait, 0 where the attempt may go on.
create or replace function consume_attempt(p_scope text, p_limit integer) returns integer
  language plpgsql
  as $$
  declare
    moment timestamptz := clock();
    since timestamptz := moment - interval '15 minutes';
    first_at timestamptz;
  begin
    insert into sign_in_attempts as t (scope, started_at, attempts)
    values (p_scope, moment, 1)
    on conflict (scope) do update
    set started_at = case when t.started_at <= since then moment else t.started_at end,
      attempts = case when t.started_at <= since then 1 else t.attempts + 1 end
    where t.attempts < p_limit or t.started_at <= since;
    if found then
      return 0;
    end if;
    select started_at into first_at from sign_in_attempts where scope = p_scope;
    return greatest(1, ceil(extract(epoch from first_at + interval '15 minutes' - moment)))::integer;
  end
  $$;

-- Counts one sign-in on both axes. The caller goes first, so that one who is refused there cannot
-- use up the attempts of somebody's account; and the order is the same everywhere.
create or replace function consume_sign_in(
  p_caller_scope text,
  p_caller_limit integer,
  p_email_scope text,
  p_email_limit integer
) returns integer
  language plpgsql
  as $$
  declare
    wait integer := consume_attempt(p_caller_scope, p_caller_limit);
  begin
    if wait > 0 then
      return wait;
    end if;
    return consume_attempt(p_email_scope, p_email_limit);
  end
  $$;

-- Forgives what a good sign-in had counted: the caller's one, and all of the account's.
create or replace function reset_sign_in(p_caller_scope text, p_email_scope text) returns void
  language plpgsql
  as $$
  begin
    delete from sign_in_attempts where scope = p_caller_scope and attempts = 1;
    update sign_in_attempts set attempts = attempts - 1 where scope = p_caller_scope and attempts > 1;
    delete from sign_in_attempts where scope = p_email_scope;
  end
  $$;

-- Creates an account for a person who signs up. While the server has no admin this takes a setup token
-- and makes the account the admin, also where sign-up is closed. Returns made, closed, conflict (the
-- address has an account), setup_refused (no valid token) or setup_over (a token, but no setup).
create or replace function sign_up(
  p_id uuid,
  p_email text,
  p_password_hash text,
  p_name text,
  p_language text,
  p_setup_token_hash bytea
) returns text
  language plpgsql
  as $$
  declare
    is_setup boolean;
  begin
    -- Of two people with the same token one becomes the admin.
    perform pg_advisory_xact_lock(4713, 1);
    is_setup := is_setup_needed();
    if is_setup and not exists (select 1 from setup_tokens where token_hash = p_setup_token_hash) then
      return 'setup_refused';
    end if;
    if not is_setup and p_setup_token_hash is not null then
      return 'setup_over';
    end if;
    if not is_setup and not is_sign_up_open() then
      return 'closed';
    end if;
    insert into accounts (id, email, password_hash, plan_id, admin, name, language)
    values (p_id, p_email, p_password_hash, 'free', is_setup, p_name, coalesce(p_language, 'en'))
    on conflict (email) do nothing;
    return case when found then 'made' else 'conflict' end;
  end
  $$;

-- Stores the hash of one more setup token and keeps the newest 20. Returns false where the server has
-- had an admin.
create or replace function add_setup_token(p_token_hash bytea) returns boolean
  language plpgsql
  as $$
  begin
    perform pg_advisory_xact_lock(4713, 1);
    if not is_setup_needed() then
      return false;
    end if;
    insert into setup_tokens (token_hash, created_at) values (p_token_hash, clock());
    delete from setup_tokens
    where token_hash in (
      select token_hash from setup_tokens order by created_at desc, token_hash offset 20
    );
    return true;
  end
  $$;

create or replace function is_sign_up_open() returns boolean
  language sql stable
  as $$ select coalesce((select sign_up_open from installation), true) $$;

create or replace function is_setup_needed() returns boolean
  language sql stable
  as $$ select not exists (select 1 from setup where completed_at is not null) $$;

-- Opens a session, ends the one that the caller came with and the oldest beyond 50. Answers when the
-- session ends; null where the account was disabled or its password changed since it was checked.
create or replace function open_session(
  p_id uuid,
  p_account_id uuid,
  p_password_hash text,
  p_token_hash bytea,
  p_old_token_hash bytea,
  p_address text,
  p_user_agent text
) returns timestamptz
  language plpgsql
  as $$
  declare
    moment timestamptz;
    ends timestamptz;
  begin
    perform 1
    from accounts
    where id = p_account_id and password_hash = p_password_hash and disabled_at is null
    for share;
    if not found then
      return null;
    end if;
    moment := clock();
    delete from sessions where token_hash = p_old_token_hash;
    insert into sessions (
      id, token_hash, account_id, address, user_agent, created_at, seen_at, expires_at
    )
    values (
      p_id, p_token_hash, p_account_id, p_address, p_user_agent,
      moment, moment, moment + interval '90 days'
    )
    returning expires_at into ends;
    delete from sessions
    where id in (
      select id from sessions where account_id = p_account_id order by created_at desc offset 50
    );
    return ends;
  end
  $$;

-- Changes a password, unless it was changed since it was checked, and ends every session.
create or replace function change_password(p_account_id uuid, p_old_hash text, p_new_hash text)
  returns boolean
  language plpgsql
  as $$
  begin
    update accounts
    set password_hash = p_new_hash
    where id = p_account_id and password_hash is not distinct from p_old_hash;
    if not found then
      return false;
    end if;
    delete from sessions where account_id = p_account_id;
    return true;
  end
  $$;

-- Shuts an account out or lets it in again. Its sessions end, its work is canceled, and its keys are
-- refused as long as it lasts.
create or replace function disable_account(p_account_id uuid, p_disabled boolean) returns boolean
  language plpgsql
  as $$
  begin
    update accounts
    set disabled_at = case when p_disabled then coalesce(disabled_at, clock()) end
    where id = p_account_id;
    if not found then
      return false;
    end if;
    if p_disabled then
      delete from sessions where account_id = p_account_id;
      perform cancel_live_generations(p_account_id);
    end if;
    return true;
  end
  $$;

-- Closes an account for good: nobody signs in, no key works, nothing is told, nothing is drawn any
-- more, the credits left are void, and what names a person is erased: here what is little, the rest by
-- erase_generations. Answers `last_admin` where a server would be left without one.
create or replace function close_account(p_account_id uuid) returns text
  language plpgsql
  as $$
  declare
    own accounts;
    endpoint uuid;
  begin
    perform pg_advisory_xact_lock(4713, 1);
    select * into own from accounts where id = p_account_id for update;
    if own.admin and not exists (
      select 1 from accounts where admin and disabled_at is null and id <> p_account_id
    ) then
      return 'last_admin';
    end if;
    update accounts
    set closed_at = clock(), disabled_at = clock(), password_hash = null, name = null,
      email = 'closed-' || id || '@invalid'
    where id = p_account_id;
    delete from sessions where account_id = p_account_id;
    update keys
    set revoked_at = coalesce(revoked_at, clock()), label = null
    where account_id = p_account_id and (revoked_at is null or label is not null);
    -- Endpoints are locked in the order of their ids, as everywhere.
    for endpoint in
      select id from webhook_endpoints where account_id = p_account_id and deleted_at is null order by id
    loop
      perform delete_webhook(endpoint, p_account_id);
    end loop;
    update webhook_endpoints
    set url = 'https://closed.invalid/', label = null
    where account_id = p_account_id;
    -- An hour after its expiry an upload is removed, with its file.
    update uploads
    set expires_at = least(expires_at, clock() - interval '1 hour')
    where account_id = p_account_id;
    perform cancel_live_generations(p_account_id);
    perform void_all_grants(p_account_id, 'the account was closed');
    return 'closed';
  end
  $$;
