/** Types generated for queries found in "sql/queries/passwords.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type password_reset_outcome = "changed" | "closed" | "not_found";

/** 'SetPassword' parameters type */
export interface ISetPasswordParams {
  accountId: string;
  actorId?: string | null | void;
  address?: string | null | void;
  passwordHash: string;
  reason?: string | null | void;
}

/** 'SetPassword' return type */
export interface ISetPasswordResult {
  outcome: password_reset_outcome;
}

/** 'SetPassword' query type */
export interface ISetPasswordQuery {
  params: ISetPasswordParams;
  result: ISetPasswordResult;
}

const setPasswordIR: any = {
  text: 'select admin_set_password(act_as($1, $2), $3, $4, $5) as "outcome!"',
  params: ["actorId", "address", "accountId", "passwordHash", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_set_password(act_as(:actorId, :address), :accountId!, :passwordHash!, :reason) as "outcome!"
 * ```
 */
export const setPassword = prepareQuery<ISetPasswordParams, ISetPasswordResult>(setPasswordIR);

/** 'FindPassword' parameters type */
export interface IFindPasswordParams {
  accountId: string;
}

/** 'FindPassword' return type */
export interface IFindPasswordResult {
  passwordHash: string | null;
}

/** 'FindPassword' query type */
export interface IFindPasswordQuery {
  params: IFindPasswordParams;
  result: IFindPasswordResult;
}

const findPasswordIR: any = {
  text: "select password_hash\nfrom accounts\nwhere id = $1",
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select password_hash
 * from accounts
 * where id = :accountId!
 * ```
 */
export const findPassword = prepareQuery<IFindPasswordParams, IFindPasswordResult>(findPasswordIR);

/** 'ChangePassword' parameters type */
export interface IChangePasswordParams {
  accountId: string;
  address?: string | null | void;
  newHash: string;
  oldHash?: string | null | void;
}

/** 'ChangePassword' return type */
export interface IChangePasswordResult {
  changed: boolean;
}

/** 'ChangePassword' query type */
export interface IChangePasswordQuery {
  params: IChangePasswordParams;
  result: IChangePasswordResult;
}

const changePasswordIR: any = {
  text: 'select change_password(act_as($1, $2), $3, $4) as "changed!"',
  params: ["accountId", "address", "oldHash", "newHash"],
};

/**
 * Query generated from SQL:
 * ```
 * select change_password(act_as(:accountId!, :address), :oldHash, :newHash!) as "changed!"
 * ```
 */
export const changePassword = prepareQuery<IChangePasswordParams, IChangePasswordResult>(
  changePasswordIR,
);
