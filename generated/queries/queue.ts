/** Types generated for queries found in "sql/queries/queue.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type NumberOrString = number | string;

/** 'ReadQueue' parameters type */
export type IReadQueueParams = void;

/** 'ReadQueue' return type */
export interface IReadQueueResult {
  deliveriesPending: number;
  oldestDeliveryAt: Date | null;
  oldestQueuedAt: Date | null;
  queued: number;
  running: number;
  runningThere: number;
  seenAt: Date | null;
  startedAt: Date | null;
  workerId: string | null;
}

/** 'ReadQueue' query type */
export interface IReadQueueQuery {
  params: IReadQueueParams;
  result: IReadQueueResult;
}

const readQueueIR: any = {
  text: 'with live as materialized (\n  select status, worker_id, created_at from generations where finished_at is null\n), queue as (\n  select\n    count(*) filter (where status = \'queued\') as queued,\n    count(*) filter (where status = \'running\') as running,\n    min(created_at) filter (where status = \'queued\') as oldest_queued_at\n  from live\n), deliveries as (\n  select count(*) as pending, min(created_at) as oldest_at\n  from webhook_deliveries\n  where state = \'pending\'\n)\nselect\n  q.queued::integer as "queued!",\n  q.running::integer as "running!",\n  q.oldest_queued_at as "oldestQueuedAt?",\n  d.pending::integer as "deliveriesPending!",\n  d.oldest_at as "oldestDeliveryAt?",\n  w.id as "workerId?",\n  w.started_at as "startedAt?",\n  w.seen_at as "seenAt?",\n  (select count(*) from live where worker_id = w.id)::integer as "runningThere!"\nfrom queue q\n  cross join deliveries d\n  left join workers w on w.stopped_at is null\norder by w.started_at, w.id                                                                                            ',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * with live as materialized (
 *   select status, worker_id, created_at from generations where finished_at is null
 * ), queue as (
 *   select
 *     count(*) filter (where status = 'queued') as queued,
 *     count(*) filter (where status = 'running') as running,
 *     min(created_at) filter (where status = 'queued') as oldest_queued_at
 *   from live
 * ), deliveries as (
 *   select count(*) as pending, min(created_at) as oldest_at
 *   from webhook_deliveries
 *   where state = 'pending'
 * )
 * select
 *   q.queued::integer as "queued!",
 *   q.running::integer as "running!",
 *   q.oldest_queued_at as "oldestQueuedAt?",
 *   d.pending::integer as "deliveriesPending!",
 *   d.oldest_at as "oldestDeliveryAt?",
 *   w.id as "workerId?",
 *   w.started_at as "startedAt?",
 *   w.seen_at as "seenAt?",
 *   (select count(*) from live where worker_id = w.id)::integer as "runningThere!"
 * from queue q
 *   cross join deliveries d
 *   left join workers w on w.stopped_at is null
 * order by w.started_at, w.id  
 * ```
 */
export const readQueue = prepareQuery<IReadQueueParams, IReadQueueResult>(readQueueIR);

/** 'ListStuckGenerations' parameters type */
export interface IListStuckGenerationsParams {
  limit: NumberOrString;
}

/** 'ListStuckGenerations' return type */
export interface IListStuckGenerationsResult {
  accountEmail: string;
  accountId: string;
  cancelRequestedAt: Date | null;
  createdAt: Date;
  deadlineAt: Date;
  id: string;
  model: string;
  provider: string | null;
  status: string;
}

/** 'ListStuckGenerations' query type */
export interface IListStuckGenerationsQuery {
  params: IListStuckGenerationsParams;
  result: IListStuckGenerationsResult;
}

const listStuckGenerationsIR: any = {
  text: "select\n  g.id, g.account_id, a.email as account_email, g.status, g.model, g.provider, g.created_at,\n  g.deadline_at, g.cancel_requested_at\nfrom generations g\n  join accounts a on a.id = g.account_id\nwhere g.finished_at is null and is_stuck(g)\norder by g.created_at, g.id\nlimit $1",
  params: ["limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   g.id, g.account_id, a.email as account_email, g.status, g.model, g.provider, g.created_at,
 *   g.deadline_at, g.cancel_requested_at
 * from generations g
 *   join accounts a on a.id = g.account_id
 * where g.finished_at is null and is_stuck(g)
 * order by g.created_at, g.id
 * limit :limit!
 * ```
 */
export const listStuckGenerations = prepareQuery<
  IListStuckGenerationsParams,
  IListStuckGenerationsResult
>(listStuckGenerationsIR);
