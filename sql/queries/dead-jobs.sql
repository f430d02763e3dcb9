/* @name listDeadJobs */
select
  j.id, t.identifier as task, j.payload, j.attempts, j.last_error, j.created_at, j.updated_at
from graphile_worker._private_jobs j
  join graphile_worker._private_tasks t on t.id = j.task_id
where j.attempts >= j.max_attempts
  and j.locked_at is null
  and (:beforeId::bigint is null or j.id < :beforeId)
order by j.id desc
limit :limit!;

/* @name retryDeadJob */
select admin_retry_job(act_as(:actorId, :address, :reason), :jobId!) as "isDone!";

/* @name removeDeadJob */
select admin_remove_job(act_as(:actorId, :address, :reason), :jobId!) as "isDone!";
