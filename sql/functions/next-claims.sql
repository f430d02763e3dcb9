-- Claims of the generations that start next.

-- Claims a generation for each job of a live worker, for all jobs that wait in one statement: the generation
-- of the job if it is running without another worker, and otherwise the one that starts next
-- (pick_generations). A null id: the job has run its own generation before. p_is_repeated: the reply to an
-- earlier call may have been lost, so the generations that the runs have claimed are returned again.
-- has_more: others are still queued. p_providers: only generations of these providers start; null for all.
-- For the rest see claim_generations.
create or replace function claim_next_generations(
  p_generation_ids uuid[],
  p_run_ids uuid[],
  p_worker_id uuid,
  p_provider text,
  p_run_seconds integer,
  p_immediate_providers text[],
  p_may_wait boolean,
  p_is_repeated boolean,
  p_providers text[] default null
) returns table (
  run_id uuid,
  generation_id uuid,
  attempt_id bigint,
  is_call_recorded boolean,
  attempt_state attempt_state,
  attempt_provider text,
  calls integer,
  task_ids text[],
  claim integer,
  has_more boolean
)
  language plpgsql
  rows 10
  as $$
  #variable_conflict use_column
  declare
    own_ids uuid[] := list_own_generations(p_generation_ids, p_run_ids, p_worker_id, p_is_repeated);
    locked_ids uuid[] := lock_generations(array_remove(own_ids, null), p_may_wait);
    next_ids uuid[] := pick_generations(cardinality(array_positions(own_ids, null)), p_providers);
    run_generation_ids uuid[] := fill_nulls(own_ids, next_ids);
    claimed_ids uuid[];
    is_more_queued boolean;
  begin
    claimed_ids := take_generations(
      p_locked_ids => locked_ids || next_ids,
      p_generation_ids => run_generation_ids,
      p_worker_ids => array_fill(p_worker_id, array[cardinality(run_generation_ids)]),
      p_provider => p_provider,
      p_run_seconds => p_run_seconds
    );
    perform record_started_turns(dequeue_generations(claimed_ids, p_generation_ids));
    perform open_first_attempts(
      p_claimed_ids => claimed_ids,
      p_generation_ids => run_generation_ids,
      p_run_ids => p_run_ids,
      p_provider => p_provider,
      p_immediate_providers => p_immediate_providers
    );
    is_more_queued := exists (select 1 from list_next_candidates(1, null));
    return query
      select
        r.run_id, g.id, a.id, a.state = 'sent' and coalesce(a.run_id = r.run_id, false), a.state,
        a.provider, a.calls::integer, a.task_ids, g.claim, is_more_queued
      from unnest(run_generation_ids, p_run_ids) r (id, run_id)
        join generations g on g.id = r.id
        join provider_attempts a on a.generation_id = g.id and a.ended_at is null
      where g.id = any (claimed_ids) and a.generation_id = any (claimed_ids);
  end
  $$;

-- Returns for each run the generation that it continues: the one that it has claimed before, or that of its
-- job, if no other worker runs it and no run of this worker has claimed it within the last seconds. Null:
-- the run takes the next one.
create or replace function list_own_generations(
  p_generation_ids uuid[],
  p_run_ids uuid[],
  p_worker_id uuid,
  p_is_repeated boolean
) returns uuid[]
  language plpgsql stable
  as $$
  begin
    return array(
      select coalesce(a.generation_id, g.id)
      from unnest(p_generation_ids, p_run_ids) with ordinality r (id, run_id, position)
        left join generations g
          on g.id = r.id
          and g.status = 'running'
          and (
            g.worker_id is null
            -- A claim by another run may not have reached the worker yet.
            or (g.worker_id = p_worker_id and g.started_at < clock() - interval '10 seconds')
          )
        left join provider_attempts a
          on p_is_repeated and a.run_id = r.run_id and a.ended_at is null
      order by r.position
    );
  end
  $$;

-- Replaces the nulls of an array by the elements of another one, in their order.
create or replace function fill_nulls(p_values uuid[], p_replacements uuid[]) returns uuid[]
  language plpgsql immutable
  as $$
  declare
    filled uuid[] := p_values;
    used integer := 0;
  begin
    for position in 1 .. cardinality(p_values) loop
      if filled[position] is null then
        used := used + 1;
        filled[position] := p_replacements[used];
      end if;
    end loop;
    return filled;
  end
  $$;
