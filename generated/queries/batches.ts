/** Types generated for queries found in "sql/queries/batches.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type batch_line_state = "accepted" | "completed" | "failed" | "waiting";

export type batch_outcome = "created" | "full" | "mismatch" | "replayed";

export type batch_status =
  "cancelled" | "cancelling" | "completed" | "expired" | "failed" | "in_progress" | "validating";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

export type NumberOrStringArray = NumberOrString[];

export type batch_line_stateArray = batch_line_state[];

export type booleanArray = boolean[];

export type numberArray = number[];

export type stringArray = string[];

/** 'CreateBatch' parameters type */
export interface ICreateBatchParams {
  accountId: string;
  endpoint: string;
  fingerprint: Buffer;
  id: string;
  idempotencyKey?: string | null | void;
  inputFileId: string;
  isRetry: boolean;
  keyId: string;
  maxBatches: number;
  maxUnfinished: number;
  metadata?: Json | null | void;
  outputLifeSeconds?: number | null | void;
  runningLimit?: number | null | void;
  windowSeconds: number;
}

/** 'CreateBatch' return type */
export interface ICreateBatchResult {
  batchId: string | null;
  outcome: batch_outcome;
}

/** 'CreateBatch' query type */
export interface ICreateBatchQuery {
  params: ICreateBatchParams;
  result: ICreateBatchResult;
}

const createBatchIR: any = {
  text: 'select batch_id as "batchId?", outcome as "outcome!"\nfrom create_batch(\n  p_id => $1,\n  p_account_id => $2,\n  p_key_id => $3,\n  p_running_limit => $4,\n  p_endpoint => $5,\n  p_input_file_id => $6,\n  p_metadata => $7::jsonb,\n  p_output_life_seconds => $8,\n  p_idempotency_key => $9,\n  p_is_retry => $10,\n  p_fingerprint => $11,\n  p_window_seconds => $12,\n  p_most_unfinished => $13,\n  p_most_batches => $14\n)',
  params: [
    "id",
    "accountId",
    "keyId",
    "runningLimit",
    "endpoint",
    "inputFileId",
    "metadata",
    "outputLifeSeconds",
    "idempotencyKey",
    "isRetry",
    "fingerprint",
    "windowSeconds",
    "maxUnfinished",
    "maxBatches",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select batch_id as "batchId?", outcome as "outcome!"
 * from create_batch(
 *   p_id => :id!,
 *   p_account_id => :accountId!,
 *   p_key_id => :keyId!,
 *   p_running_limit => :runningLimit,
 *   p_endpoint => :endpoint!,
 *   p_input_file_id => :inputFileId!,
 *   p_metadata => :metadata::jsonb,
 *   p_output_life_seconds => :outputLifeSeconds,
 *   p_idempotency_key => :idempotencyKey,
 *   p_is_retry => :isRetry!,
 *   p_fingerprint => :fingerprint!,
 *   p_window_seconds => :windowSeconds!,
 *   p_most_unfinished => :maxUnfinished!,
 *   p_most_batches => :maxBatches!
 * )
 * ```
 */
export const createBatch = prepareQuery<ICreateBatchParams, ICreateBatchResult>(createBatchIR);

/** 'IsRepeatedBatch' parameters type */
export interface IIsRepeatedBatchParams {
  accountId: string;
  fingerprint: Buffer;
  idempotencyKey?: string | null | void;
  isRetry: boolean;
  keyId: string;
}

/** 'IsRepeatedBatch' return type */
export interface IIsRepeatedBatchResult {
  isRepeated: boolean;
}

/** 'IsRepeatedBatch' query type */
export interface IIsRepeatedBatchQuery {
  params: IIsRepeatedBatchParams;
  result: IIsRepeatedBatchResult;
}

const isRepeatedBatchIR: any = {
  text: 'select b.id is not null as "isRepeated!"\nfrom find_repeated_batch(\n  p_account_id => $1,\n  p_key_id => $2,\n  p_idempotency_key => $3,\n  p_is_retry => $4,\n  p_fingerprint => $5\n) b',
  params: ["accountId", "keyId", "idempotencyKey", "isRetry", "fingerprint"],
};

/**
 * Query generated from SQL:
 * ```
 * select b.id is not null as "isRepeated!"
 * from find_repeated_batch(
 *   p_account_id => :accountId!,
 *   p_key_id => :keyId!,
 *   p_idempotency_key => :idempotencyKey,
 *   p_is_retry => :isRetry!,
 *   p_fingerprint => :fingerprint!
 * ) b
 * ```
 */
export const isRepeatedBatch = prepareQuery<IIsRepeatedBatchParams, IIsRepeatedBatchResult>(
  isRepeatedBatchIR,
);

/** 'CountBatches' parameters type */
export interface ICountBatchesParams {
  accountId: string;
}

/** 'CountBatches' return type */
export interface ICountBatchesResult {
  count: number;
}

/** 'CountBatches' query type */
export interface ICountBatchesQuery {
  params: ICountBatchesParams;
  result: ICountBatchesResult;
}

const countBatchesIR: any = {
  text: 'select count(*)::integer as "count!"\nfrom batches\nwhere account_id = $1',
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select count(*)::integer as "count!"
 * from batches
 * where account_id = :accountId!
 * ```
 */
export const countBatches = prepareQuery<ICountBatchesParams, ICountBatchesResult>(countBatchesIR);

/** 'FindBatch' parameters type */
export interface IFindBatchParams {
  accountId: string;
  id: string;
}

/** 'FindBatch' return type */
export interface IFindBatchResult {
  cancellingAt: Date | null;
  completed: number;
  createdAt: Date;
  endpoint: string;
  errorFileId: string | null;
  errors: Json | null;
  expiresAt: Date;
  failed: number;
  finishedAt: Date | null;
  id: string;
  inProgressAt: Date | null;
  inputFileId: string;
  metadata: Json | null;
  outputFileId: string | null;
  status: batch_status;
  total: number;
}

/** 'FindBatch' query type */
export interface IFindBatchQuery {
  params: IFindBatchParams;
  result: IFindBatchResult;
}

const findBatchIR: any = {
  text: "select\n  id, endpoint, input_file_id, metadata, status, errors, total, completed, failed, created_at, expires_at,\n  in_progress_at, cancelling_at, finished_at, output_file_id, error_file_id\nfrom batches\nwhere id = $1 and account_id = $2",
  params: ["id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   id, endpoint, input_file_id, metadata, status, errors, total, completed, failed, created_at, expires_at,
 *   in_progress_at, cancelling_at, finished_at, output_file_id, error_file_id
 * from batches
 * where id = :id! and account_id = :accountId!
 * ```
 */
export const findBatch = prepareQuery<IFindBatchParams, IFindBatchResult>(findBatchIR);

/** 'ListBatches' parameters type */
export interface IListBatchesParams {
  accountId: string;
  afterId?: string | null | void;
  limit: NumberOrString;
}

/** 'ListBatches' return type */
export interface IListBatchesResult {
  cancellingAt: Date | null;
  completed: number;
  createdAt: Date;
  endpoint: string;
  errorFileId: string | null;
  errors: Json | null;
  expiresAt: Date;
  failed: number;
  finishedAt: Date | null;
  id: string;
  inProgressAt: Date | null;
  inputFileId: string;
  metadata: Json | null;
  outputFileId: string | null;
  status: batch_status;
  total: number;
}

/** 'ListBatches' query type */
export interface IListBatchesQuery {
  params: IListBatchesParams;
  result: IListBatchesResult;
}

const listBatchesIR: any = {
  text: "select\n  id, endpoint, input_file_id, metadata, status, errors, total, completed, failed, created_at, expires_at,\n  in_progress_at, cancelling_at, finished_at, output_file_id, error_file_id\nfrom batches\nwhere account_id = $1 and ($2::uuid is null or id < $2)\norder by id desc\nlimit $3",
  params: ["accountId", "afterId", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   id, endpoint, input_file_id, metadata, status, errors, total, completed, failed, created_at, expires_at,
 *   in_progress_at, cancelling_at, finished_at, output_file_id, error_file_id
 * from batches
 * where account_id = :accountId! and (:afterId::uuid is null or id < :afterId)
 * order by id desc
 * limit :limit!
 * ```
 */
export const listBatches = prepareQuery<IListBatchesParams, IListBatchesResult>(listBatchesIR);

/** 'CancelBatch' parameters type */
export interface ICancelBatchParams {
  accountId: string;
  id: string;
}

/** 'CancelBatch' return type */
export interface ICancelBatchResult {
  id: string;
  scheduled: string | null;
}

/** 'CancelBatch' query type */
export interface ICancelBatchQuery {
  params: ICancelBatchParams;
  result: ICancelBatchResult;
}

const cancelBatchIR: any = {
  text: "with canceled as (\n  update batches\n  set status = 'cancelling', cancelling_at = clock()\n  where id = $1 and account_id = $2 and status in ('validating', 'in_progress')\n  returning id\n)\nselect id, schedule_batch(id, 0)::text as \"scheduled?\"\nfrom canceled",
  params: ["id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * with canceled as (
 *   update batches
 *   set status = 'cancelling', cancelling_at = clock()
 *   where id = :id! and account_id = :accountId! and status in ('validating', 'in_progress')
 *   returning id
 * )
 * select id, schedule_batch(id, 0)::text as "scheduled?"
 * from canceled
 * ```
 */
export const cancelBatch = prepareQuery<ICancelBatchParams, ICancelBatchResult>(cancelBatchIR);

/** 'FindBatchWork' parameters type */
export interface IFindBatchWorkParams {
  id: string;
}

/** 'FindBatchWork' return type */
export interface IFindBatchWorkResult {
  accountId: string;
  endpoint: string;
  finalLines: number;
  id: string;
  isExpired: boolean;
  keyId: string;
  nextLine: number;
  nextOffset: string;
  runningLimit: number | null;
  secondsLeft: number;
  status: batch_status;
  storageKey: string | null;
  total: number;
}

/** 'FindBatchWork' query type */
export interface IFindBatchWorkQuery {
  params: IFindBatchWorkParams;
  result: IFindBatchWorkResult;
}

const findBatchWorkIR: any = {
  text: 'select\n  b.id, b.account_id, b.key_id, b.running_limit, b.endpoint, b.status, b.total, b.next_line, b.next_offset,\n  b.completed + b.failed as "finalLines!",\n  b.expires_at <= clock() as "isExpired!",\n  greatest(0, extract(epoch from b.expires_at - clock()))::integer as "secondsLeft!",\n  f.storage_key as "storageKey?"\nfrom batches b\n  left join files f on f.id = b.input_file_id and f.stored_at is not null\nwhere b.id = $1 and b.finished_at is null',
  params: ["id"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   b.id, b.account_id, b.key_id, b.running_limit, b.endpoint, b.status, b.total, b.next_line, b.next_offset,
 *   b.completed + b.failed as "finalLines!",
 *   b.expires_at <= clock() as "isExpired!",
 *   greatest(0, extract(epoch from b.expires_at - clock()))::integer as "secondsLeft!",
 *   f.storage_key as "storageKey?"
 * from batches b
 *   left join files f on f.id = b.input_file_id and f.stored_at is not null
 * where b.id = :id! and b.finished_at is null
 * ```
 */
export const findBatchWork = prepareQuery<IFindBatchWorkParams, IFindBatchWorkResult>(
  findBatchWorkIR,
);

/** 'StartBatch' parameters type */
export interface IStartBatchParams {
  id: string;
  maxLines: number;
  total: number;
}

/** 'StartBatch' return type */
export interface IStartBatchResult {
  started: boolean;
}

/** 'StartBatch' query type */
export interface IStartBatchQuery {
  params: IStartBatchParams;
  result: IStartBatchResult;
}

const startBatchIR: any = {
  text: 'select start_batch(p_id => $1, p_total => $2, p_most_lines => $3) as "started!"',
  params: ["id", "total", "maxLines"],
};

/**
 * Query generated from SQL:
 * ```
 * select start_batch(p_id => :id!, p_total => :total!, p_most_lines => :maxLines!) as "started!"
 * ```
 */
export const startBatch = prepareQuery<IStartBatchParams, IStartBatchResult>(startBatchIR);

/** 'FailBatch' parameters type */
export interface IFailBatchParams {
  defaultDays: number;
  errors: Json;
  id: string;
  lifeSeconds: number;
}

/** 'FailBatch' return type */
export interface IFailBatchResult {
  id: string;
}

/** 'FailBatch' query type */
export interface IFailBatchQuery {
  params: IFailBatchParams;
  result: IFailBatchResult;
}

const failBatchIR: any = {
  text: "update batches\nset status = 'failed',\n  errors = $1::jsonb,\n  finished_at = clock(),\n  delete_at = file_expiry(\n    p_account_id => account_id,\n    p_created_at => clock(),\n    p_life_seconds => $2,\n    p_default_days => $3\n  )\nwhere id = $4 and status = 'validating'\nreturning id",
  params: ["errors", "lifeSeconds", "defaultDays", "id"],
};

/**
 * Query generated from SQL:
 * ```
 * update batches
 * set status = 'failed',
 *   errors = :errors!::jsonb,
 *   finished_at = clock(),
 *   delete_at = file_expiry(
 *     p_account_id => account_id,
 *     p_created_at => clock(),
 *     p_life_seconds => :lifeSeconds!,
 *     p_default_days => :defaultDays!
 *   )
 * where id = :id! and status = 'validating'
 * returning id
 * ```
 */
export const failBatch = prepareQuery<IFailBatchParams, IFailBatchResult>(failBatchIR);

/** 'FinishUnstartedCancellation' parameters type */
export interface IFinishUnstartedCancellationParams {
  defaultDays: number;
  id: string;
  lifeSeconds: number;
}

/** 'FinishUnstartedCancellation' return type */
export interface IFinishUnstartedCancellationResult {
  id: string;
}

/** 'FinishUnstartedCancellation' query type */
export interface IFinishUnstartedCancellationQuery {
  params: IFinishUnstartedCancellationParams;
  result: IFinishUnstartedCancellationResult;
}

const finishUnstartedCancellationIR: any = {
  text: "update batches\nset status = 'cancelled',\n  finished_at = clock(),\n  delete_at = file_expiry(\n    p_account_id => account_id,\n    p_created_at => clock(),\n    p_life_seconds => $1,\n    p_default_days => $2\n  )\nwhere id = $3 and status = 'cancelling' and total = 0\nreturning id",
  params: ["lifeSeconds", "defaultDays", "id"],
};

/**
 * Query generated from SQL:
 * ```
 * update batches
 * set status = 'cancelled',
 *   finished_at = clock(),
 *   delete_at = file_expiry(
 *     p_account_id => account_id,
 *     p_created_at => clock(),
 *     p_life_seconds => :lifeSeconds!,
 *     p_default_days => :defaultDays!
 *   )
 * where id = :id! and status = 'cancelling' and total = 0
 * returning id
 * ```
 */
export const finishUnstartedCancellation = prepareQuery<
  IFinishUnstartedCancellationParams,
  IFinishUnstartedCancellationResult
>(finishUnstartedCancellationIR);

/** 'AddBatchLines' parameters type */
export interface IAddBatchLinesParams {
  customIds: readonly (stringArray[number] | null)[];
  errorCode?: string | null | void;
  errorMessage?: string | null | void;
  firstLine: number;
  id: string;
  lengths: readonly (numberArray[number] | null)[];
  lines: readonly (numberArray[number] | null)[];
  nextLine: number;
  nextOffset: NumberOrString;
  offsets: readonly (NumberOrStringArray[number] | null)[];
  sizes: readonly (NumberOrStringArray[number] | null)[];
}

/** 'AddBatchLines' return type */
export interface IAddBatchLinesResult {
  added: boolean;
}

/** 'AddBatchLines' query type */
export interface IAddBatchLinesQuery {
  params: IAddBatchLinesParams;
  result: IAddBatchLinesResult;
}

const addBatchLinesIR: any = {
  text: 'select add_batch_lines(\n  p_id => $1,\n  p_first_line => $2,\n  p_next_line => $3,\n  p_next_offset => $4,\n  p_lines => $5,\n  p_custom_ids => $6,\n  p_offsets => $7,\n  p_lengths => $8,\n  p_error_code => $9,\n  p_error_message => $10,\n  p_sizes => $11\n) as "added!"',
  params: [
    "id",
    "firstLine",
    "nextLine",
    "nextOffset",
    "lines",
    "customIds",
    "offsets",
    "lengths",
    "errorCode",
    "errorMessage",
    "sizes",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select add_batch_lines(
 *   p_id => :id!,
 *   p_first_line => :firstLine!,
 *   p_next_line => :nextLine!,
 *   p_next_offset => :nextOffset!,
 *   p_lines => :lines!,
 *   p_custom_ids => :customIds!,
 *   p_offsets => :offsets!,
 *   p_lengths => :lengths!,
 *   p_error_code => :errorCode,
 *   p_error_message => :errorMessage,
 *   p_sizes => :sizes!
 * ) as "added!"
 * ```
 */
export const addBatchLines = prepareQuery<IAddBatchLinesParams, IAddBatchLinesResult>(
  addBatchLinesIR,
);

/** 'RecordBatchLines' parameters type */
export interface IRecordBatchLinesParams {
  errorCodes: readonly (stringArray[number] | null)[];
  errorMessages: readonly (stringArray[number] | null)[];
  errorParams: readonly (stringArray[number] | null)[];
  generationIds: readonly (stringArray[number] | null)[];
  id: string;
  lines: readonly (numberArray[number] | null)[];
  returnsUrls: readonly (booleanArray[number] | null)[];
  sizes: readonly (NumberOrStringArray[number] | null)[];
  states: readonly (batch_line_stateArray[number] | null)[];
  statusCodes: readonly (numberArray[number] | null)[];
}

/** 'RecordBatchLines' return type */
export interface IRecordBatchLinesResult {
  recordBatchLines_2: undefined | null;
}

/** 'RecordBatchLines' query type */
export interface IRecordBatchLinesQuery {
  params: IRecordBatchLinesParams;
  result: IRecordBatchLinesResult;
}

const recordBatchLinesIR: any = {
  text: "select record_batch_lines_2(\n  p_id => $1,\n  p_lines => $2,\n  p_states => $3::batch_line_state[],\n  p_generation_ids => $4,\n  p_returns_urls => $5,\n  p_status_codes => $6,\n  p_error_codes => $7,\n  p_error_messages => $8,\n  p_error_params => $9,\n  p_sizes => $10\n)",
  params: [
    "id",
    "lines",
    "states",
    "generationIds",
    "returnsUrls",
    "statusCodes",
    "errorCodes",
    "errorMessages",
    "errorParams",
    "sizes",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select record_batch_lines_2(
 *   p_id => :id!,
 *   p_lines => :lines!,
 *   p_states => :states!::batch_line_state[],
 *   p_generation_ids => :generationIds!,
 *   p_returns_urls => :returnsUrls!,
 *   p_status_codes => :statusCodes!,
 *   p_error_codes => :errorCodes!,
 *   p_error_messages => :errorMessages!,
 *   p_error_params => :errorParams!,
 *   p_sizes => :sizes!
 * )
 * ```
 */
export const recordBatchLines = prepareQuery<IRecordBatchLinesParams, IRecordBatchLinesResult>(
  recordBatchLinesIR,
);

/** 'FailUnreadBatchLines' parameters type */
export interface IFailUnreadBatchLinesParams {
  errors: Json;
  id: string;
}

/** 'FailUnreadBatchLines' return type */
export interface IFailUnreadBatchLinesResult {
  failUnreadBatchLines: undefined | null;
}

/** 'FailUnreadBatchLines' query type */
export interface IFailUnreadBatchLinesQuery {
  params: IFailUnreadBatchLinesParams;
  result: IFailUnreadBatchLinesResult;
}

const failUnreadBatchLinesIR: any = {
  text: "select fail_unread_batch_lines(p_id => $1, p_errors => $2::jsonb)",
  params: ["id", "errors"],
};

/**
 * Query generated from SQL:
 * ```
 * select fail_unread_batch_lines(p_id => :id!, p_errors => :errors!::jsonb)
 * ```
 */
export const failUnreadBatchLines = prepareQuery<
  IFailUnreadBatchLinesParams,
  IFailUnreadBatchLinesResult
>(failUnreadBatchLinesIR);

/** 'ListOpenBatchLines' parameters type */
export interface IListOpenBatchLinesParams {
  id: string;
  limit: NumberOrString;
}

/** 'ListOpenBatchLines' return type */
export interface IListOpenBatchLinesResult {
  byteLength: number;
  byteOffset: string;
  customId: string;
  generationId: string | null;
  isFinished: boolean;
  line: number;
  returnsUrls: boolean | null;
  state: batch_line_state;
}

/** 'ListOpenBatchLines' query type */
export interface IListOpenBatchLinesQuery {
  params: IListOpenBatchLinesParams;
  result: IListOpenBatchLinesResult;
}

const listOpenBatchLinesIR: any = {
  text: "select\n  l.line, l.custom_id, l.byte_offset, l.byte_length, l.state, l.generation_id, l.returns_urls,\n  g.finished_at is not null as \"isFinished!\"\nfrom batch_lines l\n  left join generations g on g.id = l.generation_id\nwhere l.batch_id = $1 and l.state in ('waiting', 'accepted')\norder by l.line\nlimit $2",
  params: ["id", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   l.line, l.custom_id, l.byte_offset, l.byte_length, l.state, l.generation_id, l.returns_urls,
 *   g.finished_at is not null as "isFinished!"
 * from batch_lines l
 *   left join generations g on g.id = l.generation_id
 * where l.batch_id = :id! and l.state in ('waiting', 'accepted')
 * order by l.line
 * limit :limit!
 * ```
 */
export const listOpenBatchLines = prepareQuery<
  IListOpenBatchLinesParams,
  IListOpenBatchLinesResult
>(listOpenBatchLinesIR);

/** 'ListLineGenerations' parameters type */
export interface IListLineGenerationsParams {
  accountId: string;
  keys: readonly (stringArray[number] | null)[];
  route: string;
}

/** 'ListLineGenerations' return type */
export interface IListLineGenerationsResult {
  generationId: string;
  key: string;
}

/** 'ListLineGenerations' query type */
export interface IListLineGenerationsQuery {
  params: IListLineGenerationsParams;
  result: IListLineGenerationsResult;
}

const listLineGenerationsIR: any = {
  text: 'select key as "key!", generation_id as "generationId!"\nfrom idempotency_keys\nwhere account_id = $1 and dialect = \'openai\' and route = $2 and key = any($3::text[])',
  params: ["accountId", "route", "keys"],
};

/**
 * Query generated from SQL:
 * ```
 * select key as "key!", generation_id as "generationId!"
 * from idempotency_keys
 * where account_id = :accountId! and dialect = 'openai' and route = :route! and key = any(:keys!::text[])
 * ```
 */
export const listLineGenerations = prepareQuery<
  IListLineGenerationsParams,
  IListLineGenerationsResult
>(listLineGenerationsIR);

/** 'FinishBatch' parameters type */
export interface IFinishBatchParams {
  defaultDays: number;
  errorFileId: string;
  id: string;
  lifeSeconds: number;
  outputFileId: string;
}

/** 'FinishBatch' return type */
export interface IFinishBatchResult {
  finishBatch: undefined | null;
}

/** 'FinishBatch' query type */
export interface IFinishBatchQuery {
  params: IFinishBatchParams;
  result: IFinishBatchResult;
}

const finishBatchIR: any = {
  text: "select finish_batch(\n  p_id => $1,\n  p_output_file_id => $2,\n  p_error_file_id => $3,\n  p_life_seconds => $4,\n  p_default_days => $5\n)",
  params: ["id", "outputFileId", "errorFileId", "lifeSeconds", "defaultDays"],
};

/**
 * Query generated from SQL:
 * ```
 * select finish_batch(
 *   p_id => :id!,
 *   p_output_file_id => :outputFileId!,
 *   p_error_file_id => :errorFileId!,
 *   p_life_seconds => :lifeSeconds!,
 *   p_default_days => :defaultDays!
 * )
 * ```
 */
export const finishBatch = prepareQuery<IFinishBatchParams, IFinishBatchResult>(finishBatchIR);

/** 'ScheduleBatch' parameters type */
export interface IScheduleBatchParams {
  delayMs: number;
  id: string;
}

/** 'ScheduleBatch' return type */
export interface IScheduleBatchResult {
  scheduleBatch: undefined | null;
}

/** 'ScheduleBatch' query type */
export interface IScheduleBatchQuery {
  params: IScheduleBatchParams;
  result: IScheduleBatchResult;
}

const scheduleBatchIR: any = { text: "select schedule_batch($1, $2)", params: ["id", "delayMs"] };

/**
 * Query generated from SQL:
 * ```
 * select schedule_batch(:id!, :delayMs!)
 * ```
 */
export const scheduleBatch = prepareQuery<IScheduleBatchParams, IScheduleBatchResult>(
  scheduleBatchIR,
);

/** 'FindBatchOfFile' parameters type */
export interface IFindBatchOfFileParams {
  accountId: string;
  fileId: string;
}

/** 'FindBatchOfFile' return type */
export interface IFindBatchOfFileResult {
  id: string;
  isOutput: boolean;
}

/** 'FindBatchOfFile' query type */
export interface IFindBatchOfFileQuery {
  params: IFindBatchOfFileParams;
  result: IFindBatchOfFileResult;
}

const findBatchOfFileIR: any = {
  text: 'select id, output_file_id is not distinct from $1 as "isOutput!"\nfrom batches\nwhere account_id = $2 and (output_file_id = $1 or error_file_id = $1)',
  params: ["fileId", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select id, output_file_id is not distinct from :fileId! as "isOutput!"
 * from batches
 * where account_id = :accountId! and (output_file_id = :fileId! or error_file_id = :fileId!)
 * ```
 */
export const findBatchOfFile = prepareQuery<IFindBatchOfFileParams, IFindBatchOfFileResult>(
  findBatchOfFileIR,
);

/** 'ListBatchResults' parameters type */
export interface IListBatchResultsParams {
  afterLine: number;
  id: string;
  limit: NumberOrString;
  state: batch_line_state;
}

/** 'ListBatchResults' return type */
export interface IListBatchResultsResult {
  customId: string;
  errorCode: string | null;
  errorMessage: string | null;
  errorParam: string | null;
  generationId: string | null;
  line: number;
  returnsUrls: boolean | null;
  statusCode: number | null;
}

/** 'ListBatchResults' query type */
export interface IListBatchResultsQuery {
  params: IListBatchResultsParams;
  result: IListBatchResultsResult;
}

const listBatchResultsIR: any = {
  text: "select\n  line, custom_id, generation_id, returns_urls, status_code, error_code, error_message, error_param\nfrom batch_lines\nwhere batch_id = $1 and state = $2 and line > $3\norder by line\nlimit $4",
  params: ["id", "state", "afterLine", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   line, custom_id, generation_id, returns_urls, status_code, error_code, error_message, error_param
 * from batch_lines
 * where batch_id = :id! and state = :state! and line > :afterLine!
 * order by line
 * limit :limit!
 * ```
 */
export const listBatchResults = prepareQuery<IListBatchResultsParams, IListBatchResultsResult>(
  listBatchResultsIR,
);

/** 'DeleteOldBatches' parameters type */
export interface IDeleteOldBatchesParams {
  limit: NumberOrString;
}

/** 'DeleteOldBatches' return type */
export interface IDeleteOldBatchesResult {
  id: string;
}

/** 'DeleteOldBatches' query type */
export interface IDeleteOldBatchesQuery {
  params: IDeleteOldBatchesParams;
  result: IDeleteOldBatchesResult;
}

const deleteOldBatchesIR: any = {
  text: "delete from batches\nwhere id = any (array(\n  select id\n  from batches\n  where delete_at < (select clock())\n  order by delete_at\n  limit $1\n  for update skip locked\n))\nreturning id",
  params: ["limit"],
};

/**
 * Query generated from SQL:
 * ```
 * delete from batches
 * where id = any (array(
 *   select id
 *   from batches
 *   where delete_at < (select clock())
 *   order by delete_at
 *   limit :limit!
 *   for update skip locked
 * ))
 * returning id
 * ```
 */
export const deleteOldBatches = prepareQuery<IDeleteOldBatchesParams, IDeleteOldBatchesResult>(
  deleteOldBatchesIR,
);

/** 'FindBatchKey' parameters type */
export interface IFindBatchKeyParams {
  keyId: string;
}

/** 'FindBatchKey' return type */
export interface IFindBatchKeyResult {
  hourlyLimit: number | null;
  mayGenerate: boolean;
}

/** 'FindBatchKey' query type */
export interface IFindBatchKeyQuery {
  params: IFindBatchKeyParams;
  result: IFindBatchKeyResult;
}

const findBatchKeyIR: any = {
  text: 'select may_generate as "mayGenerate!", hourly_limit as "hourlyLimit?"\nfrom find_batch_key($1)',
  params: ["keyId"],
};

/**
 * Query generated from SQL:
 * ```
 * select may_generate as "mayGenerate!", hourly_limit as "hourlyLimit?"
 * from find_batch_key(:keyId!)
 * ```
 */
export const findBatchKey = prepareQuery<IFindBatchKeyParams, IFindBatchKeyResult>(findBatchKeyIR);

/** 'TakeBatchRequests' parameters type */
export interface ITakeBatchRequestsParams {
  count: number;
  keyId: string;
}

/** 'TakeBatchRequests' return type */
export interface ITakeBatchRequestsResult {
  taken: number;
}

/** 'TakeBatchRequests' query type */
export interface ITakeBatchRequestsQuery {
  params: ITakeBatchRequestsParams;
  result: ITakeBatchRequestsResult;
}

const takeBatchRequestsIR: any = {
  text: 'select take_batch_requests(p_key_id => $1, p_count => $2) as "taken!"',
  params: ["keyId", "count"],
};

/**
 * Query generated from SQL:
 * ```
 * select take_batch_requests(p_key_id => :keyId!, p_count => :count!) as "taken!"
 * ```
 */
export const takeBatchRequests = prepareQuery<ITakeBatchRequestsParams, ITakeBatchRequestsResult>(
  takeBatchRequestsIR,
);

/** 'ReturnBatchRequests' parameters type */
export interface IReturnBatchRequestsParams {
  accountId: string;
  count: number;
}

/** 'ReturnBatchRequests' return type */
export interface IReturnBatchRequestsResult {
  accountId: string;
}

/** 'ReturnBatchRequests' query type */
export interface IReturnBatchRequestsQuery {
  params: IReturnBatchRequestsParams;
  result: IReturnBatchRequestsResult;
}

const returnBatchRequestsIR: any = {
  text: "update account_rate_windows\nset requests = greatest(0, requests - $1)\nwhere account_id = $2 and dialect = 'batch'\nreturning account_id",
  params: ["count", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * update account_rate_windows
 * set requests = greatest(0, requests - :count!)
 * where account_id = :accountId! and dialect = 'batch'
 * returning account_id
 * ```
 */
export const returnBatchRequests = prepareQuery<
  IReturnBatchRequestsParams,
  IReturnBatchRequestsResult
>(returnBatchRequestsIR);
