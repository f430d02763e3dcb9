-- Unlocks the jobs of retired queue pools, except those that still run, and the named queues that the pools
-- have locked for such jobs. Returns how many jobs were unlocked.
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

-- Returns the locks of a pool on jobs that it does not run and on named queues of which it runs no job, with
-- the time when each was taken: a lock that is taken again is another one.
create or replace function list_idle_locks(p_pool_id text, p_running_job_ids bigint[])
  returns setof text
  language sql stable
  as $$
    select concat('job ', j.id, ' ', j.locked_at)
    from graphile_worker._private_jobs j
    where j.locked_by = p_pool_id and j.id <> all (p_running_job_ids)
    union all
    select concat('queue ', q.id, ' ', q.locked_at)
    from graphile_worker._private_job_queues q
    where q.locked_by = p_pool_id
      and not exists (
        select 1
        from graphile_worker._private_jobs j
        where j.job_queue_id = q.id and j.id = any (p_running_job_ids)
      )
  $$;

-- Unlocks the jobs and the named queues that no pool of a live worker has locked, such as those of a
-- process that ended while Postgres was unavailable. A lock of the last minute does not count: a pool is
-- recorded soon after it has taken its first job. Returns how many jobs were unlocked.
create or replace function unlock_orphaned_jobs() returns integer
  language sql
  as $$
    with live as materialized (
      select unnest(pool_ids) as pool_id
      from workers
      where stopped_at is null
    ), unlocked as (
      update graphile_worker._private_jobs
      set locked_at = null, locked_by = null
      where locked_at < clock_timestamp() - interval '1 minute'
        and locked_by not in (select pool_id from live)
      returning 1
    ), queues as (
      update graphile_worker._private_job_queues
      set locked_at = null, locked_by = null
      where locked_at < clock_timestamp() - interval '1 minute'
        and locked_by not in (select pool_id from live)
    )
    select count(*)::integer from unlocked
  $$;

-- Returns whether a job of these tasks has been ready for 5 s without being started. A job that waits for
-- another one of its named queue is not ready.
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
