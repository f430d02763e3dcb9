-- Dead jobs: the queue does not start them again, because they have used up their attempts.

-- Makes a dead job ready again, with all its attempts. Returns false if there is no such dead job.
create or replace function admin_retry_job(p_actor_id uuid, p_job_id bigint) returns boolean
  language plpgsql
  as $$
  begin
    if not lock_dead_job(p_job_id) then
      return false;
    end if;
    perform graphile_worker.reschedule_jobs(array[p_job_id], run_at => now(), attempts => 0);
    perform audit_dead_job(p_actor_id, 'job.retry', p_job_id);
    return true;
  end
  $$;

-- Removes a dead job. Returns false if there is no such dead job.
create or replace function admin_remove_job(p_actor_id uuid, p_job_id bigint) returns boolean
  language plpgsql
  as $$
  begin
    if not lock_dead_job(p_job_id) then
      return false;
    end if;
    perform audit_dead_job(p_actor_id, 'job.remove', p_job_id);
    perform graphile_worker.complete_jobs(array[p_job_id]);
    return true;
  end
  $$;

-- Locks the row of a dead job. Returns false if there is no such dead job.
create or replace function lock_dead_job(p_job_id bigint) returns boolean
  language plpgsql
  as $$
  begin
    perform 1
    from graphile_worker._private_jobs
    where id = p_job_id and locked_at is null and attempts >= max_attempts
    for update;
    return found;
  end
  $$;

-- Writes an audit entry about a job, with its task and payload. Its account is that of the generation,
-- delivery or batch of the job, or null.
create or replace function audit_dead_job(p_actor_id uuid, p_action text, p_job_id bigint) returns void
  language sql
  as $$
    select write_audit_entry(
      p_actor_id => p_actor_id,
      p_action => p_action,
      p_account_id => coalesce(g.account_id, d.account_id, b.account_id),
      p_subject => j.id::text,
      p_details => jsonb_build_object('task', t.identifier, 'payload', j.payload)
    )
    from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
      left join generations g on g.id = (j.payload ->> 'generationId')::uuid
      left join all_webhook_deliveries d on d.id = (j.payload ->> 'deliveryId')::uuid
      left join batches b on b.id = (j.payload ->> 'batchId')::uuid
    where j.id = p_job_id
  $$;
