-- The audit log. If an admin_ function rejects a change, it changes nothing and writes no entry. An actor
-- without an account is the command line.

-- Writes one entry to the audit log.
create or replace function write_audit_entry(
  p_actor_id uuid,
  p_action text,
  p_account_id uuid default null,
  p_subject text default null,
  p_reason text default null,
  p_details jsonb default '{}'
) returns void
  language plpgsql
  as $$
  begin
    insert into audit_entries (
      actor_id, actor, action, account_id, subject, reason, details, created_at
    )
    values (
      p_actor_id, coalesce((select email from accounts where id = p_actor_id), 'cli'),
      p_action, p_account_id, p_subject, p_reason, p_details, clock()
    );
  end
  $$;

-- Returns the details of an audit entry that changes one value.
create or replace function audit_diff(p_name text, p_before anyelement, p_after anyelement)
  returns jsonb
  language sql immutable
  as $$
    select jsonb_build_object(
      'before', jsonb_build_object(p_name, p_before), 'after', jsonb_build_object(p_name, p_after)
    )
  $$;

-- Lists audit entries, the newest first: a bounded page (see list_generations). A null filter matches
-- everything; p_actor is a part of the actor's name.
create or replace function list_audit_entries(
  p_account_id uuid,
  p_action text,
  p_actor text,
  p_from timestamptz,
  p_to timestamptz,
  p_before_id bigint,
  p_limit integer,
  p_window integer
) returns table (id bigint, is_match boolean, is_end boolean)
  language plpgsql stable
  rows 20
  set plan_cache_mode to force_custom_plan
  as $$
  #variable_conflict use_column
  declare
    before_at timestamptz;
  begin
    select e.created_at into before_at from audit_entries e where e.id = p_before_id;
    return query
      with examined as (
        select
          e.id, e.created_at,
          (p_action is null or e.action = p_action)
            and (p_actor is null or strpos(lower(e.actor), lower(p_actor)) > 0) as is_match
        from audit_entries e
        where (p_account_id is null or e.account_id = p_account_id)
          and (p_from is null or e.created_at >= p_from)
          and (p_to is null or e.created_at < p_to)
          and (p_before_id is null or (e.created_at, e.id) < (before_at, p_before_id))
        order by e.created_at desc, e.id desc
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
