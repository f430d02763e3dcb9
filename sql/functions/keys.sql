-- Returns the keys of secrets with their states, and counts one request for each against the rate limits
-- of the key and of its account, in a constant number of statements. Returns no row for an unknown secret,
-- and for a key that may not be used from the address of its client. A key can occur several times. The
-- limits of the plan for the key's own dialect apply in every dialect.
create or replace function authenticate_keys(
  p_hashes bytea[],
  p_dialect text,
  p_addresses inet[]
)
  returns table (
    item_position integer,
    key_id uuid,
    account_id uuid,
    dialect text,
    state key_state,
    is_allowed boolean,
    running_limit integer,
    rate_limit integer,
    rate_remaining integer,
    rate_resets_at timestamptz,
    rate_reset_seconds integer,
    is_admitted boolean
  )
  language plpgsql
  as $$
  declare
    as_of timestamptz := clock();
    found_keys authenticated_key[] := array(
      select row(k.*)::authenticated_key
      from list_keys_of_secrets(p_hashes, p_addresses, p_dialect, as_of) k
    );
  begin
    if exists (select 1 from unnest(found_keys) k where k.is_use_due) then
      perform mark_keys_used(
        array(select k.key_id from unnest(found_keys) k where k.is_use_due), as_of
      );
    end if;
    if exists (
      select 1
      from unnest(found_keys) k
      where k.rate_limit is not null or k.account_rate_limit is not null
    ) then
      return query
        select
          k.item_position, k.key_id, k.account_id, k.dialect, k.state, k.is_allowed, k.running_limit,
          k.rate_limit, r.remaining, r.resets_at,
          greatest(1, ceil(extract(epoch from r.retry_at - as_of)))::integer,
          coalesce(r.is_admitted, true)
        from unnest(found_keys) k
          left join consume_request_limits(found_keys, as_of) r on r.item_position = k.item_position;
    else
      return query
        select
          k.item_position, k.key_id, k.account_id, k.dialect, k.state, k.is_allowed, k.running_limit,
          k.rate_limit, null::integer, null::timestamptz, null::integer, true
        from unnest(found_keys) k;
    end if;
  end
  $$;

-- Stores when keys were last used. The time need not be exact, so nothing waits for a locked key.
create or replace function mark_keys_used(p_key_ids uuid[], p_as_of timestamptz) returns void
  language plpgsql
  as $$
  begin
    update keys
    set last_used_at = p_as_of
    where id = any (array(
      select id from keys where id = any (p_key_ids) for no key update skip locked
    ));
  end
  $$;

-- Returns the keys of secrets that may be used from the addresses. Each secret is looked up on its own, so
-- that no plan reads the tables whole.
create or replace function list_keys_of_secrets(
  p_hashes bytea[],
  p_addresses inet[],
  p_dialect text,
  p_as_of timestamptz
) returns setof authenticated_key
  language sql stable
  as $$
    select
      (h.ordinality - 1)::integer, found.key_id, found.account_id, found.dialect, found.state,
      found.is_allowed, found.running_limit, found.rate_limit,
      found.state = 'active' and found.is_use_due, found.account_rate_limit
    from unnest(p_hashes, p_addresses) with ordinality h (hash, address, ordinality)
      cross join lateral (
        select
          k.id as key_id, k.account_id, k.dialect,
          case
            when k.revoked_at is not null or a.disabled_at is not null then 'revoked'::key_state
            when k.expires_at <= p_as_of or s.expires_at <= p_as_of then 'expired'
            else 'active'
          end as state,
          coalesce(own.allowed, true) and coalesce(asked.allowed, true) as is_allowed,
          least(k.running_limit, own.running_limit, asked.running_limit) as running_limit,
          least(k.requests_per_hour, own.requests_per_hour, asked.requests_per_hour) as rate_limit,
          own.account_requests_per_hour as account_rate_limit,
          coalesce(k.last_used_at < p_as_of - interval '1 minute', true) as is_use_due
        from key_secrets s
          join keys k on k.id = s.key_id
          join accounts a on a.id = k.account_id
          left join plan_access own on own.plan_id = a.plan_id and own.dialect = k.dialect
          left join plan_access asked on asked.plan_id = a.plan_id and asked.dialect = p_dialect
        where s.hash = h.hash
          and (k.allowed_addresses is null or h.address <<= any (k.allowed_addresses))
        limit 1
      ) found
  $$;

-- Returns the keys of an account that are neither revoked nor expired.
create or replace function list_active_keys(p_account_id uuid) returns setof keys
  language sql stable
  -- Makes the plan follow the index: because most accounts have few keys, it would read and sort all.
  set enable_sort = off
  as $$
    select *
    from keys
    where account_id = p_account_id
      and revoked_at is null
      and coalesce(expires_at, 'infinity') > (select clock())
    order by coalesce(expires_at, 'infinity')
  $$;

-- Returns the newest p_limit keys of an account that are revoked or expired, newest first.
create or replace function list_former_keys(p_account_id uuid, p_limit integer) returns setof keys
  language sql stable
  -- See list_active_keys.
  set enable_sort = off
  as $$
    select *
    from keys
    where account_id = p_account_id and (revoked_at is not null or expires_at <= (select clock()))
    order by created_at desc, id desc
    limit p_limit
  $$;

-- Creates a key with its first secret. Returns no row if the account has p_max_active keys that are neither
-- revoked nor expired; they are counted under the account lock. The key continues the window of requests of
-- a revoked one, so that replacing a key does not reset its limit. It lives no longer than the plan allows,
-- and no longer than the key that creates it.
create or replace function create_key_2(
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
  p_max_active integer,
  p_allowed_addresses cidr[],
  p_scopes key_scope[],
  p_creator_id uuid,
  p_budget_credits integer,
  p_budget_period budget_period,
  p_json_keep_alive boolean
) returns table (id uuid, expires_at timestamptz)
  language plpgsql
  as $$
  #variable_conflict use_column
  declare
    as_of timestamptz;
  begin
    if not can_add_key(p_account_id, p_max_active) then
      return;
    end if;
    as_of := clock();
    insert into keys (
      id, account_id, dialect, label, requests_per_hour, running_limit, expires_at, allowed_addresses,
      scopes, json_keep_alive, created_at
    )
    values (
      p_id, p_account_id, p_dialect, p_label, p_requests_per_hour, p_running_limit,
      least(
        as_of + p_expires_in_seconds * interval '1 second',
        find_latest_expiry(p_account_id, p_creator_id, as_of)
      ),
      p_allowed_addresses, p_scopes, p_json_keep_alive, as_of
    );
    insert into key_secrets (id, key_id, hash, prefix, last_four)
    values (p_secret_id, p_id, p_hash, p_prefix, p_last_four);
    perform continue_rate_window(p_id, p_account_id, p_dialect, as_of);
    if p_budget_credits is not null then
      perform set_key_budget(p_id, p_budget_credits, p_budget_period);
    end if;
    return query
      select k.id, k.expires_at
      from keys k
      where k.id = p_id;
  end
  $$;

-- The function of the previous release.
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
  p_max_active integer,
  p_allowed_addresses cidr[],
  p_scopes key_scope[],
  p_creator_id uuid,
  p_budget_credits integer,
  p_budget_period budget_period
) returns table (id uuid, expires_at timestamptz)
  language sql
  as $$
    select *
    from create_key_2(
      p_id => p_id,
      p_account_id => p_account_id,
      p_dialect => p_dialect,
      p_label => p_label,
      p_requests_per_hour => p_requests_per_hour,
      p_running_limit => p_running_limit,
      p_expires_in_seconds => p_expires_in_seconds,
      p_secret_id => p_secret_id,
      p_hash => p_hash,
      p_prefix => p_prefix,
      p_last_four => p_last_four,
      p_max_active => p_max_active,
      p_allowed_addresses => p_allowed_addresses,
      p_scopes => p_scopes,
      p_creator_id => p_creator_id,
      p_budget_credits => p_budget_credits,
      p_budget_period => p_budget_period,
      p_json_keep_alive => false
    )
  $$;

-- Locks an account and returns whether it may have one more active key: it is not closed and has fewer than
-- p_max_active.
create or replace function can_add_key(p_account_id uuid, p_max_active integer) returns boolean
  language plpgsql
  as $$
  begin
    perform 1 from accounts where id = p_account_id and closed_at is null for no key update;
    return found and p_max_active > (
      select count(*)
      from list_active_keys(p_account_id)
    );
  end
  $$;

-- Gives a new key the window of requests of the revoked key of its account and dialect that has the most.
create or replace function continue_rate_window(
  p_key_id uuid,
  p_account_id uuid,
  p_dialect text,
  p_as_of timestamptz
) returns void
  language plpgsql
  as $$
  begin
    update rate_windows w
    set key_id = p_key_id,
      requests = least(w.requests, (select k.requests_per_hour from keys k where k.id = p_key_id))
    where w.key_id = (
      select k.id
      from keys k
        join rate_windows o on o.key_id = k.id
      where k.account_id = p_account_id
        and k.dialect = p_dialect
        and k.revoked_at > p_as_of - interval '1 hour'
        and o.started_at > p_as_of - interval '1 hour'
      order by o.requests desc
      limit 1
    );
  end
  $$;

-- Returns when a key that was created at a time expires at the latest: by the plan of the account, and with
-- the key that creates or changes it, if any. Null: never.
create or replace function find_latest_expiry(
  p_account_id uuid,
  p_manager_id uuid,
  p_created_at timestamptz
) returns timestamptz
  language sql stable
  as $$
    select least(
      p_created_at + p.max_key_days * interval '24 hours',
      (select k.expires_at from keys k where k.id = p_manager_id)
    )
    from accounts a
      join plans p on p.id = a.plan_id
    where a.id = p_account_id
  $$;
