-- Gives a claimed generation back, before its worker has made a call: another worker, or the same one
-- later, takes it up by a new job after so many seconds. Its deadline is again that of one that was
-- never claimed. False where the claim is lost.
create or replace function release_generation(
  p_generation_id uuid,
  p_worker_id uuid,
  p_claim integer,
  p_pause_seconds integer
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
    perform graphile_worker.add_job(
      'generate',
      json_build_object('generationId', p_generation_id),
      run_at := now() + p_pause_seconds * interval '1 second',
      max_attempts := 25
    );
    return true;
  end
  $$;
