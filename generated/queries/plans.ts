/** Types generated for queries found in "sql/queries/plans.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

/** 'GrantMonthly' parameters type */
export interface IGrantMonthlyParams {
  accounts: number;
}

/** 'GrantMonthly' return type */
export interface IGrantMonthlyResult {
  given: number;
}

/** 'GrantMonthly' query type */
export interface IGrantMonthlyQuery {
  params: IGrantMonthlyParams;
  result: IGrantMonthlyResult;
}

const grantMonthlyIR: any = {
  usedParamSet: { accounts: true },
  params: [
    { name: "accounts", required: true, transform: { type: "scalar" }, locs: [{ a: 21, b: 30 }] },
  ],
  statement: 'select grant_monthly(:accounts!) as "given!"',
};

/**
 * Query generated from SQL:
 * ```
 * select grant_monthly(:accounts!) as "given!"
 * ```
 */
export const grantMonthly = new PreparedQuery<IGrantMonthlyParams, IGrantMonthlyResult>(
  grantMonthlyIR,
);

/** 'ListPlanAccess' parameters type */
export type IListPlanAccessParams = void;

/** 'ListPlanAccess' return type */
export interface IListPlanAccessResult {
  allowed: boolean | null;
  dialect: string | null;
  id: string;
  monthlyCreditCap: number | null;
  monthlyGrantCredits: number;
  name: string;
  requestsPerHour: number | null;
  runningLimit: number | null;
}

/** 'ListPlanAccess' query type */
export interface IListPlanAccessQuery {
  params: IListPlanAccessParams;
  result: IListPlanAccessResult;
}

const listPlanAccessIR: any = {
  usedParamSet: {},
  params: [],
  statement:
    'select\n  p.id, p.name, p.monthly_credit_cap, p.monthly_grant_credits,\n  d.dialect as "dialect?", d.allowed as "allowed?",\n  d.requests_per_hour as "requestsPerHour?", d.running_limit as "runningLimit?"\nfrom plans p\n  left join plan_access d on d.plan_id = p.id\norder by p.id, d.dialect',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   p.id, p.name, p.monthly_credit_cap, p.monthly_grant_credits,
 *   d.dialect as "dialect?", d.allowed as "allowed?",
 *   d.requests_per_hour as "requestsPerHour?", d.running_limit as "runningLimit?"
 * from plans p
 *   left join plan_access d on d.plan_id = p.id
 * order by p.id, d.dialect
 * ```
 */
export const listPlanAccess = new PreparedQuery<IListPlanAccessParams, IListPlanAccessResult>(
  listPlanAccessIR,
);

/** 'SetPlan' parameters type */
export interface ISetPlanParams {
  id: string;
  monthlyCreditCap?: number | null | void;
  monthlyGrantCredits: number;
  name: string;
}

/** 'SetPlan' return type */
export interface ISetPlanResult {
  id: string;
  monthlyCreditCap: number | null;
  monthlyGrantCredits: number;
  name: string;
}

/** 'SetPlan' query type */
export interface ISetPlanQuery {
  params: ISetPlanParams;
  result: ISetPlanResult;
}

const setPlanIR: any = {
  usedParamSet: { id: true, name: true, monthlyCreditCap: true, monthlyGrantCredits: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 80, b: 83 }] },
    { name: "name", required: true, transform: { type: "scalar" }, locs: [{ a: 86, b: 91 }] },
    {
      name: "monthlyCreditCap",
      required: false,
      transform: { type: "scalar" },
      locs: [{ a: 94, b: 110 }],
    },
    {
      name: "monthlyGrantCredits",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 113, b: 133 }],
    },
  ],
  statement:
    "insert into plans (id, name, monthly_credit_cap, monthly_grant_credits)\nvalues (:id!, :name!, :monthlyCreditCap, :monthlyGrantCredits!)\non conflict (id) do update\nset name = excluded.name,\n  monthly_credit_cap = excluded.monthly_credit_cap,\n  monthly_grant_credits = excluded.monthly_grant_credits\nreturning id, name, monthly_credit_cap, monthly_grant_credits",
};

/**
 * Query generated from SQL:
 * ```
 * insert into plans (id, name, monthly_credit_cap, monthly_grant_credits)
 * values (:id!, :name!, :monthlyCreditCap, :monthlyGrantCredits!)
 * on conflict (id) do update
 * set name = excluded.name,
 *   monthly_credit_cap = excluded.monthly_credit_cap,
 *   monthly_grant_credits = excluded.monthly_grant_credits
 * returning id, name, monthly_credit_cap, monthly_grant_credits
 * ```
 */
export const setPlan = new PreparedQuery<ISetPlanParams, ISetPlanResult>(setPlanIR);

/** 'SetPlanAccess' parameters type */
export interface ISetPlanAccessParams {
  allowed: boolean;
  dialect: string;
  planId: string;
  requestsPerHour?: number | null | void;
  runningLimit?: number | null | void;
}

/** 'SetPlanAccess' return type */
export interface ISetPlanAccessResult {
  allowed: boolean;
  dialect: string;
  planId: string;
  requestsPerHour: number | null;
  runningLimit: number | null;
}

/** 'SetPlanAccess' query type */
export interface ISetPlanAccessQuery {
  params: ISetPlanAccessParams;
  result: ISetPlanAccessResult;
}

const setPlanAccessIR: any = {
  usedParamSet: {
    planId: true,
    dialect: true,
    allowed: true,
    requestsPerHour: true,
    runningLimit: true,
  },
  params: [
    { name: "planId", required: true, transform: { type: "scalar" }, locs: [{ a: 94, b: 101 }] },
    { name: "dialect", required: true, transform: { type: "scalar" }, locs: [{ a: 104, b: 112 }] },
    { name: "allowed", required: true, transform: { type: "scalar" }, locs: [{ a: 115, b: 123 }] },
    {
      name: "requestsPerHour",
      required: false,
      transform: { type: "scalar" },
      locs: [{ a: 126, b: 141 }],
    },
    {
      name: "runningLimit",
      required: false,
      transform: { type: "scalar" },
      locs: [{ a: 144, b: 156 }],
    },
  ],
  statement:
    "insert into plan_access (plan_id, dialect, allowed, requests_per_hour, running_limit)\nvalues (:planId!, :dialect!, :allowed!, :requestsPerHour, :runningLimit)\non conflict (plan_id, dialect) do update\nset allowed = excluded.allowed,\n  requests_per_hour = excluded.requests_per_hour,\n  running_limit = excluded.running_limit\nreturning plan_id, dialect, allowed, requests_per_hour, running_limit",
};

/**
 * Query generated from SQL:
 * ```
 * insert into plan_access (plan_id, dialect, allowed, requests_per_hour, running_limit)
 * values (:planId!, :dialect!, :allowed!, :requestsPerHour, :runningLimit)
 * on conflict (plan_id, dialect) do update
 * set allowed = excluded.allowed,
 *   requests_per_hour = excluded.requests_per_hour,
 *   running_limit = excluded.running_limit
 * returning plan_id, dialect, allowed, requests_per_hour, running_limit
 * ```
 */
export const setPlanAccess = new PreparedQuery<ISetPlanAccessParams, ISetPlanAccessResult>(
  setPlanAccessIR,
);
