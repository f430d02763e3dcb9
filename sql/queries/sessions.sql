/* @name findSignIn */
select id, password_hash, disabled_at is not null as "disabled!"
from accounts
where email = :email!;

/* @name openSession */
select open_session(
  p_id => :id!,
  p_account_id => :accountId!,
  p_password_hash => :passwordHash!,
  p_token_hash => :tokenHash!,
  p_old_token_hash => :oldTokenHash,
  p_address => :address,
  p_user_agent => :userAgent
) as "expiresAt?";

/* @name findSession */
with found as (
  select
    s.id, s.seen_at, s.address, s.account_id, account_role(a) as role,
    is_password_recent(s) as is_password_recent
  from sessions s
    join accounts a on a.id = s.account_id
  where s.token_hash = :tokenHash!
    and session_end(s) > clock()
    and a.disabled_at is null
), updated as (
  update sessions s
  set seen_at = clock(), address = :address
  from found
  where s.id = found.id
    and (found.seen_at < clock() - interval '1 minute' or found.address is distinct from :address)
)
select id, account_id, role as "role?", is_password_recent as "isPasswordRecent!"
from found;

/* @name confirmSession */
-- Does nothing if the password was changed since it was verified.
update sessions s
set authenticated_at = clock()
from accounts a
where s.id = :id!
  and a.id = s.account_id
  and a.password_hash = :passwordHash!
returning s.id;

/* @name isSessionLive */
select exists (
  select 1
  from sessions s
    join accounts a on a.id = s.account_id
  where s.id = :id!
    and session_end(s) > clock()
    and a.disabled_at is null
) as "live!";

/* @name listSessions */
select
  id, address, user_agent, created_at, seen_at,
  session_end(s) as "endsAt!"
from sessions s
where account_id = :accountId! and session_end(s) > clock()
order by seen_at desc, id;

/* @name endSession */
with ended as (
  delete from sessions
  where id = :id! and account_id = :accountId!
  returning id
)
select
  id,
  write_audit_entry(
    p_actor_id => act_as(:accountId!, :clientAddress),
    p_action => 'session.end',
    p_account_id => :accountId!,
    p_subject => id::text
  )::text as "audited?"
from ended;

/* @name endOtherSessions */
with ended as (
  delete from sessions
  where account_id = :accountId! and id <> :id!
  returning id
)
select
  id,
  write_audit_entry(
    p_actor_id => act_as(:accountId!, :clientAddress),
    p_action => 'session.end',
    p_account_id => :accountId!,
    p_subject => id::text
  )::text as "audited?"
from ended;

/* @name endAllSessions */
with ended as (
  delete from sessions
  where account_id = :accountId!
  returning id
)
select
  id,
  write_audit_entry(
    p_actor_id => act_as(:actorId, :address),
    p_action => 'session.end',
    p_account_id => :accountId!,
    p_subject => id::text,
    p_reason => :reason
  )::text as "audited?"
from ended;

/* @name deleteOldSessions */
with deleted_sessions as (
  delete from sessions
  where id = any (array(
    select id
    from sessions
    where expires_at < (select clock())
    limit :limit!
    for update skip locked
  ))
  returning 1
), deleted_attempts as (
  delete from sign_in_attempts
  where scope = any (array(
    select scope
    from sign_in_attempts
    -- The longest window of a scope.
    where started_at < (select clock()) - interval '1 hour'
    limit :limit!
    for update skip locked
  ))
  returning 1
)
select (
  (select count(*) from deleted_sessions) + (select count(*) from deleted_attempts)
)::integer as "removed!";
