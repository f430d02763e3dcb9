-- Rate limits. A window opens with the first request and lasts one hour; a rejected request is not counted.

-- Counts one request for each active key with a rate limit, in their order, and returns what remains of
-- the windows. The requests of expired keys are not counted. Windows are locked in the order of the keys, so
-- that concurrent calls do not deadlock.
create or replace function consume_rate_limits(p_keys authenticated_key[], p_as_of timestamptz)
  returns table (item_position integer, is_admitted boolean, remaining integer, resets_at timestamptz)
  language plpgsql
  as $$
  declare
    key_ids uuid[] := array(
      select distinct key_id
      from unnest(p_keys)
      where state = 'active' and rate_limit is not null
      order by key_id
    );
  begin
    insert into rate_windows (key_id, started_at, requests)
    select id, p_as_of, 0
    from unnest(key_ids) with ordinality wanted (id, number)
    where not exists (select 1 from rate_windows w where w.key_id = wanted.id)
    order by number
    on conflict (key_id) do nothing;
    perform 1 from rate_windows w where w.key_id = any (key_ids) order by w.key_id for update;
    return query
      with request as (
        select *, row_number() over (partition by key_id order by k.item_position) as number
        from unnest(p_keys) k
        where rate_limit is not null and state in ('active', 'expired')
      ), current_window as (
        select
          k.key_id, k.requests, k.rate_limit,
          case when w.started_at > p_as_of - interval '1 hour' then w.started_at else p_as_of end
            as started_at,
          case when w.started_at > p_as_of - interval '1 hour' then w.requests else 0 end as used
        from (
            select key_id, rate_limit, count(*) filter (where state = 'active') as requests
            from request
            group by key_id, rate_limit
          ) k
          left join rate_windows w on w.key_id = k.key_id
      ), counted as (
        update rate_windows w
        set started_at = c.started_at, requests = least(c.used + c.requests, c.rate_limit)
        from current_window c
        where w.key_id = c.key_id and c.requests > 0 and c.used < c.rate_limit
      )
      select
        r.item_position,
        c.used + r.number <= c.rate_limit,
        greatest(0, c.rate_limit - c.used - case when r.state = 'active' then r.number else 0 end)::integer,
        c.started_at + interval '1 hour'
      from request r
        join current_window c on c.key_id = r.key_id;
  end
  $$;
