/** Types generated for queries found in "sql/queries/dead-jobs.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

/** 'ListDeadJobs' parameters type */
export interface IListDeadJobsParams {
  beforeId?: NumberOrString | null | void;
  limit: NumberOrString;
}

/** 'ListDeadJobs' return type */
export interface IListDeadJobsResult {
  attempts: number;
  createdAt: Date;
  id: string;
  lastError: string | null;
  payload: Json;
  task: string;
  updatedAt: Date;
}

/** 'ListDeadJobs' query type */
export interface IListDeadJobsQuery {
  params: IListDeadJobsParams;
  result: IListDeadJobsResult;
}

const listDeadJobsIR: any = {
  text: "select\n  j.id, t.identifier as task, j.payload, j.attempts, j.last_error, j.created_at, j.updated_at\nfrom graphile_worker._private_jobs j\n  join graphile_worker._private_tasks t on t.id = j.task_id\nwhere j.attempts >= j.max_attempts\n  and j.locked_at is null\n  and ($1::bigint is null or j.id < $1)\norder by j.id desc\nlimit $2",
  params: ["beforeId", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   j.id, t.identifier as task, j.payload, j.attempts, j.last_error, j.created_at, j.updated_at
 * from graphile_worker._private_jobs j
 *   join graphile_worker._private_tasks t on t.id = j.task_id
 * where j.attempts >= j.max_attempts
 *   and j.locked_at is null
 *   and (:beforeId::bigint is null or j.id < :beforeId)
 * order by j.id desc
 * limit :limit!
 * ```
 */
export const listDeadJobs = prepareQuery<IListDeadJobsParams, IListDeadJobsResult>(listDeadJobsIR);

/** 'RetryDeadJob' parameters type */
export interface IRetryDeadJobParams {
  actorId?: string | null | void;
  address?: string | null | void;
  jobId: NumberOrString;
  reason?: string | null | void;
}

/** 'RetryDeadJob' return type */
export interface IRetryDeadJobResult {
  isDone: boolean;
}

/** 'RetryDeadJob' query type */
export interface IRetryDeadJobQuery {
  params: IRetryDeadJobParams;
  result: IRetryDeadJobResult;
}

const retryDeadJobIR: any = {
  text: 'select admin_retry_job(act_as($1, $2, $3), $4) as "isDone!"',
  params: ["actorId", "address", "reason", "jobId"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_retry_job(act_as(:actorId, :address, :reason), :jobId!) as "isDone!"
 * ```
 */
export const retryDeadJob = prepareQuery<IRetryDeadJobParams, IRetryDeadJobResult>(retryDeadJobIR);

/** 'RemoveDeadJob' parameters type */
export interface IRemoveDeadJobParams {
  actorId?: string | null | void;
  address?: string | null | void;
  jobId: NumberOrString;
  reason?: string | null | void;
}

/** 'RemoveDeadJob' return type */
export interface IRemoveDeadJobResult {
  isDone: boolean;
}

/** 'RemoveDeadJob' query type */
export interface IRemoveDeadJobQuery {
  params: IRemoveDeadJobParams;
  result: IRemoveDeadJobResult;
}

const removeDeadJobIR: any = {
  text: 'select admin_remove_job(act_as($1, $2, $3), $4) as "isDone!"',
  params: ["actorId", "address", "reason", "jobId"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_remove_job(act_as(:actorId, :address, :reason), :jobId!) as "isDone!"
 * ```
 */
export const removeDeadJob = prepareQuery<IRemoveDeadJobParams, IRemoveDeadJobResult>(
  removeDeadJobIR,
);
