/** Types generated for queries found in "sql/queries/metrics.sql" */
import { prepareQuery } from "../../src/database/db.ts";

/** 'ReadGauges' parameters type */
export type IReadGaugesParams = void;

/** 'ReadGauges' return type */
export interface IReadGaugesResult {
  heldCredits: number;
  lockedJobs: number;
  oldestQueuedSeconds: number;
  queued: number;
  readyJobs: number;
  running: number;
  scheduledJobs: number;
  spendUnknown: number;
  workers: number;
}

/** 'ReadGauges' query type */
export interface IReadGaugesQuery {
  params: IReadGaugesParams;
  result: IReadGaugesResult;
}

const readGaugesIR: any = {
  text: 'select\n  live.queued as "queued!",\n  live.running as "running!",\n  live.oldest_queued_seconds as "oldestQueuedSeconds!",\n  live.held_credits as "heldCredits!",\n  jobs.ready as "readyJobs!",\n  jobs.scheduled as "scheduledJobs!",\n  jobs.locked as "lockedJobs!",\n  (select count(*) from workers where stopped_at is null)::integer as "workers!",\n  (select count(*) from provider_attempts where spend_unknown)::integer as "spendUnknown!"\nfrom (\n  select\n    count(*) filter (where status = \'queued\')::integer as queued,\n    count(*) filter (where status = \'running\')::integer as running,\n    coalesce(\n      extract(epoch from clock() - min(created_at) filter (where status = \'queued\')), 0\n    )::double precision as oldest_queued_seconds,\n    coalesce(sum(n * unit_credits), 0)::double precision as held_credits\n  from generations\n  where finished_at is null\n) live,\n(\n  select\n    count(*) filter (where locked_at is null and run_at <= clock())::integer as ready,\n    count(*) filter (where locked_at is null and run_at > clock())::integer as scheduled,\n    count(locked_at)::integer as locked\n  from graphile_worker.jobs\n  where attempts < max_attempts or locked_at is not null\n) jobs',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   live.queued as "queued!",
 *   live.running as "running!",
 *   live.oldest_queued_seconds as "oldestQueuedSeconds!",
 *   live.held_credits as "heldCredits!",
 *   jobs.ready as "readyJobs!",
 *   jobs.scheduled as "scheduledJobs!",
 *   jobs.locked as "lockedJobs!",
 *   (select count(*) from workers where stopped_at is null)::integer as "workers!",
 *   (select count(*) from provider_attempts where spend_unknown)::integer as "spendUnknown!"
 * from (
 *   select
 *     count(*) filter (where status = 'queued')::integer as queued,
 *     count(*) filter (where status = 'running')::integer as running,
 *     coalesce(
 *       extract(epoch from clock() - min(created_at) filter (where status = 'queued')), 0
 *     )::double precision as oldest_queued_seconds,
 *     coalesce(sum(n * unit_credits), 0)::double precision as held_credits
 *   from generations
 *   where finished_at is null
 * ) live,
 * (
 *   select
 *     count(*) filter (where locked_at is null and run_at <= clock())::integer as ready,
 *     count(*) filter (where locked_at is null and run_at > clock())::integer as scheduled,
 *     count(locked_at)::integer as locked
 *   from graphile_worker.jobs
 *   where attempts < max_attempts or locked_at is not null
 * ) jobs
 * ```
 */
export const readGauges = prepareQuery<IReadGaugesParams, IReadGaugesResult>(readGaugesIR);
