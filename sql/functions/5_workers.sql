-- Registers a worker process. Its caller already holds no lock; it takes (4711, number) next and
-- counts as alive from then on.
create or replace function register_worker(p_id uuid, p_pool_id text) returns integer
  language sql
  as $$
    insert into workers (id, pool_id, started_at, seen_at)
    values (p_id, p_pool_id, clock(), clock())
    returning number
  $$;

-- Says that a worker lives. False where it has been declared dead: its claims are lost.
create or replace function touch_worker(p_id uuid) returns boolean
  language sql
  as $$
    with touched as (
      update workers
      set seen_at = clock()
      where id = p_id and stopped_at is null
      returning id
    )
    select exists (select 1 from touched)
  $$;

-- Finds dead workers (their session lock is free, or they have not been seen for 20 s), unlocks
-- their jobs, takes their claims away and queues those generations anew. A worker that has stopped
-- properly and left a claim behind is treated alike. Answers the generations taken over.
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
          or (
            w.started_at < clock() - interval '3 seconds'
            and not exists (
              select 1 from pg_locks l
              where l.locktype = 'advisory' and l.classid = 4711 and l.objid = w.number
                and l.objsubid = 2 and l.granted
                and l.database = (select oid from pg_database where datname = current_database())
            )
          )
        )
      returning w.pool_id
    )
    select coalesce(array_agg(pool_id), '{}') into unlocked from lost;
    if cardinality(unlocked) > 0 then
      perform graphile_worker.force_unlock_workers(unlocked);
    end if;
    with orphaned as (
      update generations g
      set worker_id = null
      from workers w
      where g.status = 'running'
        and g.finished_at is null
        and w.id = g.worker_id
        and w.stopped_at is not null
      returning g.id
    )
    select coalesce(array_agg(id), '{}') into taken from orphaned;
    perform graphile_worker.add_jobs(array(select generate_job(id) from unnest(taken) as t (id)));
    return query select unnest(taken);
  end
  $$;

-- Live generations that have outlived their deadline, up to so many.
create or replace function overdue_generations(p_limit integer) returns setof uuid
  language sql stable
  as $$
    select id
    from generations
    where finished_at is null and deadline_at < clock()
    order by deadline_at
    limit p_limit
  $$;
