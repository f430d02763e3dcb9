-- Rate limits of keys, and of accounts for all their keys of a dialect. A window opens with the first
-- request and lasts one hour; a rejected request is not counted.

-- Counts one request for each active key with a limit, in their order, and returns what remains of the
-- windows of the keys. The requests of expired keys are not counted. Without admission, retry_at is the end
-- of the window that is full.
create or replace function consume_request_limits(p_keys authenticated_key[], p_as_of timestamptz)
  returns table (
    item_position integer,
    is_admitted boolean,
    remaining integer,
    resets_at timestamptz,
    retry_at timestamptz
  )
  language plpgsql
  as $$
  begin
    perform lock_rate_windows(p_keys, p_as_of);
    return query
      with admission as (
        select * from decide_admissions(p_keys, p_as_of)
      ), counted_key as (
        update rate_windows w
        set started_at = k.key_started_at, requests = k.key_requests + k.admitted
        from (
            select a.key_id, a.key_started_at, a.key_requests, count(*) as admitted
            from admission a
            where a.is_admitted and a.rate_limit is not null
            group by a.key_id, a.key_started_at, a.key_requests
          ) k
        where w.key_id = k.key_id
      ), counted_account as (
        update account_rate_windows w
        set started_at = o.account_started_at, requests = o.account_requests + o.admitted
        from (
            select
              a.account_id, a.dialect, a.account_started_at, a.account_requests, count(*) as admitted
            from admission a
            where a.is_admitted and a.account_rate_limit is not null
            group by a.account_id, a.dialect, a.account_started_at, a.account_requests
          ) o
        where w.account_id = o.account_id and w.dialect = o.dialect
      )
      select
        a.item_position, a.is_admitted,
        greatest(
          0,
          a.rate_limit - a.key_requests - count(*) filter (where a.is_admitted) over key_so_far
        )::integer,
        case when a.rate_limit is not null then a.key_started_at + interval '1 hour' end,
        interval '1 hour'
          + case when a.is_key_full then a.key_started_at else a.account_started_at end
      from admission a
      window key_so_far as (partition by a.key_id order by a.item_position);
  end
  $$;

-- Opens the missing windows of active keys with a limit and locks them: those of keys first, then those of
-- accounts, each in their order, so that concurrent calls do not deadlock.
create or replace function lock_rate_windows(p_keys authenticated_key[], p_as_of timestamptz) returns void
  language plpgsql
  as $$
  declare
    key_ids uuid[] := array(
      select distinct key_id
      from unnest(p_keys)
      where state = 'active' and rate_limit is not null
      order by key_id
    );
    locked_keys bigint;
  begin
    -- Repeated if the cleanup has deleted an old window in between.
    loop
      insert into rate_windows (key_id, started_at, requests)
      select id, p_as_of, 0
      from unnest(key_ids) with ordinality wanted (id, number)
      where not exists (select 1 from rate_windows w where w.key_id = wanted.id)
      order by number
      on conflict (key_id) do nothing;
      perform 1 from rate_windows w where w.key_id = any (key_ids) order by w.key_id for update;
      get diagnostics locked_keys = row_count;
      exit when locked_keys = cardinality(key_ids);
    end loop;
    perform lock_account_rate_windows(p_keys, p_as_of);
  end
  $$;

-- Opens the missing windows of accounts with a limit and locks them. See lock_rate_windows.
create or replace function lock_account_rate_windows(p_keys authenticated_key[], p_as_of timestamptz)
  returns void
  language plpgsql
  as $$
  declare
    account_ids uuid[] := array(
      select distinct account_id
      from unnest(p_keys)
      where state = 'active' and account_rate_limit is not null
    );
  begin
    if cardinality(account_ids) = 0 then
      return;
    end if;
    insert into account_rate_windows (account_id, dialect, started_at, requests)
    select distinct k.account_id, k.dialect, p_as_of, 0
    from unnest(p_keys) k
    where k.account_id = any (account_ids)
      and not exists (
        select 1
        from account_rate_windows w
        where w.account_id = k.account_id and w.dialect = k.dialect
      )
    order by k.account_id, k.dialect
    on conflict (account_id, dialect) do nothing;
    perform 1
    from account_rate_windows w
    where w.account_id = any (account_ids)
    order by w.account_id, w.dialect
    for update;
  end
  $$;

-- Decides in their order which requests fit in the windows, without a change. A request that its key may
-- send counts against the limit of the account. Once the account has reached its limit, all later requests
-- are rejected, so the admitted ones of a key are its first ones.
create or replace function decide_admissions(p_keys authenticated_key[], p_as_of timestamptz)
  returns table (
    item_position integer,
    key_id uuid,
    account_id uuid,
    dialect text,
    rate_limit integer,
    account_rate_limit integer,
    key_started_at timestamptz,
    key_requests integer,
    account_started_at timestamptz,
    account_requests integer,
    is_key_full boolean,
    is_admitted boolean
  )
  language sql stable
  as $$
    with request as (
      select
        k.item_position, k.key_id, k.account_id, k.dialect, k.rate_limit, k.account_rate_limit,
        coalesce(w.started_at, p_as_of) as key_started_at,
        coalesce(w.requests, 0) as key_requests,
        coalesce(o.started_at, p_as_of) as account_started_at,
        coalesce(o.requests, 0) as account_requests,
        k.state = 'active' as is_active,
        count(*) filter (where k.state = 'active')
          over (partition by k.key_id order by k.item_position) as number
      from unnest(p_keys) k
        left join rate_windows w
          on w.key_id = k.key_id and w.started_at > p_as_of - interval '1 hour'
        left join account_rate_windows o
          on o.account_id = k.account_id
            and o.dialect = k.dialect
            and o.started_at > p_as_of - interval '1 hour'
      where k.state in ('active', 'expired')
        and (k.rate_limit is not null or k.account_rate_limit is not null)
    ), fitting as (
      select *, coalesce(key_requests + number > rate_limit, false) as is_key_full
      from request
    )
    select
      f.item_position, f.key_id, f.account_id, f.dialect, f.rate_limit, f.account_rate_limit,
      f.key_started_at, f.key_requests, f.account_started_at, f.account_requests, f.is_key_full,
      f.is_active
        and not f.is_key_full
        and coalesce(
          f.account_requests
            + count(*) filter (where f.is_active and not f.is_key_full) over account_so_far
            <= f.account_rate_limit,
          true
        )
    from fitting f
    window account_so_far as (partition by f.account_id, f.dialect order by f.item_position)
  $$;
