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

-- Returns the newest audit entries that match a filter, after one of them.
-- A filter without an index is applied to the next p_window rows only, which bounds the cost of a page. The
-- last row of a window that was read to its end is returned as well (is_end), so that the next page can
-- continue after it.
create or replace function list_audit_entries(
  p_filter jsonb,
  p_before_id bigint,
  p_limit integer,
  p_window integer
) returns table (id bigint, fits boolean, is_end boolean)
  language plpgsql stable
  rows 20
  set plan_cache_mode to force_custom_plan
  as $$
  #variable_conflict use_column
  declare
    wanted_account uuid := (p_filter ->> 'accountId')::uuid;
    wanted_action text := p_filter ->> 'action';
    wanted_actor text := lower(p_filter ->> 'actor');
    from_at timestamptz := (p_filter ->> 'from')::timestamptz;
    to_at timestamptz := (p_filter ->> 'to')::timestamptz;
    before_at timestamptz;
  begin
    select e.created_at into before_at from audit_entries e where e.id = p_before_id;
    return query
      select found.id, found.fits, found.place = p_window
      from (
        select
          seen.id, seen.created_at, seen.fits,
          row_number() over (order by seen.created_at desc, seen.id desc) as place
        from (
          select
            e.id, e.created_at,
            (wanted_action is null or e.action = wanted_action)
              and (wanted_actor is null or strpos(lower(e.actor), wanted_actor) > 0) as fits
          from audit_entries e
          where (wanted_account is null or e.account_id = wanted_account)
            and (from_at is null or e.created_at >= from_at)
            and (to_at is null or e.created_at < to_at)
            and (before_at is null or (e.created_at, e.id) < (before_at, p_before_id))
          order by e.created_at desc, e.id desc
          limit p_window
        ) seen
      ) found
      where found.fits or found.place = p_window
      order by found.created_at desc, found.id desc
      limit p_limit;
  end
  $$;
