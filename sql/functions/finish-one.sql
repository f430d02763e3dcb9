-- Finishes one generation. Its statements, each for a single row, take less time together than those for
-- many. Returns the row of finish_generations.
create or replace function finish_one(p_ending generation_ending, p_may_wait boolean)
  returns table (generation_id uuid, outcome finish_outcome, finished_at timestamptz)
  language plpgsql
  rows 1
  as $$
  #variable_conflict use_column
  declare
    is_locked boolean := lock_live_generation(p_ending.id, p_may_wait);
    as_of timestamptz := clock();
    attempt attempt_result := p_ending.attempt;
    own generations;
  begin
    if not is_locked then
      return;
    end if;
    if attempt.id is null then
      attempt := find_lost_attempt(p_ending.id);
    end if;
    update generations g
    set status = p_ending.status,
      delivered = cardinality(p_ending.images),
      error_code = p_ending.error_code,
      error_message = p_ending.error_message,
      provider = coalesce(attempt.provider, open_attempt_provider(g.id), g.provider),
      worker_id = null,
      finished_at = as_of
    where g.id = p_ending.id
      and g.finished_at is null
      and (
        p_ending.worker_id is null
        or (g.worker_id = p_ending.worker_id and g.claim = p_ending.claim)
      )
    returning * into own;
    if not found then
      return query
        select g.id,
          case when g.finished_at is null then 'fenced' else 'already' end::finish_outcome,
          g.finished_at
        from generations g
        where g.id = p_ending.id;
      return;
    end if;
    -- A generation without a claim may have been queued.
    if p_ending.worker_id is null then
      perform dequeue_generations(array[own.id], p_job_generation_ids => '{}');
    end if;
    perform record_ending(p_ending, attempt, own);
    return query select own.id, 'finished'::finish_outcome, own.finished_at;
  end
  $$;

-- Locks the account of a generation and then the generation, and returns whether both are locked. See
-- lock_live_generations.
create or replace function lock_live_generation(p_id uuid, p_may_wait boolean) returns boolean
  language plpgsql
  as $$
  declare
    owner_id uuid;
  begin
    select account_id into owner_id from generations where id = p_id;
    if cardinality(lock_accounts(array[owner_id], p_may_wait)) = 0 then
      return false;
    end if;
    return cardinality(lock_generations(array[p_id], p_may_wait)) = 1;
  end
  $$;

-- Records what follows from a finished generation. See record_endings.
create or replace function record_ending(
  p_ending generation_ending,
  p_attempt attempt_result,
  p_generation generations
) returns void
  language plpgsql
  as $$
  begin
    if cardinality(p_ending.images) > 0 then
      perform insert_images(array[p_ending], p_generation.finished_at);
    end if;
    if p_attempt.id is not null then
      perform end_attempt(p_attempt);
    end if;
    perform close_hold(
      p_generation.hold_id, p_generation.delivered * p_generation.unit_credits, p_ending.is_our_fault
    );
    if p_ending.status = 'blocked' then
      perform count_blocked_generations(array[p_ending], p_generation.finished_at);
    end if;
    if exists (
      select 1 from webhook_endpoints where account_id = p_generation.account_id and deleted_at is null
    ) then
      perform emit_generation_events(array[p_generation.id]);
    end if;
    if p_ending.notifies then
      perform pg_notify('generation_finished', p_generation.id::text);
    end if;
  end
  $$;
