/** Types generated for queries found in "sql/queries/credits.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type grant_outcome = "closed" | "granted" | "known" | "not_found";

export type grant_source = "adjust" | "plan" | "promo" | "purchase" | "restore";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

export type stringArray = string[];

/** 'ListExpiredGrants' parameters type */
export interface IListExpiredGrantsParams {
  exceptAccounts: readonly (stringArray[number] | null)[];
  limit: NumberOrString;
}

/** 'ListExpiredGrants' return type */
export interface IListExpiredGrantsResult {
  accountId: string;
  id: string;
}

/** 'ListExpiredGrants' query type */
export interface IListExpiredGrantsQuery {
  params: IListExpiredGrantsParams;
  result: IListExpiredGrantsResult;
}

const listExpiredGrantsIR: any = {
  text: "select id, account_id\nfrom (\n  select id, account_id\n  from credit_grants\n  where closed_at is null\n    and expires_at <= (select clock())\n    and (remaining > 0 or held = 0)\n    and account_id <> all ($1::uuid[])\n  order by expires_at\n  limit $2\n) due\norder by account_id",
  params: ["exceptAccounts", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select id, account_id
 * from (
 *   select id, account_id
 *   from credit_grants
 *   where closed_at is null
 *     and expires_at <= (select clock())
 *     and (remaining > 0 or held = 0)
 *     and account_id <> all (:exceptAccounts!::uuid[])
 *   order by expires_at
 *   limit :limit!
 * ) due
 * order by account_id
 * ```
 */
export const listExpiredGrants = prepareQuery<IListExpiredGrantsParams, IListExpiredGrantsResult>(
  listExpiredGrantsIR,
);

/** 'ExpireGrants' parameters type */
export interface IExpireGrantsParams {
  grantIds: readonly (stringArray[number] | null)[];
}

/** 'ExpireGrants' return type */
export interface IExpireGrantsResult {
  closed: number;
}

/** 'ExpireGrants' query type */
export interface IExpireGrantsQuery {
  params: IExpireGrantsParams;
  result: IExpireGrantsResult;
}

const expireGrantsIR: any = {
  text: 'select expire_grants($1)::integer as "closed!"',
  params: ["grantIds"],
};

/**
 * Query generated from SQL:
 * ```
 * select expire_grants(:grantIds!)::integer as "closed!"
 * ```
 */
export const expireGrants = prepareQuery<IExpireGrantsParams, IExpireGrantsResult>(expireGrantsIR);

/** 'FindBalance' parameters type */
export interface IFindBalanceParams {
  accountId: string;
  maxDates: number;
}

/** 'FindBalance' return type */
export interface IFindBalanceResult {
  accountType: string;
  expiring: Json;
  held: number;
  spendable: number;
}

/** 'FindBalance' query type */
export interface IFindBalanceQuery {
  params: IFindBalanceParams;
  result: IFindBalanceResult;
}

const findBalanceIR: any = {
  text: "select\n  p.name as account_type,\n  a.held,\n  coalesce(b.spendable, 0)::integer as \"spendable!\",\n  coalesce(b.expiring, '[]') as \"expiring!\"\nfrom accounts a\n  join plans p on p.id = a.plan_id\n  cross join lateral (\n    select\n      sum(d.credits) as spendable,\n      jsonb_agg(jsonb_build_object('credits', d.credits, 'expiresAt', d.expires_at) order by d.expires_at)\n        filter (where d.expires_at is not null and d.place <= $1::integer) as expiring\n    from (\n      select\n        expires_at, sum(remaining) as credits,\n        row_number() over (order by expires_at nulls last) as place\n      from credit_grants\n      where account_id = a.id\n        and closed_at is null\n        and remaining > 0\n        and (expires_at is null or expires_at > (select clock()))\n      group by expires_at\n    ) d\n  ) b\nwhere a.id = $2",
  params: ["maxDates", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   p.name as account_type,
 *   a.held,
 *   coalesce(b.spendable, 0)::integer as "spendable!",
 *   coalesce(b.expiring, '[]') as "expiring!"
 * from accounts a
 *   join plans p on p.id = a.plan_id
 *   cross join lateral (
 *     select
 *       sum(d.credits) as spendable,
 *       jsonb_agg(jsonb_build_object('credits', d.credits, 'expiresAt', d.expires_at) order by d.expires_at)
 *         filter (where d.expires_at is not null and d.place <= :maxDates!::integer) as expiring
 *     from (
 *       select
 *         expires_at, sum(remaining) as credits,
 *         row_number() over (order by expires_at nulls last) as place
 *       from credit_grants
 *       where account_id = a.id
 *         and closed_at is null
 *         and remaining > 0
 *         and (expires_at is null or expires_at > (select clock()))
 *       group by expires_at
 *     ) d
 *   ) b
 * where a.id = :accountId!
 * ```
 */
export const findBalance = prepareQuery<IFindBalanceParams, IFindBalanceResult>(findBalanceIR);

/** 'FindMonthlySpend' parameters type */
export interface IFindMonthlySpendParams {
  accountId: string;
}

/** 'FindMonthlySpend' return type */
export interface IFindMonthlySpendResult {
  monthlyCreditCap: number | null;
  planId: string;
  planName: string;
  spent: number;
}

/** 'FindMonthlySpend' query type */
export interface IFindMonthlySpendQuery {
  params: IFindMonthlySpendParams;
  result: IFindMonthlySpendResult;
}

const findMonthlySpendIR: any = {
  text: 'select\n  p.id as plan_id, p.name as plan_name, p.monthly_credit_cap,\n  case when a.spend_month = month_start(clock()) then a.month_spend else 0 end as "spent!"\nfrom accounts a\n  join plans p on p.id = a.plan_id\nwhere a.id = $1',
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   p.id as plan_id, p.name as plan_name, p.monthly_credit_cap,
 *   case when a.spend_month = month_start(clock()) then a.month_spend else 0 end as "spent!"
 * from accounts a
 *   join plans p on p.id = a.plan_id
 * where a.id = :accountId!
 * ```
 */
export const findMonthlySpend = prepareQuery<IFindMonthlySpendParams, IFindMonthlySpendResult>(
  findMonthlySpendIR,
);

/** 'ListGrants' parameters type */
export interface IListGrantsParams {
  accountId: string;
  limit: NumberOrString;
}

/** 'ListGrants' return type */
export interface IListGrantsResult {
  amount: number;
  createdAt: Date;
  expiresAt: Date | null;
  held: number;
  id: string;
  note: string | null;
  remaining: number;
  source: grant_source;
}

/** 'ListGrants' query type */
export interface IListGrantsQuery {
  params: IListGrantsParams;
  result: IListGrantsResult;
}

const listGrantsIR: any = {
  text: "select\n  id, source, amount, held, expires_at, note, created_at,\n  case when expires_at is null or expires_at > clock() then remaining else 0 end as \"remaining!\"\nfrom credit_grants\nwhere account_id = $1\n  and closed_at is null\n  and (held > 0 or expires_at is null or expires_at > clock())\norder by priority, expires_at nulls last, (source = 'purchase'), created_at, id\nlimit $2",
  params: ["accountId", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   id, source, amount, held, expires_at, note, created_at,
 *   case when expires_at is null or expires_at > clock() then remaining else 0 end as "remaining!"
 * from credit_grants
 * where account_id = :accountId!
 *   and closed_at is null
 *   and (held > 0 or expires_at is null or expires_at > clock())
 * order by priority, expires_at nulls last, (source = 'purchase'), created_at, id
 * limit :limit!
 * ```
 */
export const listGrants = prepareQuery<IListGrantsParams, IListGrantsResult>(listGrantsIR);

/** 'FindGrant' parameters type */
export interface IFindGrantParams {
  accountId: string;
  id: string;
}

/** 'FindGrant' return type */
export interface IFindGrantResult {
  amount: number;
  createdAt: Date;
  expiresAt: Date | null;
  held: number;
  id: string;
  note: string | null;
  remaining: number;
  source: grant_source;
}

/** 'FindGrant' query type */
export interface IFindGrantQuery {
  params: IFindGrantParams;
  result: IFindGrantResult;
}

const findGrantIR: any = {
  text: 'select\n  id, source, amount, held, expires_at, note, created_at,\n  case when expires_at is null or expires_at > clock() then remaining else 0 end as "remaining!"\nfrom credit_grants\nwhere id = $1 and account_id = $2',
  params: ["id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   id, source, amount, held, expires_at, note, created_at,
 *   case when expires_at is null or expires_at > clock() then remaining else 0 end as "remaining!"
 * from credit_grants
 * where id = :id! and account_id = :accountId!
 * ```
 */
export const findGrant = prepareQuery<IFindGrantParams, IFindGrantResult>(findGrantIR);

/** 'GrantCredits' parameters type */
export interface IGrantCreditsParams {
  accountId: string;
  actorId?: string | null | void;
  address?: string | null | void;
  credits: number;
  expiresInSeconds?: NumberOrString | null | void;
  grantId: string;
  note?: string | null | void;
  opKey: string;
  reason?: string | null | void;
  reference?: string | null | void;
  source: grant_source;
}

/** 'GrantCredits' return type */
export interface IGrantCreditsResult {
  outcome: grant_outcome;
}

/** 'GrantCredits' query type */
export interface IGrantCreditsQuery {
  params: IGrantCreditsParams;
  result: IGrantCreditsResult;
}

const grantCreditsIR: any = {
  text: 'select admin_grant(\n  p_actor_id => act_as($1, $2),\n  p_account_id => $3,\n  p_grant_id => $4,\n  p_credits => $5,\n  p_source => $6,\n  p_expires_in_seconds => $7,\n  p_note => $8,\n  p_reference => $9,\n  p_op_key => $10,\n  p_reason => $11\n) as "outcome!"',
  params: [
    "actorId",
    "address",
    "accountId",
    "grantId",
    "credits",
    "source",
    "expiresInSeconds",
    "note",
    "reference",
    "opKey",
    "reason",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_grant(
 *   p_actor_id => act_as(:actorId, :address),
 *   p_account_id => :accountId!,
 *   p_grant_id => :grantId!,
 *   p_credits => :credits!,
 *   p_source => :source!,
 *   p_expires_in_seconds => :expiresInSeconds,
 *   p_note => :note,
 *   p_reference => :reference,
 *   p_op_key => :opKey!,
 *   p_reason => :reason
 * ) as "outcome!"
 * ```
 */
export const grantCredits = prepareQuery<IGrantCreditsParams, IGrantCreditsResult>(grantCreditsIR);

/** 'VoidGrant' parameters type */
export interface IVoidGrantParams {
  accountId: string;
  actorId?: string | null | void;
  address?: string | null | void;
  grantId: string;
  reason: string;
}

/** 'VoidGrant' return type */
export interface IVoidGrantResult {
  voided: number | null;
}

/** 'VoidGrant' query type */
export interface IVoidGrantQuery {
  params: IVoidGrantParams;
  result: IVoidGrantResult;
}

const voidGrantIR: any = {
  text: 'select admin_void(act_as($1, $2), $3, $4, $5) as "voided?"',
  params: ["actorId", "address", "accountId", "grantId", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_void(act_as(:actorId, :address), :accountId!, :grantId!, :reason!) as "voided?"
 * ```
 */
export const voidGrant = prepareQuery<IVoidGrantParams, IVoidGrantResult>(voidGrantIR);
