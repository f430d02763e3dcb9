-- Returns the usage of an account by day of acceptance in UTC, model, dialect and key. Finished generations
-- are read from usage_days, the unfinished ones are counted.
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
  language sql stable
  as $$
    with unfinished as (
      select
        (g.created_at at time zone 'utc')::date as day, g.model, g.dialect, g.key_id,
        count(*)::integer as count
      from generations g
      where g.account_id = p_account_id
        and g.finished_at is null
        and g.created_at >= p_first_day::timestamp at time zone 'utc'
        and g.created_at < (p_last_day + 1)::timestamp at time zone 'utc'
      group by 1, 2, 3, 4
    ), usage as (
      select u.day, u.model, u.dialect, u.key_id, u.generations, u.failed, u.images, u.credits
      from usage_days u
      where u.account_id = p_account_id and u.day between p_first_day and p_last_day
      union all
      select day, model, dialect, key_id, count, 0, 0, 0
      from unfinished
    )
    select
      day, model, dialect, key_id, sum(generations)::integer, sum(failed)::integer, sum(images)::integer,
      sum(credits)::integer
    from usage
    group by day, model, dialect, key_id
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
