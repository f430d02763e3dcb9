/** Types generated for queries found in "sql/queries/sessions.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type NumberOrString = number | string;

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
  text: 'select open_session(\n  p_id => $1,\n  p_account_id => $2,\n  p_password_hash => $3,\n  p_token_hash => $4,\n  p_old_token_hash => $5,\n  p_address => $6,\n  p_user_agent => $7\n) as "expiresAt?"',
  params: ["id", "accountId", "passwordHash", "tokenHash", "oldTokenHash", "address", "userAgent"],
};

/**
 * Query generated from SQL:
 * ```
 * select open_session(
 *   p_id => :id!,
 *   p_account_id => :accountId!,
 *   p_password_hash => :passwordHash!,
 *   p_token_hash => :tokenHash!,
 *   p_old_token_hash => :oldTokenHash,
 *   p_address => :address,
 *   p_user_agent => :userAgent
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
  id: string;
  isPasswordRecent: boolean;
  role: string | null;
}

/** 'FindSession' query type */
export interface IFindSessionQuery {
  params: IFindSessionParams;
  result: IFindSessionResult;
}

const findSessionIR: any = {
  text: 'with found as (\n  select\n    s.id, s.seen_at, s.address, s.account_id, account_role(a) as role,\n    is_password_recent(s) as is_password_recent\n  from sessions s\n    join accounts a on a.id = s.account_id\n  where s.token_hash = $1\n    and session_end(s) > clock()\n    and a.disabled_at is null\n), updated as (\n  update sessions s\n  set seen_at = clock(), address = $2\n  from found\n  where s.id = found.id\n    and (found.seen_at < clock() - interval \'1 minute\' or found.address is distinct from $2)\n)\nselect id, account_id, role as "role?", is_password_recent as "isPasswordRecent!"\nfrom found',
  params: ["tokenHash", "address"],
};

/**
 * Query generated from SQL:
 * ```
 * with found as (
 *   select
 *     s.id, s.seen_at, s.address, s.account_id, account_role(a) as role,
 *     is_password_recent(s) as is_password_recent
 *   from sessions s
 *     join accounts a on a.id = s.account_id
 *   where s.token_hash = :tokenHash!
 *     and session_end(s) > clock()
 *     and a.disabled_at is null
 * ), updated as (
 *   update sessions s
 *   set seen_at = clock(), address = :address
 *   from found
 *   where s.id = found.id
 *     and (found.seen_at < clock() - interval '1 minute' or found.address is distinct from :address)
 * )
 * select id, account_id, role as "role?", is_password_recent as "isPasswordRecent!"
 * from found
 * ```
 */
export const findSession = prepareQuery<IFindSessionParams, IFindSessionResult>(findSessionIR);

/** 'ConfirmSession' parameters type */
export interface IConfirmSessionParams {
  id: string;
  passwordHash: string;
}

/** 'ConfirmSession' return type */
export interface IConfirmSessionResult {
  id: string;
}

/** 'ConfirmSession' query type */
export interface IConfirmSessionQuery {
  params: IConfirmSessionParams;
  result: IConfirmSessionResult;
}

const confirmSessionIR: any = {
  text: "-- Does nothing if the password was changed since it was verified.\nupdate sessions s\nset authenticated_at = clock()\nfrom accounts a\nwhere s.id = $1\n  and a.id = s.account_id\n  and a.password_hash = $2\nreturning s.id",
  params: ["id", "passwordHash"],
};

/**
 * Query generated from SQL:
 * ```
 * -- Does nothing if the password was changed since it was verified.
 * update sessions s
 * set authenticated_at = clock()
 * from accounts a
 * where s.id = :id!
 *   and a.id = s.account_id
 *   and a.password_hash = :passwordHash!
 * returning s.id
 * ```
 */
export const confirmSession = prepareQuery<IConfirmSessionParams, IConfirmSessionResult>(
  confirmSessionIR,
);

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
  text: 'select exists (\n  select 1\n  from sessions s\n    join accounts a on a.id = s.account_id\n  where s.id = $1\n    and session_end(s) > clock()\n    and a.disabled_at is null\n) as "live!"',
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
 *     and session_end(s) > clock()
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
  text: 'select\n  id, address, user_agent, created_at, seen_at,\n  session_end(s) as "endsAt!"\nfrom sessions s\nwhere account_id = $1 and session_end(s) > clock()\norder by seen_at desc, id',
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   id, address, user_agent, created_at, seen_at,
 *   session_end(s) as "endsAt!"
 * from sessions s
 * where account_id = :accountId! and session_end(s) > clock()
 * order by seen_at desc, id
 * ```
 */
export const listSessions = prepareQuery<IListSessionsParams, IListSessionsResult>(listSessionsIR);

/** 'EndSession' parameters type */
export interface IEndSessionParams {
  accountId: string;
  clientAddress?: string | null | void;
  id: string;
}

/** 'EndSession' return type */
export interface IEndSessionResult {
  audited: string | null;
  id: string;
}

/** 'EndSession' query type */
export interface IEndSessionQuery {
  params: IEndSessionParams;
  result: IEndSessionResult;
}

const endSessionIR: any = {
  text: "with ended as (\n  delete from sessions\n  where id = $1 and account_id = $2\n  returning id\n)\nselect\n  id,\n  write_audit_entry(\n    p_actor_id => act_as($2, $3),\n    p_action => 'session.end',\n    p_account_id => $2,\n    p_subject => id::text\n  )::text as \"audited?\"\nfrom ended",
  params: ["id", "accountId", "clientAddress"],
};

/**
 * Query generated from SQL:
 * ```
 * with ended as (
 *   delete from sessions
 *   where id = :id! and account_id = :accountId!
 *   returning id
 * )
 * select
 *   id,
 *   write_audit_entry(
 *     p_actor_id => act_as(:accountId!, :clientAddress),
 *     p_action => 'session.end',
 *     p_account_id => :accountId!,
 *     p_subject => id::text
 *   )::text as "audited?"
 * from ended
 * ```
 */
export const endSession = prepareQuery<IEndSessionParams, IEndSessionResult>(endSessionIR);

/** 'EndOtherSessions' parameters type */
export interface IEndOtherSessionsParams {
  accountId: string;
  clientAddress?: string | null | void;
  id: string;
}

/** 'EndOtherSessions' return type */
export interface IEndOtherSessionsResult {
  audited: string | null;
  id: string;
}

/** 'EndOtherSessions' query type */
export interface IEndOtherSessionsQuery {
  params: IEndOtherSessionsParams;
  result: IEndOtherSessionsResult;
}

const endOtherSessionsIR: any = {
  text: "with ended as (\n  delete from sessions\n  where account_id = $1 and id <> $2\n  returning id\n)\nselect\n  id,\n  write_audit_entry(\n    p_actor_id => act_as($1, $3),\n    p_action => 'session.end',\n    p_account_id => $1,\n    p_subject => id::text\n  )::text as \"audited?\"\nfrom ended",
  params: ["accountId", "id", "clientAddress"],
};

/**
 * Query generated from SQL:
 * ```
 * with ended as (
 *   delete from sessions
 *   where account_id = :accountId! and id <> :id!
 *   returning id
 * )
 * select
 *   id,
 *   write_audit_entry(
 *     p_actor_id => act_as(:accountId!, :clientAddress),
 *     p_action => 'session.end',
 *     p_account_id => :accountId!,
 *     p_subject => id::text
 *   )::text as "audited?"
 * from ended
 * ```
 */
export const endOtherSessions = prepareQuery<IEndOtherSessionsParams, IEndOtherSessionsResult>(
  endOtherSessionsIR,
);

/** 'EndAllSessions' parameters type */
export interface IEndAllSessionsParams {
  accountId: string;
  actorId?: string | null | void;
  address?: string | null | void;
  reason?: string | null | void;
}

/** 'EndAllSessions' return type */
export interface IEndAllSessionsResult {
  audited: string | null;
  id: string;
}

/** 'EndAllSessions' query type */
export interface IEndAllSessionsQuery {
  params: IEndAllSessionsParams;
  result: IEndAllSessionsResult;
}

const endAllSessionsIR: any = {
  text: "with ended as (\n  delete from sessions\n  where account_id = $1\n  returning id\n)\nselect\n  id,\n  write_audit_entry(\n    p_actor_id => act_as($2, $3),\n    p_action => 'session.end',\n    p_account_id => $1,\n    p_subject => id::text,\n    p_reason => $4\n  )::text as \"audited?\"\nfrom ended",
  params: ["accountId", "actorId", "address", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * with ended as (
 *   delete from sessions
 *   where account_id = :accountId!
 *   returning id
 * )
 * select
 *   id,
 *   write_audit_entry(
 *     p_actor_id => act_as(:actorId, :address),
 *     p_action => 'session.end',
 *     p_account_id => :accountId!,
 *     p_subject => id::text,
 *     p_reason => :reason
 *   )::text as "audited?"
 * from ended
 * ```
 */
export const endAllSessions = prepareQuery<IEndAllSessionsParams, IEndAllSessionsResult>(
  endAllSessionsIR,
);

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
  text: "with deleted_sessions as (\n  delete from sessions\n  where id = any (array(\n    select id\n    from sessions\n    where expires_at < (select clock())\n    limit $1\n    for update skip locked\n  ))\n  returning 1\n), deleted_attempts as (\n  delete from sign_in_attempts\n  where scope = any (array(\n    select scope\n    from sign_in_attempts\n    -- The longest window of a scope.\n    where started_at < (select clock()) - interval '1 hour'\n    limit $1\n    for update skip locked\n  ))\n  returning 1\n)\nselect (\n  (select count(*) from deleted_sessions) + (select count(*) from deleted_attempts)\n)::integer as \"removed!\"",
  params: ["limit"],
};

/**
 * Query generated from SQL:
 * ```
 * with deleted_sessions as (
 *   delete from sessions
 *   where id = any (array(
 *     select id
 *     from sessions
 *     where expires_at < (select clock())
 *     limit :limit!
 *     for update skip locked
 *   ))
 *   returning 1
 * ), deleted_attempts as (
 *   delete from sign_in_attempts
 *   where scope = any (array(
 *     select scope
 *     from sign_in_attempts
 *     -- The longest window of a scope.
 *     where started_at < (select clock()) - interval '1 hour'
 *     limit :limit!
 *     for update skip locked
 *   ))
 *   returning 1
 * )
 * select (
 *   (select count(*) from deleted_sessions) + (select count(*) from deleted_attempts)
 * )::integer as "removed!"
 * ```
 */
export const deleteOldSessions = prepareQuery<IDeleteOldSessionsParams, IDeleteOldSessionsResult>(
  deleteOldSessionsIR,
);
