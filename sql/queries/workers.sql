/* @name registerWorker */
select register_worker(:id!, :poolId!) as "number!";

/* @name touchWorker */
select touch_worker(:id!) as "alive!";

/* @name stopWorker */
update workers
set stopped_at = clock()
where id = :id! and stopped_at is null
returning id;

/* @name rescueGenerations */
select rescue_generations() as "id!";

/* @name setWorkerPool */
update workers
set pool_id = :poolId!
where id = :id!
returning id;
