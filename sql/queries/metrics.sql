/* The totals of /metrics. Reads only unfinished work, through partial indexes. */
/* @name readGauges */
select
  live.queued as "queued!",
  live.running as "running!",
  live.overdue as "overdue!",
  live.oldest_queued_seconds as "oldestQueuedSeconds!",
  live.oldest_running_seconds as "oldestRunningSeconds!",
  live.held_credits as "heldCredits!",
  live_workers.count as "workers!",
  live_workers.oldest_heartbeat_seconds as "oldestHeartbeatSeconds!",
  (select count(*) from all_provider_attempts where spend_unknown)::integer as "spendUnknown!",
  (select release from schema_release) as "databaseRelease!",
  deliveries.pending as "pendingDeliveries!",
  deliveries.parked as "parkedDeliveries!",
  deliveries.oldest_pending_seconds as "oldestPendingDeliverySeconds!",
  deliveries.oldest_due_seconds as "oldestDueDeliverySeconds!"
from (select clock() as now) as_of
  cross join lateral (
    select
      count(*) filter (where status = 'queued')::integer as queued,
      count(*) filter (where status = 'running')::integer as running,
      count(*) filter (where deadline_at < now)::integer as overdue,
      coalesce(
        extract(epoch from now - min(created_at) filter (where status = 'queued')), 0
      )::double precision as oldest_queued_seconds,
      coalesce(
        extract(epoch from now - min(started_at) filter (where status = 'running')), 0
      )::double precision as oldest_running_seconds,
      coalesce(sum(n * unit_credits), 0)::double precision as held_credits
    from generations
    where finished_at is null
  ) live
  cross join lateral (
    select
      -- A worker that was killed is declared dead by another one. If it was the last one, by none.
      (count(*) filter (where seen_at > now - interval '20 seconds'))::integer as count,
      coalesce(extract(epoch from now - min(seen_at)), 0)::double precision as oldest_heartbeat_seconds
    from workers
    where stopped_at is null
  ) live_workers
  cross join lateral (
    select
      count(*)::integer as pending,
      count(*) filter (where parked)::integer as parked,
      coalesce(extract(epoch from now - min(created_at)), 0)::double precision as oldest_pending_seconds,
      coalesce(
        extract(epoch from now - min(next_attempt_at) filter (where next_attempt_at < now)), 0
      )::double precision as oldest_due_seconds
    from webhook_deliveries
    where state = 'pending'
  ) deliveries;

/* The jobs of each task. A dead job has used up its attempts and never runs again. */
/* @name listJobGauges */
select
  t.identifier as "task!",
  count(*) filter (where is_waiting and j.run_at <= now)::integer as "ready!",
  count(*) filter (where is_waiting and j.run_at > now)::integer as "scheduled!",
  count(j.locked_at)::integer as "locked!",
  count(*) filter (where is_dead)::integer as "dead!",
  coalesce(
    extract(epoch from max(now) - min(j.run_at) filter (where is_waiting and j.run_at <= now)), 0
  )::double precision as "oldestReadySeconds!"
from (select clock() as now) as_of
  cross join graphile_worker._private_tasks t
  left join graphile_worker._private_jobs j on j.task_id = t.id
  cross join lateral (
    select
      j.locked_at is null and j.attempts < j.max_attempts as is_waiting,
      j.locked_at is null and j.attempts >= j.max_attempts as is_dead
  ) state
group by t.identifier;

/* Unfinished generations that no job will run. Recovery queues them again within a minute. */
/* @name countWithoutJob */
select count(*)::integer as "generations!" from generations_without_job();

/* One row for each provider that has ever failed. */
/* @name listCircuitGauges */
select provider as "provider!", failures as "failures!", opened_until is not null as "isOpen!"
from provider_health;
