-- Claims a generation for a live worker: a queued one, a running one whose worker has died, or the worker's
-- own after an interrupted run. Opens an attempt, or returns the open one. Returns no row if the claim is
-- rejected, also for a worker that was declared dead. The first call of a new attempt is recorded as sent
-- if one of p_immediate_providers makes it at once; otherwise the commit is asynchronous: nothing is sent
-- before mark_attempt_sent, whose commit flushes this one first. A call that the same run has recorded, by a
-- claim whose reply was lost, has not been made.
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
  language plpgsql
  as $$
  #variable_conflict use_column
  declare
    claimed generations;
    open_attempt provider_attempts;
    immediate_provider text;
    as_of timestamptz := clock();
  begin
    claimed := take_generation(
      p_generation_id => p_generation_id,
      p_worker_id => p_worker_id,
      p_provider => p_provider,
      p_run_seconds => p_run_seconds,
      p_as_of => as_of
    );
    if claimed.id is null then
      return;
    end if;
    select * into open_attempt
    from provider_attempts a
    where a.generation_id = claimed.id and a.ended_at is null;
    if not found then
      immediate_provider := find_immediate_provider(claimed, p_provider, p_immediate_providers);
      open_attempt := open_first_attempt(
        p_generation => claimed,
        p_run_id => p_run_id,
        p_provider => coalesce(immediate_provider, p_provider),
        p_is_sent => immediate_provider is not null,
        p_as_of => as_of
      );
    elsif open_attempt.state = 'sent' and open_attempt.run_id = p_run_id then
      immediate_provider := open_attempt.provider;
    end if;
    if immediate_provider is null then
      perform set_config('synchronous_commit', 'off', true);
    end if;
    return query
      select
        open_attempt.id, immediate_provider is not null, open_attempt.state, open_attempt.provider,
        open_attempt.calls::integer, open_attempt.task_ids, claimed.claim;
  end
  $$;

-- Assigns a generation to a live worker if it is queued or is running without another worker. Returns null
-- if it is not assigned.
create or replace function take_generation(
  p_generation_id uuid,
  p_worker_id uuid,
  p_provider text,
  p_run_seconds integer,
  p_as_of timestamptz
) returns generations
  language plpgsql
  as $$
  declare
    taken generations;
  begin
    update generations g
    set status = 'running',
      worker_id = p_worker_id,
      claim = g.claim + 1,
      provider = p_provider,
      started_at = coalesce(g.started_at, p_as_of),
      deadline_at = p_as_of + p_run_seconds * interval '1 second'
    where g.id = p_generation_id
      and (
        g.status = 'queued'
        or (g.status = 'running' and (g.worker_id is null or g.worker_id = p_worker_id))
      )
      and g.deadline_at > p_as_of
      and exists (select 1 from workers w where w.id = p_worker_id and w.stopped_at is null)
    returning * into taken;
    return taken;
  end
  $$;

-- Opens the first attempt of a claimed generation, with its provider call recorded as sent or not made.
create or replace function open_first_attempt(
  p_generation generations,
  p_run_id uuid,
  p_provider text,
  p_is_sent boolean,
  p_as_of timestamptz
) returns provider_attempts
  language plpgsql
  as $$
  declare
    opened provider_attempts;
  begin
    insert into provider_attempts (
      generation_id, claim, run_id, provider, state, calls, sent_at, created_at
    )
    values (
      p_generation.id, p_generation.claim, p_run_id, p_provider,
      case when p_is_sent then 'sent' else 'intent' end::attempt_state,
      case when p_is_sent then 1 else 0 end,
      case when p_is_sent then p_as_of end,
      p_as_of
    )
    returning * into opened;
    return opened;
  end
  $$;

-- Returns the provider of a generation if it is certain and makes the call at once: the model has at most
-- one route, and there are no input images to download before.
create or replace function find_immediate_provider(
  p_generation generations,
  p_default text,
  p_immediate_providers text[]
) returns text
  language sql stable
  as $$
    select provider
    from (
      select coalesce(max(r.provider), p_default) as provider, count(r.provider) as routes
      from model_routes r
      where r.model = p_generation.model
    ) chosen
    where p_generation.inputs = '[]' and routes <= 1 and provider = any (p_immediate_providers)
  $$;

-- Opens the attempts of the new generations that were inserted as claimed, with their provider calls
-- recorded as sent.
create or replace function claim_accepted(
  p_requests generation_request[],
  p_acceptances acceptance[],
  p_as_of timestamptz
) returns void
  language plpgsql
  as $$
  begin
    insert into provider_attempts (
      generation_id, claim, provider, state, calls, sent_at, created_at
    )
    select g.id, g.claim, g.provider, 'sent', 1, p_as_of, p_as_of
    from unnest(p_requests, p_acceptances) r
      join generations g on g.id = r.id
    where r.is_new and r.worker_id is not null and g.worker_id = r.worker_id;
  end
  $$;

-- Returns the open attempts of the generations that the workers of their requests have claimed, and that no
-- other run has claimed since.
create or replace function list_claimed_attempts(p_requests generation_request[])
  returns table (generation_id uuid, attempt_id bigint)
  language sql stable
  as $$
    select g.id, a.id
    from unnest(p_requests) r
      join generations g on g.id = r.id and g.worker_id = r.worker_id and g.claim = 1
      join provider_attempts a on a.generation_id = g.id and a.ended_at is null
    where r.worker_id is not null
  $$;

-- Releases a claimed generation whose worker has made no call, and queues it again after p_pause_seconds.
-- The deadline is reset to that of an unclaimed generation. p_is_call_recorded: the call was recorded as
-- sent with the claim. Returns false if the claim is lost.
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
      deadline_at = created_at + interval '1 hour'
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

-- Returns the running generations of a worker that has registered again to it, except those that another
-- worker has claimed since. The claim number stays the same, so writes of the running call stay fenced by
-- it. Returns the generations that now belong to the worker.
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
