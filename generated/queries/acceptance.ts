/** Types generated for queries found in "sql/queries/acceptance.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type acceptance_outcome =
  | "accepted"
  | "account_disabled"
  | "account_locked"
  | "account_suspended"
  | "concurrency_limited"
  | "idempotency_mismatch"
  | "insufficient_credits"
  | "key_budget_reached"
  | "monthly_cap_reached"
  | "no_price"
  | "replayed";

export type BufferArray = Buffer[];

export type booleanArray = boolean[];

export type numberArray = number[];

export type stringArray = string[];

/** 'AcceptGenerations' parameters type */
export interface IAcceptGenerationsParams {
  accountIds: readonly (stringArray[number] | null)[];
  areAwaited: readonly (booleanArray[number] | null)[];
  areRetries: readonly (booleanArray[number] | null)[];
  aspectRatios: readonly (stringArray[number] | null)[];
  deadlineSeconds: readonly (numberArray[number] | null)[];
  dialects: readonly (stringArray[number] | null)[];
  endUsers: readonly (stringArray[number] | null)[];
  fingerprints: readonly (BufferArray[number] | null)[];
  holdIds: readonly (stringArray[number] | null)[];
  idempotencyKeys: readonly (stringArray[number] | null)[];
  ids: readonly (stringArray[number] | null)[];
  inputs: readonly (stringArray[number] | null)[];
  keyIds: readonly (stringArray[number] | null)[];
  mayBeLost: boolean;
  mayWait: boolean;
  models: readonly (stringArray[number] | null)[];
  ns: readonly (numberArray[number] | null)[];
  options: readonly (stringArray[number] | null)[];
  prompts: readonly (stringArray[number] | null)[];
  providers: readonly (stringArray[number] | null)[];
  qualities: readonly (stringArray[number] | null)[];
  routes: readonly (stringArray[number] | null)[];
  runningLimits: readonly (numberArray[number] | null)[];
  runSeconds: readonly (numberArray[number] | null)[];
  sizes: readonly (stringArray[number] | null)[];
  tiers: readonly (stringArray[number] | null)[];
  uploadIds: readonly (stringArray[number] | null)[];
  workerIds: readonly (stringArray[number] | null)[];
}

/** 'AcceptGenerations' return type */
export interface IAcceptGenerationsResult {
  attemptId: string | null;
  costCredits: number | null;
  createdAt: Date;
  generationId: string | null;
  itemPosition: number;
  outcome: acceptance_outcome;
}

/** 'AcceptGenerations' query type */
export interface IAcceptGenerationsQuery {
  params: IAcceptGenerationsParams;
  result: IAcceptGenerationsResult;
}

const acceptGenerationsIR: any = {
  text: 'select\n  item_position as "itemPosition!", outcome as "outcome!", generation_id as "generationId?",\n  cost_credits as "costCredits?", created_at as "createdAt!", attempt_id as "attemptId?"\nfrom accept_generations_2(\n  array(\n    select row(\n      ($1::uuid[])[i],\n      ($2::uuid[])[i],\n      ($3::uuid[])[i],\n      ($4::uuid[])[i],\n      ($5::integer[])[i],\n      ($6::text[])[i],\n      ($7::text[])[i],\n      ($8::text[])[i],\n      ($9::text[])[i],\n      ($10::smallint[])[i],\n      ($11::text[])[i],\n      ($12::text[])[i],\n      ($13::text[])[i],\n      ($14::text[])[i],\n      ($15::text[])[i]::jsonb,\n      ($16::text[])[i]::jsonb,\n      ($17::text[])[i]::uuid[],\n      ($18::text[])[i],\n      ($19::text[])[i],\n      ($20::bytea[])[i],\n      ($21::boolean[])[i],\n      ($22::boolean[])[i],\n      ($23::integer[])[i],\n      ($24::uuid[])[i],\n      ($25::text[])[i],\n      ($26::integer[])[i]\n    )::generation_request\n    -- Subscripts take less time than unnest of as many arrays.\n    from generate_subscripts($1::uuid[], 1) i\n  ),\n  $27,\n  $28\n)',
  params: [
    "ids",
    "holdIds",
    "accountIds",
    "keyIds",
    "runningLimits",
    "dialects",
    "routes",
    "models",
    "prompts",
    "ns",
    "sizes",
    "aspectRatios",
    "tiers",
    "qualities",
    "options",
    "inputs",
    "uploadIds",
    "endUsers",
    "idempotencyKeys",
    "fingerprints",
    "areRetries",
    "areAwaited",
    "deadlineSeconds",
    "workerIds",
    "providers",
    "runSeconds",
    "mayWait",
    "mayBeLost",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   item_position as "itemPosition!", outcome as "outcome!", generation_id as "generationId?",
 *   cost_credits as "costCredits?", created_at as "createdAt!", attempt_id as "attemptId?"
 * from accept_generations_2(
 *   array(
 *     select row(
 *       (:ids!::uuid[])[i],
 *       (:holdIds!::uuid[])[i],
 *       (:accountIds!::uuid[])[i],
 *       (:keyIds!::uuid[])[i],
 *       (:runningLimits!::integer[])[i],
 *       (:dialects!::text[])[i],
 *       (:routes!::text[])[i],
 *       (:models!::text[])[i],
 *       (:prompts!::text[])[i],
 *       (:ns!::smallint[])[i],
 *       (:sizes!::text[])[i],
 *       (:aspectRatios!::text[])[i],
 *       (:tiers!::text[])[i],
 *       (:qualities!::text[])[i],
 *       (:options!::text[])[i]::jsonb,
 *       (:inputs!::text[])[i]::jsonb,
 *       (:uploadIds!::text[])[i]::uuid[],
 *       (:endUsers!::text[])[i],
 *       (:idempotencyKeys!::text[])[i],
 *       (:fingerprints!::bytea[])[i],
 *       (:areRetries!::boolean[])[i],
 *       (:areAwaited!::boolean[])[i],
 *       (:deadlineSeconds!::integer[])[i],
 *       (:workerIds!::uuid[])[i],
 *       (:providers!::text[])[i],
 *       (:runSeconds!::integer[])[i]
 *     )::generation_request
 *     -- Subscripts take less time than unnest of as many arrays.
 *     from generate_subscripts(:ids!::uuid[], 1) i
 *   ),
 *   :mayWait!,
 *   :mayBeLost!
 * )
 * ```
 */
export const acceptGenerations = prepareQuery<IAcceptGenerationsParams, IAcceptGenerationsResult>(
  acceptGenerationsIR,
);

/** 'CheckAcceptance' parameters type */
export interface ICheckAcceptanceParams {
  accountId: string;
  dialect: string;
  fingerprint: Buffer;
  id: string;
  idempotencyKey?: string | null | void;
  isRetry?: boolean | null | void;
  keyId?: string | null | void;
  model: string;
  n: number;
  quality: string;
  route: string;
  runningLimit?: number | null | void;
  tier: string;
}

/** 'CheckAcceptance' return type */
export interface ICheckAcceptanceResult {
  costCredits: number | null;
  createdAt: Date;
  generationId: string | null;
  outcome: acceptance_outcome;
}

/** 'CheckAcceptance' query type */
export interface ICheckAcceptanceQuery {
  params: ICheckAcceptanceParams;
  result: ICheckAcceptanceResult;
}

const checkAcceptanceIR: any = {
  text: 'select\n  outcome as "outcome!", generation_id as "generationId?", cost_credits as "costCredits?",\n  created_at as "createdAt!"\nfrom check_request(\n  p_id => $1,\n  p_account_id => $2,\n  p_key_id => $3,\n  p_running_limit => $4,\n  p_dialect => $5,\n  p_route => $6,\n  p_model => $7,\n  p_n => $8::smallint,\n  p_tier => $9,\n  p_quality => $10,\n  p_idempotency_key => $11,\n  p_fingerprint => $12,\n  p_is_retry => $13\n)',
  params: [
    "id",
    "accountId",
    "keyId",
    "runningLimit",
    "dialect",
    "route",
    "model",
    "n",
    "tier",
    "quality",
    "idempotencyKey",
    "fingerprint",
    "isRetry",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   outcome as "outcome!", generation_id as "generationId?", cost_credits as "costCredits?",
 *   created_at as "createdAt!"
 * from check_request(
 *   p_id => :id!,
 *   p_account_id => :accountId!,
 *   p_key_id => :keyId,
 *   p_running_limit => :runningLimit,
 *   p_dialect => :dialect!,
 *   p_route => :route!,
 *   p_model => :model!,
 *   p_n => :n!::smallint,
 *   p_tier => :tier!,
 *   p_quality => :quality!,
 *   p_idempotency_key => :idempotencyKey,
 *   p_fingerprint => :fingerprint!,
 *   p_is_retry => :isRetry
 * )
 * ```
 */
export const checkAcceptance = prepareQuery<ICheckAcceptanceParams, ICheckAcceptanceResult>(
  checkAcceptanceIR,
);

/** 'RefuseBeforeBody' parameters type */
export interface IRefuseBeforeBodyParams {
  accountId: string;
  dialect: string;
  idempotencyKey?: string | null | void;
  isRetry?: boolean | null | void;
  keyId?: string | null | void;
  runningLimit?: number | null | void;
}

/** 'RefuseBeforeBody' return type */
export interface IRefuseBeforeBodyResult {
  costCredits: number;
  outcome: acceptance_outcome;
}

/** 'RefuseBeforeBody' query type */
export interface IRefuseBeforeBodyQuery {
  params: IRefuseBeforeBodyParams;
  result: IRefuseBeforeBodyResult;
}

const refuseBeforeBodyIR: any = {
  text: 'select outcome as "outcome!", cost_credits as "costCredits!"\nfrom refuse_before_body(\n  p_account_id => $1,\n  p_key_id => $2,\n  p_running_limit => $3,\n  p_dialect => $4,\n  p_idempotency_key => $5,\n  p_is_retry => $6\n)',
  params: ["accountId", "keyId", "runningLimit", "dialect", "idempotencyKey", "isRetry"],
};

/**
 * Query generated from SQL:
 * ```
 * select outcome as "outcome!", cost_credits as "costCredits!"
 * from refuse_before_body(
 *   p_account_id => :accountId!,
 *   p_key_id => :keyId,
 *   p_running_limit => :runningLimit,
 *   p_dialect => :dialect!,
 *   p_idempotency_key => :idempotencyKey,
 *   p_is_retry => :isRetry
 * )
 * ```
 */
export const refuseBeforeBody = prepareQuery<IRefuseBeforeBodyParams, IRefuseBeforeBodyResult>(
  refuseBeforeBodyIR,
);

/** 'RecordInterruptions' parameters type */
export interface IRecordInterruptionsParams {
  accountIds: readonly (stringArray[number] | null)[];
  fingerprints: readonly (BufferArray[number] | null)[];
  generationIds: readonly (stringArray[number] | null)[];
  ids: readonly (stringArray[number] | null)[];
  keyIds: readonly (stringArray[number] | null)[];
  markRetries: readonly (booleanArray[number] | null)[];
}

/** 'RecordInterruptions' return type */
export interface IRecordInterruptionsResult {
  recordInterruptions: undefined | null;
}

/** 'RecordInterruptions' query type */
export interface IRecordInterruptionsQuery {
  params: IRecordInterruptionsParams;
  result: IRecordInterruptionsResult;
}

const recordInterruptionsIR: any = {
  text: "select record_interruptions(\n  p_ids => $1,\n  p_account_ids => $2,\n  p_key_ids => $3,\n  p_generation_ids => $4,\n  p_fingerprints => $5,\n  p_mark_retries => $6\n)",
  params: ["ids", "accountIds", "keyIds", "generationIds", "fingerprints", "markRetries"],
};

/**
 * Query generated from SQL:
 * ```
 * select record_interruptions(
 *   p_ids => :ids!,
 *   p_account_ids => :accountIds!,
 *   p_key_ids => :keyIds!,
 *   p_generation_ids => :generationIds!,
 *   p_fingerprints => :fingerprints!,
 *   p_mark_retries => :markRetries!
 * )
 * ```
 */
export const recordInterruptions = prepareQuery<
  IRecordInterruptionsParams,
  IRecordInterruptionsResult
>(recordInterruptionsIR);
