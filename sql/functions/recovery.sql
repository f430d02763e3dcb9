-- Declares workers dead on behalf of a live one, and unlocks their jobs. A worker is dead if it has sent no
-- heartbeat for 20 s, or for 8 s with its lock free. In an outage that p_observer did not notice, which
-- lasts p_max_gap at most, no live worker is silent for 8 s: heartbeats are sent every 2 s, and a worker
-- replaces a lost connection within 2 s. Returns the workers.
create or replace function declare_dead_workers(
  p_observer uuid default null,
  p_max_gap interval default '4 seconds'
) returns setof uuid
  language plpgsql
  as $$
  declare
    as_of timestamptz := clock();
    can_declare_dead boolean := can_declare_workers_dead(p_observer, p_max_gap);
    lost uuid[];
    pools text[];
  begin
    if not try_lock_recovery() then
      return;
    end if;
    with dead as (
      update workers w
      set stopped_at = as_of
      where w.stopped_at is null
        and can_declare_dead
        and (
          w.seen_at < as_of - interval '20 seconds'
          or (w.seen_at < as_of - interval '8 seconds' and not is_worker_locked(w.number))
        )
      returning w.id, w.pool_ids
    )
    select
      array(select id from dead),
      array(select pool_id from dead, unnest(pool_ids) as t (pool_id))
    into lost, pools;
    if cardinality(pools) > 0 then
      perform graphile_worker.force_unlock_workers(pools);
    end if;
    return query select unnest(lost);
  end
  $$;

-- Does the same for a worker of release 173 or older, which sends a heartbeat every five seconds.
create or replace function declare_workers_dead(p_observer uuid default null) returns setof uuid
  language sql
  as $$
    select declare_dead_workers(p_observer, '10 seconds')
  $$;

-- Requeues the running generations of stopped workers. Returns them.
create or replace function recover_claims() returns setof uuid
  language plpgsql
  as $$
  declare
    taken uuid[];
  begin
    if not try_lock_recovery() then
      return;
    end if;
    -- A generation that is being finished now is locked and skipped.
    with orphaned as (
      select g.id
      from generations g
        join workers w on w.id = g.worker_id
      where g.status = 'running'
        and g.finished_at is null
        and w.stopped_at is not null
      for no key update of g skip locked
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

-- Declares workers dead and requeues the generations of stopped workers, which it returns. For programs of
-- release 90 and older; others call the two functions.
create or replace function recover_generations(p_observer uuid default null) returns setof uuid
  language plpgsql
  as $$
  begin
    perform declare_workers_dead(p_observer);
    return query select recover_claims();
  end
  $$;

-- Returns live generations that no job will run: queued ones, ones that run without a worker, and ones that
-- belong to a worker but are not among its running ones. The job of a queued generation counts also while it
-- runs another generation. A job does not count if it is locked by no live worker or has used up its
-- attempts.
create or replace function generations_without_job(
  p_worker_id uuid default null,
  p_running uuid[] default '{}'
) returns setof uuid
  language sql stable
  as $$
    with live_pools as materialized (
      select unnest(pool_ids) as pool_id from workers where stopped_at is null
    ), jobs as materialized (
      select (j.payload ->> 'generationId')::uuid as generation_id
      from graphile_worker._private_jobs j
        join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'generate'
        and case
          when j.locked_at is null then j.attempts < j.max_attempts
          -- A pool is recorded soon after it has taken its first job.
          else j.locked_at > clock_timestamp() - interval '30 seconds'
            or j.locked_by in (select pool_id from live_pools)
        end
    )
    select g.id
    from generations g
    where g.finished_at is null
      and g.deadline_at > clock()
      and (
        (g.status = 'queued' and g.created_at < clock() - interval '45 seconds')
        or (g.status = 'running' and g.worker_id is null)
        -- A claim, or p_running, may take as long as the deadline of a statement to arrive.
        or (
          g.status = 'running'
          and g.worker_id = p_worker_id
          and g.id <> all (p_running)
          and g.started_at < clock() - interval '45 seconds'
        )
      )
      and not exists (select 1 from jobs j where j.generation_id = g.id)
  $$;

-- Adds the missing jobs of live generations, also of those that belong to the calling worker but do not run
-- in it. A claim of this worker counts only if it ends within p_known_seconds: later ones may have been made
-- by statements whose replies the worker has not received. Returns the generations that got a job.
create or replace function requeue_stranded_generations(
  p_worker_id uuid,
  p_running uuid[],
  p_known_seconds double precision
) returns setof uuid
  language plpgsql
  as $$
  declare
    stranded uuid[];
  begin
    if not try_lock_requeue() then
      return;
    end if;
    stranded := array(select generations_without_job(p_worker_id, p_running));
    stranded := array(
      select id
      from generations
      where id = any (stranded)
        and (
          worker_id is distinct from p_worker_id
          or deadline_at < clock() + p_known_seconds * interval '1 second'
        )
    );
    if cardinality(stranded) > 0 then
      perform graphile_worker.add_jobs(array(select generate_job(id) from unnest(stranded) as t (id)));
    end if;
    return query select unnest(stranded);
  end
  $$;

-- Does the same for a worker that has received all replies to its claims, or null. Called by programs of
-- release 153 and older.
create or replace function requeue_generations(p_worker_id uuid, p_running uuid[])
  returns setof uuid
  language sql
  as $$
    -- Ten years.
    select requeue_stranded_generations(p_worker_id, p_running, 315360000)
  $$;

-- Returns live generations past their deadline, at most p_limit. Canceled ones that have not started are
-- left to finish_requested_cancellations for five minutes, longer than it takes.
create or replace function overdue_generations(p_limit integer) returns setof uuid
  language sql stable
  as $$
    select id
    from generations
    where finished_at is null
      and deadline_at < (select clock())
      and (
        status <> 'queued'
        or cancel_requested_at is null
        or deadline_at < (select clock()) - interval '5 minutes'
      )
    order by deadline_at
    limit p_limit
  $$;

-- Returns whether a worker may declare others dead: its heartbeats have had no gap of more than p_max_gap
-- for 45 s, which is longer than a live worker takes to reconnect, and Postgres has run for 20 s. For a null
-- worker only the second condition is checked.
create or replace function can_declare_workers_dead(
  p_worker_id uuid,
  p_max_gap interval default '4 seconds'
) returns boolean
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
            and seen_at > clock() - p_max_gap
            and steady_since < clock() - interval '45 seconds'
        )
      )
  $$;
