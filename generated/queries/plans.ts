/** Types generated for queries found in "sql/queries/plans.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type NumberOrString = number | string;

export type booleanArray = boolean[];

export type numberArray = number[];

export type stringArray = string[];

/** 'ListMonthlyGrantsDue' parameters type */
export interface IListMonthlyGrantsDueParams {
  exceptAccounts: readonly (stringArray[number] | null)[];
  limit: NumberOrString;
}

/** 'ListMonthlyGrantsDue' return type */
export interface IListMonthlyGrantsDueResult {
  accountId: string;
}

/** 'ListMonthlyGrantsDue' query type */
export interface IListMonthlyGrantsDueQuery {
  params: IListMonthlyGrantsDueParams;
  result: IListMonthlyGrantsDueResult;
}

const listMonthlyGrantsDueIR: any = {
  text: 'select a.id as "accountId!"\nfrom plans p\n  cross join lateral (\n    select id\n    from accounts\n    where plan_id = p.id\n      and disabled_at is null\n      and granted_month < (select month_start(clock()))\n      and id <> all ($1::uuid[])\n    order by granted_month\n    limit $2\n  ) a\nwhere p.monthly_grant_credits > 0\nlimit $2',
  params: ["exceptAccounts", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select a.id as "accountId!"
 * from plans p
 *   cross join lateral (
 *     select id
 *     from accounts
 *     where plan_id = p.id
 *       and disabled_at is null
 *       and granted_month < (select month_start(clock()))
 *       and id <> all (:exceptAccounts!::uuid[])
 *     order by granted_month
 *     limit :limit!
 *   ) a
 * where p.monthly_grant_credits > 0
 * limit :limit!
 * ```
 */
export const listMonthlyGrantsDue = prepareQuery<
  IListMonthlyGrantsDueParams,
  IListMonthlyGrantsDueResult
>(listMonthlyGrantsDueIR);

/** 'GrantPlanCredits' parameters type */
export interface IGrantPlanCreditsParams {
  accountIds: readonly (stringArray[number] | null)[];
}

/** 'GrantPlanCredits' return type */
export interface IGrantPlanCreditsResult {
  granted: number;
  settled: number;
}

/** 'GrantPlanCredits' query type */
export interface IGrantPlanCreditsQuery {
  params: IGrantPlanCreditsParams;
  result: IGrantPlanCreditsResult;
}

const grantPlanCreditsIR: any = {
  text: 'select settled::integer as "settled!", granted::integer as "granted!"\nfrom grant_plan_credits($1)',
  params: ["accountIds"],
};

/**
 * Query generated from SQL:
 * ```
 * select settled::integer as "settled!", granted::integer as "granted!"
 * from grant_plan_credits(:accountIds!)
 * ```
 */
export const grantPlanCredits = prepareQuery<IGrantPlanCreditsParams, IGrantPlanCreditsResult>(
  grantPlanCreditsIR,
);

/** 'ListPlanAccess' parameters type */
export type IListPlanAccessParams = void;

/** 'ListPlanAccess' return type */
export interface IListPlanAccessResult {
  accountRequestsPerHour: number | null;
  accountRunningLimit: number | null;
  allowed: boolean | null;
  blockedPerDay: number | null;
  dialect: string | null;
  id: string;
  imageMetadata: string;
  maxKeyDays: number | null;
  minModeration: string;
  monthlyCreditCap: number | null;
  monthlyGrantCredits: number;
  name: string;
  priority: number;
  requestsPerHour: number | null;
  retentionDays: number | null;
  runningLimit: number | null;
}

/** 'ListPlanAccess' query type */
export interface IListPlanAccessQuery {
  params: IListPlanAccessParams;
  result: IListPlanAccessResult;
}

const listPlanAccessIR: any = {
  text: 'select\n  p.id, p.name, p.monthly_credit_cap, p.monthly_grant_credits, p.retention_days, p.max_key_days,\n  p.min_moderation, p.image_metadata, p.priority, p.blocked_per_day,\n  d.dialect as "dialect?", d.allowed as "allowed?",\n  d.requests_per_hour as "requestsPerHour?", d.running_limit as "runningLimit?",\n  d.account_requests_per_hour as "accountRequestsPerHour?",\n  d.account_running_limit as "accountRunningLimit?"\nfrom plans p\n  left join plan_access d on d.plan_id = p.id\norder by p.id, d.dialect',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   p.id, p.name, p.monthly_credit_cap, p.monthly_grant_credits, p.retention_days, p.max_key_days,
 *   p.min_moderation, p.image_metadata, p.priority, p.blocked_per_day,
 *   d.dialect as "dialect?", d.allowed as "allowed?",
 *   d.requests_per_hour as "requestsPerHour?", d.running_limit as "runningLimit?",
 *   d.account_requests_per_hour as "accountRequestsPerHour?",
 *   d.account_running_limit as "accountRunningLimit?"
 * from plans p
 *   left join plan_access d on d.plan_id = p.id
 * order by p.id, d.dialect
 * ```
 */
export const listPlanAccess = prepareQuery<IListPlanAccessParams, IListPlanAccessResult>(
  listPlanAccessIR,
);

/** 'ListPlanPolicies' parameters type */
export type IListPlanPoliciesParams = void;

/** 'ListPlanPolicies' return type */
export interface IListPlanPoliciesResult {
  id: string;
  imageMetadata: string;
  minModeration: string;
}

/** 'ListPlanPolicies' query type */
export interface IListPlanPoliciesQuery {
  params: IListPlanPoliciesParams;
  result: IListPlanPoliciesResult;
}

const listPlanPoliciesIR: any = {
  text: "select id, min_moderation, image_metadata\nfrom plans\nwhere min_moderation <> 'low' or image_metadata <> 'keep'",
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select id, min_moderation, image_metadata
 * from plans
 * where min_moderation <> 'low' or image_metadata <> 'keep'
 * ```
 */
export const listPlanPolicies = prepareQuery<IListPlanPoliciesParams, IListPlanPoliciesResult>(
  listPlanPoliciesIR,
);

/** 'FindAccountPlan' parameters type */
export interface IFindAccountPlanParams {
  accountId: string;
}

/** 'FindAccountPlan' return type */
export interface IFindAccountPlanResult {
  planId: string;
}

/** 'FindAccountPlan' query type */
export interface IFindAccountPlanQuery {
  params: IFindAccountPlanParams;
  result: IFindAccountPlanResult;
}

const findAccountPlanIR: any = {
  text: "select plan_id\nfrom accounts\nwhere id = $1",
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select plan_id
 * from accounts
 * where id = :accountId!
 * ```
 */
export const findAccountPlan = prepareQuery<IFindAccountPlanParams, IFindAccountPlanResult>(
  findAccountPlanIR,
);

/** 'SetPlanPolicy' parameters type */
export interface ISetPlanPolicyParams {
  actorId?: string | null | void;
  address?: string | null | void;
  imageMetadata?: string | null | void;
  minModeration?: string | null | void;
  planId: string;
  reason?: string | null | void;
}

/** 'SetPlanPolicy' return type */
export interface ISetPlanPolicyResult {
  done: undefined | null;
}

/** 'SetPlanPolicy' query type */
export interface ISetPlanPolicyQuery {
  params: ISetPlanPolicyParams;
  result: ISetPlanPolicyResult;
}

const setPlanPolicyIR: any = {
  text: 'select admin_set_plan_policy(\n  p_actor_id => act_as($1, $2, $3),\n  p_plan_id => $4,\n  p_min_moderation => $5,\n  p_image_metadata => $6\n) as "done?"',
  params: ["actorId", "address", "reason", "planId", "minModeration", "imageMetadata"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_set_plan_policy(
 *   p_actor_id => act_as(:actorId, :address, :reason),
 *   p_plan_id => :planId!,
 *   p_min_moderation => :minModeration,
 *   p_image_metadata => :imageMetadata
 * ) as "done?"
 * ```
 */
export const setPlanPolicy = prepareQuery<ISetPlanPolicyParams, ISetPlanPolicyResult>(
  setPlanPolicyIR,
);

/** 'SetPlan' parameters type */
export interface ISetPlanParams {
  actorId?: string | null | void;
  address?: string | null | void;
  id: string;
  monthlyCreditCap?: number | null | void;
  monthlyGrantCredits: number;
  name: string;
  reason?: string | null | void;
}

/** 'SetPlan' return type */
export interface ISetPlanResult {
  done: undefined | null;
}

/** 'SetPlan' query type */
export interface ISetPlanQuery {
  params: ISetPlanParams;
  result: ISetPlanResult;
}

const setPlanIR: any = {
  text: 'select admin_set_plan(\n  p_actor_id => act_as($1, $2, $3),\n  p_id => $4,\n  p_name => $5,\n  p_monthly_credit_cap => $6,\n  p_monthly_grant_credits => $7\n) as "done?"',
  params: ["actorId", "address", "reason", "id", "name", "monthlyCreditCap", "monthlyGrantCredits"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_set_plan(
 *   p_actor_id => act_as(:actorId, :address, :reason),
 *   p_id => :id!,
 *   p_name => :name!,
 *   p_monthly_credit_cap => :monthlyCreditCap,
 *   p_monthly_grant_credits => :monthlyGrantCredits!
 * ) as "done?"
 * ```
 */
export const setPlan = prepareQuery<ISetPlanParams, ISetPlanResult>(setPlanIR);

/** 'SetPlanKeyLifetime' parameters type */
export interface ISetPlanKeyLifetimeParams {
  actorId?: string | null | void;
  address?: string | null | void;
  days?: number | null | void;
  planId: string;
  reason?: string | null | void;
}

/** 'SetPlanKeyLifetime' return type */
export interface ISetPlanKeyLifetimeResult {
  done: undefined | null;
}

/** 'SetPlanKeyLifetime' query type */
export interface ISetPlanKeyLifetimeQuery {
  params: ISetPlanKeyLifetimeParams;
  result: ISetPlanKeyLifetimeResult;
}

const setPlanKeyLifetimeIR: any = {
  text: 'select admin_set_plan_key_lifetime(\n  p_actor_id => act_as($1, $2, $3), p_plan_id => $4, p_days => $5\n) as "done?"',
  params: ["actorId", "address", "reason", "planId", "days"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_set_plan_key_lifetime(
 *   p_actor_id => act_as(:actorId, :address, :reason), p_plan_id => :planId!, p_days => :days
 * ) as "done?"
 * ```
 */
export const setPlanKeyLifetime = prepareQuery<
  ISetPlanKeyLifetimeParams,
  ISetPlanKeyLifetimeResult
>(setPlanKeyLifetimeIR);

/** 'SetPlanPriority' parameters type */
export interface ISetPlanPriorityParams {
  actorId?: string | null | void;
  address?: string | null | void;
  planId: string;
  priority: number;
  reason?: string | null | void;
}

/** 'SetPlanPriority' return type */
export interface ISetPlanPriorityResult {
  done: undefined | null;
}

/** 'SetPlanPriority' query type */
export interface ISetPlanPriorityQuery {
  params: ISetPlanPriorityParams;
  result: ISetPlanPriorityResult;
}

const setPlanPriorityIR: any = {
  text: 'select admin_set_plan_priority(\n  p_actor_id => act_as($1, $2, $3), p_plan_id => $4, p_priority => $5\n) as "done?"',
  params: ["actorId", "address", "reason", "planId", "priority"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_set_plan_priority(
 *   p_actor_id => act_as(:actorId, :address, :reason), p_plan_id => :planId!, p_priority => :priority!
 * ) as "done?"
 * ```
 */
export const setPlanPriority = prepareQuery<ISetPlanPriorityParams, ISetPlanPriorityResult>(
  setPlanPriorityIR,
);

/** 'SetPlanRefusals' parameters type */
export interface ISetPlanRefusalsParams {
  actorId?: string | null | void;
  address?: string | null | void;
  perDay?: number | null | void;
  planId: string;
  reason?: string | null | void;
}

/** 'SetPlanRefusals' return type */
export interface ISetPlanRefusalsResult {
  done: undefined | null;
}

/** 'SetPlanRefusals' query type */
export interface ISetPlanRefusalsQuery {
  params: ISetPlanRefusalsParams;
  result: ISetPlanRefusalsResult;
}

const setPlanRefusalsIR: any = {
  text: 'select admin_set_plan_refusals(\n  p_actor_id => act_as($1, $2, $3), p_plan_id => $4, p_per_day => $5\n) as "done?"',
  params: ["actorId", "address", "reason", "planId", "perDay"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_set_plan_refusals(
 *   p_actor_id => act_as(:actorId, :address, :reason), p_plan_id => :planId!, p_per_day => :perDay
 * ) as "done?"
 * ```
 */
export const setPlanRefusals = prepareQuery<ISetPlanRefusalsParams, ISetPlanRefusalsResult>(
  setPlanRefusalsIR,
);

/** 'SetPlanAccess' parameters type */
export interface ISetPlanAccessParams {
  accountRequestsPerHour?: number | null | void;
  accountRunningLimit?: number | null | void;
  actorId?: string | null | void;
  address?: string | null | void;
  allowed: boolean;
  dialect: string;
  planId: string;
  reason?: string | null | void;
  requestsPerHour?: number | null | void;
  runningLimit?: number | null | void;
}

/** 'SetPlanAccess' return type */
export interface ISetPlanAccessResult {
  done: undefined | null;
}

/** 'SetPlanAccess' query type */
export interface ISetPlanAccessQuery {
  params: ISetPlanAccessParams;
  result: ISetPlanAccessResult;
}

const setPlanAccessIR: any = {
  text: 'select admin_set_plan_access(\n  p_actor_id => act_as($1, $2, $3),\n  p_plan_id => $4,\n  p_dialect => $5,\n  p_allowed => $6,\n  p_requests_per_hour => $7,\n  p_running_limit => $8,\n  p_account_requests_per_hour => $9,\n  p_account_running_limit => $10\n) as "done?"                                                      ',
  params: [
    "actorId",
    "address",
    "reason",
    "planId",
    "dialect",
    "allowed",
    "requestsPerHour",
    "runningLimit",
    "accountRequestsPerHour",
    "accountRunningLimit",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_set_plan_access(
 *   p_actor_id => act_as(:actorId, :address, :reason),
 *   p_plan_id => :planId!,
 *   p_dialect => :dialect!,
 *   p_allowed => :allowed!,
 *   p_requests_per_hour => :requestsPerHour,
 *   p_running_limit => :runningLimit,
 *   p_account_requests_per_hour => :accountRequestsPerHour,
 *   p_account_running_limit => :accountRunningLimit
 * ) as "done?"  
 * ```
 */
export const setPlanAccess = prepareQuery<ISetPlanAccessParams, ISetPlanAccessResult>(
  setPlanAccessIR,
);

/** 'ListAccountAccess' parameters type */
export interface IListAccountAccessParams {
  accountId: string;
}

/** 'ListAccountAccess' return type */
export interface IListAccountAccessResult {
  allowed: boolean;
  dialect: string;
  runningLimit: number | null;
}

/** 'ListAccountAccess' query type */
export interface IListAccountAccessQuery {
  params: IListAccountAccessParams;
  result: IListAccountAccessResult;
}

const listAccountAccessIR: any = {
  text: "select d.dialect, d.allowed, d.running_limit\nfrom accounts a\n  join plan_access d on d.plan_id = a.plan_id\nwhere a.id = $1\norder by d.dialect",
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select d.dialect, d.allowed, d.running_limit
 * from accounts a
 *   join plan_access d on d.plan_id = a.plan_id
 * where a.id = :accountId!
 * order by d.dialect
 * ```
 */
export const listAccountAccess = prepareQuery<IListAccountAccessParams, IListAccountAccessResult>(
  listAccountAccessIR,
);

/** 'ListPlans' parameters type */
export type IListPlansParams = void;

/** 'ListPlans' return type */
export interface IListPlansResult {
  id: string;
  monthlyCreditCap: number | null;
  monthlyGrantCredits: number;
  name: string;
}

/** 'ListPlans' query type */
export interface IListPlansQuery {
  params: IListPlansParams;
  result: IListPlansResult;
}

const listPlansIR: any = {
  text: "select id, name, monthly_credit_cap, monthly_grant_credits\nfrom plans\norder by id",
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select id, name, monthly_credit_cap, monthly_grant_credits
 * from plans
 * order by id
 * ```
 */
export const listPlans = prepareQuery<IListPlansParams, IListPlansResult>(listPlansIR);

/** 'PutPlan' parameters type */
export interface IPutPlanParams {
  accountRequestsPerHour: readonly (numberArray[number] | null)[];
  accountRunningLimits: readonly (numberArray[number] | null)[];
  actorId?: string | null | void;
  address?: string | null | void;
  allowed: readonly (booleanArray[number] | null)[];
  blockedPerDay?: number | null | void;
  dialects: readonly (stringArray[number] | null)[];
  id: string;
  imageMetadata: string;
  maxKeyDays?: number | null | void;
  minModeration: string;
  monthlyCreditCap?: number | null | void;
  monthlyGrantCredits: number;
  name: string;
  priority: number;
  reason?: string | null | void;
  requestsPerHour: readonly (numberArray[number] | null)[];
  retentionDays?: number | null | void;
  runningLimits: readonly (numberArray[number] | null)[];
}

/** 'PutPlan' return type */
export interface IPutPlanResult {
  done: undefined | null;
}

/** 'PutPlan' query type */
export interface IPutPlanQuery {
  params: IPutPlanParams;
  result: IPutPlanResult;
}

const putPlanIR: any = {
  text: 'select admin_put_plan(\n  p_actor_id => act_as($1, $2, $3),\n  p_id => $4,\n  p_name => $5,\n  p_monthly_credit_cap => $6,\n  p_monthly_grant_credits => $7,\n  p_dialects => $8,\n  p_allowed => $9,\n  p_requests_per_hour => $10,\n  p_running_limits => $11,\n  p_account_requests_per_hour => $12,\n  p_account_running_limits => $13,\n  p_settings => row(\n    $14::integer, $15::integer, $16::text, $17::text\n  )::plan_settings,\n  p_priority => $18,\n  p_sets_blocked_per_day => true,\n  p_blocked_per_day => $19\n) as "done?"',
  params: [
    "actorId",
    "address",
    "reason",
    "id",
    "name",
    "monthlyCreditCap",
    "monthlyGrantCredits",
    "dialects",
    "allowed",
    "requestsPerHour",
    "runningLimits",
    "accountRequestsPerHour",
    "accountRunningLimits",
    "retentionDays",
    "maxKeyDays",
    "minModeration",
    "imageMetadata",
    "priority",
    "blockedPerDay",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_put_plan(
 *   p_actor_id => act_as(:actorId, :address, :reason),
 *   p_id => :id!,
 *   p_name => :name!,
 *   p_monthly_credit_cap => :monthlyCreditCap,
 *   p_monthly_grant_credits => :monthlyGrantCredits!,
 *   p_dialects => :dialects!,
 *   p_allowed => :allowed!,
 *   p_requests_per_hour => :requestsPerHour!,
 *   p_running_limits => :runningLimits!,
 *   p_account_requests_per_hour => :accountRequestsPerHour!,
 *   p_account_running_limits => :accountRunningLimits!,
 *   p_settings => row(
 *     :retentionDays::integer, :maxKeyDays::integer, :minModeration!::text, :imageMetadata!::text
 *   )::plan_settings,
 *   p_priority => :priority!,
 *   p_sets_blocked_per_day => true,
 *   p_blocked_per_day => :blockedPerDay
 * ) as "done?"
 * ```
 */
export const putPlan = prepareQuery<IPutPlanParams, IPutPlanResult>(putPlanIR);
