-- The newest generations of an account that fit a filter, after one of them. A filter that names a key,
-- a user or an ending has an index of its own; what else it asks is looked for in the next p_window
-- generations only, so that a page costs the same whatever there has been. The last one of a window
-- that was looked at to its end comes as well, for the next page to go on from.
create or replace function list_generations(
  p_account_id uuid,
  p_filter jsonb,
  p_before_id uuid,
  p_limit integer,
  p_window integer
) returns table (id uuid, fits boolean, is_end boolean)
  language plpgsql stable
  -- Each filter is planned for what it asks: one plan for all of them could use no index.
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
      -- In the order of the index, so that reading ends with the last one that is wanted.
      order by found.created_at desc, found.id desc
      limit p_limit;
  end
  $$;

-- How the generations of an account have ended that were accepted in the last 24 hours.
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

-- What an account has used, by the day in UTC on which it was accepted, model, dialect and key.
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

-- The number of the last line of a ledger that is older than a moment. The lines are numbered without
-- a gap in the order of their time, so halving finds it without an index on the time.
create or replace function sequence_before(p_account_id uuid, p_moment timestamptz) returns bigint
  language plpgsql stable
  as $$
  declare
    low bigint := 0;
    high bigint;
    middle bigint;
  begin
    select entry_count into high from accounts where id = p_account_id;
    while low < high loop
      middle := (low + high + 1) / 2;
      if (select created_at from credit_entries where account_id = p_account_id and sequence = middle)
        < p_moment
      then
        low := middle;
      else
        high := middle - 1;
      end if;
    end loop;
    return low;
  end
  $$;

-- The newest lines of a ledger that fit a filter, before one of them. As with generations, p_window of
-- them are looked at, and the last of these comes as well.
create or replace function list_credit_entries(
  p_account_id uuid,
  p_filter jsonb,
  p_before bigint,
  p_limit integer,
  p_window integer
) returns table (
  sequence bigint,
  kind text,
  grant_id uuid,
  generation_id uuid,
  available_change integer,
  held_change integer,
  available_after integer,
  held_after integer,
  note text,
  created_at timestamptz,
  fits boolean,
  is_end boolean
)
  language plpgsql stable
  as $$
  #variable_conflict use_column
  declare
    kinds text[] := array(select jsonb_array_elements_text(p_filter -> 'kinds'));
    first_wanted bigint := 1;
    last_wanted bigint;
    window_start bigint := 0;
    wanted_hold uuid;
  begin
    if p_filter ->> 'from' is not null then
      first_wanted := sequence_before(p_account_id, (p_filter ->> 'from')::timestamptz) + 1;
    end if;
    if p_filter ->> 'to' is not null then
      last_wanted := sequence_before(p_account_id, (p_filter ->> 'to')::timestamptz);
    else
      select entry_count into last_wanted from accounts where id = p_account_id;
    end if;
    last_wanted := least(last_wanted, p_before - 1);
    if p_filter ->> 'generationId' is not null then
      select hold_id into wanted_hold
      from generations
      where id = (p_filter ->> 'generationId')::uuid and account_id = p_account_id;
      return query
        select e.sequence, e.kind, e.grant_id, (p_filter ->> 'generationId')::uuid, e.available_change,
          e.held_change, e.available_after, e.held_after, e.note, e.created_at, true, false
        from credit_entries e
        where e.hold_id = wanted_hold
          and e.sequence between first_wanted and last_wanted
          and (kinds = '{}' or e.kind = any (kinds))
        order by e.sequence desc
        limit p_limit;
      return;
    end if;
    if last_wanted - p_window >= first_wanted then
      window_start := last_wanted - p_window + 1;
    end if;
    return query
      select e.sequence, e.kind, e.grant_id, g.id, e.available_change, e.held_change,
        e.available_after, e.held_after, e.note, e.created_at,
        kinds = '{}' or e.kind = any (kinds), e.sequence = window_start
      from credit_entries e
        left join generations g on g.hold_id = e.hold_id
      where e.account_id = p_account_id
        and e.sequence between greatest(first_wanted, window_start) and last_wanted
        and (kinds = '{}' or e.kind = any (kinds) or e.sequence = window_start)
      order by e.sequence desc
      limit p_limit;
  end
  $$;

-- Takes a generation that has ended out of sight: its words at once, its files as soon as they are
-- removed. Null where the account has none such; else deleted, or live where it has not ended.
create or replace function delete_generation(p_id uuid, p_account_id uuid) returns text
  language plpgsql
  as $$
  declare
    own generations;
  begin
    perform 1 from accounts where id = p_account_id for update;
    select * into own
    from generations
    where id = p_id and account_id = p_account_id and deleted_at is null
    for update;
    if not found then
      return null;
    end if;
    if own.finished_at is null then
      return 'live';
    end if;
    update generations
    set deleted_at = clock(), prompt = '', end_user = null
    where id = own.id;
    -- Whoever named such an upload again would get a picture that is gone.
    update uploads
    set expires_at = least(expires_at, clock())
    where account_id = p_account_id
      and claimed is not null
      and claimed ->> 'storageKey' = any (
        array(select value ->> 'storageKey' from jsonb_array_elements(own.inputs))
      );
    return 'deleted';
  end
  $$;

-- Forgets the pictures of deleted generations whose files have been removed.
create or replace function erase_deleted_generations(p_ids uuid[]) returns void
  language plpgsql
  as $$
  begin
    perform 1 from generations where id = any (p_ids) order by id for update;
    delete from images
    where generation_id in (select id from generations where id = any (p_ids) and deleted_at is not null);
    delete from partial_images
    where generation_id in (select id from generations where id = any (p_ids) and deleted_at is not null);
    update generations
    set files_removed_at = clock(), inputs = '[]'
    where id = any (p_ids) and deleted_at is not null and files_removed_at is null;
  end
  $$;
