/** Types generated for queries found in "sql/queries/metrics.sql" */
import { prepareQuery } from "../../src/database/db.ts";

/** 'ReadGauges' parameters type */
export type IReadGaugesParams = void;

/** 'ReadGauges' return type */
export interface IReadGaugesResult {
  databaseRelease: number;
  heldCredits: number;
  oldestDueDeliverySeconds: number;
  oldestHeartbeatSeconds: number;
  oldestPendingDeliverySeconds: number;
  oldestQueuedSeconds: number;
  oldestRunningSeconds: number;
  overdue: number;
  parkedDeliveries: number;
  pendingDeliveries: number;
  queued: number;
  running: number;
  spendUnknown: number;
  workers: number;
}

/** 'ReadGauges' query type */
export interface IReadGaugesQuery {
  params: IReadGaugesParams;
  result: IReadGaugesResult;
}

const readGaugesIR: any = {
  text: 'select\n  live.queued as "queued!",\n  live.running as "running!",\n  live.overdue as "overdue!",\n  live.oldest_queued_seconds as "oldestQueuedSeconds!",\n  live.oldest_running_seconds as "oldestRunningSeconds!",\n  live.held_credits as "heldCredits!",\n  live_workers.count as "workers!",\n  live_workers.oldest_heartbeat_seconds as "oldestHeartbeatSeconds!",\n  (select count(*) from all_provider_attempts where spend_unknown)::integer as "spendUnknown!",\n  (select release from schema_release) as "databaseRelease!",\n  deliveries.pending as "pendingDeliveries!",\n  deliveries.parked as "parkedDeliveries!",\n  deliveries.oldest_pending_seconds as "oldestPendingDeliverySeconds!",\n  deliveries.oldest_due_seconds as "oldestDueDeliverySeconds!"\nfrom (select clock() as now) as_of\n  cross join lateral (\n    select\n      count(*) filter (where status = \'queued\')::integer as queued,\n      count(*) filter (where status = \'running\')::integer as running,\n      count(*) filter (where deadline_at < now)::integer as overdue,\n      coalesce(\n        extract(epoch from now - min(created_at) filter (where status = \'queued\')), 0\n      )::double precision as oldest_queued_seconds,\n      coalesce(\n        extract(epoch from now - min(started_at) filter (where status = \'running\')), 0\n      )::double precision as oldest_running_seconds,\n      coalesce(sum(n * unit_credits), 0)::double precision as held_credits\n    from generations\n    where finished_at is null\n  ) live\n  cross join lateral (\n    select\n      -- A worker that was killed is declared dead by another one. If it was the last one, by none.\n      (count(*) filter (where seen_at > now - interval \'20 seconds\'))::integer as count,\n      coalesce(extract(epoch from now - min(seen_at)), 0)::double precision as oldest_heartbeat_seconds\n    from workers\n    where stopped_at is null\n  ) live_workers\n  cross join lateral (\n    select\n      count(*)::integer as pending,\n      count(*) filter (where parked)::integer as parked,\n      coalesce(extract(epoch from now - min(created_at)), 0)::double precision as oldest_pending_seconds,\n      coalesce(\n        extract(epoch from now - min(next_attempt_at) filter (where next_attempt_at < now)), 0\n      )::double precision as oldest_due_seconds\n    from webhook_deliveries\n    where state = \'pending\'\n  ) deliveries                                                                                      ',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   live.queued as "queued!",
 *   live.running as "running!",
 *   live.overdue as "overdue!",
 *   live.oldest_queued_seconds as "oldestQueuedSeconds!",
 *   live.oldest_running_seconds as "oldestRunningSeconds!",
 *   live.held_credits as "heldCredits!",
 *   live_workers.count as "workers!",
 *   live_workers.oldest_heartbeat_seconds as "oldestHeartbeatSeconds!",
 *   (select count(*) from all_provider_attempts where spend_unknown)::integer as "spendUnknown!",
 *   (select release from schema_release) as "databaseRelease!",
 *   deliveries.pending as "pendingDeliveries!",
 *   deliveries.parked as "parkedDeliveries!",
 *   deliveries.oldest_pending_seconds as "oldestPendingDeliverySeconds!",
 *   deliveries.oldest_due_seconds as "oldestDueDeliverySeconds!"
 * from (select clock() as now) as_of
 *   cross join lateral (
 *     select
 *       count(*) filter (where status = 'queued')::integer as queued,
 *       count(*) filter (where status = 'running')::integer as running,
 *       count(*) filter (where deadline_at < now)::integer as overdue,
 *       coalesce(
 *         extract(epoch from now - min(created_at) filter (where status = 'queued')), 0
 *       )::double precision as oldest_queued_seconds,
 *       coalesce(
 *         extract(epoch from now - min(started_at) filter (where status = 'running')), 0
 *       )::double precision as oldest_running_seconds,
 *       coalesce(sum(n * unit_credits), 0)::double precision as held_credits
 *     from generations
 *     where finished_at is null
 *   ) live
 *   cross join lateral (
 *     select
 *       -- A worker that was killed is declared dead by another one. If it was the last one, by none.
 *       (count(*) filter (where seen_at > now - interval '20 seconds'))::integer as count,
 *       coalesce(extract(epoch from now - min(seen_at)), 0)::double precision as oldest_heartbeat_seconds
 *     from workers
 *     where stopped_at is null
 *   ) live_workers
 *   cross join lateral (
 *     select
 *       count(*)::integer as pending,
 *       count(*) filter (where parked)::integer as parked,
 *       coalesce(extract(epoch from now - min(created_at)), 0)::double precision as oldest_pending_seconds,
 *       coalesce(
 *         extract(epoch from now - min(next_attempt_at) filter (where next_attempt_at < now)), 0
 *       )::double precision as oldest_due_seconds
 *     from webhook_deliveries
 *     where state = 'pending'
 *   ) deliveries  
 * ```
 */
export const readGauges = prepareQuery<IReadGaugesParams, IReadGaugesResult>(readGaugesIR);

/** 'ListJobGauges' parameters type */
export type IListJobGaugesParams = void;

/** 'ListJobGauges' return type */
export interface IListJobGaugesResult {
  dead: number;
  locked: number;
  oldestReadySeconds: number;
  ready: number;
  scheduled: number;
  task: string;
}

/** 'ListJobGauges' query type */
export interface IListJobGaugesQuery {
  params: IListJobGaugesParams;
  result: IListJobGaugesResult;
}

const listJobGaugesIR: any = {
  text: 'select\n  t.identifier as "task!",\n  count(*) filter (where is_waiting and j.run_at <= now)::integer as "ready!",\n  count(*) filter (where is_waiting and j.run_at > now)::integer as "scheduled!",\n  count(j.locked_at)::integer as "locked!",\n  count(*) filter (where is_dead)::integer as "dead!",\n  coalesce(\n    extract(epoch from max(now) - min(j.run_at) filter (where is_waiting and j.run_at <= now)), 0\n  )::double precision as "oldestReadySeconds!"\nfrom (select clock() as now) as_of\n  cross join graphile_worker._private_tasks t\n  left join graphile_worker._private_jobs j on j.task_id = t.id\n  cross join lateral (\n    select\n      j.locked_at is null and j.attempts < j.max_attempts as is_waiting,\n      j.locked_at is null and j.attempts >= j.max_attempts as is_dead\n  ) state\ngroup by t.identifier                                                                                              ',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   t.identifier as "task!",
 *   count(*) filter (where is_waiting and j.run_at <= now)::integer as "ready!",
 *   count(*) filter (where is_waiting and j.run_at > now)::integer as "scheduled!",
 *   count(j.locked_at)::integer as "locked!",
 *   count(*) filter (where is_dead)::integer as "dead!",
 *   coalesce(
 *     extract(epoch from max(now) - min(j.run_at) filter (where is_waiting and j.run_at <= now)), 0
 *   )::double precision as "oldestReadySeconds!"
 * from (select clock() as now) as_of
 *   cross join graphile_worker._private_tasks t
 *   left join graphile_worker._private_jobs j on j.task_id = t.id
 *   cross join lateral (
 *     select
 *       j.locked_at is null and j.attempts < j.max_attempts as is_waiting,
 *       j.locked_at is null and j.attempts >= j.max_attempts as is_dead
 *   ) state
 * group by t.identifier  
 * ```
 */
export const listJobGauges = prepareQuery<IListJobGaugesParams, IListJobGaugesResult>(
  listJobGaugesIR,
);

/** 'CountWithoutJob' parameters type */
export type ICountWithoutJobParams = void;

/** 'CountWithoutJob' return type */
export interface ICountWithoutJobResult {
  generations: number;
}

/** 'CountWithoutJob' query type */
export interface ICountWithoutJobQuery {
  params: ICountWithoutJobParams;
  result: ICountWithoutJobResult;
}

const countWithoutJobIR: any = {
  text: 'select count(*)::integer as "generations!" from generations_without_job()                                                     ',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select count(*)::integer as "generations!" from generations_without_job()  
 * ```
 */
export const countWithoutJob = prepareQuery<ICountWithoutJobParams, ICountWithoutJobResult>(
  countWithoutJobIR,
);

/** 'ListCircuitGauges' parameters type */
export type IListCircuitGaugesParams = void;

/** 'ListCircuitGauges' return type */
export interface IListCircuitGaugesResult {
  failures: number;
  isOpen: boolean;
  provider: string;
}

/** 'ListCircuitGauges' query type */
export interface IListCircuitGaugesQuery {
  params: IListCircuitGaugesParams;
  result: IListCircuitGaugesResult;
}

const listCircuitGaugesIR: any = {
  text: 'select provider as "provider!", failures as "failures!", opened_until is not null as "isOpen!"\nfrom provider_health',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select provider as "provider!", failures as "failures!", opened_until is not null as "isOpen!"
 * from provider_health
 * ```
 */
export const listCircuitGauges = prepareQuery<IListCircuitGaugesParams, IListCircuitGaugesResult>(
  listCircuitGaugesIR,
);
