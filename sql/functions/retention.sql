-- Returns the days after which the generations of an account with this plan are deleted, or null if they are
-- kept. p_default_days applies to plans without a value of their own; 0 keeps.
create or replace function effective_retention_days(p_plan plans, p_default_days integer) returns integer
  language sql immutable
  as $$ select nullif(coalesce(p_plan.retention_days, p_default_days), 0) $$;

-- Deletes generations past the retention of their plan with their webhook deliveries, and schedules the
-- removal of their files: at most p_limit generations of at most p_accounts accounts, which follow
-- p_after_account_id in the order of their ids. Returns the last of these accounts, or no row if none
-- follows.
create or replace function delete_expired_generations(
  p_after_account_id uuid,
  p_default_days integer,
  p_accounts integer,
  p_limit integer
) returns table (last_account_id uuid, deleted integer)
  language plpgsql
  as $$
  declare
    last_id uuid := (
      select id
      from list_retention_periods(p_after_account_id, p_default_days, p_accounts)
      order by id desc
      limit 1
    );
    expired_ids uuid[] := array(
      select list_expired_generations(p_after_account_id, p_default_days, p_accounts, p_limit)
    );
  begin
    if last_id is null then
      return;
    end if;
    perform lock_accounts(
      array(select account_id from generations where id = any (expired_ids)), p_may_wait => true
    );
    -- Before the locks were free, an account may have got a plan with a longer retention.
    expired_ids := array(
      select unnest(expired_ids)
      intersect
      select list_expired_generations(p_after_account_id, p_default_days, p_accounts, p_limit)
    );
    return query select last_id, erase_expired_generations(expired_ids);
  end
  $$;

-- Returns the generations that delete_expired_generations deletes, those of each account by age.
create or replace function list_expired_generations(
  p_after_account_id uuid,
  p_default_days integer,
  p_accounts integer,
  p_limit integer
) returns setof uuid
  language sql stable
  as $$
    select g.id
    from list_retention_periods(p_after_account_id, p_default_days, p_accounts) period
      cross join lateral (
        select g.id, g.created_at
        from generations g
        where g.account_id = period.id
          and g.created_at < period.until
          and g.created_at >= coalesce(period.since, '-infinity')
          and g.finished_at is not null
          and g.deleted_at is null
        order by g.created_at, g.id
        limit p_limit
      ) g
    order by period.id, g.created_at, g.id
    limit p_limit
  $$;

-- Deletes finished generations, the oldest ones of their accounts, as delete_generation does, and records
-- how far the generations of their accounts are deleted: to the oldest unfinished one at most, which a later
-- run deletes. Returns how many. The caller holds the account locks.
create or replace function erase_expired_generations(p_ids uuid[]) returns integer
  language sql
  as $$
    with erased as (
      update generations g
      set deleted_at = clock(),
        prompt = '',
        options = options - 'response',
        end_user = null,
        error_message = null
      where g.id = any (p_ids)
        and g.deleted_at is null
      returning g.id, g.account_id, g.created_at, g.inputs
    ), erased_texts as materialized (
      select
        erase_attempt_messages(array(select id from erased)), erase_deliveries(array(select id from erased))
    ), forgotten_copies as materialized (
      select forget_copies(account_id, input_storage_keys(inputs))
      from erased
      where inputs <> '[]'
    ), progress as (
      update accounts a
      set generations_deleted_until = least(
        last.created_at,
        (select min(created_at) from generations g where g.account_id = a.id and g.finished_at is null)
      )
      from (select account_id, max(created_at) as created_at from erased group by account_id) last
      where a.id = last.account_id
    )
    select (select count(*) from erased)::integer
    from erased_texts, (select count(*) from forgotten_copies) as c
  $$;

-- Returns the p_limit accounts that follow p_after_account_id in the order of their ids, each with the
-- period whose generations are past retention. Earlier runs have deleted those before since. until is null
-- if the generations of the account are kept.
create or replace function list_retention_periods(
  p_after_account_id uuid,
  p_default_days integer,
  p_limit integer
) returns table (id uuid, since timestamptz, until timestamptz)
  language sql stable
  as $$
    select
      a.id, a.generations_deleted_until,
      clock() - effective_retention_days(p, p_default_days) * interval '1 day'
    from accounts a
      join plans p on p.id = a.plan_id
    where a.id > p_after_account_id
    order by a.id
    limit p_limit
  $$;

-- Sets the retention of a plan (plans.retention_days) and writes an audit entry.
create or replace function admin_set_plan_retention(p_actor_id uuid, p_plan_id text, p_days integer)
  returns void
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    lock table plan_access in share row exclusive mode;
    previous := plan_with_access(p_plan_id);
    update plans set retention_days = p_days where id = p_plan_id;
    perform write_plan_audit(p_actor_id, p_plan_id, previous);
  end
  $$;
