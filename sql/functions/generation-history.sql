-- Returns the newest generations of an account that match a filter, after one of them. Filters by key, end
-- user and status have indexes. A filter without an index is applied to the next p_window rows only, which
-- bounds the cost of a page. The last row of a window that was read to its end is returned as well
-- (is_end), so that the next page can continue after it.
create or replace function list_generations(
  p_account_id uuid,
  p_filter jsonb,
  p_before_id uuid,
  p_limit integer,
  p_window integer
) returns table (id uuid, fits boolean, is_end boolean)
  language plpgsql stable
  -- A generic plan for all filters could use no index.
  set plan_cache_mode to force_custom_plan
  as $$
  #variable_conflict use_column
  declare
    wanted_key uuid := (p_filter ->> 'keyId')::uuid;
    wanted_user text := p_filter ->> 'endUser';
    statuses text[] := array(select jsonb_array_elements_text(p_filter -> 'statuses'));
    is_live boolean := statuses <> '{}' and statuses <@ array['queued', 'running'];
    is_unsuccessful boolean := statuses <> '{}' and statuses <@ array['failed', 'blocked', 'canceled'];
    from_at timestamptz := (p_filter ->> 'from')::timestamptz;
    to_at timestamptz := (p_filter ->> 'to')::timestamptz;
    before_at timestamptz;
  begin
    select g.created_at into before_at
    from generations g
    where g.id = p_before_id and g.account_id = p_account_id;
    return query
      select found.id, found.fits, found.place = p_window
      from (
        select
          seen.id, seen.created_at, seen.fits,
          row_number() over (order by seen.created_at desc, seen.id desc) as place
        from (
          select
            g.id, g.created_at,
            g.deleted_at is null
              and (statuses = '{}' or g.status = any (statuses))
              and (p_filter ->> 'dialect' is null or g.dialect = p_filter ->> 'dialect')
              and (p_filter ->> 'model' is null or g.model = p_filter ->> 'model')
              and (
                p_filter ->> 'text' is null
                or strpos(lower(g.prompt), lower(p_filter ->> 'text')) > 0
              ) as fits
          from generations g
          where g.account_id = p_account_id
            and (wanted_key is null or g.key_id = wanted_key)
            and (wanted_user is null or g.end_user = wanted_user)
            and (not is_live or g.finished_at is null)
            and (not is_unsuccessful or g.error_code is not null)
            and (from_at is null or g.created_at >= from_at)
            and (to_at is null or g.created_at < to_at)
            and (before_at is null or (g.created_at, g.id) < (before_at, p_before_id))
          order by g.created_at desc, g.id desc
          limit p_window
        ) seen
      ) found
      where found.fits or found.place = p_window
      -- In index order, so that the scan stops at the limit.
      order by found.created_at desc, found.id desc
      limit p_limit;
  end
  $$;

-- Counts the generations of an account that were accepted in the last 24 hours, by status.
create or replace function summarize_day(p_account_id uuid) returns table (
  accepted integer,
  succeeded integer,
  failed integer,
  blocked integer,
  canceled integer,
  credits integer
)
  language plpgsql stable
  set plan_cache_mode to force_custom_plan
  as $$
  declare
    since timestamptz := clock() - interval '24 hours';
  begin
    return query
      select
        count(*)::integer,
        (count(*) filter (where g.status = 'succeeded'))::integer,
        (count(*) filter (where g.status = 'failed'))::integer,
        (count(*) filter (where g.status = 'blocked'))::integer,
        (count(*) filter (where g.status = 'canceled'))::integer,
        coalesce(sum(g.delivered * g.unit_credits), 0)::integer
      from generations g
      where g.account_id = p_account_id and g.created_at > since;
  end
  $$;

-- Returns the usage of an account by day of acceptance in UTC, model, dialect and key.
create or replace function list_usage(p_account_id uuid, p_first_day date, p_last_day date)
  returns table (
    day date,
    model text,
    dialect text,
    key_id uuid,
    generations integer,
    failed integer,
    images integer,
    credits integer
  )
  language plpgsql stable
  set plan_cache_mode to force_custom_plan
  as $$
  #variable_conflict use_column
  declare
    since timestamptz := p_first_day::timestamp at time zone 'utc';
    until timestamptz := (p_last_day + 1)::timestamp at time zone 'utc';
  begin
    return query
      select
        (g.created_at at time zone 'utc')::date, g.model, g.dialect, g.key_id,
        count(*)::integer,
        (count(*) filter (where g.status in ('failed', 'blocked')))::integer,
        sum(g.delivered)::integer,
        sum(g.delivered * g.unit_credits)::integer
      from generations g
      where g.account_id = p_account_id and g.created_at >= since and g.created_at < until
      group by 1, 2, 3, 4;
  end
  $$;
