-- Claims the given generations, each for its worker and run: queued ones, running ones without a worker, and
-- those of the worker itself after an interrupted run. Opens an attempt for each, or returns its open one.
-- Returns no row for a generation that cannot be claimed (see take_generations) or, without p_may_wait, that
-- another session has locked.
--
-- The call of a new attempt is recorded as sent if one of p_immediate_providers makes it at once. If no call
-- of these runs is recorded, the commit is asynchronous: mark_attempt_sent precedes every call, and its
-- commit also makes this one durable. is_call_recorded: the call was recorded for this run, which has not
-- made it yet. A run that repeats its claim after a lost reply gets true again.
--
-- Called by processes of earlier releases; others call claim_next_generations.
create or replace function claim_generations(
  p_generation_ids uuid[],
  p_worker_ids uuid[],
  p_run_ids uuid[],
  p_provider text,
  p_run_seconds integer,
  p_immediate_providers text[],
  p_may_wait boolean
) returns table (
  generation_id uuid,
  attempt_id bigint,
  is_call_recorded boolean,
  attempt_state attempt_state,
  attempt_provider text,
  calls integer,
  task_ids text[],
  claim integer
)
  language plpgsql
  rows 10
  as $$
  #variable_conflict use_column
  declare
    claimed_ids uuid[];
  begin
    claimed_ids := take_generations(
      p_locked_ids => lock_generations(p_generation_ids, p_may_wait),
      p_generation_ids => p_generation_ids,
      p_worker_ids => p_worker_ids,
      p_provider => p_provider,
      p_run_seconds => p_run_seconds
    );
    -- Their jobs stay, because the callers run in them.
    delete from queued_generations where generation_id = any (claimed_ids);
    perform open_first_attempts(
      p_claimed_ids => claimed_ids,
      p_generation_ids => p_generation_ids,
      p_run_ids => p_run_ids,
      p_provider => p_provider,
      p_immediate_providers => p_immediate_providers
    );
    return query
      select
        g.id, a.id, a.state = 'sent' and coalesce(a.run_id = c.run_id, false), a.state, a.provider,
        a.calls::integer, a.task_ids, g.claim
      from unnest(p_generation_ids, p_run_ids) c (id, run_id)
        join generations g on g.id = c.id
        join provider_attempts a on a.generation_id = g.id and a.ended_at is null
      where g.id = any (claimed_ids) and a.generation_id = any (claimed_ids);
  end
  $$;

-- Returns what the run of a claimed generation needs. Volatile, so that it reads with a snapshot of its own:
-- the generation may have been accepted after the statement that claims it had started.
create or replace function describe_claimed_generation(p_generation_id uuid) returns table (
  account_id uuid,
  dialect text,
  prompt text,
  n smallint,
  size text,
  aspect_ratio text,
  tier text,
  quality text,
  options jsonb,
  inputs jsonb,
  end_user text,
  is_cancel_requested boolean,
  queued_seconds double precision,
  provider_model text,
  -- The routes of the model in the order in which they are tried.
  route_providers text[],
  route_models text[]
)
  language sql volatile
  rows 1
  as $$
    select
      g.account_id, g.dialect, g.prompt, g.n, g.size, g.aspect_ratio, g.tier, g.quality, g.options,
      g.inputs, g.end_user, g.cancel_requested_at is not null,
      extract(epoch from clock() - g.created_at)::double precision, m.provider_model,
      array(select r.provider from model_routes r where r.model = g.model order by r.position),
      array(select r.provider_model from model_routes r where r.model = g.model order by r.position)
    from generations g
      join models m on m.id = g.model
    where g.id = p_generation_id
  $$;

-- Assigns locked generations to their workers. A generation can be assigned if it is queued, or running
-- without another worker, its deadline has not passed, and the worker has not stopped. Returns those that
-- were assigned.
create or replace function take_generations(
  p_locked_ids uuid[],
  p_generation_ids uuid[],
  p_worker_ids uuid[],
  p_provider text,
  p_run_seconds integer
) returns uuid[]
  language plpgsql
  as $$
  declare
    as_of timestamptz := clock();
    taken_ids uuid[];
  begin
    with taken as (
      update generations g
      set status = 'running',
        worker_id = c.worker_id,
        claim = g.claim + 1,
        provider = p_provider,
        started_at = coalesce(g.started_at, as_of),
        deadline_at = as_of + p_run_seconds * interval '1 second'
      from unnest(p_generation_ids, p_worker_ids) c (id, worker_id)
      where g.id = any (p_locked_ids)
        and g.id = c.id
        and (
          g.status = 'queued'
          or (g.status = 'running' and (g.worker_id is null or g.worker_id = c.worker_id))
        )
        and g.deadline_at > as_of
        and exists (select 1 from workers w where w.id = c.worker_id and w.stopped_at is null)
      returning g.id
    )
    select coalesce(array_agg(id), '{}') into taken_ids from taken;
    return taken_ids;
  end
  $$;

-- Claims one generation. Called by processes of earlier releases.
create or replace function claim_generation(
  p_generation_id uuid,
  p_worker_id uuid,
  p_provider text,
  p_run_seconds integer,
  p_immediate_providers text[] default '{}',
  p_run_id uuid default null
) returns table (
  attempt_id bigint,
  is_call_recorded boolean,
  attempt_state attempt_state,
  attempt_provider text,
  calls integer,
  task_ids text[],
  claim integer
)
  language sql
  as $$
    select attempt_id, is_call_recorded, attempt_state, attempt_provider, calls, task_ids, claim
    from claim_generations(
      p_generation_ids => array[p_generation_id],
      p_worker_ids => array[p_worker_id],
      p_run_ids => array[coalesce(p_run_id, gen_random_uuid())],
      p_provider => p_provider,
      p_run_seconds => p_run_seconds,
      p_immediate_providers => p_immediate_providers,
      p_may_wait => true
    )
  $$;

-- Locks generations in the order of their ids, so that concurrent calls do not deadlock. Returns those that
-- are locked: without p_may_wait, those that no other session has locked.
create or replace function lock_generations(p_generation_ids uuid[], p_may_wait boolean) returns uuid[]
  language plpgsql
  as $$
  begin
    if p_may_wait then
      return array(
        select id from generations where id = any (p_generation_ids) order by id for no key update
      );
    end if;
    return array(
      select id
      from generations
      where id = any (p_generation_ids)
      order by id
      for no key update skip locked
    );
  end
  $$;

-- Opens an attempt for each claimed generation without an open one. Its provider call is recorded as sent
-- if the provider is certain and makes the call at once: the model has at most one route, and there are no
-- input images to download before. The commit is asynchronous if no call of these runs is recorded.
create or replace function open_first_attempts(
  p_claimed_ids uuid[],
  p_generation_ids uuid[],
  p_run_ids uuid[],
  p_provider text,
  p_immediate_providers text[]
) returns void
  language plpgsql
  as $$
  declare
    as_of timestamptz := clock();
  begin
    insert into provider_attempts (
      generation_id, account_id, claim, run_id, provider, state, calls, sent_at, created_at
    )
    select
      g.id, g.account_id, g.claim, c.run_id, coalesce(i.provider, p_provider),
      case when i.provider is null then 'intent' else 'sent' end::attempt_state,
      case when i.provider is null then 0 else 1 end,
      case when i.provider is not null then as_of end,
      as_of
    from unnest(p_generation_ids, p_run_ids) c (id, run_id)
      join generations g on g.id = c.id
      left join lateral (
        select coalesce(max(r.provider), p_provider) as provider
        from model_routes r
        where r.model = g.model
        having count(*) <= 1
      ) i on g.inputs = '[]' and i.provider = any (p_immediate_providers)
    where g.id = any (p_claimed_ids)
      and not exists (
        select 1 from provider_attempts a where a.generation_id = g.id and a.ended_at is null
      );
    if not exists (
      select 1
      from provider_attempts
      where generation_id = any (p_claimed_ids)
        and ended_at is null
        and state = 'sent'
        and run_id = any (p_run_ids)
    ) then
      perform set_config('synchronous_commit', 'off', true);
    end if;
  end
  $$;

-- Gives up the claim of a generation whose provider was not called, and adds a job that continues it after
-- p_pause_seconds. Its deadline is again the one that it had in the queue. p_is_call_recorded: the claim has
-- recorded the call as sent, which is undone. Returns false if the claim is lost.
create or replace function release_generation(
  p_generation_id uuid,
  p_worker_id uuid,
  p_claim integer,
  p_pause_seconds integer,
  p_is_call_recorded boolean default false
) returns boolean
  language plpgsql
  as $$
  begin
    update generations
    set worker_id = null,
      -- The deadline of earlier releases, which did not set queue_seconds, was an hour.
      deadline_at = created_at + coalesce(queue_seconds, 3600) * interval '1 second'
    where id = p_generation_id
      and status = 'running'
      and worker_id = p_worker_id
      and claim = p_claim;
    if not found then
      return false;
    end if;
    if p_is_call_recorded then
      update provider_attempts
      set state = 'intent', calls = 0, sent_at = null
      where generation_id = p_generation_id and ended_at is null;
    end if;
    perform graphile_worker.add_job(
      identifier => 'generate',
      payload => json_build_object('generationId', p_generation_id),
      run_at => now() + p_pause_seconds * interval '1 second',
      max_attempts => 25
    );
    return true;
  end
  $$;

-- Assigns running generations to their worker again after it has registered again, except those that another
-- worker has claimed since. The claim number stays the same, so the run in progress can still record its
-- result. Returns the generations that were assigned.
create or replace function readopt_generations(
  p_worker_id uuid,
  p_generation_ids uuid[],
  p_claims integer[]
) returns setof uuid
  language sql
  as $$
    select lock_generations(p_generation_ids, p_may_wait => true);
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
