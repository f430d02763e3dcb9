/* @name registerWorker */
select register_worker(:id!, :poolIds!) as "number!";

/* @name touchWorker */
select touch_worker(:id!) as "alive!";

/* @name stopWorker */
update workers
set stopped_at = clock()
where id = :id! and stopped_at is null
returning id;

/* @name rescueGenerations */
select rescue_generations() as "id!";

/* @name addWorkerPool */
update workers
set pool_ids = pool_ids || :poolId!::text
where id = :id!
returning id;

/* @name unlockPool */
select graphile_worker.force_unlock_workers(array[:poolId!]) as "unlocked?";
