/* Returns one row for each worker, or one without a worker. All rows have the totals of one snapshot. */
/* @name readQueue */
with live as materialized (
  select status, worker_id, created_at from generations where finished_at is null
), queue as (
  select
    count(*) filter (where status = 'queued') as queued,
    count(*) filter (where status = 'running') as running,
    min(created_at) filter (where status = 'queued') as oldest_queued_at
  from live
), deliveries as (
  select count(*) as pending, min(created_at) as oldest_at
  from webhook_deliveries
  where state = 'pending'
)
select
  q.queued::integer as "queued!",
  q.running::integer as "running!",
  q.oldest_queued_at as "oldestQueuedAt?",
  d.pending::integer as "deliveriesPending!",
  d.oldest_at as "oldestDeliveryAt?",
  w.id as "workerId?",
  w.started_at as "startedAt?",
  w.seen_at as "seenAt?",
  (select count(*) from live where worker_id = w.id)::integer as "runningThere!"
from queue q
  cross join deliveries d
  left join workers w on w.stopped_at is null
order by w.started_at, w.id;

/* Unfinished generations that have used more than half of the time until their deadline. */
/* @name listStuckGenerations */
select
  g.id, g.account_id, a.email as account_email, g.status, g.model, g.provider, g.created_at,
  g.deadline_at, g.cancel_requested_at
from generations g
  join accounts a on a.id = g.account_id
where g.finished_at is null and is_stuck(g)
order by g.created_at, g.id
limit :limit!;
