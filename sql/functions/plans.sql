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

-- Inserts or updates a plan.
create or replace function write_plan(p_plan jsonb) returns void
  language sql
  as $$
    insert into plans (id, name, monthly_credit_cap, monthly_grant_credits)
    select id, name, monthly_credit_cap, monthly_grant_credits
    from jsonb_populate_record(null::plans, p_plan)
    on conflict (id) do update
    set name = excluded.name,
      monthly_credit_cap = excluded.monthly_credit_cap,
      monthly_grant_credits = excluded.monthly_grant_credits
  $$;

-- Writes the audit entry of a plan, if it has changed.
create or replace function write_plan_audit(p_actor_id uuid, p_plan_id text, p_previous jsonb) returns void
  language plpgsql
  as $$
  declare
    updated jsonb := plan_with_access(p_plan_id);
  begin
    if p_previous is distinct from updated then
      perform write_audit_entry(
        p_actor_id, 'plan', null, p_plan_id, null, jsonb_build_object('before', p_previous, 'after', updated)
      );
    end if;
  end
  $$;

-- Inserts or updates a plan and keeps its access rules.
create or replace function admin_set_plan(p_actor_id uuid, p_plan jsonb) returns void
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    lock table plan_access in share row exclusive mode;
    previous := plan_with_access(p_plan ->> 'id');
    perform write_plan(p_plan);
    perform write_plan_audit(p_actor_id, p_plan ->> 'id', previous);
  end
  $$;

-- Sets the access rule of a plan for one dialect.
create or replace function admin_set_plan_access(p_actor_id uuid, p_access jsonb) returns void
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    lock table plan_access in share row exclusive mode;
    previous := plan_with_access(p_access ->> 'plan_id');
    insert into plan_access (plan_id, dialect, allowed, requests_per_hour, running_limit)
    select plan_id, dialect, allowed, requests_per_hour, running_limit
    from jsonb_populate_record(null::plan_access, p_access)
    on conflict (plan_id, dialect) do update
    set allowed = excluded.allowed,
      requests_per_hour = excluded.requests_per_hour,
      running_limit = excluded.running_limit;
    perform write_plan_audit(p_actor_id, p_access ->> 'plan_id', previous);
  end
  $$;

-- Replaces a plan with its access rules. A dialect without a rule is allowed and without limits.
create or replace function admin_put_plan(p_actor_id uuid, p_plan jsonb) returns void
  language plpgsql
  as $$
  declare
    previous jsonb;
  begin
    lock table plan_access in share row exclusive mode;
    previous := plan_with_access(p_plan ->> 'id');
    perform write_plan(p_plan);
    delete from plan_access where plan_id = p_plan ->> 'id';
    insert into plan_access (plan_id, dialect, allowed, requests_per_hour, running_limit)
    select p_plan ->> 'id', dialect, allowed, requests_per_hour, running_limit
    from jsonb_populate_recordset(null::plan_access, p_plan -> 'access');
    perform write_plan_audit(p_actor_id, p_plan ->> 'id', previous);
  end
  $$;
