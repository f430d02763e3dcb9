-- Changes of API keys.

-- Changes the members of an active key that p_changed names, and writes an audit entry if one differs. The
-- key lives no longer than its plan allows, and no longer than the key p_manager_id that changes it. Returns
-- false if the account has no such active key, and null if its plan does not allow a key of its age to be
-- given another expiry.
create or replace function update_key_2(
  p_id uuid,
  p_account_id uuid,
  p_actor_id uuid,
  p_reason text,
  p_manager_id uuid,
  p_changed text[],
  p_label text,
  p_requests_per_hour integer,
  p_running_limit integer,
  p_expires_in_seconds integer,
  p_allowed_addresses cidr[],
  p_scopes key_scope[],
  p_budget_credits integer,
  p_budget_period budget_period,
  p_json_keep_alive boolean
) returns boolean
  language plpgsql
  as $$
  declare
    as_of timestamptz := lock_active_key(p_id, p_account_id);
    previous jsonb := describe_key(p_id);
    ends timestamptz := find_changed_expiry(p_id, p_manager_id, p_expires_in_seconds, as_of);
    changes jsonb;
  begin
    if as_of is null then
      return false;
    end if;
    if 'expiresInSeconds' = any (p_changed) and ends <= as_of then
      return null;
    end if;
    update keys
    set label = case when 'label' = any (p_changed) then p_label else label end,
      requests_per_hour =
        case when 'requestsPerHour' = any (p_changed) then p_requests_per_hour else requests_per_hour end,
      running_limit = case when 'runningLimit' = any (p_changed) then p_running_limit else running_limit end,
      expires_at = case when 'expiresInSeconds' = any (p_changed) then ends else expires_at end,
      allowed_addresses =
        case when 'allowedAddresses' = any (p_changed) then p_allowed_addresses else allowed_addresses end,
      scopes = coalesce(p_scopes, scopes),
      json_keep_alive = coalesce(p_json_keep_alive, json_keep_alive)
    where id = p_id;
    perform apply_key_limits(p_id, p_changed, p_budget_credits, p_budget_period);
    changes := describe_changes(previous, describe_key(p_id));
    if changes is not null then
      perform write_audit_entry(
        p_actor_id => p_actor_id,
        p_action => 'key.update',
        p_account_id => p_account_id,
        p_subject => p_id::text,
        p_reason => p_reason,
        p_details => changes
      );
    end if;
    return true;
  end
  $$;

-- Returns when a key expires that is changed at a time to expire after p_expires_in_seconds (null:
-- as late as possible). Returns null for never.
create or replace function find_changed_expiry(
  p_id uuid,
  p_manager_id uuid,
  p_expires_in_seconds integer,
  p_as_of timestamptz
) returns timestamptz
  language sql stable
  as $$
    select least(
      p_as_of + p_expires_in_seconds * interval '1 second',
      find_latest_expiry(account_id, p_manager_id, created_at)
    )
    from keys
    where id = p_id
  $$;

-- The function of the previous release.
create or replace function update_key(
  p_id uuid,
  p_account_id uuid,
  p_actor_id uuid,
  p_reason text,
  p_manager_id uuid,
  p_changed text[],
  p_label text,
  p_requests_per_hour integer,
  p_running_limit integer,
  p_expires_in_seconds integer,
  p_allowed_addresses cidr[],
  p_scopes key_scope[],
  p_budget_credits integer,
  p_budget_period budget_period
) returns boolean
  language sql
  as $$
    select update_key_2(
      p_id => p_id,
      p_account_id => p_account_id,
      p_actor_id => p_actor_id,
      p_reason => p_reason,
      p_manager_id => p_manager_id,
      p_changed => p_changed,
      p_label => p_label,
      p_requests_per_hour => p_requests_per_hour,
      p_running_limit => p_running_limit,
      p_expires_in_seconds => p_expires_in_seconds,
      p_allowed_addresses => p_allowed_addresses,
      p_scopes => p_scopes,
      p_budget_credits => p_budget_credits,
      p_budget_period => p_budget_period,
      p_json_keep_alive => null
    )
  $$;

-- Locks an account and its key. Returns the time, or null if the account has no such active key.
create or replace function lock_active_key(p_id uuid, p_account_id uuid) returns timestamptz
  language plpgsql
  as $$
  declare
    as_of timestamptz;
  begin
    perform 1 from accounts where id = p_account_id for no key update;
    as_of := clock();
    perform 1
    from keys
    where id = p_id
      and account_id = p_account_id
      and revoked_at is null
      and coalesce(expires_at > as_of, true)
    for no key update;
    return case when found then as_of end;
  end
  $$;

-- Sets the budget of a changed key if p_changed names it, and reduces its window of requests to its limit.
-- The caller holds the account lock.
create or replace function apply_key_limits(
  p_id uuid,
  p_changed text[],
  p_budget_credits integer,
  p_budget_period budget_period
) returns void
  language plpgsql
  as $$
  begin
    if 'budget' = any (p_changed) then
      perform set_key_budget(p_id, p_budget_credits, p_budget_period);
    end if;
    update rate_windows w
    set requests = k.requests_per_hour
    from keys k
    where k.id = p_id and w.key_id = k.id and w.requests > k.requests_per_hour;
  end
  $$;

-- Returns the settings of a key for the audit log.
create or replace function describe_key(p_id uuid) returns jsonb
  language sql stable
  as $$
    select jsonb_build_object(
      'label', k.label, 'requests_per_hour', k.requests_per_hour, 'running_limit', k.running_limit,
      'expires_at', k.expires_at, 'allowed_addresses', k.allowed_addresses::text[],
      'scopes', k.scopes, 'json_keep_alive', k.json_keep_alive,
      'budget', to_budget_text(b.credits, b.period)
    )
    from keys k
      left join key_budgets b on b.key_id = k.id
    where k.id = p_id
  $$;

-- Gives an active key of an account a new secret; its other secrets expire after the overlap. Returns the id
-- of the key, or no row if the account has no such active key. Rotations at the same time run one after
-- another, so that each one limits the secrets of those before it.
create or replace function replace_key_secret(
  p_key_id uuid,
  p_account_id uuid,
  p_overlap interval,
  p_secret_id uuid,
  p_hash bytea,
  p_prefix text,
  p_last_four text
) returns setof uuid
  language plpgsql
  as $$
  begin
    perform 1
    from keys
    where id = p_key_id
      and account_id = p_account_id
      and revoked_at is null
      and coalesce(expires_at > clock(), true)
    for no key update;
    if not found then
      return;
    end if;
    update key_secrets
    set expires_at = least(expires_at, clock() + p_overlap)
    where key_id = p_key_id;
    insert into key_secrets (id, key_id, hash, prefix, last_four)
    values (p_secret_id, p_key_id, p_hash, p_prefix, p_last_four);
    return next p_key_id;
  end
  $$;
