-- Returns the key of a secret and its state, and counts one request against its rate limit, in one
-- statement. The limits of the plan for the key's own dialect apply in every dialect. A rate limit window
-- opens with the first request and lasts one hour; a rejected request is not counted.
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
    as_of timestamptz := clock();
    admitted boolean := true;
    remaining integer;
    resets_at timestamptz;
  begin
    select
      k.id, k.account_id, k.last_used_at,
      case
        when k.revoked_at is not null or a.disabled_at is not null then 'revoked'
        when k.expires_at <= as_of or s.expires_at <= as_of then 'expired'
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
      if found_key.last_used_at is null or found_key.last_used_at < as_of - interval '1 minute' then
        update keys set last_used_at = as_of where id = found_key.id;
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

-- Creates a key with its first secret. Returns no row if the account has p_max_active keys that are neither
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
    as_of timestamptz;
  begin
    perform 1 from accounts a where a.id = p_account_id for update;
    as_of := clock();
    if p_max_active <= (
      select count(*)
      from keys k
      where k.account_id = p_account_id
        and k.revoked_at is null
        and (k.expires_at is null or k.expires_at > as_of)
    ) then
      return;
    end if;
    insert into keys (id, account_id, dialect, label, requests_per_hour, running_limit, expires_at)
    values (
      p_id, p_account_id, p_dialect, p_label, p_requests_per_hour, p_running_limit,
      as_of + p_expires_in_seconds * interval '1 second'
    );
    insert into key_secrets (id, key_id, hash, prefix, last_four)
    values (p_secret_id, p_id, p_hash, p_prefix, p_last_four);
    return query
      select k.id, k.expires_at
      from keys k
      where k.id = p_id;
  end
  $$;
