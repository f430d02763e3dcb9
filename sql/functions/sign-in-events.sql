-- Wrong passwords and lock-outs in the audit log. Per account and hour, 20 clients have their own entries;
-- further ones share theirs, so that an attacker cannot fill the log. The counts are sign-in attempts, so
-- they are removed with them. They are kept for unknown addresses too, so that both take the same time.

-- Returns the scope in which an event of a client is counted. p_name identifies the account.
create or replace function find_event_scope(p_action text, p_name text, p_client text) returns text
  language plpgsql
  as $$
  declare
    own text := format('%s %s %s', p_action, p_name, p_client);
    has_own boolean := exists (
      select 1 from sign_in_attempts where scope = own and started_at > clock() - interval '1 hour'
    );
  begin
    if has_own or consume_attempt_in_window(
      p_scope => format('%s %s', p_action, p_name),
      p_limit => 20,
      p_window => interval '1 hour'
    ) = 0 then
      return own;
    end if;
    return format('%s %s others', p_action, p_name);
  end
  $$;

-- Counts an event of a scope in an hour that starts with the first. Returns how many there were.
create or replace function count_event(p_scope text) returns integer
  language plpgsql
  as $$
  begin
    -- An hour has fewer events than this limit.
    perform consume_attempt_in_window(p_scope, p_limit => 1000000, p_window => interval '1 hour');
    return (select attempts from sign_in_attempts where scope = p_scope);
  end
  $$;

-- Records a wrong password: the 1st, 10th, 100th and 1000th of a client in an hour have an audit entry with
-- the count. p_account_id is null for an unknown email address, p_actor_id without a session.
create or replace function record_wrong_password(
  p_actor_id uuid,
  p_account_id uuid,
  p_name text,
  p_client text,
  p_address text
) returns void
  language plpgsql
  as $$
  declare
    event_scope text := find_event_scope('session.fail', p_name, p_client);
    counted integer := count_event(event_scope);
  begin
    if p_account_id is not null and counted in (1, 10, 100, 1000) then
      perform write_event(
        p_actor_id => p_actor_id,
        p_action => 'session.fail',
        p_account_id => p_account_id,
        p_address => case when not event_scope like '% others' then p_address end,
        p_details => jsonb_build_object('after', jsonb_build_object('attempts', counted))
      );
    end if;
  end
  $$;

-- Records that attempts of a client are rejected, once in an hour.
create or replace function record_lock_out(
  p_actor_id uuid,
  p_account_id uuid,
  p_name text,
  p_client text,
  p_address text
) returns void
  language plpgsql
  as $$
  declare
    event_scope text := find_event_scope('session.lock', p_name, p_client);
    is_first boolean := consume_attempt_in_window(event_scope, 1, interval '1 hour') = 0;
  begin
    if is_first and p_account_id is not null then
      perform write_event(
        p_actor_id => p_actor_id,
        p_action => 'session.lock',
        p_account_id => p_account_id,
        p_address => case when not event_scope like '% others' then p_address end,
        p_details => '{}'
      );
    end if;
  end
  $$;

-- Writes the audit entry of an event. Without an account, the actor is anonymous.
create or replace function write_event(
  p_actor_id uuid,
  p_action text,
  p_account_id uuid,
  p_address text,
  p_details jsonb
) returns void
  language plpgsql
  as $$
  begin
    perform set_config('darkroom.actor_name', 'anonymous', true);
    perform write_audit_entry(
      p_actor_id => act_as(p_actor_id, p_address),
      p_action => p_action,
      p_account_id => p_account_id,
      p_details => p_details
    );
    perform set_config('darkroom.actor_name', '', true);
  end
  $$;
