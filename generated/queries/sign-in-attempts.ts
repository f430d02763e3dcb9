/** Types generated for queries found in "sql/queries/sign-in-attempts.sql" */
import { prepareQuery } from "../../src/database/db.ts";

/** 'ConsumeSignIn' parameters type */
export interface IConsumeSignInParams {
  callerLimit: number;
  callerScope: string;
  emailLimit: number;
  emailScope: string;
}

/** 'ConsumeSignIn' return type */
export interface IConsumeSignInResult {
  waitSeconds: number;
}

/** 'ConsumeSignIn' query type */
export interface IConsumeSignInQuery {
  params: IConsumeSignInParams;
  result: IConsumeSignInResult;
}

const consumeSignInIR: any = {
  text: 'select consume_sign_in($1, $2, $3, $4) as "waitSeconds!"',
  params: ["callerScope", "callerLimit", "emailScope", "emailLimit"],
};

/**
 * Query generated from SQL:
 * ```
 * select consume_sign_in(:callerScope!, :callerLimit!, :emailScope!, :emailLimit!) as "waitSeconds!"
 * ```
 */
export const consumeSignIn = prepareQuery<IConsumeSignInParams, IConsumeSignInResult>(
  consumeSignInIR,
);

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

/** 'ResetSignIn' parameters type */
export interface IResetSignInParams {
  callerScope: string;
  emailScope: string;
}

/** 'ResetSignIn' return type */
export interface IResetSignInResult {
  done: undefined | null;
}

/** 'ResetSignIn' query type */
export interface IResetSignInQuery {
  params: IResetSignInParams;
  result: IResetSignInResult;
}

const resetSignInIR: any = {
  text: 'select reset_sign_in($1, $2) as "done?"',
  params: ["callerScope", "emailScope"],
};

/**
 * Query generated from SQL:
 * ```
 * select reset_sign_in(:callerScope!, :emailScope!) as "done?"
 * ```
 */
export const resetSignIn = prepareQuery<IResetSignInParams, IResetSignInResult>(resetSignInIR);
