/* @name registerWorker */
select register_worker(:id!, :poolIds!) as "number!";

/* @name recordHeartbeat */
select record_heartbeat(:id!) as "alive!";

/* @name stopWorker */
with stopped as (
  update workers
  set stopped_at = clock()
  where id = :id! and stopped_at is null
  returning pool_ids
)
select unlock_pool_jobs(pool_ids, '{}') as "unlocked!"
from stopped;

/* @name declareDeadWorkers */
select declare_dead_workers(:observer) as "id!";

/* @name recoverClaims */
select recover_claims() as "id!";

/* @name readoptGenerations */
select readopt_generations(:id!, :generationIds!, :claims!) as "id!";

/* @name requeueGenerations */
select requeue_stranded_generations(:id!, :running!, :knownSeconds!) as "id!";

/* @name addWorkerPool */
update workers
set pool_ids = pool_ids || :poolId!::text
where id = :id!
returning id;

/* @name removeWorkerPool */
update workers
set pool_ids = array_remove(pool_ids, :poolId!::text)
where id = :id!
returning id;

/* @name unlockPoolJobs */
select unlock_pool_jobs(array[:poolId!]::text[], :runningJobIds!) as "unlocked!";

/* @name listIdleLocks */
select list_idle_locks(:poolId!, :runningJobIds!) as "lock!";

/* @name unlockOrphanedJobs */
select unlock_orphaned_jobs() as "unlocked!";

/* @name hasWaitingJob */
select has_waiting_job(:tasks!) as "waiting!";
