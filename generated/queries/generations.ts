/** Types generated for queries found in "sql/queries/generations.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

export type stringArray = string[];

/** 'AcceptGenerations' parameters type */
export interface IAcceptGenerationsParams {
  items: Json;
}

/** 'AcceptGenerations' return type */
export interface IAcceptGenerationsResult {
  costCredits: number | null;
  generationId: string | null;
  itemPosition: number;
  outcome: string;
}

/** 'AcceptGenerations' query type */
export interface IAcceptGenerationsQuery {
  params: IAcceptGenerationsParams;
  result: IAcceptGenerationsResult;
}

const acceptGenerationsIR: any = {
  usedParamSet: { items: true },
  params: [
    { name: "items", required: true, transform: { type: "scalar" }, locs: [{ a: 157, b: 163 }] },
  ],
  statement:
    'select\n  item_position as "itemPosition!", outcome as "outcome!",\n  generation_id as "generationId?", cost_credits as "costCredits?"\nfrom accept_generations(:items!)',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   item_position as "itemPosition!", outcome as "outcome!",
 *   generation_id as "generationId?", cost_credits as "costCredits?"
 * from accept_generations(:items!)
 * ```
 */
export const acceptGenerations = new PreparedQuery<
  IAcceptGenerationsParams,
  IAcceptGenerationsResult
>(acceptGenerationsIR);

/** 'ForeseeGeneration' parameters type */
export interface IForeseeGenerationParams {
  item: Json;
}

/** 'ForeseeGeneration' return type */
export interface IForeseeGenerationResult {
  costCredits: number | null;
  generationId: string | null;
  outcome: string;
}

/** 'ForeseeGeneration' query type */
export interface IForeseeGenerationQuery {
  params: IForeseeGenerationParams;
  result: IForeseeGenerationResult;
}

const foreseeGenerationIR: any = {
  usedParamSet: { item: true },
  params: [
    { name: "item", required: true, transform: { type: "scalar" }, locs: [{ a: 121, b: 126 }] },
  ],
  statement:
    'select\n  outcome as "outcome!", generation_id as "generationId?", cost_credits as "costCredits?"\nfrom foresee_generation(:item!)',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   outcome as "outcome!", generation_id as "generationId?", cost_credits as "costCredits?"
 * from foresee_generation(:item!)
 * ```
 */
export const foreseeGeneration = new PreparedQuery<
  IForeseeGenerationParams,
  IForeseeGenerationResult
>(foreseeGenerationIR);

/** 'FinishGenerations' parameters type */
export interface IFinishGenerationsParams {
  items: Json;
}

/** 'FinishGenerations' return type */
export interface IFinishGenerationsResult {
  dialect: string;
  itemPosition: number;
  model: string;
  n: number;
  outcome: string;
  runSeconds: number | null;
  unitCredits: number;
}

/** 'FinishGenerations' query type */
export interface IFinishGenerationsQuery {
  params: IFinishGenerationsParams;
  result: IFinishGenerationsResult;
}

const finishGenerationsIR: any = {
  usedParamSet: { items: true },
  params: [
    {
      name: "items",
      required: true,
      transform: { type: "scalar" },
      locs: [
        { a: 217, b: 223 },
        { a: 260, b: 266 },
      ],
    },
  ],
  statement:
    'select\n  f.item_position as "itemPosition!", f.outcome as "outcome!",\n  g.dialect, g.model, g.n, g.unit_credits,\n  extract(epoch from clock() - g.started_at)::double precision as "runSeconds?"\nfrom finish_generations(:items!) f\n  join generations g on g.id = (:items!::jsonb -> f.item_position ->> \'id\')::uuid',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   f.item_position as "itemPosition!", f.outcome as "outcome!",
 *   g.dialect, g.model, g.n, g.unit_credits,
 *   extract(epoch from clock() - g.started_at)::double precision as "runSeconds?"
 * from finish_generations(:items!) f
 *   join generations g on g.id = (:items!::jsonb -> f.item_position ->> 'id')::uuid
 * ```
 */
export const finishGenerations = new PreparedQuery<
  IFinishGenerationsParams,
  IFinishGenerationsResult
>(finishGenerationsIR);

/** 'ClaimGeneration' parameters type */
export interface IClaimGenerationParams {
  generationId: string;
  provider: string;
  runSeconds: number;
  workerId: string;
}

/** 'ClaimGeneration' return type */
export interface IClaimGenerationResult {
  accountId: string;
  aspectRatio: string;
  attemptId: string;
  attemptProvider: string;
  attemptState: string;
  calls: number;
  cancelRequested: boolean;
  claim: number;
  dialect: string;
  endUser: string | null;
  id: string;
  inputs: Json;
  n: number;
  options: Json;
  prompt: string;
  providerModel: string;
  quality: string;
  queuedSeconds: number;
  routeModels: stringArray;
  routeProviders: stringArray;
  size: string;
  taskIds: stringArray;
  tier: string;
}

/** 'ClaimGeneration' query type */
export interface IClaimGenerationQuery {
  params: IClaimGenerationParams;
  result: IClaimGenerationResult;
}

const claimGenerationIR: any = {
  usedParamSet: { generationId: true, workerId: true, provider: true, runSeconds: true },
  params: [
    {
      name: "generationId",
      required: true,
      transform: { type: "scalar" },
      locs: [
        { a: 742, b: 755 },
        { a: 829, b: 842 },
      ],
    },
    { name: "workerId", required: true, transform: { type: "scalar" }, locs: [{ a: 758, b: 767 }] },
    { name: "provider", required: true, transform: { type: "scalar" }, locs: [{ a: 770, b: 779 }] },
    {
      name: "runSeconds",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 782, b: 793 }],
    },
  ],
  statement:
    'select\n  c.attempt_id as "attemptId!", c.attempt_state as "attemptState!",\n  c.attempt_provider as "attemptProvider!", c.calls as "calls!", c.task_ids as "taskIds!",\n  c.claim as "claim!",\n  extract(epoch from clock() - g.created_at)::double precision as "queuedSeconds!",\n  g.id, g.account_id, g.dialect, m.provider_model, g.prompt, g.n, g.size, g.aspect_ratio, g.tier,\n  g.quality, g.options, g.inputs, g.end_user,\n  g.cancel_requested_at is not null as "cancelRequested!",\n  array(\n    select r.provider from model_routes r where r.model = g.model order by r.position\n  ) as "routeProviders!",\n  array(\n    select r.provider_model from model_routes r where r.model = g.model order by r.position\n  ) as "routeModels!"\nfrom claim_generation(:generationId!, :workerId!, :provider!, :runSeconds!) c\n  join generations g on g.id = :generationId!\n  join models m on m.id = g.model',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   c.attempt_id as "attemptId!", c.attempt_state as "attemptState!",
 *   c.attempt_provider as "attemptProvider!", c.calls as "calls!", c.task_ids as "taskIds!",
 *   c.claim as "claim!",
 *   extract(epoch from clock() - g.created_at)::double precision as "queuedSeconds!",
 *   g.id, g.account_id, g.dialect, m.provider_model, g.prompt, g.n, g.size, g.aspect_ratio, g.tier,
 *   g.quality, g.options, g.inputs, g.end_user,
 *   g.cancel_requested_at is not null as "cancelRequested!",
 *   array(
 *     select r.provider from model_routes r where r.model = g.model order by r.position
 *   ) as "routeProviders!",
 *   array(
 *     select r.provider_model from model_routes r where r.model = g.model order by r.position
 *   ) as "routeModels!"
 * from claim_generation(:generationId!, :workerId!, :provider!, :runSeconds!) c
 *   join generations g on g.id = :generationId!
 *   join models m on m.id = g.model
 * ```
 */
export const claimGeneration = new PreparedQuery<IClaimGenerationParams, IClaimGenerationResult>(
  claimGenerationIR,
);

/** 'MarkAttemptSent' parameters type */
export interface IMarkAttemptSentParams {
  attemptId: NumberOrString;
  claim: number;
  provider: string;
  workerId: string;
}

/** 'MarkAttemptSent' return type */
export interface IMarkAttemptSentResult {
  marked: boolean;
}

/** 'MarkAttemptSent' query type */
export interface IMarkAttemptSentQuery {
  params: IMarkAttemptSentParams;
  result: IMarkAttemptSentResult;
}

const markAttemptSentIR: any = {
  usedParamSet: { attemptId: true, workerId: true, claim: true, provider: true },
  params: [
    { name: "attemptId", required: true, transform: { type: "scalar" }, locs: [{ a: 25, b: 35 }] },
    { name: "workerId", required: true, transform: { type: "scalar" }, locs: [{ a: 38, b: 47 }] },
    { name: "claim", required: true, transform: { type: "scalar" }, locs: [{ a: 50, b: 56 }] },
    { name: "provider", required: true, transform: { type: "scalar" }, locs: [{ a: 59, b: 68 }] },
  ],
  statement: 'select mark_attempt_sent(:attemptId!, :workerId!, :claim!, :provider!) as "marked!"',
};

/**
 * Query generated from SQL:
 * ```
 * select mark_attempt_sent(:attemptId!, :workerId!, :claim!, :provider!) as "marked!"
 * ```
 */
export const markAttemptSent = new PreparedQuery<IMarkAttemptSentParams, IMarkAttemptSentResult>(
  markAttemptSentIR,
);

/** 'AddTaskId' parameters type */
export interface IAddTaskIdParams {
  attemptId: NumberOrString;
  taskId: string;
}

/** 'AddTaskId' return type */
export interface IAddTaskIdResult {
  taskIds: stringArray;
}

/** 'AddTaskId' query type */
export interface IAddTaskIdQuery {
  params: IAddTaskIdParams;
  result: IAddTaskIdResult;
}

const addTaskIdIR: any = {
  usedParamSet: { taskId: true, attemptId: true },
  params: [
    {
      name: "taskId",
      required: true,
      transform: { type: "scalar" },
      locs: [
        { a: 52, b: 59 },
        { a: 115, b: 122 },
      ],
    },
    { name: "attemptId", required: true, transform: { type: "scalar" }, locs: [{ a: 78, b: 88 }] },
  ],
  statement:
    "update provider_attempts\nset task_ids = task_ids || :taskId!::text\nwhere id = :attemptId! and ended_at is null and :taskId! <> all (task_ids)\nreturning task_ids",
};

/**
 * Query generated from SQL:
 * ```
 * update provider_attempts
 * set task_ids = task_ids || :taskId!::text
 * where id = :attemptId! and ended_at is null and :taskId! <> all (task_ids)
 * returning task_ids
 * ```
 */
export const addTaskId = new PreparedQuery<IAddTaskIdParams, IAddTaskIdResult>(addTaskIdIR);

/** 'TakeBackCall' parameters type */
export interface ITakeBackCallParams {
  attemptId: NumberOrString;
}

/** 'TakeBackCall' return type */
export interface ITakeBackCallResult {
  calls: number;
}

/** 'TakeBackCall' query type */
export interface ITakeBackCallQuery {
  params: ITakeBackCallParams;
  result: ITakeBackCallResult;
}

const takeBackCallIR: any = {
  usedParamSet: { attemptId: true },
  params: [
    { name: "attemptId", required: true, transform: { type: "scalar" }, locs: [{ a: 58, b: 68 }] },
  ],
  statement:
    "update provider_attempts\nset calls = calls - 1\nwhere id = :attemptId! and ended_at is null and calls > cardinality(task_ids)\nreturning calls",
};

/**
 * Query generated from SQL:
 * ```
 * update provider_attempts
 * set calls = calls - 1
 * where id = :attemptId! and ended_at is null and calls > cardinality(task_ids)
 * returning calls
 * ```
 */
export const takeBackCall = new PreparedQuery<ITakeBackCallParams, ITakeBackCallResult>(
  takeBackCallIR,
);

/** 'NextAttempt' parameters type */
export interface INextAttemptParams {
  attempt: Json;
  claim: number;
  provider: string;
  workerId: string;
}

/** 'NextAttempt' return type */
export interface INextAttemptResult {
  attemptId: string;
}

/** 'NextAttempt' query type */
export interface INextAttemptQuery {
  params: INextAttemptParams;
  result: INextAttemptResult;
}

const nextAttemptIR: any = {
  usedParamSet: { attempt: true, workerId: true, claim: true, provider: true },
  params: [
    { name: "attempt", required: true, transform: { type: "scalar" }, locs: [{ a: 52, b: 60 }] },
    { name: "workerId", required: true, transform: { type: "scalar" }, locs: [{ a: 63, b: 72 }] },
    { name: "claim", required: true, transform: { type: "scalar" }, locs: [{ a: 75, b: 81 }] },
    { name: "provider", required: true, transform: { type: "scalar" }, locs: [{ a: 84, b: 93 }] },
  ],
  statement:
    'select attempt_id as "attemptId!"\nfrom next_attempt(:attempt!, :workerId!, :claim!, :provider!)',
};

/**
 * Query generated from SQL:
 * ```
 * select attempt_id as "attemptId!"
 * from next_attempt(:attempt!, :workerId!, :claim!, :provider!)
 * ```
 */
export const nextAttempt = new PreparedQuery<INextAttemptParams, INextAttemptResult>(nextAttemptIR);

/** 'CancelGeneration' parameters type */
export interface ICancelGenerationParams {
  accountId: string;
  id: string;
}

/** 'CancelGeneration' return type */
export interface ICancelGenerationResult {
  outcome: string | null;
}

/** 'CancelGeneration' query type */
export interface ICancelGenerationQuery {
  params: ICancelGenerationParams;
  result: ICancelGenerationResult;
}

const cancelGenerationIR: any = {
  usedParamSet: { id: true, accountId: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 25, b: 28 }] },
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 31, b: 41 }] },
  ],
  statement: 'select cancel_generation(:id!, :accountId!) as "outcome?"',
};

/**
 * Query generated from SQL:
 * ```
 * select cancel_generation(:id!, :accountId!) as "outcome?"
 * ```
 */
export const cancelGeneration = new PreparedQuery<ICancelGenerationParams, ICancelGenerationResult>(
  cancelGenerationIR,
);

/** 'FindCancelRequest' parameters type */
export interface IFindCancelRequestParams {
  id: string;
}

/** 'FindCancelRequest' return type */
export interface IFindCancelRequestResult {
  requested: boolean;
}

/** 'FindCancelRequest' query type */
export interface IFindCancelRequestQuery {
  params: IFindCancelRequestParams;
  result: IFindCancelRequestResult;
}

const findCancelRequestIR: any = {
  usedParamSet: { id: true },
  params: [{ name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 83, b: 86 }] }],
  statement:
    'select cancel_requested_at is not null as "requested!"\nfrom generations\nwhere id = :id!',
};

/**
 * Query generated from SQL:
 * ```
 * select cancel_requested_at is not null as "requested!"
 * from generations
 * where id = :id!
 * ```
 */
export const findCancelRequest = new PreparedQuery<
  IFindCancelRequestParams,
  IFindCancelRequestResult
>(findCancelRequestIR);

/** 'SetPlaceholders' parameters type */
export interface ISetPlaceholdersParams {
  generationId: string;
  made: Json;
}

/** 'SetPlaceholders' return type */
export type ISetPlaceholdersResult = void;

/** 'SetPlaceholders' query type */
export interface ISetPlaceholdersQuery {
  params: ISetPlaceholdersParams;
  result: ISetPlaceholdersResult;
}

const setPlaceholdersIR: any = {
  usedParamSet: { made: true, generationId: true },
  params: [
    { name: "made", required: true, transform: { type: "scalar" }, locs: [{ a: 242, b: 247 }] },
    {
      name: "generationId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 327, b: 340 }],
    },
  ],
  statement:
    "-- The commit does not wait for the disk: what a crash undoes is not missed.\nwith in_passing as (\n  select set_config('synchronous_commit', 'off', true)\n)\nupdate images i\nset placeholder = made.placeholder\nfrom in_passing, jsonb_to_recordset(:made!::jsonb) as made (position smallint, placeholder text)\nwhere i.generation_id = :generationId! and i.position = made.position",
};

/**
 * Query generated from SQL:
 * ```
 * -- The commit does not wait for the disk: what a crash undoes is not missed.
 * with in_passing as (
 *   select set_config('synchronous_commit', 'off', true)
 * )
 * update images i
 * set placeholder = made.placeholder
 * from in_passing, jsonb_to_recordset(:made!::jsonb) as made (position smallint, placeholder text)
 * where i.generation_id = :generationId! and i.position = made.position
 * ```
 */
export const setPlaceholders = new PreparedQuery<ISetPlaceholdersParams, ISetPlaceholdersResult>(
  setPlaceholdersIR,
);

/** 'OverdueGenerations' parameters type */
export interface IOverdueGenerationsParams {
  limit: number;
}

/** 'OverdueGenerations' return type */
export interface IOverdueGenerationsResult {
  id: string;
}

/** 'OverdueGenerations' query type */
export interface IOverdueGenerationsQuery {
  params: IOverdueGenerationsParams;
  result: IOverdueGenerationsResult;
}

const overdueGenerationsIR: any = {
  usedParamSet: { limit: true },
  params: [
    { name: "limit", required: true, transform: { type: "scalar" }, locs: [{ a: 27, b: 33 }] },
  ],
  statement: 'select overdue_generations(:limit!) as "id!"',
};

/**
 * Query generated from SQL:
 * ```
 * select overdue_generations(:limit!) as "id!"
 * ```
 */
export const overdueGenerations = new PreparedQuery<
  IOverdueGenerationsParams,
  IOverdueGenerationsResult
>(overdueGenerationsIR);

/** 'FindGeneration' parameters type */
export interface IFindGenerationParams {
  accountId: string;
  id: string;
}

/** 'FindGeneration' return type */
export interface IFindGenerationResult {
  aspectRatio: string;
  capturedCredits: number;
  createdAt: Date;
  delivered: number;
  dialect: string;
  endUser: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  finishedAt: Date | null;
  id: string;
  images: Json;
  inputs: Json;
  model: string;
  n: number;
  options: Json;
  provider: string | null;
  quality: string;
  quotedCredits: number;
  releasedCredits: number;
  size: string;
  startedAt: Date | null;
  status: string;
  tier: string;
  unitCredits: number;
}

/** 'FindGeneration' query type */
export interface IFindGenerationQuery {
  params: IFindGenerationParams;
  result: IFindGenerationResult;
}

const findGenerationIR: any = {
  usedParamSet: { id: true, accountId: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 874, b: 877 }] },
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 898, b: 908 }],
    },
  ],
  statement:
    "select\n  g.id, g.dialect, g.model, g.n, g.size, g.aspect_ratio, g.tier, g.quality, g.options, g.inputs, g.end_user,\n  g.unit_credits, g.status, g.error_code, g.error_message, g.delivered, g.provider,\n  g.created_at, g.started_at, g.finished_at,\n  h.amount as quoted_credits, h.captured as captured_credits, h.released as released_credits,\n  coalesce(i.images, '[]') as \"images!\"\nfrom generations g\n  join credit_holds h on h.id = g.hold_id\n  left join lateral (\n    select jsonb_agg(\n      jsonb_build_object(\n        'id', id, 'storageKey', storage_key, 'webpKey', webp_key, 'contentType', content_type,\n        'width', width, 'height', height, 'sizeBytes', size_bytes,\n        'placeholder', placeholder, 'createdAt', created_at\n      )\n      order by position\n    ) as images\n    from images\n    where generation_id = g.id and g.delivered > 0\n  ) i on true\nwhere g.id = :id! and g.account_id = :accountId! and g.deleted_at is null",
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   g.id, g.dialect, g.model, g.n, g.size, g.aspect_ratio, g.tier, g.quality, g.options, g.inputs, g.end_user,
 *   g.unit_credits, g.status, g.error_code, g.error_message, g.delivered, g.provider,
 *   g.created_at, g.started_at, g.finished_at,
 *   h.amount as quoted_credits, h.captured as captured_credits, h.released as released_credits,
 *   coalesce(i.images, '[]') as "images!"
 * from generations g
 *   join credit_holds h on h.id = g.hold_id
 *   left join lateral (
 *     select jsonb_agg(
 *       jsonb_build_object(
 *         'id', id, 'storageKey', storage_key, 'webpKey', webp_key, 'contentType', content_type,
 *         'width', width, 'height', height, 'sizeBytes', size_bytes,
 *         'placeholder', placeholder, 'createdAt', created_at
 *       )
 *       order by position
 *     ) as images
 *     from images
 *     where generation_id = g.id and g.delivered > 0
 *   ) i on true
 * where g.id = :id! and g.account_id = :accountId! and g.deleted_at is null
 * ```
 */
export const findGeneration = new PreparedQuery<IFindGenerationParams, IFindGenerationResult>(
  findGenerationIR,
);

/** 'FindReceipt' parameters type */
export interface IFindReceiptParams {
  accountId: string;
  id: string;
}

/** 'FindReceipt' return type */
export interface IFindReceiptResult {
  captured: number;
  closedAt: Date | null;
  createdAt: Date;
  held: number;
  parts: Json;
  provider: string | null;
  released: number;
}

/** 'FindReceipt' query type */
export interface IFindReceiptQuery {
  params: IFindReceiptParams;
  result: IFindReceiptResult;
}

const findReceiptIR: any = {
  usedParamSet: { id: true, accountId: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 526, b: 529 }] },
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 550, b: 560 }],
    },
  ],
  statement:
    "select\n  h.amount as held, h.captured, h.released, h.created_at, h.closed_at,\n  -- Who served it, once it has ended.\n  g.provider,\n  jsonb_agg(\n    jsonb_build_object(\n      'grantId', p.grant_id, 'source', c.source, 'expiresAt', c.expires_at,\n      'held', p.amount, 'captured', p.captured, 'released', p.released\n    )\n    order by p.position\n  ) as \"parts!\"\nfrom generations g\n  join credit_holds h on h.id = g.hold_id\n  join credit_hold_parts p on p.hold_id = h.id\n  join credit_grants c on c.id = p.grant_id\nwhere g.id = :id! and g.account_id = :accountId!\ngroup by h.id, g.id",
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   h.amount as held, h.captured, h.released, h.created_at, h.closed_at,
 *   -- Who served it, once it has ended.
 *   g.provider,
 *   jsonb_agg(
 *     jsonb_build_object(
 *       'grantId', p.grant_id, 'source', c.source, 'expiresAt', c.expires_at,
 *       'held', p.amount, 'captured', p.captured, 'released', p.released
 *     )
 *     order by p.position
 *   ) as "parts!"
 * from generations g
 *   join credit_holds h on h.id = g.hold_id
 *   join credit_hold_parts p on p.hold_id = h.id
 *   join credit_grants c on c.id = p.grant_id
 * where g.id = :id! and g.account_id = :accountId!
 * group by h.id, g.id
 * ```
 */
export const findReceipt = new PreparedQuery<IFindReceiptParams, IFindReceiptResult>(findReceiptIR);

/** 'FindUsage' parameters type */
export interface IFindUsageParams {
  generationId: string;
}

/** 'FindUsage' return type */
export interface IFindUsageResult {
  usage: Json | null;
}

/** 'FindUsage' query type */
export interface IFindUsageQuery {
  params: IFindUsageParams;
  result: IFindUsageResult;
}

const findUsageIR: any = {
  usedParamSet: { generationId: true },
  params: [
    {
      name: "generationId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 58, b: 71 }],
    },
  ],
  statement:
    "select usage\nfrom provider_attempts\nwhere generation_id = :generationId!\n  and outcome = 'images'\n  -- Not what a provider bills in credits of its own.\n  and usage -> 'totalTokens' is not null\norder by id desc\nlimit 1",
};

/**
 * Query generated from SQL:
 * ```
 * select usage
 * from provider_attempts
 * where generation_id = :generationId!
 *   and outcome = 'images'
 *   -- Not what a provider bills in credits of its own.
 *   and usage -> 'totalTokens' is not null
 * order by id desc
 * limit 1
 * ```
 */
export const findUsage = new PreparedQuery<IFindUsageParams, IFindUsageResult>(findUsageIR);
