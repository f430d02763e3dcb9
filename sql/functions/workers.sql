-- Registers a worker process and takes its lock for this session. The row becomes visible only after the
-- lock is held.
create or replace function register_worker(p_id uuid, p_pool_ids text[]) returns integer
  language plpgsql
  as $$
  declare
    own integer;
  begin
    -- This process may have missed an outage after which other workers are still reconnecting, so it may
    -- not declare them dead in its first 4 s.
    insert into workers (id, pool_ids, started_at, seen_at, steady_since)
    values (p_id, p_pool_ids, clock(), clock(), clock() - interval '41 seconds')
    returning number into own;
    perform pg_advisory_lock(worker_lock_class(), own);
    return own;
  end
  $$;

-- Returns whether a worker's lock is held, by any backend or by one backend.
create or replace function is_worker_locked(p_number integer, p_backend integer default null)
  returns boolean
  language sql stable
  as $$
    select exists (
      select 1
      from pg_locks
      where locktype = 'advisory'
        and classid = worker_lock_class()
        and objid = p_number
        and objsubid = 2
        and granted
        and database = (select oid from pg_database where datname = current_database())
        and pid = coalesce(p_backend, pid)
    )
  $$;

-- Records a heartbeat, and takes the lock of the worker again if its connection was lost. After a gap of
-- more than p_max_gap the worker may declare no other dead for some time: they may have had the same outage.
-- Returns false if the worker was declared dead: its claims are lost.
create or replace function record_heartbeat(p_id uuid, p_max_gap interval default '4 seconds')
  returns boolean
  language plpgsql
  as $$
  declare
    own integer;
  begin
    update workers
    set seen_at = clock(),
      steady_since = case
        when seen_at < clock() - p_max_gap then clock()
        -- After the clock has stepped back, the last heartbeat is in the future by the size of the step.
        when seen_at > clock() then steady_since - (seen_at - clock())
        else steady_since
      end
    where id = p_id and stopped_at is null
    returning number into own;
    if not found then
      return false;
    end if;
    if not is_worker_locked(own, pg_backend_pid()) then
      perform pg_try_advisory_lock(worker_lock_class(), own);
    end if;
    return true;
  end
  $$;

-- Does the same for a worker of release 173 or older, which sends a heartbeat every five seconds.
create or replace function touch_worker(p_id uuid) returns boolean
  language sql
  as $$
    select record_heartbeat(p_id, '10 seconds')
  $$;
