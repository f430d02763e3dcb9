/** Types generated for queries found in "sql/queries/accounts.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type account_change_outcome =
  "changed" | "closed" | "last_admin" | "not_found" | "unknown_plan";

export type account_closure_outcome = "closed" | "last_admin";

export type account_language = "en" | "tr" | "zh-CN" | "zh-TW";

export type account_theme = "dark" | "light" | "system";

export type stringArray = string[];

/** 'InsertAccount' parameters type */
export interface IInsertAccountParams {
  actorId?: string | null | void;
  address?: string | null | void;
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
  text: "with created as (\n  insert into accounts (id, email, password_hash, plan_id, admin)\n  values ($1, $2, $3, $4, $5)\n  on conflict (email) do nothing\n  returning id, plan_id, admin\n)\nselect\n  id,\n  case\n    when $6::boolean then write_audit_entry(\n      p_actor_id => act_as($7, $8),\n      p_action => 'account.create',\n      p_account_id => id,\n      p_subject => null,\n      p_reason => $9,\n      p_details => jsonb_build_object('after', jsonb_build_object('plan', plan_id, 'admin', admin))\n    )::text\n  end as \"audited?\"\nfrom created",
  params: [
    "id",
    "email",
    "passwordHash",
    "planId",
    "admin",
    "isAudited",
    "actorId",
    "address",
    "reason",
  ],
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
 *       p_actor_id => act_as(:actorId, :address),
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
  createdAt: Date;
  creditsLowAt: number | null;
  email: string;
  id: string;
  language: account_language;
  name: string | null;
  planId: string;
  planName: string;
  role: string | null;
  suspendedAt: Date | null;
  theme: account_theme;
}

/** 'FindProfile' query type */
export interface IFindProfileQuery {
  params: IFindProfileParams;
  result: IFindProfileResult;
}

const findProfileIR: any = {
  text: 'select\n  a.id, a.email, a.name, a.plan_id, p.name as plan_name, account_role(a) as "role?", a.language, a.theme,\n  a.credits_low_at, a.created_at, a.suspended_at\nfrom accounts a\n  join plans p on p.id = a.plan_id\nwhere a.id = $1',
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   a.id, a.email, a.name, a.plan_id, p.name as plan_name, account_role(a) as "role?", a.language, a.theme,
 *   a.credits_low_at, a.created_at, a.suspended_at
 * from accounts a
 *   join plans p on p.id = a.plan_id
 * where a.id = :accountId!
 * ```
 */
export const findProfile = prepareQuery<IFindProfileParams, IFindProfileResult>(findProfileIR);

/** 'UpdateProfile' parameters type */
export interface IUpdateProfileParams {
  accountId: string;
  actorId?: string | null | void;
  address?: string | null | void;
  creditsLowAt?: number | null | void;
  language?: account_language | null | void;
  name?: string | null | void;
  setCreditsLowAt: boolean;
  setName: boolean;
  theme?: account_theme | null | void;
}

/** 'UpdateProfile' return type */
export interface IUpdateProfileResult {
  done: undefined | null;
}

/** 'UpdateProfile' query type */
export interface IUpdateProfileQuery {
  params: IUpdateProfileParams;
  result: IUpdateProfileResult;
}

const updateProfileIR: any = {
  text: 'select update_profile(\n  p_actor_id => act_as($1, $2),\n  p_account_id => $3,\n  p_set_name => $4,\n  p_name => $5,\n  p_language => $6,\n  p_theme => $7,\n  p_set_credits_low_at => $8,\n  p_credits_low_at => $9\n) as "done?"',
  params: [
    "actorId",
    "address",
    "accountId",
    "setName",
    "name",
    "language",
    "theme",
    "setCreditsLowAt",
    "creditsLowAt",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select update_profile(
 *   p_actor_id => act_as(:actorId, :address),
 *   p_account_id => :accountId!,
 *   p_set_name => :setName!,
 *   p_name => :name,
 *   p_language => :language,
 *   p_theme => :theme,
 *   p_set_credits_low_at => :setCreditsLowAt!,
 *   p_credits_low_at => :creditsLowAt
 * ) as "done?"
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

/** 'ListAccounts' parameters type */
export interface IListAccountsParams {
  beforeId?: string | null | void;
  disabled?: boolean | null | void;
  limit: number;
  planId?: string | null | void;
  text?: string | null | void;
  window: number;
}

/** 'ListAccounts' return type */
export interface IListAccountsResult {
  id: string;
  isEnd: boolean;
  isMatch: boolean;
}

/** 'ListAccounts' query type */
export interface IListAccountsQuery {
  params: IListAccountsParams;
  result: IListAccountsResult;
}

const listAccountsIR: any = {
  text: 'select id as "id!", is_match as "isMatch!", is_end as "isEnd!"\nfrom list_accounts(\n  p_text => $1,\n  p_plan_id => $2,\n  p_disabled => $3,\n  p_before_id => $4,\n  p_limit => $5,\n  p_window => $6\n)',
  params: ["text", "planId", "disabled", "beforeId", "limit", "window"],
};

/**
 * Query generated from SQL:
 * ```
 * select id as "id!", is_match as "isMatch!", is_end as "isEnd!"
 * from list_accounts(
 *   p_text => :text,
 *   p_plan_id => :planId,
 *   p_disabled => :disabled,
 *   p_before_id => :beforeId,
 *   p_limit => :limit!,
 *   p_window => :window!
 * )
 * ```
 */
export const listAccounts = prepareQuery<IListAccountsParams, IListAccountsResult>(listAccountsIR);

/** 'DescribeAccounts' parameters type */
export interface IDescribeAccountsParams {
  ids: readonly (stringArray[number] | null)[];
}

/** 'DescribeAccounts' return type */
export interface IDescribeAccountsResult {
  admin: boolean;
  closedAt: Date | null;
  createdAt: Date;
  disabledAt: Date | null;
  email: string;
  erasedAt: Date | null;
  held: number;
  id: string;
  lastSeenAt: Date | null;
  name: string | null;
  planId: string;
  planName: string;
  role: string | null;
  spendable: number;
  suspendedAt: Date | null;
}

/** 'DescribeAccounts' query type */
export interface IDescribeAccountsQuery {
  params: IDescribeAccountsParams;
  result: IDescribeAccountsResult;
}

const describeAccountsIR: any = {
  text: 'select\n  a.id, a.email, a.name, a.plan_id, p.name as plan_name, a.admin, account_role(a) as "role?",\n  a.disabled_at, a.suspended_at, a.closed_at, a.erased_at,\n  a.held, a.created_at, spendable_credits(a.id, clock()) as "spendable!",\n  greatest(\n    (select max(s.seen_at) from sessions s where s.account_id = a.id),\n    (select max(k.last_used_at) from list_active_keys(a.id) k),\n    -- Not of all of them, because an account can have any number.\n    (select max(k.last_used_at) from list_former_keys(a.id, 100) k)\n  ) as "lastSeenAt?"\nfrom accounts a\n  join plans p on p.id = a.plan_id\nwhere a.id = any ($1::uuid[])\norder by a.created_at desc, a.id desc',
  params: ["ids"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   a.id, a.email, a.name, a.plan_id, p.name as plan_name, a.admin, account_role(a) as "role?",
 *   a.disabled_at, a.suspended_at, a.closed_at, a.erased_at,
 *   a.held, a.created_at, spendable_credits(a.id, clock()) as "spendable!",
 *   greatest(
 *     (select max(s.seen_at) from sessions s where s.account_id = a.id),
 *     (select max(k.last_used_at) from list_active_keys(a.id) k),
 *     -- Not of all of them, because an account can have any number.
 *     (select max(k.last_used_at) from list_former_keys(a.id, 100) k)
 *   ) as "lastSeenAt?"
 * from accounts a
 *   join plans p on p.id = a.plan_id
 * where a.id = any (:ids!::uuid[])
 * order by a.created_at desc, a.id desc
 * ```
 */
export const describeAccounts = prepareQuery<IDescribeAccountsParams, IDescribeAccountsResult>(
  describeAccountsIR,
);

/** 'UpdateAccount' parameters type */
export interface IUpdateAccountParams {
  accountId: string;
  actorId?: string | null | void;
  address?: string | null | void;
  disabled?: boolean | null | void;
  planId?: string | null | void;
  reason?: string | null | void;
  role?: string | null | void;
  setsRole: boolean;
}

/** 'UpdateAccount' return type */
export interface IUpdateAccountResult {
  outcome: account_change_outcome;
}

/** 'UpdateAccount' query type */
export interface IUpdateAccountQuery {
  params: IUpdateAccountParams;
  result: IUpdateAccountResult;
}

const updateAccountIR: any = {
  text: 'select admin_change_account(\n  p_actor_id => act_as($1, $2),\n  p_account_id => $3,\n  p_plan_id => $4,\n  p_sets_role => $5,\n  p_role => $6,\n  p_disabled => $7,\n  p_reason => $8\n) as "outcome!"',
  params: ["actorId", "address", "accountId", "planId", "setsRole", "role", "disabled", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_change_account(
 *   p_actor_id => act_as(:actorId, :address),
 *   p_account_id => :accountId!,
 *   p_plan_id => :planId,
 *   p_sets_role => :setsRole!,
 *   p_role => :role,
 *   p_disabled => :disabled,
 *   p_reason => :reason
 * ) as "outcome!"
 * ```
 */
export const updateAccount = prepareQuery<IUpdateAccountParams, IUpdateAccountResult>(
  updateAccountIR,
);

/** 'CloseAccount' parameters type */
export interface ICloseAccountParams {
  accountId: string;
}

/** 'CloseAccount' return type */
export interface ICloseAccountResult {
  outcome: account_closure_outcome | null;
}

/** 'CloseAccount' query type */
export interface ICloseAccountQuery {
  params: ICloseAccountParams;
  result: ICloseAccountResult;
}

const closeAccountIR: any = {
  text: 'select owner_close_account($1) as "outcome?"',
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select owner_close_account(:accountId!) as "outcome?"
 * ```
 */
export const closeAccount = prepareQuery<ICloseAccountParams, ICloseAccountResult>(closeAccountIR);

/** 'AdminCloseAccount' parameters type */
export interface IAdminCloseAccountParams {
  accountId: string;
  actorId?: string | null | void;
  address?: string | null | void;
  reason?: string | null | void;
}

/** 'AdminCloseAccount' return type */
export interface IAdminCloseAccountResult {
  outcome: account_closure_outcome | null;
}

/** 'AdminCloseAccount' query type */
export interface IAdminCloseAccountQuery {
  params: IAdminCloseAccountParams;
  result: IAdminCloseAccountResult;
}

const adminCloseAccountIR: any = {
  text: 'select admin_close_account(\n  p_actor_id => act_as($1, $2), p_account_id => $3, p_reason => $4\n) as "outcome?"',
  params: ["actorId", "address", "accountId", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_close_account(
 *   p_actor_id => act_as(:actorId, :address), p_account_id => :accountId!, p_reason => :reason
 * ) as "outcome?"
 * ```
 */
export const adminCloseAccount = prepareQuery<IAdminCloseAccountParams, IAdminCloseAccountResult>(
  adminCloseAccountIR,
);
