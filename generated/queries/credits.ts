/** Types generated for queries found in "sql/queries/credits.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

/** 'GrantCredits' parameters type */
export interface IGrantCreditsParams {
  accountId: string;
  amount: number;
  expiresInSeconds?: NumberOrString | null | void;
  grantId: string;
  note?: string | null | void;
  opKey: string;
  source: string;
}

/** 'GrantCredits' return type */
export interface IGrantCreditsResult {
  grantId: string | null;
}

/** 'GrantCredits' query type */
export interface IGrantCreditsQuery {
  params: IGrantCreditsParams;
  result: IGrantCreditsResult;
}

const grantCreditsIR: any = {
  usedParamSet: {
    accountId: true,
    grantId: true,
    amount: true,
    source: true,
    expiresInSeconds: true,
    opKey: true,
    note: true,
  },
  params: [
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 24, b: 34 }] },
    { name: "grantId", required: true, transform: { type: "scalar" }, locs: [{ a: 37, b: 45 }] },
    { name: "amount", required: true, transform: { type: "scalar" }, locs: [{ a: 48, b: 55 }] },
    { name: "source", required: true, transform: { type: "scalar" }, locs: [{ a: 58, b: 65 }] },
    {
      name: "expiresInSeconds",
      required: false,
      transform: { type: "scalar" },
      locs: [{ a: 80, b: 96 }],
    },
    { name: "opKey", required: true, transform: { type: "scalar" }, locs: [{ a: 131, b: 137 }] },
    { name: "note", required: false, transform: { type: "scalar" }, locs: [{ a: 140, b: 144 }] },
  ],
  statement:
    "select grant_credits(\n  :accountId!, :grantId!, :amount!, :source!,\n  clock() + :expiresInSeconds::bigint * interval '1 second',\n  :opKey!, :note\n) as \"grantId?\"",
};

/**
 * Query generated from SQL:
 * ```
 * select grant_credits(
 *   :accountId!, :grantId!, :amount!, :source!,
 *   clock() + :expiresInSeconds::bigint * interval '1 second',
 *   :opKey!, :note
 * ) as "grantId?"
 * ```
 */
export const grantCredits = new PreparedQuery<IGrantCreditsParams, IGrantCreditsResult>(
  grantCreditsIR,
);

/** 'VoidGrant' parameters type */
export interface IVoidGrantParams {
  grantId: string;
  note: string;
}

/** 'VoidGrant' return type */
export interface IVoidGrantResult {
  voided: number;
}

/** 'VoidGrant' query type */
export interface IVoidGrantQuery {
  params: IVoidGrantParams;
  result: IVoidGrantResult;
}

const voidGrantIR: any = {
  usedParamSet: { grantId: true, note: true },
  params: [
    { name: "grantId", required: true, transform: { type: "scalar" }, locs: [{ a: 18, b: 26 }] },
    { name: "note", required: true, transform: { type: "scalar" }, locs: [{ a: 29, b: 34 }] },
  ],
  statement: 'select void_grant(:grantId!, :note!) as "voided!"',
};

/**
 * Query generated from SQL:
 * ```
 * select void_grant(:grantId!, :note!) as "voided!"
 * ```
 */
export const voidGrant = new PreparedQuery<IVoidGrantParams, IVoidGrantResult>(voidGrantIR);

/** 'ExpireCredits' parameters type */
export interface IExpireCreditsParams {
  batches: number;
}

/** 'ExpireCredits' return type */
export interface IExpireCreditsResult {
  closed: number;
}

/** 'ExpireCredits' query type */
export interface IExpireCreditsQuery {
  params: IExpireCreditsParams;
  result: IExpireCreditsResult;
}

const expireCreditsIR: any = {
  usedParamSet: { batches: true },
  params: [
    { name: "batches", required: true, transform: { type: "scalar" }, locs: [{ a: 22, b: 30 }] },
  ],
  statement: 'select expire_credits(:batches!) as "closed!"',
};

/**
 * Query generated from SQL:
 * ```
 * select expire_credits(:batches!) as "closed!"
 * ```
 */
export const expireCredits = new PreparedQuery<IExpireCreditsParams, IExpireCreditsResult>(
  expireCreditsIR,
);

/** 'FindBalance' parameters type */
export interface IFindBalanceParams {
  accountId: string;
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
  usedParamSet: { accountId: true },
  params: [
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 719, b: 729 }],
    },
  ],
  statement:
    "select\n  p.name as account_type,\n  a.held,\n  coalesce(b.spendable, 0)::integer as \"spendable!\",\n  coalesce(b.expiring, '[]') as \"expiring!\"\nfrom accounts a\n  join plans p on p.id = a.plan_id\n  cross join lateral (\n    select\n      sum(d.credits) as spendable,\n      jsonb_agg(jsonb_build_object('credits', d.credits, 'expiresAt', d.expires_at) order by d.expires_at)\n        filter (where d.expires_at is not null) as expiring\n    from (\n      select expires_at, sum(remaining) as credits\n      from credit_grants\n      where account_id = a.id\n        and closed_at is null\n        and remaining > 0\n        and (expires_at is null or expires_at > (select clock()))\n      group by expires_at\n    ) d\n  ) b\nwhere a.id = :accountId!",
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
 *         filter (where d.expires_at is not null) as expiring
 *     from (
 *       select expires_at, sum(remaining) as credits
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
export const findBalance = new PreparedQuery<IFindBalanceParams, IFindBalanceResult>(findBalanceIR);

/** 'FindMonth' parameters type */
export interface IFindMonthParams {
  accountId: string;
}

/** 'FindMonth' return type */
export interface IFindMonthResult {
  monthlyCreditCap: number | null;
  planId: string;
  planName: string;
  spent: number;
}

/** 'FindMonth' query type */
export interface IFindMonthQuery {
  params: IFindMonthParams;
  result: IFindMonthResult;
}

const findMonthIR: any = {
  usedParamSet: { accountId: true },
  params: [
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 221, b: 231 }],
    },
  ],
  statement:
    'select\n  p.id as plan_id, p.name as plan_name, p.monthly_credit_cap,\n  case when a.spend_month = month_of(clock()) then a.month_spend else 0 end as "spent!"\nfrom accounts a\n  join plans p on p.id = a.plan_id\nwhere a.id = :accountId!',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   p.id as plan_id, p.name as plan_name, p.monthly_credit_cap,
 *   case when a.spend_month = month_of(clock()) then a.month_spend else 0 end as "spent!"
 * from accounts a
 *   join plans p on p.id = a.plan_id
 * where a.id = :accountId!
 * ```
 */
export const findMonth = new PreparedQuery<IFindMonthParams, IFindMonthResult>(findMonthIR);

/** 'ListBatches' parameters type */
export interface IListBatchesParams {
  accountId: string;
}

/** 'ListBatches' return type */
export interface IListBatchesResult {
  amount: number;
  createdAt: Date;
  expiresAt: Date | null;
  held: number;
  id: string;
  note: string | null;
  remaining: number;
  source: string;
}

/** 'ListBatches' query type */
export interface IListBatchesQuery {
  params: IListBatchesParams;
  result: IListBatchesResult;
}

const listBatchesIR: any = {
  usedParamSet: { accountId: true },
  params: [
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 200, b: 210 }],
    },
  ],
  statement:
    "select\n  id, source, amount, held, expires_at, note, created_at,\n  case when expires_at is null or expires_at > clock() then remaining else 0 end as \"remaining!\"\nfrom credit_grants\nwhere account_id = :accountId!\n  and closed_at is null\n  and (held > 0 or expires_at is null or expires_at > clock())\norder by priority, expires_at nulls last, (source = 'purchase'), created_at, id",
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
 * ```
 */
export const listBatches = new PreparedQuery<IListBatchesParams, IListBatchesResult>(listBatchesIR);
