-- Creates a session and returns its expiry, or null if the account is disabled or its password was changed
-- since it was verified. Ends the session that it replaces, and keeps only the newest 50 of the account.
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
    as_of timestamptz;
    ends timestamptz;
    is_operator boolean;
  begin
    select account_role(a) is not null into is_operator
    from accounts a
    where a.id = p_account_id and a.password_hash = p_password_hash and a.disabled_at is null
    for share;
    if not found then
      return null;
    end if;
    as_of := clock();
    perform end_replaced_session(p_old_token_hash, p_address);
    insert into sessions (
      id, token_hash, account_id, address, user_agent, created_at, seen_at, expires_at
    )
    values (
      p_id, p_token_hash, p_account_id, p_address, p_user_agent,
      as_of, as_of, as_of + session_lifetime(is_operator)
    )
    returning expires_at into ends;
    perform write_audit_entry(
      p_actor_id => act_as(p_account_id, p_address),
      p_action => 'session.start',
      p_account_id => p_account_id,
      p_subject => p_id::text,
      p_details => jsonb_build_object('after', jsonb_build_object('user_agent', p_user_agent))
    );
    delete from sessions
    where id in (
      select id from sessions where account_id = p_account_id order by created_at desc offset 50
    );
    return ends;
  end
  $$;

-- Ends the session of a client that signs in again, and writes an audit entry. It can be of another account.
create or replace function end_replaced_session(p_token_hash bytea, p_address text) returns void
  language plpgsql
  as $$
  declare
    ended sessions;
  begin
    delete from sessions where token_hash = p_token_hash returning * into ended;
    if found then
      perform write_audit_entry(
        p_actor_id => act_as(ended.account_id, p_address),
        p_action => 'session.end',
        p_account_id => ended.account_id,
        p_subject => ended.id::text
      );
    end if;
  end
  $$;

-- Returns when a session ends: at its expiry, or when it was not used for some time. Both limits are shorter
-- for operators, also for sessions that began before the account got its role. ASVS 5: 7.3.1, 7.3.2.
create or replace function session_end(p_session sessions) returns timestamptz
  language sql stable
  as $$
    select least(
      p_session.expires_at,
      p_session.created_at + session_lifetime(account_role(a) is not null),
      p_session.seen_at + session_idle_limit(account_role(a) is not null)
    )
    from accounts a
    where a.id = p_session.account_id
  $$;

-- Returns whether a session has confirmed the password recently enough for operations that require it.
create or replace function is_password_recent(p_session sessions) returns boolean
  language sql stable
  as $$
    select coalesce(p_session.authenticated_at, p_session.created_at) > clock() - interval '15 minutes'
  $$;

-- Returns how long a session lasts after its sign-in.
create or replace function session_lifetime(p_is_operator boolean) returns interval
  language sql immutable
  as $$ select case when p_is_operator then interval '7 days' else interval '90 days' end $$;

-- Returns how long a session lasts after its last use.
create or replace function session_idle_limit(p_is_operator boolean) returns interval
  language sql immutable
  as $$ select case when p_is_operator then interval '12 hours' else interval '14 days' end $$;
