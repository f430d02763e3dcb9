/** Types generated for queries found in "sql/queries/sign-up.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type account_language = "en" | "tr" | "zh-CN" | "zh-TW";

export type sign_up_outcome =
  "closed" | "created" | "email_taken" | "setup_completed" | "setup_rejected";

/** 'SetSignUpState' parameters type */
export interface ISetSignUpStateParams {
  actorId?: string | null | void;
  address?: string | null | void;
  open: boolean;
  reason?: string | null | void;
}

/** 'SetSignUpState' return type */
export interface ISetSignUpStateResult {
  done: undefined | null;
}

/** 'SetSignUpState' query type */
export interface ISetSignUpStateQuery {
  params: ISetSignUpStateParams;
  result: ISetSignUpStateResult;
}

const setSignUpStateIR: any = {
  text: 'select admin_open_sign_up(act_as($1, $2), $3, $4) as "done?"',
  params: ["actorId", "address", "open", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_open_sign_up(act_as(:actorId, :address), :open!, :reason) as "done?"
 * ```
 */
export const setSignUpState = prepareQuery<ISetSignUpStateParams, ISetSignUpStateResult>(
  setSignUpStateIR,
);

/** 'SignUp' parameters type */
export interface ISignUpParams {
  email: string;
  id: string;
  language?: account_language | null | void;
  name?: string | null | void;
  passwordHash: string;
  setupTokenHash?: Buffer | null | void;
}

/** 'SignUp' return type */
export interface ISignUpResult {
  outcome: sign_up_outcome;
}

/** 'SignUp' query type */
export interface ISignUpQuery {
  params: ISignUpParams;
  result: ISignUpResult;
}

const signUpIR: any = {
  text: 'select sign_up(\n  p_id => $1,\n  p_email => $2,\n  p_password_hash => $3,\n  p_name => $4,\n  p_language => $5,\n  p_setup_token_hash => $6\n) as "outcome!"',
  params: ["id", "email", "passwordHash", "name", "language", "setupTokenHash"],
};

/**
 * Query generated from SQL:
 * ```
 * select sign_up(
 *   p_id => :id!,
 *   p_email => :email!,
 *   p_password_hash => :passwordHash!,
 *   p_name => :name,
 *   p_language => :language,
 *   p_setup_token_hash => :setupTokenHash
 * ) as "outcome!"
 * ```
 */
export const signUp = prepareQuery<ISignUpParams, ISignUpResult>(signUpIR);

/** 'FindSignUpRejection' parameters type */
export interface IFindSignUpRejectionParams {
  email: string;
  setupTokenHash?: Buffer | null | void;
}

/** 'FindSignUpRejection' return type */
export interface IFindSignUpRejectionResult {
  outcome: sign_up_outcome | null;
}

/** 'FindSignUpRejection' query type */
export interface IFindSignUpRejectionQuery {
  params: IFindSignUpRejectionParams;
  result: IFindSignUpRejectionResult;
}

const findSignUpRejectionIR: any = {
  text: 'select find_sign_up_rejection($1, $2) as "outcome?"',
  params: ["email", "setupTokenHash"],
};

/**
 * Query generated from SQL:
 * ```
 * select find_sign_up_rejection(:email!, :setupTokenHash) as "outcome?"
 * ```
 */
export const findSignUpRejection = prepareQuery<
  IFindSignUpRejectionParams,
  IFindSignUpRejectionResult
>(findSignUpRejectionIR);

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

/** 'FindSignUpState' parameters type */
export type IFindSignUpStateParams = void;

/** 'FindSignUpState' return type */
export interface IFindSignUpStateResult {
  setupNeeded: boolean;
  signUpOpen: boolean;
}

/** 'FindSignUpState' query type */
export interface IFindSignUpStateQuery {
  params: IFindSignUpStateParams;
  result: IFindSignUpStateResult;
}

const findSignUpStateIR: any = {
  text: 'select is_sign_up_open() as "signUpOpen!", is_setup_needed() as "setupNeeded!"',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select is_sign_up_open() as "signUpOpen!", is_setup_needed() as "setupNeeded!"
 * ```
 */
export const findSignUpState = prepareQuery<IFindSignUpStateParams, IFindSignUpStateResult>(
  findSignUpStateIR,
);
