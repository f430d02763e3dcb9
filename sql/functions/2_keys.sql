-- Whose key this is, whether it may use this dialect now, and one request of its hour, in one statement.
-- What the plan says of the key's own dialect holds wherever the key is used. A key's window opens
-- with its first request and lasts an hour; a refused request costs nothing.
create or replace function authenticate_key(p_hash bytea, p_dialect text)
  returns table (
    key_id uuid,
    account_id uuid,
    state text,
    allowed boolean,
    running_limit integer,
    rate_limit integer,
    rate_remaining integer,
    rate_resets_at timestamptz,
    rate_reset_seconds integer,
    rate_admitted boolean
  )
  language plpgsql
  as $$
  #variable_conflict use_column
  declare
    found_key record;
    moment timestamptz := clock();
    admitted boolean := true;
    remaining integer;
    resets_at timestamptz;
  begin
    select
      k.id, k.account_id, k.last_used_at,
      case
        when k.revoked_at is not null or a.disabled_at is not null then 'revoked'
        when k.expires_at <= moment or s.expires_at <= moment then 'expired'
        else 'active'
      end as state,
      coalesce(own.allowed, true) and coalesce(asked.allowed, true) as allowed,
      least(k.running_limit, own.running_limit, asked.running_limit) as running_limit,
      least(k.requests_per_hour, own.requests_per_hour, asked.requests_per_hour) as rate_limit
    into found_key
    from key_secrets s
      join keys k on k.id = s.key_id
      join accounts a on a.id = k.account_id
      left join plan_access own on own.plan_id = a.plan_id and own.dialect = k.dialect
      left join plan_access asked on asked.plan_id = a.plan_id and asked.dialect = p_dialect
    where s.hash = p_hash;
    if not found then
      return;
    end if;
    if found_key.state = 'active' then
      if found_key.last_used_at is null or found_key.last_used_at < moment - interval '1 minute' then
        update keys set last_used_at = moment where id = found_key.id;
      end if;
      if found_key.rate_limit is not null then
        select t.admitted, t.remaining, t.resets_at
        into admitted, remaining, resets_at
        from consume_rate_limit(found_key.id, found_key.rate_limit) t;
      end if;
    elsif found_key.state = 'expired' and found_key.rate_limit is not null then
      select t.remaining, t.resets_at
      into remaining, resets_at
      from get_rate_limit(found_key.id, found_key.rate_limit) t;
    end if;
    return query select
      found_key.id, found_key.account_id, found_key.state,
      found_key.allowed, found_key.running_limit,
      found_key.rate_limit, remaining, resets_at,
      greatest(1, ceil(extract(epoch from resets_at - clock())))::integer, admitted;
  end
  $$;

-- Counts one request against a window of an hour, if it still fits.
create or replace function consume_rate_limit(p_key_id uuid, p_limit integer)
  returns table (admitted boolean, remaining integer, resets_at timestamptz)
  language plpgsql
  as $$
  declare
    slot rate_windows;
  begin
    insert into rate_windows as w (key_id, started_at, requests)
    values (p_key_id, clock(), 1)
    on conflict (key_id) do update
    set started_at = case
        when w.started_at <= clock() - interval '1 hour' then clock()
        else w.started_at
      end,
      requests = case when w.started_at <= clock() - interval '1 hour' then 1 else w.requests + 1 end
    where w.requests < p_limit or w.started_at <= clock() - interval '1 hour'
    returning * into slot;
    admitted := found;
    if not admitted then
      select * into slot from rate_windows where key_id = p_key_id;
    end if;
    remaining := case when admitted then p_limit - slot.requests else 0 end;
    resets_at := slot.started_at + interval '1 hour';
    return next;
  end
  $$;

-- What is left of a key's window, without taking anything of it.
create or replace function get_rate_limit(p_key_id uuid, p_limit integer)
  returns table (remaining integer, resets_at timestamptz)
  language sql
  as $$
    select
      greatest(0, p_limit - coalesce(w.requests, 0)),
      coalesce(w.started_at, clock()) + interval '1 hour'
    from (values (p_key_id)) k (id)
      left join rate_windows w on w.key_id = k.id and w.started_at > clock() - interval '1 hour'
  $$;

-- Creates a key with its first secret. No row where the account has p_max_active keys that are neither
-- revoked nor expired; they are counted under the account lock.
create or replace function create_key(
  p_id uuid,
  p_account_id uuid,
  p_dialect text,
  p_label text,
  p_requests_per_hour integer,
  p_running_limit integer,
  p_expires_in_seconds integer,
  p_secret_id uuid,
  p_hash bytea,
  p_prefix text,
  p_last_four text,
  p_max_active integer
) returns table (id uuid, expires_at timestamptz)
  language plpgsql
  as $$
  #variable_conflict use_column
  declare
    moment timestamptz;
  begin
    perform 1 from accounts a where a.id = p_account_id for update;
    moment := clock();
    if p_max_active <= (
      select count(*)
      from keys k
      where k.account_id = p_account_id
        and k.revoked_at is null
        and (k.expires_at is null or k.expires_at > moment)
    ) then
      return;
    end if;
    insert into keys (id, account_id, dialect, label, requests_per_hour, running_limit, expires_at)
    values (
      p_id, p_account_id, p_dialect, p_label, p_requests_per_hour, p_running_limit,
      moment + p_expires_in_seconds * interval '1 second'
    );
    insert into key_secrets (id, key_id, hash, prefix, last_four)
    values (p_secret_id, p_id, p_hash, p_prefix, p_last_four);
    return query
      select k.id, k.expires_at
      from keys k
      where k.id = p_id;
  end
  $$;
