/** Types generated for queries found in "sql/queries/retention.sql" */
import { prepareQuery } from "../../src/database/db.ts";

/** 'DeleteExpiredGenerations' parameters type */
export interface IDeleteExpiredGenerationsParams {
  accounts: number;
  afterAccountId: string;
  defaultDays: number;
  limit: number;
}

/** 'DeleteExpiredGenerations' return type */
export interface IDeleteExpiredGenerationsResult {
  deleted: number;
  lastAccountId: string;
}

/** 'DeleteExpiredGenerations' query type */
export interface IDeleteExpiredGenerationsQuery {
  params: IDeleteExpiredGenerationsParams;
  result: IDeleteExpiredGenerationsResult;
}

const deleteExpiredGenerationsIR: any = {
  text: 'select last_account_id as "lastAccountId!", deleted as "deleted!"\nfrom delete_expired_generations(\n  p_after_account_id => $1,\n  p_default_days => $2,\n  p_accounts => $3,\n  p_limit => $4\n)',
  params: ["afterAccountId", "defaultDays", "accounts", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select last_account_id as "lastAccountId!", deleted as "deleted!"
 * from delete_expired_generations(
 *   p_after_account_id => :afterAccountId!,
 *   p_default_days => :defaultDays!,
 *   p_accounts => :accounts!,
 *   p_limit => :limit!
 * )
 * ```
 */
export const deleteExpiredGenerations = prepareQuery<
  IDeleteExpiredGenerationsParams,
  IDeleteExpiredGenerationsResult
>(deleteExpiredGenerationsIR);

/** 'SetPlanRetention' parameters type */
export interface ISetPlanRetentionParams {
  actorId?: string | null | void;
  address?: string | null | void;
  days?: number | null | void;
  planId: string;
  reason?: string | null | void;
}

/** 'SetPlanRetention' return type */
export interface ISetPlanRetentionResult {
  done: undefined | null;
}

/** 'SetPlanRetention' query type */
export interface ISetPlanRetentionQuery {
  params: ISetPlanRetentionParams;
  result: ISetPlanRetentionResult;
}

const setPlanRetentionIR: any = {
  text: 'select admin_set_plan_retention(\n  p_actor_id => act_as($1, $2, $3), p_plan_id => $4, p_days => $5\n) as "done?"',
  params: ["actorId", "address", "reason", "planId", "days"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_set_plan_retention(
 *   p_actor_id => act_as(:actorId, :address, :reason), p_plan_id => :planId!, p_days => :days
 * ) as "done?"
 * ```
 */
export const setPlanRetention = prepareQuery<ISetPlanRetentionParams, ISetPlanRetentionResult>(
  setPlanRetentionIR,
);
