-- Registers a worker process and takes its lock (4711, number) for this session. Nobody sees the row
-- before the lock is held.
create or replace function register_worker(p_id uuid, p_pool_ids text[]) returns integer
  language plpgsql
  as $$
  declare
    own integer;
  begin
    -- Others may be about to reconnect after an outage that this process did not see: it may judge them
    -- after 4 s.
    insert into workers (id, pool_ids, started_at, seen_at, steady_since)
    values (p_id, p_pool_ids, clock(), clock(), clock() - interval '41 seconds')
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
    set seen_at = clock(),
      steady_since = case
        when seen_at < clock() - interval '10 seconds' then clock()
        else steady_since
      end
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

-- Whether a worker may declare others dead: it has been heard for 45 s without a gap, which is longer
-- than any live worker takes to reconnect, and Postgres itself has run for 20 s. A null worker is asked
-- for the second condition only.
create or replace function may_judge_workers(p_worker_id uuid) returns boolean
  language sql volatile
  as $$
    select pg_postmaster_start_time() < clock_timestamp() - interval '20 seconds'
      and (
        p_worker_id is null
        or exists (
          select 1
          from workers
          where id = p_worker_id
            and stopped_at is null
            and seen_at > clock() - interval '10 seconds'
            and steady_since < clock() - interval '45 seconds'
        )
      )
  $$;

-- Finds dead workers on behalf of a live one, unlocks their jobs, takes their claims away and queues
-- those generations again. Dead is a worker that has not been seen for 20 s, or for 8 s with its lock
-- free: a lost connection alone is replaced within a second or two. A worker that has stopped properly
-- and left a claim behind is treated alike. Returns the generations taken over.
create or replace function rescue_generations(p_judge uuid default null) returns setof uuid
  language plpgsql
  as $$
  declare
    taken uuid[];
    unlocked text[];
    may_judge boolean := may_judge_workers(p_judge);
  begin
    if not pg_try_advisory_xact_lock(4711, 0) then
      return;
    end if;
    with lost as (
      update workers w
      set stopped_at = clock()
      where w.stopped_at is null
        and may_judge
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

-- Gives a worker that has registered again the generations it still runs, as far as nobody else has
-- claimed them since. The claim keeps its number: what the running call writes stays fenced by it.
-- Returns the generations that are the worker's.
create or replace function readopt_generations(
  p_worker_id uuid,
  p_generation_ids uuid[],
  p_claims integer[]
) returns setof uuid
  language sql
  as $$
    update generations g
    set worker_id = p_worker_id
    from unnest(p_generation_ids, p_claims) as held (id, claim)
    where g.id = held.id
      and g.claim = held.claim
      and g.status = 'running'
      and (
        g.worker_id is null
        or exists (select 1 from workers w where w.id = g.worker_id and w.stopped_at is not null)
      )
      and exists (select 1 from workers w where w.id = p_worker_id and w.stopped_at is null)
    returning g.id
  $$;

-- Queues live generations again that no job would ever run: queued ones, ones without an owner, and
-- ones that the asking worker owns but does not run. A job that is locked by no live worker, or has
-- used up its attempts, does not count. Returns the generations.
create or replace function requeue_generations(p_worker_id uuid, p_running uuid[])
  returns setof uuid
  language plpgsql
  as $$
  declare
    stranded uuid[];
  begin
    if not pg_try_advisory_xact_lock(4711, -1) then
      return;
    end if;
    with live_pools as materialized (
      select unnest(pool_ids) as pool_id
      from workers
      where stopped_at is null
    ), jobs as materialized (
      select (j.payload ->> 'generationId')::uuid as generation_id
      from graphile_worker._private_jobs j
        join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'generate'
        and case
          when j.locked_at is null then j.attempts < j.max_attempts
          -- A pool is on record soon after it has taken its first job.
          else j.locked_at > clock_timestamp() - interval '30 seconds'
            or j.locked_by in (select pool_id from live_pools)
        end
    )
    select coalesce(array_agg(g.id), '{}') into stranded
    from generations g
    where g.finished_at is null
      and g.deadline_at > clock()
      and (
        (g.status = 'queued' and g.created_at < clock() - interval '45 seconds')
        or (g.status = 'running' and g.worker_id is null)
        or (g.status = 'running' and g.worker_id = p_worker_id and g.id <> all (p_running))
      )
      and not exists (select 1 from jobs j where j.generation_id = g.id);
    if cardinality(stranded) > 0 then
      perform graphile_worker.add_jobs(array(select generate_job(id) from unnest(stranded) as t (id)));
    end if;
    return query select unnest(stranded);
  end
  $$;

-- Unlocks the jobs of queue pools that take no more jobs, except those that their process still runs, and
-- the named queues that these pools have locked for such jobs. Returns how many jobs were unlocked.
create or replace function unlock_pool_jobs(p_pool_ids text[], p_running_job_ids bigint[])
  returns integer
  language sql
  as $$
    with unlocked as (
      update graphile_worker._private_jobs
      set locked_at = null, locked_by = null
      where locked_by = any (p_pool_ids) and id <> all (p_running_job_ids)
      returning 1
    ), queues as (
      update graphile_worker._private_job_queues q
      set locked_at = null, locked_by = null
      where q.locked_by = any (p_pool_ids)
        and not exists (
          select 1
          from graphile_worker._private_jobs j
          where j.job_queue_id = q.id and j.id = any (p_running_job_ids)
        )
    )
    select count(*)::integer from unlocked
  $$;

-- Whether a job of one of these tasks could have run for 5 s and was taken by nobody. A job that waits for
-- another one of its named queue could not.
create or replace function has_waiting_job(p_tasks text[]) returns boolean
  language sql stable
  as $$
    select exists (
      select 1
      from graphile_worker._private_jobs j
        join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = any (p_tasks)
        and j.is_available
        and j.run_at < clock_timestamp() - interval '5 seconds'
        and not exists (
          select 1
          from graphile_worker._private_job_queues q
          where q.id = j.job_queue_id and q.locked_at is not null
        )
    )
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
