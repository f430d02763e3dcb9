-- The queue of generations: which one a worker runs next.

-- Adds the jobs of new generations and queues the generations. In each turn an account has one generation;
-- a further one gets the turn after that of its account's last one. The first one of an account gets the
-- turn from which generations were started last, or the turn after it if the account has a running
-- generation. So accounts take turns, however many generations each of them has queued.
create or replace function enqueue_generations(
  p_requests generation_request[],
  p_generation_ids uuid[]
) returns void
  language plpgsql
  as $$
  begin
    with item as (
      select
        r.id, r.account_id, p.is_awaited, p.priority, coalesce(t.turn, 0) as started_turn,
        exists (
          select 1 from provider_attempts a where a.account_id = r.account_id and a.ended_at is null
        ) as has_running,
        -- Empty for the provider of the settings.
        coalesce(
          (select m.provider from model_routes m where m.model = r.model order by m.position limit 1), ''
        ) as provider
      from unnest(p_requests) r
        join accounts a on a.id = r.account_id
        join plans on plans.id = a.plan_id
        cross join lateral (
          select
            coalesce(r.is_awaited, false) as is_awaited,
            -- Requests of batches may wait for hours, and all others start before them.
            case when r.deadline_seconds > 3600 then -1 else plans.priority end::smallint as priority
        ) p
        left join queue_turns t on t.is_awaited = p.is_awaited and t.priority = p.priority
      where r.id = any (p_generation_ids)
    ), level as (
      insert into queue_turns (is_awaited, priority, turn)
      select distinct is_awaited, priority, 0
      from item i
      where not exists (
        select 1 from queue_turns t where t.is_awaited = i.is_awaited and t.priority = i.priority
      )
      on conflict do nothing
    ), job as (
      select j.id, (j.payload ->> 'generationId')::uuid as generation_id
      from graphile_worker.add_jobs(
          array(select prioritized_generate_job(id, is_awaited) from item)
        ) j
    )
    insert into queued_generations (generation_id, account_id, job_id, is_awaited, priority, provider, turn)
    select
      i.id, i.account_id, j.id, i.is_awaited, i.priority, i.provider,
      greatest(i.started_turn + i.has_running::integer, last.turn + 1)
        + row_number() over (partition by i.account_id, i.is_awaited, i.priority order by j.id) - 1
    from item i
      join job j on j.generation_id = i.id
      left join lateral (
        select q.turn
        from queued_generations q
        where q.account_id = i.account_id
          and q.is_awaited = i.is_awaited
          and q.priority = i.priority
        order by q.turn desc
        limit 1
      ) last on true;
  end
  $$;

-- Locks the queued generations that start next, at most p_count, and returns them. Generations that another
-- session has locked are passed over. p_providers: only those of these providers; null for all.
create or replace function pick_generations(p_count integer, p_providers text[]) returns uuid[]
  language plpgsql
  as $$
  begin
    return array(
      select g.id
      from rank_next_candidates(p_count, p_providers) q
        -- Locks one after another, until there are enough.
        cross join lateral (
          select id
          from generations
          where id = q.generation_id and status = 'queued' and deadline_at > clock()
          for no key update skip locked
        ) g
      limit p_count
    );
  end
  $$;

-- Returns how many queued generations start before this one, at most p_most. Reads as many rows as a claim,
-- however long the queue is. What is queued and started later can change the number.
create or replace function find_queue_position(p_generation_id uuid, p_most integer) returns integer
  language sql stable
  as $$
    select least(
      coalesce(min(c.ordinality) filter (where c.generation_id = p_generation_id) - 1, count(*)), p_most
    )::integer
    from rank_next_candidates(p_most, null) with ordinality c
  $$;

-- Returns the queued generations in the order in which they start: those that a caller waits for first,
-- then those of the accounts with the fewest running generations, then by the priority of the plan, by turn
-- and by age. At least the first p_count of these providers, or of all for null. In SQL, so that the plan of
-- a claim includes it.
create or replace function rank_next_candidates(p_count integer, p_providers text[])
  returns table (generation_id uuid)
  language sql stable
  as $$
    with candidate as materialized (
      select * from list_next_candidates(p_count + 64, p_providers)
    ), running as (
      select account_id, count(*) as generations
      from provider_attempts
      where ended_at is null and account_id = any (array(select account_id from candidate))
      group by account_id
    ), ranked as (
      select
        c.*,
        coalesce(r.generations, 0)
          + row_number() over (partition by c.account_id order by c.is_awaited desc, c.turn, c.job_id)
          as running_then
      from candidate c
        left join running r on r.account_id = c.account_id
    )
    select q.generation_id
    from ranked q
    order by q.is_awaited desc, q.running_then, q.priority desc, q.turn, q.job_id
  $$;

-- Returns of each priority and provider the first p_count queued generations by turn, however long the queue
-- is. In these turns each account has few generations. p_providers: only those of these providers; null for
-- all.
create or replace function list_next_candidates(p_count integer, p_providers text[])
  returns setof queued_generations
  language plpgsql stable
  -- The statistics of the table may be those of an empty queue.
  set enable_seqscan = off
  as $$
  begin
    return query
      with recursive level as (
        (
          select q.is_awaited, q.priority, q.provider
          from queued_generations q
          order by q.is_awaited desc, q.priority desc, q.provider desc
          limit 1
        )
        union all
        select n.is_awaited, n.priority, n.provider
        from level l
          cross join lateral (
            select q.is_awaited, q.priority, q.provider
            from queued_generations q
            where (q.is_awaited, q.priority, q.provider) < (l.is_awaited, l.priority, l.provider)
            order by q.is_awaited desc, q.priority desc, q.provider desc
            limit 1
          ) n
      )
      select c.*
      from level l
        cross join lateral (
          select q.*
          from queued_generations q
          where q.is_awaited = l.is_awaited and q.priority = l.priority and q.provider = l.provider
          order by q.turn, q.job_id
          limit p_count
        ) c
      where p_providers is null or l.provider = any (p_providers);
  end
  $$;

-- Removes generations from the queue, with those of their jobs that no worker has taken. Returns what was
-- removed. p_job_generation_ids: the generations of the jobs that run the removed ones instead.
create or replace function dequeue_generations(p_generation_ids uuid[], p_job_generation_ids uuid[])
  returns queued_generations[]
  language plpgsql
  as $$
  declare
    removed queued_generations[];
    free_job_ids bigint[];
  begin
    with removed as (
      delete from queued_generations q where generation_id = any (p_generation_ids) returning q
    )
    select array(select q from removed) into removed;
    free_job_ids := array(
      select id
      from graphile_worker._private_jobs
      where id = any (array(select job_id from unnest(removed))) and locked_at is null
      for update skip locked
    );
    delete from graphile_worker._private_jobs
    where id = any (free_job_ids)
      and id <> all (hand_over_jobs(free_job_ids, p_job_generation_ids));
    return removed;
  end
  $$;

-- Gives jobs that no worker has taken to those of the generations that are still queued. The own job of such
-- a generation runs another one until that ends; with a second job, a worker with a free slot can start it
-- before. Returns the jobs that were given.
create or replace function hand_over_jobs(p_job_ids bigint[], p_generation_ids uuid[]) returns bigint[]
  language plpgsql
  as $$
  declare
    waiting_ids uuid[];
    handed_ids bigint[];
  begin
    if p_job_ids = '{}' or array_remove(p_generation_ids, null) = '{}' then
      return '{}';
    end if;
    waiting_ids := array(
      select generation_id
      from queued_generations
      where generation_id = any (p_generation_ids)
      order by job_id
      -- What another session has locked is claimed there.
      for update skip locked
    );
    with handed as (
      update graphile_worker._private_jobs j
      set payload = json_build_object('generationId', w.generation_id)
      from unnest(p_job_ids, waiting_ids) w (job_id, generation_id)
      where j.id = w.job_id and w.generation_id is not null
      returning j.id, w.generation_id
    ), queued as (
      update queued_generations q
      set job_id = h.id
      from handed h
      where q.generation_id = h.generation_id
      returning q.job_id
    )
    select array(select job_id from queued) into handed_ids;
    if handed_ids <> '{}' then
      -- A worker may have passed them over while they were locked here.
      perform pg_notify(
        'jobs:insert', json_build_object('r', random(), 'count', cardinality(handed_ids))::text
      );
    end if;
    return handed_ids;
  end
  $$;

-- Records the turns of generations that were started. A concurrent call records a similar turn, so that this
-- one does not wait for it.
create or replace function record_started_turns(p_started queued_generations[]) returns void
  language plpgsql
  as $$
  begin
    with started as (
      select is_awaited, priority, max(turn) as turn from unnest(p_started) group by is_awaited, priority
    ), unlocked as (
      select t.is_awaited, t.priority
      from queue_turns t
      where exists (
        select 1
        from started s
        where s.is_awaited = t.is_awaited and s.priority = t.priority and s.turn > t.turn
      )
      for update skip locked
    )
    update queue_turns t
    set turn = s.turn
    from started s
      join unlocked u on u.is_awaited = s.is_awaited and u.priority = s.priority
    where t.is_awaited = s.is_awaited and t.priority = s.priority;
  end
  $$;

-- Adds jobs for the generations that start next, so that p_count jobs are ready for another worker with a
-- free slot: the own jobs of these generations wait for a slot of this worker, or for a share of its slots.
-- Adds none without another worker. Returns how many.
create or replace function offer_generations(p_worker_id uuid, p_count integer) returns integer
  language plpgsql
  as $$
  declare
    ready integer;
    jobs graphile_worker.job_spec[];
  begin
    if not exists (select 1 from workers where stopped_at is null and id <> p_worker_id) then
      return 0;
    end if;
    select count(*) into ready
    from (
      select 1
      from graphile_worker._private_jobs j
        join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'generate' and j.is_available and j.run_at <= clock_timestamp()
      limit p_count
    ) j;
    jobs := array(
      select offered_job(generation_id, is_awaited)
      from list_next_candidates(p_count, null)
      order by is_awaited desc, priority desc, turn, job_id
      limit p_count - ready
    );
    -- add_jobs notifies the workers even if the list is empty.
    if cardinality(jobs) > 0 then
      perform graphile_worker.add_jobs(jobs);
    end if;
    return cardinality(jobs);
  end
  $$;

-- Returns a second job for a queued generation. It runs whichever starts next, and ends if none is queued.
create or replace function offered_job(p_generation_id uuid, p_is_awaited boolean)
  returns graphile_worker.job_spec
  language sql stable
  as $$
    select (
      'generate', json_build_object('generationId', p_generation_id, 'isOffered', true),
      null, null, 25, null, case when p_is_awaited then -1 else 0 end, null
    )::graphile_worker.job_spec
  $$;
