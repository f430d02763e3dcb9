/* The gauges of /metrics. Reads only unfinished work, through partial indexes. */
/* @name readGauges */
select
  live.queued as "queued!",
  live.running as "running!",
  live.oldest_queued_seconds as "oldestQueuedSeconds!",
  live.held_credits as "heldCredits!",
  jobs.ready as "readyJobs!",
  jobs.scheduled as "scheduledJobs!",
  jobs.locked as "lockedJobs!",
  (select count(*) from workers where stopped_at is null)::integer as "workers!",
  (select count(*) from provider_attempts where spend_unknown)::integer as "spendUnknown!"
from (
  select
    count(*) filter (where status = 'queued')::integer as queued,
    count(*) filter (where status = 'running')::integer as running,
    coalesce(
      extract(epoch from clock() - min(created_at) filter (where status = 'queued')), 0
    )::double precision as oldest_queued_seconds,
    coalesce(sum(n * unit_credits), 0)::double precision as held_credits
  from generations
  where finished_at is null
) live,
(
  select
    count(*) filter (where locked_at is null and run_at <= clock())::integer as ready,
    count(*) filter (where locked_at is null and run_at > clock())::integer as scheduled,
    count(locked_at)::integer as locked
  from graphile_worker.jobs
  where attempts < max_attempts or locked_at is not null
) jobs;
