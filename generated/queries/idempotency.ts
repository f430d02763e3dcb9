/** Types generated for queries found in "sql/queries/idempotency.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type NumberOrString = number | string;

/** 'DeleteOldIdempotencyKeys' parameters type */
export interface IDeleteOldIdempotencyKeysParams {
  hours: number;
  limit: NumberOrString;
}

/** 'DeleteOldIdempotencyKeys' return type */
export interface IDeleteOldIdempotencyKeysResult {
  removed: number;
}

/** 'DeleteOldIdempotencyKeys' query type */
export interface IDeleteOldIdempotencyKeysQuery {
  params: IDeleteOldIdempotencyKeysParams;
  result: IDeleteOldIdempotencyKeysResult;
}

const deleteOldIdempotencyKeysIR: any = {
  text: "with deleted_keys as (\n  delete from idempotency_keys\n  where ctid = any (array(\n    select ctid\n    from idempotency_keys\n    where created_at < (select clock()) - $1::integer * interval '1 hour'\n    order by created_at\n    limit $2\n    for update skip locked\n  ))\n  returning 1\n), deleted_requests as (\n  delete from recent_requests\n  where ctid = any (array(\n    select ctid\n    from recent_requests\n    where created_at < (select clock()) - $1::integer * interval '1 hour'\n    order by created_at\n    limit $2\n    for update skip locked\n  ))\n  returning 1\n), deleted_interruptions as (\n  delete from interrupted_responses\n  where ctid = any (array(\n    select ctid\n    from interrupted_responses\n    where created_at < (select clock()) - interval '1 hour'\n    order by created_at\n    limit $2\n    for update skip locked\n  ))\n  returning 1\n)\nselect (\n  (select count(*) from deleted_keys)\n  + (select count(*) from deleted_requests)\n  + (select count(*) from deleted_interruptions)\n)::integer as \"removed!\"",
  params: ["hours", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * with deleted_keys as (
 *   delete from idempotency_keys
 *   where ctid = any (array(
 *     select ctid
 *     from idempotency_keys
 *     where created_at < (select clock()) - :hours!::integer * interval '1 hour'
 *     order by created_at
 *     limit :limit!
 *     for update skip locked
 *   ))
 *   returning 1
 * ), deleted_requests as (
 *   delete from recent_requests
 *   where ctid = any (array(
 *     select ctid
 *     from recent_requests
 *     where created_at < (select clock()) - :hours!::integer * interval '1 hour'
 *     order by created_at
 *     limit :limit!
 *     for update skip locked
 *   ))
 *   returning 1
 * ), deleted_interruptions as (
 *   delete from interrupted_responses
 *   where ctid = any (array(
 *     select ctid
 *     from interrupted_responses
 *     where created_at < (select clock()) - interval '1 hour'
 *     order by created_at
 *     limit :limit!
 *     for update skip locked
 *   ))
 *   returning 1
 * )
 * select (
 *   (select count(*) from deleted_keys)
 *   + (select count(*) from deleted_requests)
 *   + (select count(*) from deleted_interruptions)
 * )::integer as "removed!"
 * ```
 */
export const deleteOldIdempotencyKeys = prepareQuery<
  IDeleteOldIdempotencyKeysParams,
  IDeleteOldIdempotencyKeysResult
>(deleteOldIdempotencyKeysIR);

/** 'PublishOpenRequests' parameters type */
export interface IPublishOpenRequestsParams {
  payload: string;
}

/** 'PublishOpenRequests' return type */
export interface IPublishOpenRequestsResult {
  done: string | null;
}

/** 'PublishOpenRequests' query type */
export interface IPublishOpenRequestsQuery {
  params: IPublishOpenRequestsParams;
  result: IPublishOpenRequestsResult;
}

const publishOpenRequestsIR: any = {
  text: "select pg_notify('open_requests', $1)::text as \"done?\"",
  params: ["payload"],
};

/**
 * Query generated from SQL:
 * ```
 * select pg_notify('open_requests', :payload!)::text as "done?"
 * ```
 */
export const publishOpenRequests = prepareQuery<
  IPublishOpenRequestsParams,
  IPublishOpenRequestsResult
>(publishOpenRequestsIR);
