/** Types generated for queries found in "sql/queries/sessions.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type NumberOrString = number | string;

/** 'TakeSignIn' parameters type */
export interface ITakeSignInParams {
  callerLimit: number;
  callerScope: string;
  emailLimit: number;
  emailScope: string;
}

/** 'TakeSignIn' return type */
export interface ITakeSignInResult {
  waitSeconds: number;
}

/** 'TakeSignIn' query type */
export interface ITakeSignInQuery {
  params: ITakeSignInParams;
  result: ITakeSignInResult;
}

const takeSignInIR: any = {
  text: 'select consume_sign_in($1, $2, $3, $4) as "waitSeconds!"',
  params: ["callerScope", "callerLimit", "emailScope", "emailLimit"],
};

/**
 * Query generated from SQL:
 * ```
 * select consume_sign_in(:callerScope!, :callerLimit!, :emailScope!, :emailLimit!) as "waitSeconds!"
 * ```
 */
export const takeSignIn = prepareQuery<ITakeSignInParams, ITakeSignInResult>(takeSignInIR);

/** 'TakeAttempt' parameters type */
export interface ITakeAttemptParams {
  limit: number;
  scope: string;
}

/** 'TakeAttempt' return type */
export interface ITakeAttemptResult {
  waitSeconds: number;
}

/** 'TakeAttempt' query type */
export interface ITakeAttemptQuery {
  params: ITakeAttemptParams;
  result: ITakeAttemptResult;
}

const takeAttemptIR: any = {
  text: 'select consume_attempt($1, $2) as "waitSeconds!"',
  params: ["scope", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select consume_attempt(:scope!, :limit!) as "waitSeconds!"
 * ```
 */
export const takeAttempt = prepareQuery<ITakeAttemptParams, ITakeAttemptResult>(takeAttemptIR);

/** 'ResetSignIn' parameters type */
export interface IResetSignInParams {
  callerScope: string;
  emailScope: string;
}

/** 'ResetSignIn' return type */
export interface IResetSignInResult {
  forgiven: undefined | null;
}

/** 'ResetSignIn' query type */
export interface IResetSignInQuery {
  params: IResetSignInParams;
  result: IResetSignInResult;
}

const resetSignInIR: any = {
  text: 'select reset_sign_in($1, $2) as "forgiven?"',
  params: ["callerScope", "emailScope"],
};

/**
 * Query generated from SQL:
 * ```
 * select reset_sign_in(:callerScope!, :emailScope!) as "forgiven?"
 * ```
 */
export const resetSignIn = prepareQuery<IResetSignInParams, IResetSignInResult>(resetSignInIR);

/** 'FindSignIn' parameters type */
export interface IFindSignInParams {
  email: string;
}

/** 'FindSignIn' return type */
export interface IFindSignInResult {
  disabled: boolean;
  id: string;
  passwordHash: string | null;
}

/** 'FindSignIn' query type */
export interface IFindSignInQuery {
  params: IFindSignInParams;
  result: IFindSignInResult;
}

const findSignInIR: any = {
  text: 'select id, password_hash, disabled_at is not null as "disabled!"\nfrom accounts\nwhere email = $1',
  params: ["email"],
};

/**
 * Query generated from SQL:
 * ```
 * select id, password_hash, disabled_at is not null as "disabled!"
 * from accounts
 * where email = :email!
 * ```
 */
export const findSignIn = prepareQuery<IFindSignInParams, IFindSignInResult>(findSignInIR);

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

/** 'OpenSession' parameters type */
export interface IOpenSessionParams {
  accountId: string;
  address?: string | null | void;
  id: string;
  oldTokenHash?: Buffer | null | void;
  passwordHash: string;
  tokenHash: Buffer;
  userAgent?: string | null | void;
}

/** 'OpenSession' return type */
export interface IOpenSessionResult {
  expiresAt: Date | null;
}

/** 'OpenSession' query type */
export interface IOpenSessionQuery {
  params: IOpenSessionParams;
  result: IOpenSessionResult;
}

const openSessionIR: any = {
  text: 'select open_session(\n  $1, $2, $3, $4, $5, $6, $7\n) as "expiresAt?"',
  params: ["id", "accountId", "passwordHash", "tokenHash", "oldTokenHash", "address", "userAgent"],
};

/**
 * Query generated from SQL:
 * ```
 * select open_session(
 *   :id!, :accountId!, :passwordHash!, :tokenHash!, :oldTokenHash, :address, :userAgent
 * ) as "expiresAt?"
 * ```
 */
export const openSession = prepareQuery<IOpenSessionParams, IOpenSessionResult>(openSessionIR);

/** 'FindSession' parameters type */
export interface IFindSessionParams {
  address?: string | null | void;
  tokenHash: Buffer;
}

/** 'FindSession' return type */
export interface IFindSessionResult {
  accountId: string;
  admin: boolean;
  id: string;
}

/** 'FindSession' query type */
export interface IFindSessionQuery {
  params: IFindSessionParams;
  result: IFindSessionResult;
}

const findSessionIR: any = {
  text: "with found as (\n  select s.id, s.seen_at, s.address, s.account_id, a.admin\n  from sessions s\n    join accounts a on a.id = s.account_id\n  where s.token_hash = $1\n    and s.expires_at > clock()\n    and s.seen_at > clock() - interval '14 days'\n    and a.disabled_at is null\n), seen as (\n  update sessions s\n  set seen_at = clock(), address = $2\n  from found\n  where s.id = found.id\n    and (found.seen_at < clock() - interval '1 minute' or found.address is distinct from $2)\n)\nselect id, account_id, admin\nfrom found",
  params: ["tokenHash", "address"],
};

/**
 * Query generated from SQL:
 * ```
 * with found as (
 *   select s.id, s.seen_at, s.address, s.account_id, a.admin
 *   from sessions s
 *     join accounts a on a.id = s.account_id
 *   where s.token_hash = :tokenHash!
 *     and s.expires_at > clock()
 *     and s.seen_at > clock() - interval '14 days'
 *     and a.disabled_at is null
 * ), seen as (
 *   update sessions s
 *   set seen_at = clock(), address = :address
 *   from found
 *   where s.id = found.id
 *     and (found.seen_at < clock() - interval '1 minute' or found.address is distinct from :address)
 * )
 * select id, account_id, admin
 * from found
 * ```
 */
export const findSession = prepareQuery<IFindSessionParams, IFindSessionResult>(findSessionIR);

/** 'IsSessionLive' parameters type */
export interface IIsSessionLiveParams {
  id: string;
}

/** 'IsSessionLive' return type */
export interface IIsSessionLiveResult {
  live: boolean;
}

/** 'IsSessionLive' query type */
export interface IIsSessionLiveQuery {
  params: IIsSessionLiveParams;
  result: IIsSessionLiveResult;
}

const isSessionLiveIR: any = {
  text: "select exists (\n  select 1\n  from sessions s\n    join accounts a on a.id = s.account_id\n  where s.id = $1\n    and s.expires_at > clock()\n    and s.seen_at > clock() - interval '14 days'\n    and a.disabled_at is null\n) as \"live!\"",
  params: ["id"],
};

/**
 * Query generated from SQL:
 * ```
 * select exists (
 *   select 1
 *   from sessions s
 *     join accounts a on a.id = s.account_id
 *   where s.id = :id!
 *     and s.expires_at > clock()
 *     and s.seen_at > clock() - interval '14 days'
 *     and a.disabled_at is null
 * ) as "live!"
 * ```
 */
export const isSessionLive = prepareQuery<IIsSessionLiveParams, IIsSessionLiveResult>(
  isSessionLiveIR,
);

/** 'ListSessions' parameters type */
export interface IListSessionsParams {
  accountId: string;
}

/** 'ListSessions' return type */
export interface IListSessionsResult {
  address: string | null;
  createdAt: Date;
  endsAt: Date;
  id: string;
  seenAt: Date;
  userAgent: string | null;
}

/** 'ListSessions' query type */
export interface IListSessionsQuery {
  params: IListSessionsParams;
  result: IListSessionsResult;
}

const listSessionsIR: any = {
  text: "select\n  id, address, user_agent, created_at, seen_at,\n  least(expires_at, seen_at + interval '14 days') as \"endsAt!\"\nfrom sessions\nwhere account_id = $1\n  and expires_at > clock()\n  and seen_at > clock() - interval '14 days'\norder by seen_at desc, id",
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   id, address, user_agent, created_at, seen_at,
 *   least(expires_at, seen_at + interval '14 days') as "endsAt!"
 * from sessions
 * where account_id = :accountId!
 *   and expires_at > clock()
 *   and seen_at > clock() - interval '14 days'
 * order by seen_at desc, id
 * ```
 */
export const listSessions = prepareQuery<IListSessionsParams, IListSessionsResult>(listSessionsIR);

/** 'EndSession' parameters type */
export interface IEndSessionParams {
  accountId: string;
  id: string;
}

/** 'EndSession' return type */
export interface IEndSessionResult {
  id: string;
}

/** 'EndSession' query type */
export interface IEndSessionQuery {
  params: IEndSessionParams;
  result: IEndSessionResult;
}

const endSessionIR: any = {
  text: "delete from sessions\nwhere id = $1 and account_id = $2\nreturning id",
  params: ["id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * delete from sessions
 * where id = :id! and account_id = :accountId!
 * returning id
 * ```
 */
export const endSession = prepareQuery<IEndSessionParams, IEndSessionResult>(endSessionIR);

/** 'EndOtherSessions' parameters type */
export interface IEndOtherSessionsParams {
  accountId: string;
  id: string;
}

/** 'EndOtherSessions' return type */
export interface IEndOtherSessionsResult {
  id: string;
}

/** 'EndOtherSessions' query type */
export interface IEndOtherSessionsQuery {
  params: IEndOtherSessionsParams;
  result: IEndOtherSessionsResult;
}

const endOtherSessionsIR: any = {
  text: "delete from sessions\nwhere account_id = $1 and id <> $2\nreturning id",
  params: ["accountId", "id"],
};

/**
 * Query generated from SQL:
 * ```
 * delete from sessions
 * where account_id = :accountId! and id <> :id!
 * returning id
 * ```
 */
export const endOtherSessions = prepareQuery<IEndOtherSessionsParams, IEndOtherSessionsResult>(
  endOtherSessionsIR,
);

/** 'CloseSession' parameters type */
export interface ICloseSessionParams {
  tokenHash: Buffer;
}

/** 'CloseSession' return type */
export interface ICloseSessionResult {
  id: string;
}

/** 'CloseSession' query type */
export interface ICloseSessionQuery {
  params: ICloseSessionParams;
  result: ICloseSessionResult;
}

const closeSessionIR: any = {
  text: "delete from sessions\nwhere token_hash = $1\nreturning id",
  params: ["tokenHash"],
};

/**
 * Query generated from SQL:
 * ```
 * delete from sessions
 * where token_hash = :tokenHash!
 * returning id
 * ```
 */
export const closeSession = prepareQuery<ICloseSessionParams, ICloseSessionResult>(closeSessionIR);

/** 'ChangePassword' parameters type */
export interface IChangePasswordParams {
  accountId: string;
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
  text: 'select change_password($1, $2, $3) as "changed!"',
  params: ["accountId", "oldHash", "newHash"],
};

/**
 * Query generated from SQL:
 * ```
 * select change_password(:accountId!, :oldHash, :newHash!) as "changed!"
 * ```
 */
export const changePassword = prepareQuery<IChangePasswordParams, IChangePasswordResult>(
  changePasswordIR,
);

/** 'DisableAccount' parameters type */
export interface IDisableAccountParams {
  accountId: string;
  disabled: boolean;
}

/** 'DisableAccount' return type */
export interface IDisableAccountResult {
  found: boolean;
}

/** 'DisableAccount' query type */
export interface IDisableAccountQuery {
  params: IDisableAccountParams;
  result: IDisableAccountResult;
}

const disableAccountIR: any = {
  text: 'select disable_account($1, $2) as "found!"',
  params: ["accountId", "disabled"],
};

/**
 * Query generated from SQL:
 * ```
 * select disable_account(:accountId!, :disabled!) as "found!"
 * ```
 */
export const disableAccount = prepareQuery<IDisableAccountParams, IDisableAccountResult>(
  disableAccountIR,
);

/** 'CloseAccount' parameters type */
export interface ICloseAccountParams {
  accountId: string;
}

/** 'CloseAccount' return type */
export interface ICloseAccountResult {
  outcome: string;
}

/** 'CloseAccount' query type */
export interface ICloseAccountQuery {
  params: ICloseAccountParams;
  result: ICloseAccountResult;
}

const closeAccountIR: any = {
  text: 'select close_account($1) as "outcome!"',
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select close_account(:accountId!) as "outcome!"
 * ```
 */
export const closeAccount = prepareQuery<ICloseAccountParams, ICloseAccountResult>(closeAccountIR);

/** 'SignUp' parameters type */
export interface ISignUpParams {
  email: string;
  id: string;
  language?: string | null | void;
  name?: string | null | void;
  passwordHash: string;
  setupTokenHash?: Buffer | null | void;
}

/** 'SignUp' return type */
export interface ISignUpResult {
  outcome: string;
}

/** 'SignUp' query type */
export interface ISignUpQuery {
  params: ISignUpParams;
  result: ISignUpResult;
}

const signUpIR: any = {
  text: 'select sign_up($1, $2, $3, $4, $5, $6) as "outcome!"',
  params: ["id", "email", "passwordHash", "name", "language", "setupTokenHash"],
};

/**
 * Query generated from SQL:
 * ```
 * select sign_up(:id!, :email!, :passwordHash!, :name, :language, :setupTokenHash) as "outcome!"
 * ```
 */
export const signUp = prepareQuery<ISignUpParams, ISignUpResult>(signUpIR);

/** 'AddSetupToken' parameters type */
export interface IAddSetupTokenParams {
  tokenHash: Buffer;
}

/** 'AddSetupToken' return type */
export interface IAddSetupTokenResult {
  added: boolean;
}

/** 'AddSetupToken' query type */
export interface IAddSetupTokenQuery {
  params: IAddSetupTokenParams;
  result: IAddSetupTokenResult;
}

const addSetupTokenIR: any = {
  text: 'select add_setup_token($1) as "added!"',
  params: ["tokenHash"],
};

/**
 * Query generated from SQL:
 * ```
 * select add_setup_token(:tokenHash!) as "added!"
 * ```
 */
export const addSetupToken = prepareQuery<IAddSetupTokenParams, IAddSetupTokenResult>(
  addSetupTokenIR,
);

/** 'AuthState' parameters type */
export type IAuthStateParams = void;

/** 'AuthState' return type */
export interface IAuthStateResult {
  setupNeeded: boolean;
  signUpOpen: boolean;
}

/** 'AuthState' query type */
export interface IAuthStateQuery {
  params: IAuthStateParams;
  result: IAuthStateResult;
}

const authStateIR: any = {
  text: 'select is_sign_up_open() as "signUpOpen!", is_setup_needed() as "setupNeeded!"',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select is_sign_up_open() as "signUpOpen!", is_setup_needed() as "setupNeeded!"
 * ```
 */
export const authState = prepareQuery<IAuthStateParams, IAuthStateResult>(authStateIR);

/** 'DeleteOldSessions' parameters type */
export interface IDeleteOldSessionsParams {
  limit: NumberOrString;
}

/** 'DeleteOldSessions' return type */
export interface IDeleteOldSessionsResult {
  removed: number;
}

/** 'DeleteOldSessions' query type */
export interface IDeleteOldSessionsQuery {
  params: IDeleteOldSessionsParams;
  result: IDeleteOldSessionsResult;
}

const deleteOldSessionsIR: any = {
  text: "with ended as (\n  delete from sessions\n  where id = any (array(\n    select id\n    from sessions\n    where expires_at < (select clock())\n    limit $1\n    for update skip locked\n  ))\n  returning 1\n), attempts as (\n  delete from sign_in_attempts\n  where scope = any (array(\n    select scope\n    from sign_in_attempts\n    where started_at < (select clock()) - interval '15 minutes'\n    limit $1\n    for update skip locked\n  ))\n  returning 1\n)\nselect ((select count(*) from ended) + (select count(*) from attempts))::integer as \"removed!\"",
  params: ["limit"],
};

/**
 * Query generated from SQL:
 * ```
 * with ended as (
 *   delete from sessions
 *   where id = any (array(
 *     select id
 *     from sessions
 *     where expires_at < (select clock())
 *     limit :limit!
 *     for update skip locked
 *   ))
 *   returning 1
 * ), attempts as (
 *   delete from sign_in_attempts
 *   where scope = any (array(
 *     select scope
 *     from sign_in_attempts
 *     where started_at < (select clock()) - interval '15 minutes'
 *     limit :limit!
 *     for update skip locked
 *   ))
 *   returning 1
 * )
 * select ((select count(*) from ended) + (select count(*) from attempts))::integer as "removed!"
 * ```
 */
export const deleteOldSessions = prepareQuery<IDeleteOldSessionsParams, IDeleteOldSessionsResult>(
  deleteOldSessionsIR,
);
