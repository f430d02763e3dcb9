-- Lists with filters, as list_generations: a filter without an index of its own is looked for in the next
-- p_window rows only, so that a page costs the same whatever there has been. The last row of a window
-- that was looked at to its end is returned as well (is_end), for the next page to go on from.

-- The newest deliveries of an endpoint that fit a filter, after one of them.
create or replace function list_deliveries(
  p_endpoint_id uuid,
  p_states text[],
  p_event text,
  p_before_id uuid,
  p_limit integer,
  p_window integer
) returns table (id uuid, fits boolean, is_end boolean)
  language plpgsql stable
  rows 20
  -- Each filter is planned for what it asks: one plan for all of them could use no index.
  set plan_cache_mode to force_custom_plan
  as $$
  #variable_conflict use_column
  declare
    is_failed boolean := coalesce(p_states <@ array['exhausted', 'skipped'], false);
    is_pending boolean := coalesce(p_states <@ array['pending'], false);
    before_at timestamptz;
  begin
    select d.created_at into before_at
    from webhook_deliveries d
    where d.id = p_before_id and d.endpoint_id = p_endpoint_id;
    return query
      select found.id, found.fits, found.place = p_window
      from (
        select
          seen.id, seen.created_at, seen.fits,
          row_number() over (order by seen.created_at desc, seen.id desc) as place
        from (
          select
            d.id, d.created_at,
            (p_states is null or d.state = any (p_states)) and (p_event is null or d.event = p_event) as fits
          from webhook_deliveries d
          where d.endpoint_id = p_endpoint_id
            and (not is_failed or d.state in ('exhausted', 'skipped'))
            and (not is_pending or d.state = 'pending')
            and (before_at is null or (d.created_at, d.id) < (before_at, p_before_id))
          order by d.created_at desc, d.id desc
          limit p_window
        ) seen
      ) found
      where found.fits or found.place = p_window
      order by found.created_at desc, found.id desc
      limit p_limit;
  end
  $$;

-- Accounts whose e-mail address or name begins with a text in lower case: the first p_limit by address and
-- the first p_limit by name.
create or replace function find_accounts(p_text text, p_limit integer) returns uuid[]
  language plpgsql stable
  set plan_cache_mode to force_custom_plan
  as $$
  declare
    -- Comes after every text that begins with p_text.
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

-- The newest accounts that fit a filter, after one of them.
create or replace function list_accounts(
  p_filter jsonb,
  p_before_id uuid,
  p_limit integer,
  p_window integer
) returns table (id uuid, fits boolean, is_end boolean)
  language plpgsql stable
  rows 20
  set plan_cache_mode to force_custom_plan
  as $$
  #variable_conflict use_column
  declare
    wanted_plan text := p_filter ->> 'planId';
    wanted_disabled boolean := (p_filter ->> 'disabled')::boolean;
    is_disabled boolean := coalesce(wanted_disabled, false);
    candidates uuid[];
    before_at timestamptz;
  begin
    select a.created_at into before_at from accounts a where a.id = p_before_id;
    if p_filter ->> 'text' is not null then
      candidates := find_accounts(lower(p_filter ->> 'text'), p_window);
      return query
        -- Materialized, so that no plan looks for the candidates among all accounts by age.
        with candidate as materialized (
          select a.id, a.created_at, a.plan_id, a.disabled_at
          from accounts a
          where a.id = any (candidates)
        )
        select c.id, true, false
        from candidate c
        where (wanted_plan is null or c.plan_id = wanted_plan)
          and (wanted_disabled is null or (c.disabled_at is not null) = wanted_disabled)
          and (before_at is null or (c.created_at, c.id) < (before_at, p_before_id))
        order by c.created_at desc, c.id desc
        limit p_limit;
      return;
    end if;
    return query
      select found.id, found.fits, found.place = p_window
      from (
        select
          seen.id, seen.created_at, seen.fits,
          row_number() over (order by seen.created_at desc, seen.id desc) as place
        from (
          select
            a.id, a.created_at,
            (wanted_plan is null or a.plan_id = wanted_plan)
              and (wanted_disabled is null or (a.disabled_at is not null) = wanted_disabled) as fits
          from accounts a
          where (not is_disabled or a.disabled_at is not null)
            and (before_at is null or (a.created_at, a.id) < (before_at, p_before_id))
          order by a.created_at desc, a.id desc
          limit p_window
        ) seen
      ) found
      where found.fits or found.place = p_window
      order by found.created_at desc, found.id desc
      limit p_limit;
  end
  $$;

-- The newest lines of the audit log that fit a filter, after one of them.
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
