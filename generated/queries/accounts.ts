/** Types generated for queries found in "sql/queries/accounts.sql" */
import { prepareQuery } from "../../src/database/db.ts";

/** 'InsertAccount' parameters type */
export interface IInsertAccountParams {
  actorId?: string | null | void;
  admin: boolean;
  email: string;
  id: string;
  isAudited: boolean;
  passwordHash?: string | null | void;
  planId: string;
  reason?: string | null | void;
}

/** 'InsertAccount' return type */
export interface IInsertAccountResult {
  audited: string | null;
  id: string;
}

/** 'InsertAccount' query type */
export interface IInsertAccountQuery {
  params: IInsertAccountParams;
  result: IInsertAccountResult;
}

const insertAccountIR: any = {
  text: "with created as (\n  insert into accounts (id, email, password_hash, plan_id, admin)\n  values ($1, $2, $3, $4, $5)\n  on conflict (email) do nothing\n  returning id, plan_id, admin\n)\nselect\n  id,\n  case\n    when $6::boolean then write_audit_entry(\n      p_actor_id => $7,\n      p_action => 'account.create',\n      p_account_id => id,\n      p_subject => null,\n      p_reason => $8,\n      p_details => jsonb_build_object('after', jsonb_build_object('plan', plan_id, 'admin', admin))\n    )::text\n  end as \"audited?\"\nfrom created",
  params: ["id", "email", "passwordHash", "planId", "admin", "isAudited", "actorId", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * with created as (
 *   insert into accounts (id, email, password_hash, plan_id, admin)
 *   values (:id!, :email!, :passwordHash, :planId!, :admin!)
 *   on conflict (email) do nothing
 *   returning id, plan_id, admin
 * )
 * select
 *   id,
 *   case
 *     when :isAudited!::boolean then write_audit_entry(
 *       p_actor_id => :actorId,
 *       p_action => 'account.create',
 *       p_account_id => id,
 *       p_subject => null,
 *       p_reason => :reason,
 *       p_details => jsonb_build_object('after', jsonb_build_object('plan', plan_id, 'admin', admin))
 *     )::text
 *   end as "audited?"
 * from created
 * ```
 */
export const insertAccount = prepareQuery<IInsertAccountParams, IInsertAccountResult>(
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
  text: "select id, email, plan_id, admin, disabled_at, created_at\nfrom accounts\nwhere email = $1",
  params: ["email"],
};

/**
 * Query generated from SQL:
 * ```
 * select id, email, plan_id, admin, disabled_at, created_at
 * from accounts
 * where email = :email!
 * ```
 */
export const findAccountByEmail = prepareQuery<
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
  text: "select\n  a.id, a.email, a.name, a.plan_id, p.name as plan_name, a.admin, a.language, a.theme,\n  a.credits_low_at, a.created_at\nfrom accounts a\n  join plans p on p.id = a.plan_id\nwhere a.id = $1",
  params: ["accountId"],
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
export const findProfile = prepareQuery<IFindProfileParams, IFindProfileResult>(findProfileIR);

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
  text: "update accounts\nset name = case when $1 then $2 else name end,\n  language = coalesce($3, language),\n  theme = coalesce($4, theme),\n  credits_low_at = case when $5 then $6 else credits_low_at end,\n  credits_low_notified_at = case when not $5 then credits_low_notified_at end\nwhere id = $7\nreturning id",
  params: ["setName", "name", "language", "theme", "setCreditsLowAt", "creditsLowAt", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * update accounts
 * set name = case when :setName! then :name else name end,
 *   language = coalesce(:language, language),
 *   theme = coalesce(:theme, theme),
 *   credits_low_at = case when :setCreditsLowAt! then :creditsLowAt else credits_low_at end,
 *   credits_low_notified_at = case when not :setCreditsLowAt! then credits_low_notified_at end
 * where id = :accountId!
 * returning id
 * ```
 */
export const updateProfile = prepareQuery<IUpdateProfileParams, IUpdateProfileResult>(
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
  text: 'select count(*)::integer as "count!"\nfrom accounts',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select count(*)::integer as "count!"
 * from accounts
 * ```
 */
export const countAccounts = prepareQuery<ICountAccountsParams, ICountAccountsResult>(
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
  text: 'with mine as (\n  insert into installation (secret_fingerprint)\n  values ($1)\n  on conflict (only_row) do nothing\n  returning secret_fingerprint\n)\nselect secret_fingerprint as "secretFingerprint!" from mine\nunion all\nselect secret_fingerprint from installation\nlimit 1',
  params: ["fingerprint"],
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
export const claimInstallation = prepareQuery<IClaimInstallationParams, IClaimInstallationResult>(
  claimInstallationIR,
);
