/** Types generated for queries found in "sql/queries/moderation.sql" */
import { prepareQuery } from "../../src/database/db.ts";

/** 'ListModerationRules' parameters type */
export type IListModerationRulesParams = void;

/** 'ListModerationRules' return type */
export interface IListModerationRulesResult {
  createdAt: Date;
  pattern: string;
  reason: string;
}

/** 'ListModerationRules' query type */
export interface IListModerationRulesQuery {
  params: IListModerationRulesParams;
  result: IListModerationRulesResult;
}

const listModerationRulesIR: any = {
  text: "select pattern, reason, created_at\nfrom moderation_rules\norder by lower(pattern)",
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select pattern, reason, created_at
 * from moderation_rules
 * order by lower(pattern)
 * ```
 */
export const listModerationRules = prepareQuery<
  IListModerationRulesParams,
  IListModerationRulesResult
>(listModerationRulesIR);

/** 'AddModerationRule' parameters type */
export interface IAddModerationRuleParams {
  actorId?: string | null | void;
  address?: string | null | void;
  pattern: string;
  reason: string;
}

/** 'AddModerationRule' return type */
export interface IAddModerationRuleResult {
  added: boolean;
}

/** 'AddModerationRule' query type */
export interface IAddModerationRuleQuery {
  params: IAddModerationRuleParams;
  result: IAddModerationRuleResult;
}

const addModerationRuleIR: any = {
  text: 'select admin_add_moderation_rule(act_as($1, $2), $3, $4) as "added!"',
  params: ["actorId", "address", "pattern", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_add_moderation_rule(act_as(:actorId, :address), :pattern!, :reason!) as "added!"
 * ```
 */
export const addModerationRule = prepareQuery<IAddModerationRuleParams, IAddModerationRuleResult>(
  addModerationRuleIR,
);

/** 'RemoveModerationRule' parameters type */
export interface IRemoveModerationRuleParams {
  actorId?: string | null | void;
  address?: string | null | void;
  pattern: string;
}

/** 'RemoveModerationRule' return type */
export interface IRemoveModerationRuleResult {
  removed: boolean;
}

/** 'RemoveModerationRule' query type */
export interface IRemoveModerationRuleQuery {
  params: IRemoveModerationRuleParams;
  result: IRemoveModerationRuleResult;
}

const removeModerationRuleIR: any = {
  text: 'select admin_remove_moderation_rule(act_as($1, $2), $3) as "removed!"',
  params: ["actorId", "address", "pattern"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_remove_moderation_rule(act_as(:actorId, :address), :pattern!) as "removed!"
 * ```
 */
export const removeModerationRule = prepareQuery<
  IRemoveModerationRuleParams,
  IRemoveModerationRuleResult
>(removeModerationRuleIR);

/** 'RecordContentRefusal' parameters type */
export interface IRecordContentRefusalParams {
  accountId: string;
}

/** 'RecordContentRefusal' return type */
export interface IRecordContentRefusalResult {
  isSuspended: boolean | null;
  wasSuspended: boolean | null;
}

/** 'RecordContentRefusal' query type */
export interface IRecordContentRefusalQuery {
  params: IRecordContentRefusalParams;
  result: IRecordContentRefusalResult;
}

const recordContentRefusalIR: any = {
  text: 'select was_suspended as "wasSuspended?", is_suspended as "isSuspended?"\nfrom record_content_refusal($1)                                                                                                                                               ',
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select was_suspended as "wasSuspended?", is_suspended as "isSuspended?"
 * from record_content_refusal(:accountId!)  
 * ```
 */
export const recordContentRefusal = prepareQuery<
  IRecordContentRefusalParams,
  IRecordContentRefusalResult
>(recordContentRefusalIR);

/** 'FindSuspendedBy' parameters type */
export interface IFindSuspendedByParams {
  generationId: string;
}

/** 'FindSuspendedBy' return type */
export interface IFindSuspendedByResult {
  accountId: string;
}

/** 'FindSuspendedBy' query type */
export interface IFindSuspendedByQuery {
  params: IFindSuspendedByParams;
  result: IFindSuspendedByResult;
}

const findSuspendedByIR: any = {
  text: "select a.id as \"accountId!\"\nfrom generations g\n  join accounts a on a.id = g.account_id and a.suspended_at = g.finished_at\nwhere g.id = $1\n  and not exists (\n    select 1\n    from generations other\n    where other.account_id = a.id\n      and other.error_code is not null\n      and other.status = 'blocked'\n      and other.finished_at = a.suspended_at\n      and other.id < g.id\n  )",
  params: ["generationId"],
};

/**
 * Query generated from SQL:
 * ```
 * select a.id as "accountId!"
 * from generations g
 *   join accounts a on a.id = g.account_id and a.suspended_at = g.finished_at
 * where g.id = :generationId!
 *   and not exists (
 *     select 1
 *     from generations other
 *     where other.account_id = a.id
 *       and other.error_code is not null
 *       and other.status = 'blocked'
 *       and other.finished_at = a.suspended_at
 *       and other.id < g.id
 *   )
 * ```
 */
export const findSuspendedBy = prepareQuery<IFindSuspendedByParams, IFindSuspendedByResult>(
  findSuspendedByIR,
);
