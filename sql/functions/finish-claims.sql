-- Finishes generations and claims the ones that start next, for runs whose slots become free.

-- Finishes generations as finish_generations does, and then claims the next one for each run whose
-- generation has an outcome, as claim_next_generations does. Both share one statement and one flush of the
-- log. p_run_ids: for each ending the run that takes the next generation, or null. The commit is synchronous
-- even if no call is recorded as sent. Returns the outcomes, each with the claim of its run if there is one.
create or replace function finish_and_claim_generations(
  p_endings generation_ending[],
  p_may_wait boolean,
  p_run_ids uuid[],
  p_worker_id uuid,
  p_provider text,
  p_run_seconds integer,
  p_immediate_providers text[],
  p_is_repeated boolean
) returns table (
  finished_id uuid, outcome finish_outcome, finished_at timestamptz,
  run_id uuid, generation_id uuid, attempt_id bigint, is_call_recorded boolean,
  attempt_state attempt_state, attempt_provider text, calls integer, task_ids text[], claim integer,
  has_more boolean
)
  language plpgsql
  rows 10
  as $$
  #variable_conflict use_column
  declare
    durability text := current_setting('synchronous_commit');
    ending_ids uuid[] := array(select id from unnest(p_endings));
    ended_ids uuid[];
    outcomes finish_outcome[];
    ended_ats timestamptz[];
    free_run_ids uuid[];
  begin
    select
      coalesce(array_agg(f.generation_id), '{}'), array_agg(f.outcome), array_agg(f.finished_at)
    into ended_ids, outcomes, ended_ats
    from finish_generations(p_endings, p_may_wait) f;
    free_run_ids := array(
      select r.run_id
      from unnest(ending_ids, p_run_ids) r (id, run_id)
      where r.run_id is not null and r.id = any (ended_ids)
    );
    return query
      select
        e.id, e.outcome, e.finished_at, c.run_id, c.generation_id, c.attempt_id, c.is_call_recorded,
        c.attempt_state, c.attempt_provider, c.calls, c.task_ids, c.claim, c.has_more
      from unnest(ended_ids, outcomes, ended_ats) e (id, outcome, finished_at)
        join unnest(ending_ids, p_run_ids) r (id, run_id) on r.id = e.id
        left join claim_next_generations(
          p_generation_ids => array_fill(null::uuid, array[cardinality(free_run_ids)]),
          p_run_ids => free_run_ids,
          p_worker_id => p_worker_id,
          p_provider => p_provider,
          p_run_seconds => p_run_seconds,
          p_immediate_providers => p_immediate_providers,
          p_may_wait => true,
          p_is_repeated => p_is_repeated
        ) c on c.run_id = r.run_id;
    -- Claims without a call have made the commit asynchronous, but that of endings must be durable.
    perform set_config('synchronous_commit', durability, true);
  end
  $$;
