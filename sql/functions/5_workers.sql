-- Registers a worker process and takes its lock (4711, number) for this session. Nobody sees the row
-- before the lock is held.
create or replace function register_worker(p_id uuid, p_pool_ids text[]) returns integer
  language plpgsql
  as $$
  declare
    own integer;
  begin
    insert into workers (id, pool_ids, started_at, seen_at)
    values (p_id, p_pool_ids, clock(), clock())
    returning number into own;
    perform pg_advisory_lock(4711, own);
    return own;
  end
  $$;

create or replace function is_worker_locked(p_number integer, p_backend integer default null)
  returns boolean
  language sql stable
  as $$
    select exists (
      select 1
      from pg_locks
      where locktype = 'advisory'
        and classid = 4711
        and objid = p_number
        and objsubid = 2
        and granted
        and database = (select oid from pg_database where datname = current_database())
        and pid = coalesce(p_backend, pid)
    )
  $$;

-- Says that a worker lives, and takes its lock again where its connection was lost meanwhile. False
-- where it has been declared dead: its claims are lost.
create or replace function touch_worker(p_id uuid) returns boolean
  language plpgsql
  as $$
  declare
    own integer;
  begin
    update workers
    set seen_at = clock()
    where id = p_id and stopped_at is null
    returning number into own;
    if not found then
      return false;
    end if;
    if not is_worker_locked(own, pg_backend_pid()) then
      perform pg_try_advisory_lock(4711, own);
    end if;
    return true;
  end
  $$;

-- Finds dead workers, unlocks their jobs, takes their claims away and queues those generations anew.
-- Dead is who has not been seen for 20 s, or for 8 s with its lock free: a lost connection alone is
-- mended at the next beat, 5 s later at most. A worker that has stopped properly and left a claim
-- behind is treated alike. Answers the generations taken over.
create or replace function rescue_generations() returns setof uuid
  language plpgsql
  as $$
  declare
    dead record;
    taken uuid[];
    unlocked text[];
  begin
    if not pg_try_advisory_xact_lock(4711, 0) then
      return;
    end if;
    with lost as (
      update workers w
      set stopped_at = clock()
      where w.stopped_at is null
        and (
          w.seen_at < clock() - interval '20 seconds'
          or (w.seen_at < clock() - interval '8 seconds' and not is_worker_locked(w.number))
        )
      returning w.pool_ids
    )
    select coalesce(array_agg(pool_id), '{}') into unlocked
    from lost, unnest(pool_ids) as t (pool_id);
    if cardinality(unlocked) > 0 then
      perform graphile_worker.force_unlock_workers(unlocked);
    end if;
    -- One that is being ended at this moment is nobody's to take.
    with orphaned as (
      select g.id
      from generations g
        join workers w on w.id = g.worker_id
      where g.status = 'running'
        and g.finished_at is null
        and w.stopped_at is not null
      for update of g skip locked
    ), taken_over as (
      update generations g
      set worker_id = null
      from orphaned
      where g.id = orphaned.id
      returning g.id
    )
    select coalesce(array_agg(id), '{}') into taken from taken_over;
    if cardinality(taken) > 0 then
      perform graphile_worker.add_jobs(array(select generate_job(id) from unnest(taken) as t (id)));
    end if;
    return query select unnest(taken);
  end
  $$;

-- Live generations that have outlived their deadline, up to so many.
create or replace function overdue_generations(p_limit integer) returns setof uuid
  language sql stable
  as $$
    select id
    from generations
    where finished_at is null and deadline_at < (select clock())
    order by deadline_at
    limit p_limit
  $$;
