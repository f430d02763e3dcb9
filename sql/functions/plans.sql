-- Plans and what they allow in each dialect. Each admin_ function makes one change and writes its entry to
-- the audit log.

-- Returns a plan with its access rules for each dialect.
create or replace function plan_with_access(p_id text) returns jsonb
  language plpgsql stable
  as $$
  begin
    return (
      select to_jsonb(p) || jsonb_build_object('access', coalesce((
        select jsonb_agg(to_jsonb(a) - 'plan_id' order by a.dialect)
        from plan_access a
        where a.plan_id = p.id
      ), '[]'))
      from plans p
      where p.id = p_id
    );
  end
  $$;

-- Inserts or updates a plan. Its access rules do not change.
create or replace function write_plan(
  p_id text,
  p_name text,
  p_monthly_credit_cap integer,
  p_monthly_grant_credits integer
) returns void
  language sql
  as $$
    insert into plans (id, name, monthly_credit_cap, monthly_grant_credits)
    values (p_id, p_name, p_monthly_credit_cap, p_monthly_grant_credits)
    on conflict (id) do update
    set name = excluded.name,
      monthly_credit_cap = excluded.monthly_credit_cap,
      monthly_grant_credits = excluded.monthly_grant_credits
  $$;

-- Writes the audit entry of a plan if it differs from p_previous, which is null for a new plan.
create or replace function write_plan_audit(p_actor_id uuid, p_plan_id text, p_previous jsonb) returns void
  language plpgsql
  as $$
  declare
    updated jsonb := plan_with_access(p_plan_id);
  begin
    if p_previous is distinct from updated then
      perform write_audit_entry(
        p_actor_id => p_actor_id,
        p_action => 'plan',
        p_subject => p_plan_id,
        p_details => jsonb_build_object('before', p_previous, 'after', updated)
      );
    end if;
  end
  $$;

-- Inserts or updates a plan. Its access rules do not change.
create or replace function admin_set_plan(
  p_actor_id uuid,
  p_id text,
  p_name text,
  p_monthly_credit_cap integer,
  p_monthly_grant_credits integer
) returns void
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    lock table plan_access in share row exclusive mode;
    previous := plan_with_access(p_id);
    perform write_plan(p_id, p_name, p_monthly_credit_cap, p_monthly_grant_credits);
    perform write_plan_audit(p_actor_id, p_id, previous);
  end
  $$;

-- Sets the days after which new keys of a plan expire at the latest. Null: no limit.
create or replace function admin_set_plan_key_lifetime(p_actor_id uuid, p_plan_id text, p_days integer)
  returns void
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    lock table plan_access in share row exclusive mode;
    previous := plan_with_access(p_plan_id);
    update plans set max_key_days = p_days where id = p_plan_id;
    perform write_plan_audit(p_actor_id, p_plan_id, previous);
  end
  $$;

-- Sets the priority of the generations that accounts of a plan queue from now on.
create or replace function admin_set_plan_priority(p_actor_id uuid, p_plan_id text, p_priority integer)
  returns void
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    lock table plan_access in share row exclusive mode;
    previous := plan_with_access(p_plan_id);
    update plans set priority = p_priority where id = p_plan_id;
    perform write_plan_audit(p_actor_id, p_plan_id, previous);
  end
  $$;

-- Sets how many refusals for their content in a UTC day suspend an account of a plan. Null: none do.
create or replace function admin_set_plan_refusals(p_actor_id uuid, p_plan_id text, p_per_day integer)
  returns void
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    lock table plan_access in share row exclusive mode;
    previous := plan_with_access(p_plan_id);
    update plans set blocked_per_day = p_per_day where id = p_plan_id;
    perform write_plan_audit(p_actor_id, p_plan_id, previous);
  end
  $$;

-- Sets what a plan requires of the generations of its accounts. Null keeps a value.
create or replace function admin_set_plan_policy(
  p_actor_id uuid,
  p_plan_id text,
  p_min_moderation text,
  p_image_metadata text
) returns void
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    lock table plan_access in share row exclusive mode;
    previous := plan_with_access(p_plan_id);
    update plans
    set min_moderation = coalesce(p_min_moderation, min_moderation),
      image_metadata = coalesce(p_image_metadata, image_metadata)
    where id = p_plan_id;
    perform write_plan_audit(p_actor_id, p_plan_id, previous);
  end
  $$;

-- Sets the access rule of a plan for one dialect. A null limit is no limit.
create or replace function admin_set_plan_access(
  p_actor_id uuid,
  p_plan_id text,
  p_dialect text,
  p_allowed boolean,
  p_requests_per_hour integer,
  p_running_limit integer,
  p_account_requests_per_hour integer,
  p_account_running_limit integer
) returns void
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    lock table plan_access in share row exclusive mode;
    previous := plan_with_access(p_plan_id);
    insert into plan_access (
      plan_id, dialect, allowed, requests_per_hour, running_limit, account_requests_per_hour,
      account_running_limit
    )
    values (
      p_plan_id, p_dialect, p_allowed, p_requests_per_hour, p_running_limit,
      p_account_requests_per_hour, p_account_running_limit
    )
    on conflict (plan_id, dialect) do update
    set allowed = excluded.allowed,
      requests_per_hour = excluded.requests_per_hour,
      running_limit = excluded.running_limit,
      account_requests_per_hour = excluded.account_requests_per_hour,
      account_running_limit = excluded.account_running_limit;
    perform write_plan_audit(p_actor_id, p_plan_id, previous);
  end
  $$;

-- Sets the settings of a plan. Null keeps all of them.
create or replace function write_plan_settings(p_id text, p_settings plan_settings) returns void
  language sql
  as $$
    update plans
    set retention_days = p_settings.retention_days,
      max_key_days = p_settings.max_key_days,
      min_moderation = p_settings.min_moderation,
      image_metadata = p_settings.image_metadata
    where id = p_id and p_settings is distinct from null
  $$;

-- Replaces a plan with its access rules, one for each element of the arrays. A dialect without a rule is
-- allowed and without limits; a null limit is no limit. Without p_settings the settings do not change, and
-- without p_priority the priority; p_blocked_per_day is set only if p_sets_blocked_per_day.
create or replace function admin_put_plan(
  p_actor_id uuid,
  p_id text,
  p_name text,
  p_monthly_credit_cap integer,
  p_monthly_grant_credits integer,
  p_dialects text[],
  p_allowed boolean[],
  p_requests_per_hour integer[],
  p_running_limits integer[],
  p_account_requests_per_hour integer[],
  p_account_running_limits integer[],
  p_settings plan_settings default null,
  p_priority integer default null,
  p_sets_blocked_per_day boolean default false,
  p_blocked_per_day integer default null
) returns void
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    lock table plan_access in share row exclusive mode;
    previous := plan_with_access(p_id);
    perform write_plan(p_id, p_name, p_monthly_credit_cap, p_monthly_grant_credits);
    perform write_plan_settings(p_id, p_settings);
    update plans set priority = p_priority where id = p_id and priority <> p_priority;
    update plans set blocked_per_day = p_blocked_per_day where id = p_id and p_sets_blocked_per_day;
    delete from plan_access where plan_id = p_id;
    insert into plan_access (
      plan_id, dialect, allowed, requests_per_hour, running_limit, account_requests_per_hour,
      account_running_limit
    )
    select
      p_id, rule.dialect, rule.allowed, rule.requests_per_hour, rule.running_limit,
      rule.account_requests_per_hour, rule.account_running_limit
    from unnest(
        p_dialects, p_allowed, p_requests_per_hour, p_running_limits, p_account_requests_per_hour,
        p_account_running_limits
      ) as rule (
        dialect, allowed, requests_per_hour, running_limit, account_requests_per_hour,
        account_running_limit
      );
    perform write_plan_audit(p_actor_id, p_id, previous);
  end
  $$;
