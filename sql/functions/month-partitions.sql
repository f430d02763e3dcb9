-- Tables of history have a partition for each month (UTC), which `migrate` adds.

-- Returns the partitions of all histories, with their months.
create or replace function list_month_partitions()
  returns table (partition_name text, begins_at timestamptz, ends_at timestamptz)
  language sql stable
  as $$
    select p.partition_name, p.begins_at, p.ends_at
    from list_histories() h
      cross join lateral list_partitions(h.history) p
  $$;

-- Returns the tables of history, with the time of the oldest row that moves into each.
create or replace function list_histories() returns table (history regclass, oldest_at timestamptz)
  language sql stable
  as $$
    select 'provider_attempts_history'::regclass,
      (select created_at from provider_attempts order by id limit 1)
    union all
    select h.history, d.created_at
    from unnest('{webhook_deliveries_history, webhook_attempts_history}'::regclass[]) as h (history)
      left join (select created_at from webhook_deliveries order by created_at limit 1) d on true
  $$;

-- Returns the partitions of a history, with their months.
create or replace function list_partitions(p_history regclass)
  returns table (partition_name text, begins_at timestamptz, ends_at timestamptz)
  language sql stable
  as $$
    select
      c.relname,
      substring(b.bound from 'FROM \(''([^'']+)''\)')::timestamptz,
      substring(b.bound from 'TO \(''([^'']+)''\)')::timestamptz
    from pg_inherits h
      join pg_class c on c.oid = h.inhrelid
      cross join lateral (select pg_get_expr(c.relpartbound, c.oid) as bound) b
    where h.inhparent = p_history
  $$;

-- Returns for how many months after the current one every history has a partition.
create or replace function count_months_ahead() returns integer
  language sql stable
  as $$
    select min(months)::integer
    from (
      select (select count(*) from list_partitions(h.history) where begins_at > now()) as months
      from list_histories() h
    ) m
  $$;

-- Adds to each history a partition for each month without one, until p_months after the current one. The
-- first is that of the oldest row. Locks only the histories, which no request and no run writes. Returns how
-- many.
create or replace function add_month_partitions(p_months integer) returns integer
  language sql
  as $$
    select sum(add_partitions(history, oldest_at, p_months))::integer from list_histories()
  $$;

-- Adds the partitions of one history (see add_month_partitions).
create or replace function add_partitions(
  p_history regclass,
  p_oldest_at timestamptz,
  p_months integer
) returns integer
  language plpgsql
  as $$
  declare
    last_end timestamptz := (select max(ends_at) from list_partitions(p_history));
    begins timestamp := coalesce(
      last_end at time zone 'UTC',
      date_trunc('month', least(now(), p_oldest_at) at time zone 'UTC')
    );
    added integer := 0;
  begin
    while begins <= date_trunc('month', now() at time zone 'UTC') + p_months * interval '1 month' loop
      execute format(
        'create table %I partition of %s for values from (%L) to (%L)',
        replace(p_history::text, '_history', '_') || to_char(begins, 'YYYY_MM'),
        p_history,
        begins at time zone 'UTC',
        (begins + interval '1 month') at time zone 'UTC'
      );
      begins := begins + interval '1 month';
      added := added + 1;
    end loop;
    return added;
  end
  $$;

-- Drops the partitions of the deliveries and their attempts whose month ended p_days ago and that are empty,
-- because the cleanup has deleted their rows. Returns how many.
create or replace function drop_empty_partitions(p_days integer) returns integer
  language plpgsql
  as $$
  declare
    old record;
    is_used boolean;
    dropped integer := 0;
  begin
    for old in
      select p.partition_name
      from unnest('{webhook_attempts_history, webhook_deliveries_history}'::regclass[]) as h (history)
        cross join lateral list_partitions(h.history) p
      where p.ends_at < now() - p_days * interval '1 day'
    loop
      execute format('select exists (select 1 from %I)', old.partition_name) into is_used;
      if not is_used then
        execute format('drop table %I', old.partition_name);
        dropped := dropped + 1;
      end if;
    end loop;
    return dropped;
  end
  $$;
