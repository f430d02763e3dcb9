-- Returns the partitions of the history of attempts, with their months.
create or replace function list_month_partitions()
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
    where h.inhparent = 'provider_attempts_history'::regclass
  $$;

-- Adds a partition for each month (UTC) without one, until p_months after the current one. The first is that
-- of the oldest attempt. Locks only the history, which no request and no run writes. Returns how many.
create or replace function add_month_partitions(p_months integer) returns integer
  language plpgsql
  as $$
  declare
    last_end timestamptz := (select max(ends_at) from list_month_partitions());
    begins timestamp := coalesce(
      last_end at time zone 'UTC',
      date_trunc('month', least(
        now(), (select created_at from provider_attempts order by id limit 1)
      ) at time zone 'UTC')
    );
    added integer := 0;
  begin
    while begins <= date_trunc('month', now() at time zone 'UTC') + p_months * interval '1 month' loop
      execute format(
        'create table %I partition of provider_attempts_history for values from (%L) to (%L)',
        'provider_attempts_' || to_char(begins, 'YYYY_MM'),
        begins at time zone 'UTC',
        (begins + interval '1 month') at time zone 'UTC'
      );
      begins := begins + interval '1 month';
      added := added + 1;
    end loop;
    return added;
  end
  $$;

-- Moves attempts of finished generations that ended a day ago to the partition of their month, from the
-- p_limit oldest ones. One that another session has locked, or whose month has no partition, stays. Returns
-- how many were moved.
create or replace function archive_attempts(p_limit integer) returns integer
  language sql
  as $$
    with months as materialized (
      select min(begins_at) as begins_at, max(ends_at) as ends_at from list_month_partitions()
    ), ended as (
      select a.id
      from (select id from provider_attempts order by id limit p_limit) oldest
        join provider_attempts a on a.id = oldest.id
        cross join months m
      where a.ended_at < (select clock()) - interval '1 day'
        and a.created_at >= m.begins_at
        and a.created_at < m.ends_at
      for update of a skip locked
    ), moved as (
      delete from provider_attempts a
      using generations g
      where a.id = any (array(select id from ended)) and g.id = a.generation_id and g.finished_at is not null
      returning a.*, g.deleted_at is not null as is_erased
    ), archived as (
      insert into provider_attempts_history (
        id, generation_id, claim, run_id, provider, state, outcome, message, calls, task_ids, usage,
        cost_micros, provider_request_id, spend_unknown, created_at, sent_at, ended_at, account_id
      )
      select
        id, generation_id, claim, run_id, provider, state, outcome,
        case when not is_erased then message end, calls, task_ids, usage, cost_micros, provider_request_id,
        spend_unknown, created_at, sent_at, ended_at, account_id
      from moved
      returning 1
    )
    select count(*)::integer from archived
  $$;

-- Removes the messages of all attempts of generations, which can repeat the prompt. Each statement sees what
-- was committed before it, so one that moves to the history in between is found there.
create or replace function erase_attempt_messages(p_generation_ids uuid[]) returns void
  language plpgsql volatile
  as $$
  begin
    update provider_attempts
    set message = null
    where generation_id = any (p_generation_ids) and message is not null;
    update provider_attempts_history
    set message = null
    where generation_id = any (p_generation_ids) and message is not null;
  end
  $$;
