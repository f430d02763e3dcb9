/** Types generated for queries found in "sql/queries/sessions.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

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
  usedParamSet: { callerScope: true, callerLimit: true, emailScope: true, emailLimit: true },
  params: [
    {
      name: "callerScope",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 20, b: 32 }],
    },
    {
      name: "callerLimit",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 35, b: 47 }],
    },
    { name: "emailScope", required: true, transform: { type: "scalar" }, locs: [{ a: 50, b: 61 }] },
    { name: "emailLimit", required: true, transform: { type: "scalar" }, locs: [{ a: 64, b: 75 }] },
  ],
  statement:
    'select take_sign_in(:callerScope!, :callerLimit!, :emailScope!, :emailLimit!) as "waitSeconds!"',
};

/**
 * Query generated from SQL:
 * ```
 * select take_sign_in(:callerScope!, :callerLimit!, :emailScope!, :emailLimit!) as "waitSeconds!"
 * ```
 */
export const takeSignIn = new PreparedQuery<ITakeSignInParams, ITakeSignInResult>(takeSignInIR);

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
  usedParamSet: { scope: true, limit: true },
  params: [
    { name: "scope", required: true, transform: { type: "scalar" }, locs: [{ a: 20, b: 26 }] },
    { name: "limit", required: true, transform: { type: "scalar" }, locs: [{ a: 29, b: 35 }] },
  ],
  statement: 'select take_attempt(:scope!, :limit!) as "waitSeconds!"',
};

/**
 * Query generated from SQL:
 * ```
 * select take_attempt(:scope!, :limit!) as "waitSeconds!"
 * ```
 */
export const takeAttempt = new PreparedQuery<ITakeAttemptParams, ITakeAttemptResult>(takeAttemptIR);

/** 'ForgiveSignIn' parameters type */
export interface IForgiveSignInParams {
  callerScope: string;
  emailScope: string;
}

/** 'ForgiveSignIn' return type */
export interface IForgiveSignInResult {
  forgiven: undefined | null;
}

/** 'ForgiveSignIn' query type */
export interface IForgiveSignInQuery {
  params: IForgiveSignInParams;
  result: IForgiveSignInResult;
}

const forgiveSignInIR: any = {
  usedParamSet: { callerScope: true, emailScope: true },
  params: [
    {
      name: "callerScope",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 23, b: 35 }],
    },
    { name: "emailScope", required: true, transform: { type: "scalar" }, locs: [{ a: 38, b: 49 }] },
  ],
  statement: 'select forgive_sign_in(:callerScope!, :emailScope!) as "forgiven?"',
};

/**
 * Query generated from SQL:
 * ```
 * select forgive_sign_in(:callerScope!, :emailScope!) as "forgiven?"
 * ```
 */
export const forgiveSignIn = new PreparedQuery<IForgiveSignInParams, IForgiveSignInResult>(
  forgiveSignInIR,
);

/** 'FindSignIn' parameters type */
export interface IFindSignInParams {
  email: string;
}

/** 'FindSignIn' return type */
export interface IFindSignInResult {
  id: string;
  passwordHash: string | null;
}

/** 'FindSignIn' query type */
export interface IFindSignInQuery {
  params: IFindSignInParams;
  result: IFindSignInResult;
}

const findSignInIR: any = {
  usedParamSet: { email: true },
  params: [
    { name: "email", required: true, transform: { type: "scalar" }, locs: [{ a: 53, b: 59 }] },
  ],
  statement:
    "select id, password_hash\nfrom accounts\nwhere email = :email! and disabled_at is null",
};

/**
 * Query generated from SQL:
 * ```
 * select id, password_hash
 * from accounts
 * where email = :email! and disabled_at is null
 * ```
 */
export const findSignIn = new PreparedQuery<IFindSignInParams, IFindSignInResult>(findSignInIR);

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
  usedParamSet: { accountId: true },
  params: [
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 46, b: 56 }] },
  ],
  statement: "select password_hash\nfrom accounts\nwhere id = :accountId!",
};

/**
 * Query generated from SQL:
 * ```
 * select password_hash
 * from accounts
 * where id = :accountId!
 * ```
 */
export const findPassword = new PreparedQuery<IFindPasswordParams, IFindPasswordResult>(
  findPasswordIR,
);

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
  usedParamSet: {
    id: true,
    accountId: true,
    passwordHash: true,
    tokenHash: true,
    oldTokenHash: true,
    address: true,
    userAgent: true,
  },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 23, b: 26 }] },
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 29, b: 39 }] },
    {
      name: "passwordHash",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 42, b: 55 }],
    },
    { name: "tokenHash", required: true, transform: { type: "scalar" }, locs: [{ a: 58, b: 68 }] },
    {
      name: "oldTokenHash",
      required: false,
      transform: { type: "scalar" },
      locs: [{ a: 71, b: 83 }],
    },
    { name: "address", required: false, transform: { type: "scalar" }, locs: [{ a: 86, b: 93 }] },
    {
      name: "userAgent",
      required: false,
      transform: { type: "scalar" },
      locs: [{ a: 96, b: 105 }],
    },
  ],
  statement:
    'select open_session(\n  :id!, :accountId!, :passwordHash!, :tokenHash!, :oldTokenHash, :address, :userAgent\n) as "expiresAt?"',
};

/**
 * Query generated from SQL:
 * ```
 * select open_session(
 *   :id!, :accountId!, :passwordHash!, :tokenHash!, :oldTokenHash, :address, :userAgent
 * ) as "expiresAt?"
 * ```
 */
export const openSession = new PreparedQuery<IOpenSessionParams, IOpenSessionResult>(openSessionIR);

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
  usedParamSet: { tokenHash: true, address: true },
  params: [
    {
      name: "tokenHash",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 159, b: 169 }],
    },
    {
      name: "address",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 349, b: 356 },
        { a: 484, b: 491 },
      ],
    },
  ],
  statement:
    "with found as (\n  select s.id, s.seen_at, s.address, s.account_id, a.admin\n  from sessions s\n    join accounts a on a.id = s.account_id\n  where s.token_hash = :tokenHash!\n    and s.expires_at > clock()\n    and s.seen_at > clock() - interval '14 days'\n    and a.disabled_at is null\n), seen as (\n  update sessions s\n  set seen_at = clock(), address = :address\n  from found\n  where s.id = found.id\n    and (found.seen_at < clock() - interval '1 minute' or found.address is distinct from :address)\n)\nselect id, account_id, admin\nfrom found",
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
export const findSession = new PreparedQuery<IFindSessionParams, IFindSessionResult>(findSessionIR);

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
  usedParamSet: { accountId: true },
  params: [
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 151, b: 161 }],
    },
  ],
  statement:
    "select\n  id, address, user_agent, created_at, seen_at,\n  least(expires_at, seen_at + interval '14 days') as \"endsAt!\"\nfrom sessions\nwhere account_id = :accountId!\n  and expires_at > clock()\n  and seen_at > clock() - interval '14 days'\norder by seen_at desc, id",
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
export const listSessions = new PreparedQuery<IListSessionsParams, IListSessionsResult>(
  listSessionsIR,
);

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
  usedParamSet: { id: true, accountId: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 32, b: 35 }] },
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 54, b: 64 }] },
  ],
  statement: "delete from sessions\nwhere id = :id! and account_id = :accountId!\nreturning id",
};

/**
 * Query generated from SQL:
 * ```
 * delete from sessions
 * where id = :id! and account_id = :accountId!
 * returning id
 * ```
 */
export const endSession = new PreparedQuery<IEndSessionParams, IEndSessionResult>(endSessionIR);

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
  usedParamSet: { accountId: true, id: true },
  params: [
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 40, b: 50 }] },
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 62, b: 65 }] },
  ],
  statement: "delete from sessions\nwhere account_id = :accountId! and id <> :id!\nreturning id",
};

/**
 * Query generated from SQL:
 * ```
 * delete from sessions
 * where account_id = :accountId! and id <> :id!
 * returning id
 * ```
 */
export const endOtherSessions = new PreparedQuery<IEndOtherSessionsParams, IEndOtherSessionsResult>(
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
  usedParamSet: { tokenHash: true },
  params: [
    { name: "tokenHash", required: true, transform: { type: "scalar" }, locs: [{ a: 40, b: 50 }] },
  ],
  statement: "delete from sessions\nwhere token_hash = :tokenHash!\nreturning id",
};

/**
 * Query generated from SQL:
 * ```
 * delete from sessions
 * where token_hash = :tokenHash!
 * returning id
 * ```
 */
export const closeSession = new PreparedQuery<ICloseSessionParams, ICloseSessionResult>(
  closeSessionIR,
);

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
  usedParamSet: { accountId: true, oldHash: true, newHash: true },
  params: [
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 23, b: 33 }] },
    { name: "oldHash", required: false, transform: { type: "scalar" }, locs: [{ a: 36, b: 43 }] },
    { name: "newHash", required: true, transform: { type: "scalar" }, locs: [{ a: 46, b: 54 }] },
  ],
  statement: 'select change_password(:accountId!, :oldHash, :newHash!) as "changed!"',
};

/**
 * Query generated from SQL:
 * ```
 * select change_password(:accountId!, :oldHash, :newHash!) as "changed!"
 * ```
 */
export const changePassword = new PreparedQuery<IChangePasswordParams, IChangePasswordResult>(
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
  usedParamSet: { accountId: true, disabled: true },
  params: [
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 23, b: 33 }] },
    { name: "disabled", required: true, transform: { type: "scalar" }, locs: [{ a: 36, b: 45 }] },
  ],
  statement: 'select disable_account(:accountId!, :disabled!) as "found!"',
};

/**
 * Query generated from SQL:
 * ```
 * select disable_account(:accountId!, :disabled!) as "found!"
 * ```
 */
export const disableAccount = new PreparedQuery<IDisableAccountParams, IDisableAccountResult>(
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
  usedParamSet: { accountId: true },
  params: [
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 21, b: 31 }] },
  ],
  statement: 'select close_account(:accountId!) as "outcome!"',
};

/**
 * Query generated from SQL:
 * ```
 * select close_account(:accountId!) as "outcome!"
 * ```
 */
export const closeAccount = new PreparedQuery<ICloseAccountParams, ICloseAccountResult>(
  closeAccountIR,
);

/** 'SignUp' parameters type */
export interface ISignUpParams {
  email: string;
  id: string;
  language?: string | null | void;
  name?: string | null | void;
  passwordHash: string;
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
  usedParamSet: { id: true, email: true, passwordHash: true, name: true, language: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 15, b: 18 }] },
    { name: "email", required: true, transform: { type: "scalar" }, locs: [{ a: 21, b: 27 }] },
    {
      name: "passwordHash",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 30, b: 43 }],
    },
    { name: "name", required: false, transform: { type: "scalar" }, locs: [{ a: 46, b: 50 }] },
    { name: "language", required: false, transform: { type: "scalar" }, locs: [{ a: 53, b: 61 }] },
  ],
  statement: 'select sign_up(:id!, :email!, :passwordHash!, :name, :language) as "outcome!"',
};

/**
 * Query generated from SQL:
 * ```
 * select sign_up(:id!, :email!, :passwordHash!, :name, :language) as "outcome!"
 * ```
 */
export const signUp = new PreparedQuery<ISignUpParams, ISignUpResult>(signUpIR);

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
  usedParamSet: {},
  params: [],
  statement: 'select is_sign_up_open() as "signUpOpen!", is_setup_needed() as "setupNeeded!"',
};

/**
 * Query generated from SQL:
 * ```
 * select is_sign_up_open() as "signUpOpen!", is_setup_needed() as "setupNeeded!"
 * ```
 */
export const authState = new PreparedQuery<IAuthStateParams, IAuthStateResult>(authStateIR);

/** 'ReapSessions' parameters type */
export interface IReapSessionsParams {
  limit: NumberOrString;
}

/** 'ReapSessions' return type */
export interface IReapSessionsResult {
  removed: number;
}

/** 'ReapSessions' query type */
export interface IReapSessionsQuery {
  params: IReapSessionsParams;
  result: IReapSessionsResult;
}

const reapSessionsIR: any = {
  usedParamSet: { limit: true },
  params: [
    {
      name: "limit",
      required: true,
      transform: { type: "scalar" },
      locs: [
        { a: 120, b: 126 },
        { a: 327, b: 333 },
      ],
    },
  ],
  statement:
    "with ended as (\n  delete from sessions\n  where id in (select id from sessions where expires_at < (select clock()) limit :limit!)\n  returning 1\n), attempts as (\n  delete from sign_in_attempts\n  where scope in (\n    select scope\n    from sign_in_attempts\n    where started_at < (select clock()) - interval '15 minutes'\n    limit :limit!\n  )\n  returning 1\n)\nselect ((select count(*) from ended) + (select count(*) from attempts))::integer as \"removed!\"",
};

/**
 * Query generated from SQL:
 * ```
 * with ended as (
 *   delete from sessions
 *   where id in (select id from sessions where expires_at < (select clock()) limit :limit!)
 *   returning 1
 * ), attempts as (
 *   delete from sign_in_attempts
 *   where scope in (
 *     select scope
 *     from sign_in_attempts
 *     where started_at < (select clock()) - interval '15 minutes'
 *     limit :limit!
 *   )
 *   returning 1
 * )
 * select ((select count(*) from ended) + (select count(*) from attempts))::integer as "removed!"
 * ```
 */
export const reapSessions = new PreparedQuery<IReapSessionsParams, IReapSessionsResult>(
  reapSessionsIR,
);
