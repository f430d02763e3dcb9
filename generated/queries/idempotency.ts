/** Types generated for queries found in "sql/queries/idempotency.sql" */
import { prepare } from "../../src/db.ts";

/** 'ReapIdempotency' parameters type */
export interface IReapIdempotencyParams {
  hours: number;
}

/** 'ReapIdempotency' return type */
export interface IReapIdempotencyResult {
  removed: number;
}

/** 'ReapIdempotency' query type */
export interface IReapIdempotencyQuery {
  params: IReapIdempotencyParams;
  result: IReapIdempotencyResult;
}

const reapIdempotencyIR: any = {
  text: "with keys as (\n  delete from idempotency_keys\n  where created_at < (select clock()) - $1::integer * interval '1 hour'\n  returning 1\n), recent as (\n  delete from recent_requests\n  where created_at < (select clock()) - $1::integer * interval '1 hour'\n  returning 1\n)\nselect ((select count(*) from keys) + (select count(*) from recent))::integer as \"removed!\"",
  params: ["hours"],
};

/**
 * Query generated from SQL:
 * ```
 * with keys as (
 *   delete from idempotency_keys
 *   where created_at < (select clock()) - :hours!::integer * interval '1 hour'
 *   returning 1
 * ), recent as (
 *   delete from recent_requests
 *   where created_at < (select clock()) - :hours!::integer * interval '1 hour'
 *   returning 1
 * )
 * select ((select count(*) from keys) + (select count(*) from recent))::integer as "removed!"
 * ```
 */
export const reapIdempotency = prepare<IReapIdempotencyParams, IReapIdempotencyResult>(
  reapIdempotencyIR,
);
