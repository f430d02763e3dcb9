/** Types generated for queries found in "sql/queries/history.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

export type DateOrString = Date | string;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type JsonArray = Json[];

export type NumberOrString = number | string;

export type stringArray = string[];

/** 'ListGenerations' parameters type */
export interface IListGenerationsParams {
  accountId: string;
  beforeId?: string | null | void;
  filter: Json;
  limit: number;
  window: number;
}

/** 'ListGenerations' return type */
export interface IListGenerationsResult {
  fits: boolean;
  id: string;
  isEnd: boolean;
}

/** 'ListGenerations' query type */
export interface IListGenerationsQuery {
  params: IListGenerationsParams;
  result: IListGenerationsResult;
}

const listGenerationsIR: any = {
  usedParamSet: { accountId: true, filter: true, beforeId: true, limit: true, window: true },
  params: [
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 78, b: 88 }] },
    { name: "filter", required: true, transform: { type: "scalar" }, locs: [{ a: 91, b: 98 }] },
    {
      name: "beforeId",
      required: false,
      transform: { type: "scalar" },
      locs: [{ a: 101, b: 109 }],
    },
    { name: "limit", required: true, transform: { type: "scalar" }, locs: [{ a: 112, b: 118 }] },
    { name: "window", required: true, transform: { type: "scalar" }, locs: [{ a: 121, b: 128 }] },
  ],
  statement:
    'select id as "id!", fits as "fits!", is_end as "isEnd!"\nfrom list_generations(:accountId!, :filter!, :beforeId, :limit!, :window!)',
};

/**
 * Query generated from SQL:
 * ```
 * select id as "id!", fits as "fits!", is_end as "isEnd!"
 * from list_generations(:accountId!, :filter!, :beforeId, :limit!, :window!)
 * ```
 */
export const listGenerations = new PreparedQuery<IListGenerationsParams, IListGenerationsResult>(
  listGenerationsIR,
);

/** 'DescribeGenerations' parameters type */
export interface IDescribeGenerationsParams {
  accountId: string;
  ids: stringArray;
}

/** 'DescribeGenerations' return type */
export interface IDescribeGenerationsResult {
  aspectRatio: string;
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
  keyId: string | null;
  model: string;
  n: number;
  options: Json;
  prompt: string;
  provider: string | null;
  quality: string;
  size: string;
  startedAt: Date | null;
  status: string;
  tier: string;
  unitCredits: number;
}

/** 'DescribeGenerations' query type */
export interface IDescribeGenerationsQuery {
  params: IDescribeGenerationsParams;
  result: IDescribeGenerationsResult;
}

const describeGenerationsIR: any = {
  usedParamSet: { ids: true, accountId: true },
  params: [
    { name: "ids", required: true, transform: { type: "scalar" }, locs: [{ a: 763, b: 767 }] },
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 797, b: 807 }],
    },
  ],
  statement:
    "select\n  g.id, g.dialect, g.model, g.status, g.prompt, g.size, g.aspect_ratio, g.tier, g.quality, g.n,\n  g.end_user, g.key_id, g.unit_credits, g.delivered, g.error_code, g.error_message, g.provider,\n  g.options, g.inputs, g.created_at, g.started_at, g.finished_at,\n  coalesce(i.images, '[]') as \"images!\"\nfrom generations g\n  left join lateral (\n    select jsonb_agg(\n      jsonb_build_object(\n        'id', id, 'storageKey', storage_key, 'webpKey', webp_key, 'contentType', content_type,\n        'width', width, 'height', height, 'sizeBytes', size_bytes,\n        'placeholder', placeholder, 'createdAt', created_at\n      )\n      order by position\n    ) as images\n    from images\n    where generation_id = g.id and g.delivered > 0\n  ) i on true\nwhere g.id = any (:ids!::uuid[]) and g.account_id = :accountId! and g.deleted_at is null\norder by g.created_at desc, g.id desc                                                                                                 ",
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   g.id, g.dialect, g.model, g.status, g.prompt, g.size, g.aspect_ratio, g.tier, g.quality, g.n,
 *   g.end_user, g.key_id, g.unit_credits, g.delivered, g.error_code, g.error_message, g.provider,
 *   g.options, g.inputs, g.created_at, g.started_at, g.finished_at,
 *   coalesce(i.images, '[]') as "images!"
 * from generations g
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
 * where g.id = any (:ids!::uuid[]) and g.account_id = :accountId! and g.deleted_at is null
 * order by g.created_at desc, g.id desc  
 * ```
 */
export const describeGenerations = new PreparedQuery<
  IDescribeGenerationsParams,
  IDescribeGenerationsResult
>(describeGenerationsIR);

/** 'FindTrack' parameters type */
export interface IFindTrackParams {
  accountId: string;
  id: string;
}

/** 'FindTrack' return type */
export interface IFindTrackResult {
  queuePosition: number | null;
  sent: JsonArray;
  told: JsonArray;
}

/** 'FindTrack' query type */
export interface IFindTrackQuery {
  params: IFindTrackParams;
  result: IFindTrackResult;
}

const findTrackIR: any = {
  usedParamSet: { id: true, accountId: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 829, b: 832 }] },
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 853, b: 863 }],
    },
  ],
  statement:
    "select\n  case when g.status = 'queued' then (\n    select count(*)\n    from (\n      select 1\n      from generations o\n      where o.finished_at is null\n        and o.status = 'queued'\n        and (o.created_at, o.id) < (g.created_at, g.id)\n      limit 1000\n    ) before\n  )::integer end as \"queuePosition?\",\n  array(\n    select jsonb_build_object('provider', a.provider, 'at', a.sent_at)\n    from provider_attempts a\n    where a.generation_id = g.id and a.sent_at is not null\n    order by a.id\n  ) as \"sent!\",\n  array(\n    select jsonb_build_object('state', d.state, 'url', e.url, 'at', d.ended_at)\n    from webhook_deliveries d\n      join webhook_endpoints e on e.id = d.endpoint_id\n    where d.generation_id = g.id and d.ended_at is not null and not d.test\n    order by d.ended_at\n  ) as \"told!\"\nfrom generations g\nwhere g.id = :id! and g.account_id = :accountId!",
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   case when g.status = 'queued' then (
 *     select count(*)
 *     from (
 *       select 1
 *       from generations o
 *       where o.finished_at is null
 *         and o.status = 'queued'
 *         and (o.created_at, o.id) < (g.created_at, g.id)
 *       limit 1000
 *     ) before
 *   )::integer end as "queuePosition?",
 *   array(
 *     select jsonb_build_object('provider', a.provider, 'at', a.sent_at)
 *     from provider_attempts a
 *     where a.generation_id = g.id and a.sent_at is not null
 *     order by a.id
 *   ) as "sent!",
 *   array(
 *     select jsonb_build_object('state', d.state, 'url', e.url, 'at', d.ended_at)
 *     from webhook_deliveries d
 *       join webhook_endpoints e on e.id = d.endpoint_id
 *     where d.generation_id = g.id and d.ended_at is not null and not d.test
 *     order by d.ended_at
 *   ) as "told!"
 * from generations g
 * where g.id = :id! and g.account_id = :accountId!
 * ```
 */
export const findTrack = new PreparedQuery<IFindTrackParams, IFindTrackResult>(findTrackIR);

/** 'FindInput' parameters type */
export interface IFindInputParams {
  accountId: string;
  id: string;
  position: number;
}

/** 'FindInput' return type */
export interface IFindInputResult {
  input: Json | null;
}

/** 'FindInput' query type */
export interface IFindInputQuery {
  params: IFindInputParams;
  result: IFindInputResult;
}

const findInputIR: any = {
  usedParamSet: { position: true, id: true, accountId: true },
  params: [
    { name: "position", required: true, transform: { type: "scalar" }, locs: [{ a: 17, b: 26 }] },
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 77, b: 80 }] },
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 99, b: 109 }] },
  ],
  statement:
    'select inputs -> :position!::integer as "input?"\nfrom generations\nwhere id = :id! and account_id = :accountId! and deleted_at is null',
};

/**
 * Query generated from SQL:
 * ```
 * select inputs -> :position!::integer as "input?"
 * from generations
 * where id = :id! and account_id = :accountId! and deleted_at is null
 * ```
 */
export const findInput = new PreparedQuery<IFindInputParams, IFindInputResult>(findInputIR);

/** 'FindImage' parameters type */
export interface IFindImageParams {
  accountId: string;
  id: string;
}

/** 'FindImage' return type */
export interface IFindImageResult {
  storageKey: string;
}

/** 'FindImage' query type */
export interface IFindImageQuery {
  params: IFindImageParams;
  result: IFindImageResult;
}

const findImageIR: any = {
  usedParamSet: { id: true, accountId: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 95, b: 98 }] },
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 121, b: 131 }],
    },
  ],
  statement:
    "select i.storage_key\nfrom images i\n  join generations g on g.id = i.generation_id\nwhere i.id = :id!\n  and g.account_id = :accountId!\n  and g.delivered > 0\n  and g.deleted_at is null",
};

/**
 * Query generated from SQL:
 * ```
 * select i.storage_key
 * from images i
 *   join generations g on g.id = i.generation_id
 * where i.id = :id!
 *   and g.account_id = :accountId!
 *   and g.delivered > 0
 *   and g.deleted_at is null
 * ```
 */
export const findImage = new PreparedQuery<IFindImageParams, IFindImageResult>(findImageIR);

/** 'DeleteGeneration' parameters type */
export interface IDeleteGenerationParams {
  accountId: string;
  id: string;
}

/** 'DeleteGeneration' return type */
export interface IDeleteGenerationResult {
  outcome: string | null;
}

/** 'DeleteGeneration' query type */
export interface IDeleteGenerationQuery {
  params: IDeleteGenerationParams;
  result: IDeleteGenerationResult;
}

const deleteGenerationIR: any = {
  usedParamSet: { id: true, accountId: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 25, b: 28 }] },
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 31, b: 41 }] },
  ],
  statement:
    'select delete_generation(:id!, :accountId!) as "outcome?"                                                                                     ',
};

/**
 * Query generated from SQL:
 * ```
 * select delete_generation(:id!, :accountId!) as "outcome?"  
 * ```
 */
export const deleteGeneration = new PreparedQuery<IDeleteGenerationParams, IDeleteGenerationResult>(
  deleteGenerationIR,
);

/** 'ListFilesToRemove' parameters type */
export interface IListFilesToRemoveParams {
  id?: string | null | void;
  limit: NumberOrString;
}

/** 'ListFilesToRemove' return type */
export interface IListFilesToRemoveResult {
  id: string;
  keys: stringArray;
}

/** 'ListFilesToRemove' query type */
export interface IListFilesToRemoveQuery {
  params: IListFilesToRemoveParams;
  result: IListFilesToRemoveResult;
}

const listFilesToRemoveIR: any = {
  usedParamSet: { id: true, limit: true },
  params: [
    {
      name: "id",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 672, b: 674 },
        { a: 700, b: 702 },
      ],
    },
    { name: "limit", required: true, transform: { type: "scalar" }, locs: [{ a: 733, b: 739 }] },
  ],
  statement:
    "select\n  g.id,\n  array(\n    select i.storage_key\n    from images i\n    where i.generation_id = g.id\n    union\n    select i.webp_key\n    from images i\n    where i.generation_id = g.id and i.webp_key is not null\n    union\n    select own.value ->> 'storageKey'\n    from jsonb_array_elements(g.inputs) own\n    where not exists (\n      select 1\n      from generations o\n      where o.inputs <> '[]'\n        and o.inputs @> jsonb_build_array(jsonb_build_object('storageKey', own.value -> 'storageKey'))\n        and o.id <> g.id\n        and o.files_removed_at is null\n    )\n  ) as \"keys!\"\nfrom generations g\nwhere g.deleted_at is not null\n  and g.files_removed_at is null\n  and (:id::uuid is null or g.id = :id)\norder by g.deleted_at\nlimit :limit!",
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   g.id,
 *   array(
 *     select i.storage_key
 *     from images i
 *     where i.generation_id = g.id
 *     union
 *     select i.webp_key
 *     from images i
 *     where i.generation_id = g.id and i.webp_key is not null
 *     union
 *     select own.value ->> 'storageKey'
 *     from jsonb_array_elements(g.inputs) own
 *     where not exists (
 *       select 1
 *       from generations o
 *       where o.inputs <> '[]'
 *         and o.inputs @> jsonb_build_array(jsonb_build_object('storageKey', own.value -> 'storageKey'))
 *         and o.id <> g.id
 *         and o.files_removed_at is null
 *     )
 *   ) as "keys!"
 * from generations g
 * where g.deleted_at is not null
 *   and g.files_removed_at is null
 *   and (:id::uuid is null or g.id = :id)
 * order by g.deleted_at
 * limit :limit!
 * ```
 */
export const listFilesToRemove = new PreparedQuery<
  IListFilesToRemoveParams,
  IListFilesToRemoveResult
>(listFilesToRemoveIR);

/** 'ForgetGenerations' parameters type */
export interface IForgetGenerationsParams {
  ids: stringArray;
}

/** 'ForgetGenerations' return type */
export interface IForgetGenerationsResult {
  forgotten: undefined | null;
}

/** 'ForgetGenerations' query type */
export interface IForgetGenerationsQuery {
  params: IForgetGenerationsParams;
  result: IForgetGenerationsResult;
}

const forgetGenerationsIR: any = {
  usedParamSet: { ids: true },
  params: [
    { name: "ids", required: true, transform: { type: "scalar" }, locs: [{ a: 26, b: 30 }] },
  ],
  statement: 'select forget_generations(:ids!) as "forgotten?"',
};

/**
 * Query generated from SQL:
 * ```
 * select forget_generations(:ids!) as "forgotten?"
 * ```
 */
export const forgetGenerations = new PreparedQuery<
  IForgetGenerationsParams,
  IForgetGenerationsResult
>(forgetGenerationsIR);

/** 'ListCreditEntries' parameters type */
export interface IListCreditEntriesParams {
  accountId: string;
  before?: NumberOrString | null | void;
  filter: Json;
  limit: number;
  window: number;
}

/** 'ListCreditEntries' return type */
export interface IListCreditEntriesResult {
  availableAfter: number;
  availableChange: number;
  createdAt: Date;
  fits: boolean;
  generationId: string | null;
  grantId: string | null;
  heldAfter: number;
  heldChange: number;
  isEnd: boolean;
  kind: string;
  note: string | null;
  sequence: string;
}

/** 'ListCreditEntries' query type */
export interface IListCreditEntriesQuery {
  params: IListCreditEntriesParams;
  result: IListCreditEntriesResult;
}

const listCreditEntriesIR: any = {
  usedParamSet: { accountId: true, filter: true, before: true, limit: true, window: true },
  params: [
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 357, b: 367 }],
    },
    { name: "filter", required: true, transform: { type: "scalar" }, locs: [{ a: 370, b: 377 }] },
    { name: "before", required: false, transform: { type: "scalar" }, locs: [{ a: 380, b: 386 }] },
    { name: "limit", required: true, transform: { type: "scalar" }, locs: [{ a: 389, b: 395 }] },
    { name: "window", required: true, transform: { type: "scalar" }, locs: [{ a: 398, b: 405 }] },
  ],
  statement:
    'select\n  sequence as "sequence!", kind as "kind!", grant_id as "grantId?", generation_id as "generationId?",\n  available_change as "availableChange!", held_change as "heldChange!",\n  available_after as "availableAfter!", held_after as "heldAfter!", note as "note?",\n  created_at as "createdAt!", fits as "fits!", is_end as "isEnd!"\nfrom list_credit_entries(:accountId!, :filter!, :before, :limit!, :window!)',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   sequence as "sequence!", kind as "kind!", grant_id as "grantId?", generation_id as "generationId?",
 *   available_change as "availableChange!", held_change as "heldChange!",
 *   available_after as "availableAfter!", held_after as "heldAfter!", note as "note?",
 *   created_at as "createdAt!", fits as "fits!", is_end as "isEnd!"
 * from list_credit_entries(:accountId!, :filter!, :before, :limit!, :window!)
 * ```
 */
export const listCreditEntries = new PreparedQuery<
  IListCreditEntriesParams,
  IListCreditEntriesResult
>(listCreditEntriesIR);

/** 'ListUsage' parameters type */
export interface IListUsageParams {
  accountId: string;
  firstDay: DateOrString;
  key?: string | null | void;
  lastDay: DateOrString;
  model?: string | null | void;
}

/** 'ListUsage' return type */
export interface IListUsageResult {
  credits: number;
  day: string;
  dialect: string;
  failed: number;
  generations: number;
  images: number;
  keyId: string | null;
  keyLabel: string | null;
  model: string;
}

/** 'ListUsage' query type */
export interface IListUsageQuery {
  params: IListUsageParams;
  result: IListUsageResult;
}

const listUsageIR: any = {
  usedParamSet: { accountId: true, firstDay: true, lastDay: true, model: true, key: true },
  params: [
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 264, b: 274 }],
    },
    { name: "firstDay", required: true, transform: { type: "scalar" }, locs: [{ a: 277, b: 286 }] },
    { name: "lastDay", required: true, transform: { type: "scalar" }, locs: [{ a: 295, b: 303 }] },
    {
      name: "model",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 359, b: 364 },
        { a: 393, b: 398 },
      ],
    },
    {
      name: "key",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 408, b: 411 },
        { a: 465, b: 468 },
      ],
    },
  ],
  statement:
    'select\n  to_char(u.day, \'YYYY-MM-DD\') as "day!", u.model as "model!", u.dialect as "dialect!", u.key_id as "keyId?",\n  k.label as "keyLabel?", u.generations as "generations!", u.failed as "failed!", u.images as "images!",\n  u.credits as "credits!"\nfrom list_usage(:accountId!, :firstDay!::date, :lastDay!::date) u\n  left join keys k on k.id = u.key_id\nwhere (:model::text is null or u.model = :model)\n  and (:key::text is null or coalesce(u.key_id::text, \'none\') = :key)\norder by u.day, u.model, u.dialect, k.created_at, u.key_id',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   to_char(u.day, 'YYYY-MM-DD') as "day!", u.model as "model!", u.dialect as "dialect!", u.key_id as "keyId?",
 *   k.label as "keyLabel?", u.generations as "generations!", u.failed as "failed!", u.images as "images!",
 *   u.credits as "credits!"
 * from list_usage(:accountId!, :firstDay!::date, :lastDay!::date) u
 *   left join keys k on k.id = u.key_id
 * where (:model::text is null or u.model = :model)
 *   and (:key::text is null or coalesce(u.key_id::text, 'none') = :key)
 * order by u.day, u.model, u.dialect, k.created_at, u.key_id
 * ```
 */
export const listUsage = new PreparedQuery<IListUsageParams, IListUsageResult>(listUsageIR);

/** 'Today' parameters type */
export type ITodayParams = void;

/** 'Today' return type */
export interface ITodayResult {
  day: string;
}

/** 'Today' query type */
export interface ITodayQuery {
  params: ITodayParams;
  result: ITodayResult;
}

const todayIR: any = {
  usedParamSet: {},
  params: [],
  statement: "select to_char(clock() at time zone 'utc', 'YYYY-MM-DD') as \"day!\"",
};

/**
 * Query generated from SQL:
 * ```
 * select to_char(clock() at time zone 'utc', 'YYYY-MM-DD') as "day!"
 * ```
 */
export const today = new PreparedQuery<ITodayParams, ITodayResult>(todayIR);

/** 'SummarizeDay' parameters type */
export interface ISummarizeDayParams {
  accountId: string;
}

/** 'SummarizeDay' return type */
export interface ISummarizeDayResult {
  accepted: number;
  blocked: number;
  canceled: number;
  credits: number;
  failed: number;
  succeeded: number;
}

/** 'SummarizeDay' query type */
export interface ISummarizeDayQuery {
  params: ISummarizeDayParams;
  result: ISummarizeDayResult;
}

const summarizeDayIR: any = {
  usedParamSet: { accountId: true },
  params: [
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 173, b: 183 }],
    },
  ],
  statement:
    'select\n  accepted as "accepted!", succeeded as "succeeded!", failed as "failed!", blocked as "blocked!",\n  canceled as "canceled!", credits as "credits!"\nfrom summarize_day(:accountId!)',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   accepted as "accepted!", succeeded as "succeeded!", failed as "failed!", blocked as "blocked!",
 *   canceled as "canceled!", credits as "credits!"
 * from summarize_day(:accountId!)
 * ```
 */
export const summarizeDay = new PreparedQuery<ISummarizeDayParams, ISummarizeDayResult>(
  summarizeDayIR,
);

/** 'SummarizeSetup' parameters type */
export interface ISummarizeSetupParams {
  accountId: string;
}

/** 'SummarizeSetup' return type */
export interface ISummarizeSetupResult {
  disabled: number;
  enabled: number;
  failing: number;
  hasCredits: boolean;
  hasGeneration: boolean;
  hasKey: boolean;
}

/** 'SummarizeSetup' query type */
export interface ISummarizeSetupQuery {
  params: ISummarizeSetupParams;
  result: ISummarizeSetupResult;
}

const summarizeSetupIR: any = {
  usedParamSet: { accountId: true },
  params: [
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 730, b: 740 }],
    },
  ],
  statement:
    'select\n  (\n    select count(*) from webhook_endpoints\n    where account_id = a.id and deleted_at is null and disabled_at is null\n  )::integer as "enabled!",\n  (\n    select count(*) from webhook_endpoints\n    where account_id = a.id and deleted_at is null and disabled_at is null and consecutive_failures > 0\n  )::integer as "failing!",\n  (\n    select count(*) from webhook_endpoints\n    where account_id = a.id and deleted_at is null and disabled_at is not null\n  )::integer as "disabled!",\n  a.entry_count > 0 as "hasCredits!",\n  exists (select 1 from keys where account_id = a.id and revoked_at is null) as "hasKey!",\n  exists (select 1 from generations where account_id = a.id) as "hasGeneration!"\nfrom accounts a\nwhere a.id = :accountId!',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   (
 *     select count(*) from webhook_endpoints
 *     where account_id = a.id and deleted_at is null and disabled_at is null
 *   )::integer as "enabled!",
 *   (
 *     select count(*) from webhook_endpoints
 *     where account_id = a.id and deleted_at is null and disabled_at is null and consecutive_failures > 0
 *   )::integer as "failing!",
 *   (
 *     select count(*) from webhook_endpoints
 *     where account_id = a.id and deleted_at is null and disabled_at is not null
 *   )::integer as "disabled!",
 *   a.entry_count > 0 as "hasCredits!",
 *   exists (select 1 from keys where account_id = a.id and revoked_at is null) as "hasKey!",
 *   exists (select 1 from generations where account_id = a.id) as "hasGeneration!"
 * from accounts a
 * where a.id = :accountId!
 * ```
 */
export const summarizeSetup = new PreparedQuery<ISummarizeSetupParams, ISummarizeSetupResult>(
  summarizeSetupIR,
);

/** 'Quote' parameters type */
export interface IQuoteParams {
  accountId: string;
  dialect: string;
  model: string;
  quality: string;
  tier: string;
}

/** 'Quote' return type */
export interface IQuoteResult {
  monthLeft: number | null;
  spendable: number;
  unitCredits: number | null;
}

/** 'Quote' query type */
export interface IQuoteQuery {
  params: IQuoteParams;
  result: IQuoteResult;
}

const quoteIR: any = {
  usedParamSet: { dialect: true, model: true, tier: true, quality: true, accountId: true },
  params: [
    { name: "dialect", required: true, transform: { type: "scalar" }, locs: [{ a: 18, b: 26 }] },
    { name: "model", required: true, transform: { type: "scalar" }, locs: [{ a: 29, b: 35 }] },
    { name: "tier", required: true, transform: { type: "scalar" }, locs: [{ a: 38, b: 43 }] },
    { name: "quality", required: true, transform: { type: "scalar" }, locs: [{ a: 46, b: 54 }] },
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 313, b: 323 }],
    },
  ],
  statement:
    'select\n  price_of(:dialect!, :model!, :tier!, :quality!) as "unitCredits?",\n  spendable_credits(a.id, clock()) as "spendable!",\n  p.monthly_credit_cap - case\n    when a.spend_month = month_of(clock()) then a.month_spend else 0\n  end as "monthLeft?"\nfrom accounts a\n  join plans p on p.id = a.plan_id\nwhere a.id = :accountId!',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   price_of(:dialect!, :model!, :tier!, :quality!) as "unitCredits?",
 *   spendable_credits(a.id, clock()) as "spendable!",
 *   p.monthly_credit_cap - case
 *     when a.spend_month = month_of(clock()) then a.month_spend else 0
 *   end as "monthLeft?"
 * from accounts a
 *   join plans p on p.id = a.plan_id
 * where a.id = :accountId!
 * ```
 */
export const quote = new PreparedQuery<IQuoteParams, IQuoteResult>(quoteIR);
