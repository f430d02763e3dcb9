/** Types generated for queries found in "sql/queries/sign-in-attempts.sql" */
import { prepareQuery } from "../../src/database/db.ts";

/** 'ConsumeUntrustedSignIn' parameters type */
export interface IConsumeUntrustedSignInParams {
  accountLimit: number;
  accountScope: string;
  clientLimit: number;
  clientScope: string;
  pairLimit: number;
  pairScope: string;
  slowAfter: number;
  slowPairLimit: number;
}

/** 'ConsumeUntrustedSignIn' return type */
export interface IConsumeUntrustedSignInResult {
  waitSeconds: number;
}

/** 'ConsumeUntrustedSignIn' query type */
export interface IConsumeUntrustedSignInQuery {
  params: IConsumeUntrustedSignInParams;
  result: IConsumeUntrustedSignInResult;
}

const consumeUntrustedSignInIR: any = {
  text: 'select consume_untrusted_sign_in(\n  p_client_scope => $1,\n  p_pair_scope => $2,\n  p_account_scope => $3,\n  p_client_limit => $4,\n  p_pair_limit => $5,\n  p_slow_pair_limit => $6,\n  p_slow_after => $7,\n  p_account_limit => $8\n) as "waitSeconds!"',
  params: [
    "clientScope",
    "pairScope",
    "accountScope",
    "clientLimit",
    "pairLimit",
    "slowPairLimit",
    "slowAfter",
    "accountLimit",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select consume_untrusted_sign_in(
 *   p_client_scope => :clientScope!,
 *   p_pair_scope => :pairScope!,
 *   p_account_scope => :accountScope!,
 *   p_client_limit => :clientLimit!,
 *   p_pair_limit => :pairLimit!,
 *   p_slow_pair_limit => :slowPairLimit!,
 *   p_slow_after => :slowAfter!,
 *   p_account_limit => :accountLimit!
 * ) as "waitSeconds!"
 * ```
 */
export const consumeUntrustedSignIn = prepareQuery<
  IConsumeUntrustedSignInParams,
  IConsumeUntrustedSignInResult
>(consumeUntrustedSignInIR);

/** 'RefundUntrustedSignIn' parameters type */
export interface IRefundUntrustedSignInParams {
  accountScope: string;
  clientScope: string;
  pairScope: string;
}

/** 'RefundUntrustedSignIn' return type */
export interface IRefundUntrustedSignInResult {
  done: undefined | null;
}

/** 'RefundUntrustedSignIn' query type */
export interface IRefundUntrustedSignInQuery {
  params: IRefundUntrustedSignInParams;
  result: IRefundUntrustedSignInResult;
}

const refundUntrustedSignInIR: any = {
  text: 'select refund_untrusted_sign_in($1, $2, $3) as "done?"',
  params: ["clientScope", "pairScope", "accountScope"],
};

/**
 * Query generated from SQL:
 * ```
 * select refund_untrusted_sign_in(:clientScope!, :pairScope!, :accountScope!) as "done?"
 * ```
 */
export const refundUntrustedSignIn = prepareQuery<
  IRefundUntrustedSignInParams,
  IRefundUntrustedSignInResult
>(refundUntrustedSignInIR);

/** 'ConsumeAttempt' parameters type */
export interface IConsumeAttemptParams {
  limit: number;
  scope: string;
}

/** 'ConsumeAttempt' return type */
export interface IConsumeAttemptResult {
  waitSeconds: number;
}

/** 'ConsumeAttempt' query type */
export interface IConsumeAttemptQuery {
  params: IConsumeAttemptParams;
  result: IConsumeAttemptResult;
}

const consumeAttemptIR: any = {
  text: 'select consume_attempt($1, $2) as "waitSeconds!"',
  params: ["scope", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select consume_attempt(:scope!, :limit!) as "waitSeconds!"
 * ```
 */
export const consumeAttempt = prepareQuery<IConsumeAttemptParams, IConsumeAttemptResult>(
  consumeAttemptIR,
);

/** 'DeleteAttempts' parameters type */
export interface IDeleteAttemptsParams {
  scope: string;
}

/** 'DeleteAttempts' return type */
export interface IDeleteAttemptsResult {
  scope: string;
}

/** 'DeleteAttempts' query type */
export interface IDeleteAttemptsQuery {
  params: IDeleteAttemptsParams;
  result: IDeleteAttemptsResult;
}

const deleteAttemptsIR: any = {
  text: "delete from sign_in_attempts\nwhere scope = $1\nreturning scope",
  params: ["scope"],
};

/**
 * Query generated from SQL:
 * ```
 * delete from sign_in_attempts
 * where scope = :scope!
 * returning scope
 * ```
 */
export const deleteAttempts = prepareQuery<IDeleteAttemptsParams, IDeleteAttemptsResult>(
  deleteAttemptsIR,
);

/** 'RecordWrongPassword' parameters type */
export interface IRecordWrongPasswordParams {
  accountId?: string | null | void;
  actorId?: string | null | void;
  address?: string | null | void;
  client: string;
  name: string;
}

/** 'RecordWrongPassword' return type */
export interface IRecordWrongPasswordResult {
  done: undefined | null;
}

/** 'RecordWrongPassword' query type */
export interface IRecordWrongPasswordQuery {
  params: IRecordWrongPasswordParams;
  result: IRecordWrongPasswordResult;
}

const recordWrongPasswordIR: any = {
  text: 'select record_wrong_password(\n  p_actor_id => $1,\n  p_account_id => $2,\n  p_name => $3,\n  p_client => $4,\n  p_address => $5\n) as "done?"',
  params: ["actorId", "accountId", "name", "client", "address"],
};

/**
 * Query generated from SQL:
 * ```
 * select record_wrong_password(
 *   p_actor_id => :actorId,
 *   p_account_id => :accountId,
 *   p_name => :name!,
 *   p_client => :client!,
 *   p_address => :address
 * ) as "done?"
 * ```
 */
export const recordWrongPassword = prepareQuery<
  IRecordWrongPasswordParams,
  IRecordWrongPasswordResult
>(recordWrongPasswordIR);

/** 'RecordLockOut' parameters type */
export interface IRecordLockOutParams {
  accountId?: string | null | void;
  actorId?: string | null | void;
  address?: string | null | void;
  client: string;
  name: string;
}

/** 'RecordLockOut' return type */
export interface IRecordLockOutResult {
  done: undefined | null;
}

/** 'RecordLockOut' query type */
export interface IRecordLockOutQuery {
  params: IRecordLockOutParams;
  result: IRecordLockOutResult;
}

const recordLockOutIR: any = {
  text: 'select record_lock_out(\n  p_actor_id => $1,\n  p_account_id => $2,\n  p_name => $3,\n  p_client => $4,\n  p_address => $5\n) as "done?"',
  params: ["actorId", "accountId", "name", "client", "address"],
};

/**
 * Query generated from SQL:
 * ```
 * select record_lock_out(
 *   p_actor_id => :actorId,
 *   p_account_id => :accountId,
 *   p_name => :name!,
 *   p_client => :client!,
 *   p_address => :address
 * ) as "done?"
 * ```
 */
export const recordLockOut = prepareQuery<IRecordLockOutParams, IRecordLockOutResult>(
  recordLockOutIR,
);
