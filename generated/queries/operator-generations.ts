/** Types generated for queries found in "sql/queries/operator-generations.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type attempt_outcome =
  | "blocked"
  | "failed"
  | "images"
  | "not_accepted"
  | "not_sent"
  | "operator_fault"
  | "rejected"
  | "unknown";

export type attempt_state = "ended" | "intent" | "sent";

export type DateOrString = Date | string;

export type stringArray = string[];

/** 'ListOperatorGenerations' parameters type */
export interface IListOperatorGenerationsParams {
  accountId?: string | null | void;
  beforeId?: string | null | void;
  from?: DateOrString | null | void;
  isSpendUnknown?: boolean | null | void;
  isStuck?: boolean | null | void;
  limit: number;
  statuses?: readonly (stringArray[number] | null)[] | null | void;
  to?: DateOrString | null | void;
  window: number;
}

/** 'ListOperatorGenerations' return type */
export interface IListOperatorGenerationsResult {
  id: string;
  isEnd: boolean;
  isMatch: boolean;
}

/** 'ListOperatorGenerations' query type */
export interface IListOperatorGenerationsQuery {
  params: IListOperatorGenerationsParams;
  result: IListOperatorGenerationsResult;
}

const listOperatorGenerationsIR: any = {
  text: 'select id as "id!", is_match as "isMatch!", is_end as "isEnd!"\nfrom list_operator_generations(\n  p_account_id => $1,\n  p_statuses => $2,\n  p_is_stuck => $3,\n  p_is_spend_unknown => $4,\n  p_from => $5,\n  p_to => $6,\n  p_before_id => $7,\n  p_limit => $8,\n  p_window => $9\n)',
  params: [
    "accountId",
    "statuses",
    "isStuck",
    "isSpendUnknown",
    "from",
    "to",
    "beforeId",
    "limit",
    "window",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select id as "id!", is_match as "isMatch!", is_end as "isEnd!"
 * from list_operator_generations(
 *   p_account_id => :accountId,
 *   p_statuses => :statuses,
 *   p_is_stuck => :isStuck,
 *   p_is_spend_unknown => :isSpendUnknown,
 *   p_from => :from,
 *   p_to => :to,
 *   p_before_id => :beforeId,
 *   p_limit => :limit!,
 *   p_window => :window!
 * )
 * ```
 */
export const listOperatorGenerations = prepareQuery<
  IListOperatorGenerationsParams,
  IListOperatorGenerationsResult
>(listOperatorGenerationsIR);

/** 'DescribeOperatorGenerations' parameters type */
export interface IDescribeOperatorGenerationsParams {
  ids: readonly (stringArray[number] | null)[];
}

/** 'DescribeOperatorGenerations' return type */
export interface IDescribeOperatorGenerationsResult {
  accountEmail: string;
  accountId: string;
  cancelRequestedAt: Date | null;
  capturedCredits: number;
  createdAt: Date;
  deadlineAt: Date;
  deletedAt: Date | null;
  delivered: number;
  dialect: string;
  errorCode: string | null;
  errorMessage: string | null;
  finishedAt: Date | null;
  heldCredits: number;
  id: string;
  isSpendUnknown: boolean;
  isStuck: boolean;
  model: string;
  n: number;
  provider: string | null;
  releasedCredits: number;
  startedAt: Date | null;
  status: string;
  workerId: string | null;
}

/** 'DescribeOperatorGenerations' query type */
export interface IDescribeOperatorGenerationsQuery {
  params: IDescribeOperatorGenerationsParams;
  result: IDescribeOperatorGenerationsResult;
}

const describeOperatorGenerationsIR: any = {
  text: 'select\n  g.id, g.account_id, a.email as account_email, g.status, g.dialect, g.model, g.provider, g.n, g.delivered,\n  g.error_code, g.error_message, g.worker_id, g.created_at, g.started_at, g.finished_at, g.deadline_at,\n  g.cancel_requested_at, g.deleted_at, h.amount as held_credits, h.captured as captured_credits,\n  h.released as released_credits, is_stuck(g) as "isStuck!",\n  -- Read once, and not in each partition for each row.\n  g.id = any (array(\n    select p.generation_id\n    from all_provider_attempts p\n    where p.generation_id = any ($1::uuid[]) and p.spend_unknown\n  )) as "isSpendUnknown!"\nfrom unnest($1::uuid[]) with ordinality as wanted (id, position)\n  join generations g on g.id = wanted.id\n  join accounts a on a.id = g.account_id\n  join credit_holds h on h.id = g.hold_id\norder by wanted.position',
  params: ["ids"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   g.id, g.account_id, a.email as account_email, g.status, g.dialect, g.model, g.provider, g.n, g.delivered,
 *   g.error_code, g.error_message, g.worker_id, g.created_at, g.started_at, g.finished_at, g.deadline_at,
 *   g.cancel_requested_at, g.deleted_at, h.amount as held_credits, h.captured as captured_credits,
 *   h.released as released_credits, is_stuck(g) as "isStuck!",
 *   -- Read once, and not in each partition for each row.
 *   g.id = any (array(
 *     select p.generation_id
 *     from all_provider_attempts p
 *     where p.generation_id = any (:ids!::uuid[]) and p.spend_unknown
 *   )) as "isSpendUnknown!"
 * from unnest(:ids!::uuid[]) with ordinality as wanted (id, position)
 *   join generations g on g.id = wanted.id
 *   join accounts a on a.id = g.account_id
 *   join credit_holds h on h.id = g.hold_id
 * order by wanted.position
 * ```
 */
export const describeOperatorGenerations = prepareQuery<
  IDescribeOperatorGenerationsParams,
  IDescribeOperatorGenerationsResult
>(describeOperatorGenerationsIR);

/** 'ListGenerationAttempts' parameters type */
export interface IListGenerationAttemptsParams {
  id: string;
}

/** 'ListGenerationAttempts' return type */
export interface IListGenerationAttemptsResult {
  calls: number;
  costMicros: string | null;
  createdAt: Date;
  endedAt: Date | null;
  id: string;
  message: string | null;
  outcome: attempt_outcome | null;
  provider: string;
  providerRequestId: string | null;
  sentAt: Date | null;
  spendUnknown: boolean;
  state: attempt_state;
  taskIds: stringArray;
}

/** 'ListGenerationAttempts' query type */
export interface IListGenerationAttemptsQuery {
  params: IListGenerationAttemptsParams;
  result: IListGenerationAttemptsResult;
}

const listGenerationAttemptsIR: any = {
  text: 'select\n  id as "id!", provider as "provider!", state as "state!", outcome, message, calls as "calls!",\n  task_ids as "taskIds!", cost_micros, provider_request_id, spend_unknown as "spendUnknown!",\n  created_at as "createdAt!", sent_at, ended_at\nfrom all_provider_attempts\nwhere generation_id = $1\norder by id',
  params: ["id"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   id as "id!", provider as "provider!", state as "state!", outcome, message, calls as "calls!",
 *   task_ids as "taskIds!", cost_micros, provider_request_id, spend_unknown as "spendUnknown!",
 *   created_at as "createdAt!", sent_at, ended_at
 * from all_provider_attempts
 * where generation_id = :id!
 * order by id
 * ```
 */
export const listGenerationAttempts = prepareQuery<
  IListGenerationAttemptsParams,
  IListGenerationAttemptsResult
>(listGenerationAttemptsIR);

/** 'ListGenerationJobs' parameters type */
export interface IListGenerationJobsParams {
  id: string;
}

/** 'ListGenerationJobs' return type */
export interface IListGenerationJobsResult {
  attempts: number;
  id: string;
  isLocked: boolean;
  lastError: string | null;
  maxAttempts: number;
  runAt: Date;
}

/** 'ListGenerationJobs' query type */
export interface IListGenerationJobsQuery {
  params: IListGenerationJobsParams;
  result: IListGenerationJobsResult;
}

const listGenerationJobsIR: any = {
  text: "select\n  j.id, j.attempts, j.max_attempts, j.last_error, j.run_at, j.locked_at is not null as \"isLocked!\"\nfrom graphile_worker._private_jobs j\n  join graphile_worker._private_tasks t on t.id = j.task_id\nwhere t.identifier = 'generate' and j.payload ->> 'generationId' = $1\norder by j.id",
  params: ["id"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   j.id, j.attempts, j.max_attempts, j.last_error, j.run_at, j.locked_at is not null as "isLocked!"
 * from graphile_worker._private_jobs j
 *   join graphile_worker._private_tasks t on t.id = j.task_id
 * where t.identifier = 'generate' and j.payload ->> 'generationId' = :id!
 * order by j.id
 * ```
 */
export const listGenerationJobs = prepareQuery<
  IListGenerationJobsParams,
  IListGenerationJobsResult
>(listGenerationJobsIR);

/** 'RequeueForOperator' parameters type */
export interface IRequeueForOperatorParams {
  actorId?: string | null | void;
  address?: string | null | void;
  generationId: string;
  reason?: string | null | void;
}

/** 'RequeueForOperator' return type */
export interface IRequeueForOperatorResult {
  outcome: string | null;
}

/** 'RequeueForOperator' query type */
export interface IRequeueForOperatorQuery {
  params: IRequeueForOperatorParams;
  result: IRequeueForOperatorResult;
}

const requeueForOperatorIR: any = {
  text: 'select admin_requeue(act_as($1, $2, $3), $4) as "outcome?"',
  params: ["actorId", "address", "reason", "generationId"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_requeue(act_as(:actorId, :address, :reason), :generationId!) as "outcome?"
 * ```
 */
export const requeueForOperator = prepareQuery<
  IRequeueForOperatorParams,
  IRequeueForOperatorResult
>(requeueForOperatorIR);
