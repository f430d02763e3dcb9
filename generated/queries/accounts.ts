/** Types generated for queries found in "sql/queries/accounts.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

/** 'InsertAccount' parameters type */
export interface IInsertAccountParams {
  admin: boolean;
  email: string;
  id: string;
  passwordHash?: string | null | void;
  planId: string;
}

/** 'InsertAccount' return type */
export interface IInsertAccountResult {
  id: string;
}

/** 'InsertAccount' query type */
export interface IInsertAccountQuery {
  params: IInsertAccountParams;
  result: IInsertAccountResult;
}

const insertAccountIR: any = {
  usedParamSet: { id: true, email: true, passwordHash: true, planId: true, admin: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 72, b: 75 }] },
    { name: "email", required: true, transform: { type: "scalar" }, locs: [{ a: 78, b: 84 }] },
    {
      name: "passwordHash",
      required: false,
      transform: { type: "scalar" },
      locs: [{ a: 87, b: 99 }],
    },
    { name: "planId", required: true, transform: { type: "scalar" }, locs: [{ a: 102, b: 109 }] },
    { name: "admin", required: true, transform: { type: "scalar" }, locs: [{ a: 112, b: 118 }] },
  ],
  statement:
    "insert into accounts (id, email, password_hash, plan_id, admin)\nvalues (:id!, :email!, :passwordHash, :planId!, :admin!)\non conflict (email) do nothing\nreturning id",
};

/**
 * Query generated from SQL:
 * ```
 * insert into accounts (id, email, password_hash, plan_id, admin)
 * values (:id!, :email!, :passwordHash, :planId!, :admin!)
 * on conflict (email) do nothing
 * returning id
 * ```
 */
export const insertAccount = new PreparedQuery<IInsertAccountParams, IInsertAccountResult>(
  insertAccountIR,
);

/** 'FindAccountByEmail' parameters type */
export interface IFindAccountByEmailParams {
  email: string;
}

/** 'FindAccountByEmail' return type */
export interface IFindAccountByEmailResult {
  admin: boolean;
  createdAt: Date;
  disabledAt: Date | null;
  email: string;
  id: string;
  planId: string;
}

/** 'FindAccountByEmail' query type */
export interface IFindAccountByEmailQuery {
  params: IFindAccountByEmailParams;
  result: IFindAccountByEmailResult;
}

const findAccountByEmailIR: any = {
  usedParamSet: { email: true },
  params: [
    { name: "email", required: true, transform: { type: "scalar" }, locs: [{ a: 86, b: 92 }] },
  ],
  statement:
    "select id, email, plan_id, admin, disabled_at, created_at\nfrom accounts\nwhere email = :email!",
};

/**
 * Query generated from SQL:
 * ```
 * select id, email, plan_id, admin, disabled_at, created_at
 * from accounts
 * where email = :email!
 * ```
 */
export const findAccountByEmail = new PreparedQuery<
  IFindAccountByEmailParams,
  IFindAccountByEmailResult
>(findAccountByEmailIR);

/** 'FindProfile' parameters type */
export interface IFindProfileParams {
  accountId: string;
}

/** 'FindProfile' return type */
export interface IFindProfileResult {
  admin: boolean;
  createdAt: Date;
  creditsLowAt: number | null;
  email: string;
  id: string;
  language: string;
  name: string | null;
  planId: string;
  planName: string;
  theme: string;
}

/** 'FindProfile' query type */
export interface IFindProfileQuery {
  params: IFindProfileParams;
  result: IFindProfileResult;
}

const findProfileIR: any = {
  usedParamSet: { accountId: true },
  params: [
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 191, b: 201 }],
    },
  ],
  statement:
    "select\n  a.id, a.email, a.name, a.plan_id, p.name as plan_name, a.admin, a.language, a.theme,\n  a.credits_low_at, a.created_at\nfrom accounts a\n  join plans p on p.id = a.plan_id\nwhere a.id = :accountId!",
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   a.id, a.email, a.name, a.plan_id, p.name as plan_name, a.admin, a.language, a.theme,
 *   a.credits_low_at, a.created_at
 * from accounts a
 *   join plans p on p.id = a.plan_id
 * where a.id = :accountId!
 * ```
 */
export const findProfile = new PreparedQuery<IFindProfileParams, IFindProfileResult>(findProfileIR);

/** 'UpdateProfile' parameters type */
export interface IUpdateProfileParams {
  accountId: string;
  creditsLowAt?: number | null | void;
  language?: string | null | void;
  name?: string | null | void;
  setCreditsLowAt: boolean;
  setName: boolean;
  theme?: string | null | void;
}

/** 'UpdateProfile' return type */
export interface IUpdateProfileResult {
  id: string;
}

/** 'UpdateProfile' query type */
export interface IUpdateProfileQuery {
  params: IUpdateProfileParams;
  result: IUpdateProfileResult;
}

const updateProfileIR: any = {
  usedParamSet: {
    setName: true,
    name: true,
    language: true,
    theme: true,
    setCreditsLowAt: true,
    creditsLowAt: true,
    accountId: true,
  },
  params: [
    { name: "setName", required: true, transform: { type: "scalar" }, locs: [{ a: 37, b: 45 }] },
    { name: "name", required: false, transform: { type: "scalar" }, locs: [{ a: 52, b: 56 }] },
    { name: "language", required: false, transform: { type: "scalar" }, locs: [{ a: 95, b: 103 }] },
    { name: "theme", required: false, transform: { type: "scalar" }, locs: [{ a: 136, b: 141 }] },
    {
      name: "setCreditsLowAt",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 181, b: 197 }],
    },
    {
      name: "creditsLowAt",
      required: false,
      transform: { type: "scalar" },
      locs: [{ a: 204, b: 216 }],
    },
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 253, b: 263 }],
    },
  ],
  statement:
    "update accounts\nset name = case when :setName! then :name else name end,\n  language = coalesce(:language, language),\n  theme = coalesce(:theme, theme),\n  credits_low_at = case when :setCreditsLowAt! then :creditsLowAt else credits_low_at end\nwhere id = :accountId!\nreturning id",
};

/**
 * Query generated from SQL:
 * ```
 * update accounts
 * set name = case when :setName! then :name else name end,
 *   language = coalesce(:language, language),
 *   theme = coalesce(:theme, theme),
 *   credits_low_at = case when :setCreditsLowAt! then :creditsLowAt else credits_low_at end
 * where id = :accountId!
 * returning id
 * ```
 */
export const updateProfile = new PreparedQuery<IUpdateProfileParams, IUpdateProfileResult>(
  updateProfileIR,
);

/** 'CountAccounts' parameters type */
export type ICountAccountsParams = void;

/** 'CountAccounts' return type */
export interface ICountAccountsResult {
  count: number;
}

/** 'CountAccounts' query type */
export interface ICountAccountsQuery {
  params: ICountAccountsParams;
  result: ICountAccountsResult;
}

const countAccountsIR: any = {
  usedParamSet: {},
  params: [],
  statement: 'select count(*)::integer as "count!"\nfrom accounts',
};

/**
 * Query generated from SQL:
 * ```
 * select count(*)::integer as "count!"
 * from accounts
 * ```
 */
export const countAccounts = new PreparedQuery<ICountAccountsParams, ICountAccountsResult>(
  countAccountsIR,
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
  usedParamSet: {},
  params: [],
  statement: "select id, name, monthly_credit_cap, monthly_grant_credits\nfrom plans\norder by id",
};

/**
 * Query generated from SQL:
 * ```
 * select id, name, monthly_credit_cap, monthly_grant_credits
 * from plans
 * order by id
 * ```
 */
export const listPlans = new PreparedQuery<IListPlansParams, IListPlansResult>(listPlansIR);

/** 'ClaimInstallation' parameters type */
export interface IClaimInstallationParams {
  fingerprint: Buffer;
}

/** 'ClaimInstallation' return type */
export interface IClaimInstallationResult {
  secretFingerprint: Buffer;
}

/** 'ClaimInstallation' query type */
export interface IClaimInstallationQuery {
  params: IClaimInstallationParams;
  result: IClaimInstallationResult;
}

const claimInstallationIR: any = {
  usedParamSet: { fingerprint: true },
  params: [
    {
      name: "fingerprint",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 73, b: 85 }],
    },
  ],
  statement:
    'with mine as (\n  insert into installation (secret_fingerprint)\n  values (:fingerprint!)\n  on conflict (only_row) do nothing\n  returning secret_fingerprint\n)\nselect secret_fingerprint as "secretFingerprint!" from mine\nunion all\nselect secret_fingerprint from installation\nlimit 1',
};

/**
 * Query generated from SQL:
 * ```
 * with mine as (
 *   insert into installation (secret_fingerprint)
 *   values (:fingerprint!)
 *   on conflict (only_row) do nothing
 *   returning secret_fingerprint
 * )
 * select secret_fingerprint as "secretFingerprint!" from mine
 * union all
 * select secret_fingerprint from installation
 * limit 1
 * ```
 */
export const claimInstallation = new PreparedQuery<
  IClaimInstallationParams,
  IClaimInstallationResult
>(claimInstallationIR);
