-- Disables or enables an account. Disabling ends its sessions and cancels its live generations; its keys are
-- rejected while it is disabled. Returns false if the account does not exist.
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

-- Closes an account permanently: ends its sessions, revokes its keys, deletes its endpoints and batches,
-- expires its uploads and files, cancels its live generations, voids its credits and erases its personal
-- data. That of its generations remains until erase_generations is called. Changes nothing and returns
-- last_admin if no enabled admin would remain, and null if it was closed before.
--
-- Other functions lock one of these rows and then insert a row that refers to the account, such as an audit
-- entry. The lock of the account permits such inserts. The change of its email address blocks them, so it
-- comes after all rows that these functions lock.
create or replace function close_account(p_account_id uuid) returns account_closure_outcome
  language plpgsql
  as $$
  declare
    own accounts;
    endpoint uuid;
  begin
    perform lock_admins();
    select * into own from accounts where id = p_account_id for no key update;
    if own.closed_at is not null then
      return null;
    end if;
    if is_only_admin(own) then
      return 'last_admin';
    end if;
    update accounts
    set closed_at = clock(), disabled_at = clock(), password_hash = null, name = null
    where id = p_account_id;
    delete from sessions where account_id = p_account_id;
    update keys
    set revoked_at = coalesce(revoked_at, clock()), label = null, allowed_addresses = null
    where account_id = p_account_id
      and (revoked_at is null or label is not null or allowed_addresses is not null);
    -- Endpoints are locked in the order of their ids.
    for endpoint in
      select id from webhook_endpoints where account_id = p_account_id and deleted_at is null order by id
    loop
      perform delete_webhook(endpoint, p_account_id);
    end loop;
    update webhook_endpoints
    set url = 'https://closed.invalid/', label = null
    where account_id = p_account_id;
    -- Uploads are removed an hour after they expire: the next cleanup removes these.
    update uploads
    set expires_at = least(expires_at, clock() - interval '1 hour')
    where account_id = p_account_id;
    update files
    set expires_at = least(expires_at, clock())
    where account_id = p_account_id;
    delete from batches where account_id = p_account_id;
    perform cancel_live_generations(p_account_id);
    perform void_all_grants(p_account_id, 'the account was closed');
    perform erase_sign_in_attempts(array[own.email, p_account_id::text]);
    update accounts set email = 'closed-' || id || '@invalid' where id = p_account_id;
    perform erase_audit_values(p_account_id);
    return 'closed';
  end
  $$;

-- Closes an account for its owner, as close_account does, and writes an audit entry without personal values.
create or replace function owner_close_account(p_account_id uuid) returns account_closure_outcome
  language plpgsql
  as $$
  declare
    outcome account_closure_outcome := close_account(p_account_id);
  begin
    if outcome = 'closed' then
      perform write_audit_entry(
        p_actor_id => p_account_id,
        p_action => 'account.close',
        p_account_id => p_account_id
      );
    end if;
    return outcome;
  end
  $$;

-- Closes an account for an operator, as close_account does. Returns null if it does not exist or is closed.
create or replace function admin_close_account(p_actor_id uuid, p_account_id uuid, p_reason text)
  returns account_closure_outcome
  language plpgsql
  as $$
  declare
    outcome account_closure_outcome;
  begin
    perform lock_admins();
    perform 1 from accounts where id = p_account_id and closed_at is null for no key update;
    if not found then
      return null;
    end if;
    outcome := close_account(p_account_id);
    if outcome = 'closed' then
      perform write_audit_entry(
        p_actor_id => p_actor_id,
        p_action => 'account.erase',
        p_account_id => p_account_id,
        p_reason => p_reason
      );
    end if;
    return outcome;
  end
  $$;

-- Returns whether an account is an admin and there is no other enabled one. The caller holds lock_admins.
create or replace function is_only_admin(p_account accounts) returns boolean
  language sql stable
  as $$
    select p_account.admin and not exists (
      select 1 from accounts where admin and disabled_at is null and id <> p_account.id
    )
  $$;

-- Returns the accounts whose email address or name begins with p_text, which is in lower case: the first
-- p_limit by address and the first p_limit by name.
create or replace function find_accounts(p_text text, p_limit integer) returns uuid[]
  language plpgsql stable
  set plan_cache_mode to force_custom_plan
  as $$
  declare
    -- Sorts after every text that begins with p_text.
    after_text text := p_text || chr(1114111);
  begin
    return array(
      select id
      from accounts
      where email collate "C" >= p_text and email collate "C" < after_text
      order by email collate "C"
      limit p_limit
    ) || array(
      select id
      from accounts
      where lower(name) collate "C" >= p_text and lower(name) collate "C" < after_text and name is not null
      order by lower(name) collate "C"
      limit p_limit
    );
  end
  $$;

-- Lists accounts, the newest first: a bounded page (see list_generations). A null filter matches everything.
create or replace function list_accounts(
  p_text text,
  p_plan_id text,
  p_disabled boolean,
  p_before_id uuid,
  p_limit integer,
  p_window integer
) returns table (id uuid, is_match boolean, is_end boolean)
  language plpgsql stable
  rows 20
  set plan_cache_mode to force_custom_plan
  as $$
  #variable_conflict use_column
  declare
    before_at timestamptz;
  begin
    select a.created_at into before_at from accounts a where a.id = p_before_id;
    if p_text is not null then
      return query
        select found.id, true, false
        from search_accounts(
          p_ids => find_accounts(lower(p_text), p_window),
          p_plan_id => p_plan_id,
          p_disabled => p_disabled,
          p_before_id => p_before_id,
          p_limit => p_limit
        ) as found (id);
      return;
    end if;
    return query
      with examined as (
        select
          a.id, a.created_at,
          (p_plan_id is null or a.plan_id = p_plan_id)
            and (p_disabled is null or (a.disabled_at is not null) = p_disabled) as is_match
        from accounts a
        where (p_disabled is not true or a.disabled_at is not null)
          and (p_before_id is null or (a.created_at, a.id) < (before_at, p_before_id))
        order by a.created_at desc, a.id desc
        limit p_window
      ), numbered as (
        select id, created_at, is_match, row_number() over (order by created_at desc, id desc) as place
        from examined
      )
      select id, is_match, place = p_window
      from numbered
      where is_match or place = p_window
      order by created_at desc, id desc
      limit p_limit;
  end
  $$;

-- Returns those of p_ids that match the other filters, the newest first.
create or replace function search_accounts(
  p_ids uuid[],
  p_plan_id text,
  p_disabled boolean,
  p_before_id uuid,
  p_limit integer
) returns setof uuid
  language sql stable
  as $$
    -- Materialized, so that the planner does not search all accounts by age for the candidates.
    with candidate as materialized (
      select id, created_at, plan_id, disabled_at
      from accounts
      where id = any (p_ids)
    )
    select c.id
    from candidate c
      left join accounts before on before.id = p_before_id
    where (p_plan_id is null or c.plan_id = p_plan_id)
      and (p_disabled is null or (c.disabled_at is not null) = p_disabled)
      and (p_before_id is null or (c.created_at, c.id) < (before.created_at, before.id))
    order by c.created_at desc, c.id desc
    limit p_limit
  $$;

-- Changes plan, role and access of an account. A null argument keeps the value; a role is changed only if
-- p_sets_role, and null makes the account a customer. Enabling lifts a suspension. At least one enabled
-- admin remains.
create or replace function admin_change_account(
  p_actor_id uuid,
  p_account_id uuid,
  p_plan_id text,
  p_sets_role boolean,
  p_role text,
  p_disabled boolean,
  p_reason text
) returns account_change_outcome
  language plpgsql
  as $$
  declare
    own accounts;
  begin
    perform lock_admins();
    select * into own from accounts where id = p_account_id for no key update;
    if not found then
      return 'not_found';
    end if;
    if own.closed_at is not null then
      return 'closed';
    end if;
    if p_plan_id is not null and not exists (select 1 from plans where id = p_plan_id) then
      return 'unknown_plan';
    end if;
    if (p_disabled or p_sets_role and p_role is distinct from 'admin') and is_only_admin(own) then
      return 'last_admin';
    end if;
    if p_plan_id <> own.plan_id then
      update accounts set plan_id = p_plan_id where id = own.id;
      perform write_audit_entry(
        p_actor_id => p_actor_id,
        p_action => 'account.plan',
        p_account_id => own.id,
        p_reason => p_reason,
        p_details => audit_diff('plan', own.plan_id, p_plan_id)
      );
    end if;
    if p_sets_role then
      perform set_role(p_actor_id, own, p_role, p_reason);
    end if;
    if p_disabled is not null then
      perform set_disabled(p_actor_id, own, p_disabled, p_reason);
    end if;
    return 'changed';
  end
  $$;
