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
