/** Types generated for queries found in "sql/queries/history.sql" */
import { prepareQuery } from "../../src/database/db.ts";

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
  text: 'select id as "id!", fits as "fits!", is_end as "isEnd!"\nfrom list_generations($1, $2, $3, $4, $5)',
  params: ["accountId", "filter", "beforeId", "limit", "window"],
};

/**
 * Query generated from SQL:
 * ```
 * select id as "id!", fits as "fits!", is_end as "isEnd!"
 * from list_generations(:accountId!, :filter!, :beforeId, :limit!, :window!)
 * ```
 */
export const listGenerations = prepareQuery<IListGenerationsParams, IListGenerationsResult>(
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
  text: "select\n  g.id, g.dialect, g.model, g.status, g.prompt, g.size, g.aspect_ratio, g.tier, g.quality, g.n,\n  g.end_user, g.key_id, g.unit_credits, g.delivered, g.error_code, g.error_message, g.provider,\n  g.options, g.inputs, g.created_at, g.started_at, g.finished_at,\n  coalesce(i.images, '[]') as \"images!\"\nfrom generations g\n  left join lateral (\n    select jsonb_agg(\n      jsonb_build_object(\n        'id', id, 'storageKey', storage_key, 'webpKey', webp_key, 'contentType', content_type,\n        'width', width, 'height', height, 'sizeBytes', size_bytes,\n        'placeholder', placeholder, 'createdAt', created_at\n      )\n      order by position\n    ) as images\n    from images\n    where generation_id = g.id and g.delivered > 0\n  ) i on true\nwhere g.id = any ($1::uuid[]) and g.account_id = $2 and g.deleted_at is null\norder by g.created_at desc, g.id desc                                                                                                 ",
  params: ["ids", "accountId"],
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
export const describeGenerations = prepareQuery<
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
  webhookDeliveries: JsonArray;
}

/** 'FindTrack' query type */
export interface IFindTrackQuery {
  params: IFindTrackParams;
  result: IFindTrackResult;
}

const findTrackIR: any = {
  text: "select\n  case when g.status = 'queued' then (\n    select count(*)\n    from (\n      select 1\n      from generations o\n      where o.finished_at is null\n        and o.status = 'queued'\n        and (o.created_at, o.id) < (g.created_at, g.id)\n      limit 1000\n    ) before\n  )::integer end as \"queuePosition?\",\n  array(\n    select jsonb_build_object('provider', a.provider, 'at', a.sent_at)\n    from provider_attempts a\n    where a.generation_id = g.id and a.sent_at is not null\n    order by a.id\n  ) as \"sent!\",\n  array(\n    select jsonb_build_object('state', d.state, 'url', e.url, 'at', d.ended_at)\n    from webhook_deliveries d\n      join webhook_endpoints e on e.id = d.endpoint_id\n    where d.generation_id = g.id and d.ended_at is not null and not d.test\n    order by d.ended_at\n  ) as \"webhookDeliveries!\"\nfrom generations g\nwhere g.id = $1 and g.account_id = $2",
  params: ["id", "accountId"],
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
 *   ) as "webhookDeliveries!"
 * from generations g
 * where g.id = :id! and g.account_id = :accountId!
 * ```
 */
export const findTrack = prepareQuery<IFindTrackParams, IFindTrackResult>(findTrackIR);

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
  text: 'select inputs -> $1::integer as "input?"\nfrom generations\nwhere id = $2 and account_id = $3 and deleted_at is null',
  params: ["position", "id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select inputs -> :position!::integer as "input?"
 * from generations
 * where id = :id! and account_id = :accountId! and deleted_at is null
 * ```
 */
export const findInput = prepareQuery<IFindInputParams, IFindInputResult>(findInputIR);

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
  text: "select i.storage_key\nfrom images i\n  join generations g on g.id = i.generation_id\nwhere i.id = $1\n  and g.account_id = $2\n  and g.delivered > 0\n  and g.deleted_at is null",
  params: ["id", "accountId"],
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
export const findImage = prepareQuery<IFindImageParams, IFindImageResult>(findImageIR);

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
  text: 'select delete_generation($1, $2) as "outcome?"                                                                                     ',
  params: ["id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select delete_generation(:id!, :accountId!) as "outcome?"  
 * ```
 */
export const deleteGeneration = prepareQuery<IDeleteGenerationParams, IDeleteGenerationResult>(
  deleteGenerationIR,
);

/** 'ListFilesToRemove' parameters type */
export interface IListFilesToRemoveParams {
  accountId?: string | null | void;
  exceptIds: stringArray;
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
  text: "select\n  g.id,\n  array(\n    select i.storage_key\n    from images i\n    where i.generation_id = g.id\n    union\n    select i.webp_key\n    from images i\n    where i.generation_id = g.id and i.webp_key is not null\n    union\n    select p.storage_key\n    from partial_images p\n    where p.generation_id = g.id\n    union\n    select own.value ->> 'storageKey'\n    from jsonb_array_elements(g.inputs) own\n    where not exists (\n      select 1\n      from generations o\n      where o.inputs <> '[]'\n        and o.inputs @> jsonb_build_array(jsonb_build_object('storageKey', own.value -> 'storageKey'))\n        and o.id <> g.id\n        and o.deleted_at is null\n    )\n  ) as \"keys!\"\nfrom generations g\nwhere g.deleted_at is not null\n  and g.files_removed_at is null\n  and ($1::uuid is null or g.id = $1)\n  and ($2::uuid is null or g.account_id = $2)\n  and g.id <> all ($3::uuid[])\norder by g.deleted_at\nlimit $4",
  params: ["id", "accountId", "exceptIds", "limit"],
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
 *     select p.storage_key
 *     from partial_images p
 *     where p.generation_id = g.id
 *     union
 *     select own.value ->> 'storageKey'
 *     from jsonb_array_elements(g.inputs) own
 *     where not exists (
 *       select 1
 *       from generations o
 *       where o.inputs <> '[]'
 *         and o.inputs @> jsonb_build_array(jsonb_build_object('storageKey', own.value -> 'storageKey'))
 *         and o.id <> g.id
 *         and o.deleted_at is null
 *     )
 *   ) as "keys!"
 * from generations g
 * where g.deleted_at is not null
 *   and g.files_removed_at is null
 *   and (:id::uuid is null or g.id = :id)
 *   and (:accountId::uuid is null or g.account_id = :accountId)
 *   and g.id <> all (:exceptIds!::uuid[])
 * order by g.deleted_at
 * limit :limit!
 * ```
 */
export const listFilesToRemove = prepareQuery<IListFilesToRemoveParams, IListFilesToRemoveResult>(
  listFilesToRemoveIR,
);

/** 'EraseDeletedGenerations' parameters type */
export interface IEraseDeletedGenerationsParams {
  ids: stringArray;
}

/** 'EraseDeletedGenerations' return type */
export interface IEraseDeletedGenerationsResult {
  forgotten: undefined | null;
}

/** 'EraseDeletedGenerations' query type */
export interface IEraseDeletedGenerationsQuery {
  params: IEraseDeletedGenerationsParams;
  result: IEraseDeletedGenerationsResult;
}

const eraseDeletedGenerationsIR: any = {
  text: 'select erase_deleted_generations($1) as "forgotten?"',
  params: ["ids"],
};

/**
 * Query generated from SQL:
 * ```
 * select erase_deleted_generations(:ids!) as "forgotten?"
 * ```
 */
export const eraseDeletedGenerations = prepareQuery<
  IEraseDeletedGenerationsParams,
  IEraseDeletedGenerationsResult
>(eraseDeletedGenerationsIR);

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
  text: 'select\n  sequence as "sequence!", kind as "kind!", grant_id as "grantId?", generation_id as "generationId?",\n  available_change as "availableChange!", held_change as "heldChange!",\n  available_after as "availableAfter!", held_after as "heldAfter!", note as "note?",\n  created_at as "createdAt!", fits as "fits!", is_end as "isEnd!"\nfrom list_credit_entries($1, $2, $3, $4, $5)',
  params: ["accountId", "filter", "before", "limit", "window"],
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
export const listCreditEntries = prepareQuery<IListCreditEntriesParams, IListCreditEntriesResult>(
  listCreditEntriesIR,
);

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
  text: 'select\n  to_char(u.day, \'YYYY-MM-DD\') as "day!", u.model as "model!", u.dialect as "dialect!", u.key_id as "keyId?",\n  k.label as "keyLabel?", u.generations as "generations!", u.failed as "failed!", u.images as "images!",\n  u.credits as "credits!"\nfrom list_usage($1, $2::date, $3::date) u\n  left join keys k on k.id = u.key_id\nwhere ($4::text is null or u.model = $4)\n  and ($5::text is null or coalesce(u.key_id::text, \'none\') = $5)\norder by u.day, u.model, u.dialect, k.created_at, u.key_id',
  params: ["accountId", "firstDay", "lastDay", "model", "key"],
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
export const listUsage = prepareQuery<IListUsageParams, IListUsageResult>(listUsageIR);

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
  text: "select to_char(clock() at time zone 'utc', 'YYYY-MM-DD') as \"day!\"",
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select to_char(clock() at time zone 'utc', 'YYYY-MM-DD') as "day!"
 * ```
 */
export const today = prepareQuery<ITodayParams, ITodayResult>(todayIR);

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
  text: 'select\n  accepted as "accepted!", succeeded as "succeeded!", failed as "failed!", blocked as "blocked!",\n  canceled as "canceled!", credits as "credits!"\nfrom summarize_day($1)',
  params: ["accountId"],
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
export const summarizeDay = prepareQuery<ISummarizeDayParams, ISummarizeDayResult>(summarizeDayIR);

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
  text: 'select\n  (\n    select count(*) from webhook_endpoints\n    where account_id = a.id and deleted_at is null and disabled_at is null\n  )::integer as "enabled!",\n  (\n    select count(*) from webhook_endpoints\n    where account_id = a.id and deleted_at is null and disabled_at is null and in_trouble\n  )::integer as "failing!",\n  (\n    select count(*) from webhook_endpoints\n    where account_id = a.id and deleted_at is null and disabled_at is not null\n  )::integer as "disabled!",\n  a.entry_count > 0 as "hasCredits!",\n  exists (select 1 from keys where account_id = a.id and revoked_at is null) as "hasKey!",\n  exists (select 1 from generations where account_id = a.id) as "hasGeneration!"\nfrom accounts a\nwhere a.id = $1',
  params: ["accountId"],
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
 *     where account_id = a.id and deleted_at is null and disabled_at is null and in_trouble
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
export const summarizeSetup = prepareQuery<ISummarizeSetupParams, ISummarizeSetupResult>(
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
  text: 'select\n  find_price($1, $2, $3, $4) as "unitCredits?",\n  spendable_credits(a.id, clock()) as "spendable!",\n  p.monthly_credit_cap - case\n    when a.spend_month = month_start(clock()) then a.month_spend else 0\n  end as "monthLeft?"\nfrom accounts a\n  join plans p on p.id = a.plan_id\nwhere a.id = $5',
  params: ["dialect", "model", "tier", "quality", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   find_price(:dialect!, :model!, :tier!, :quality!) as "unitCredits?",
 *   spendable_credits(a.id, clock()) as "spendable!",
 *   p.monthly_credit_cap - case
 *     when a.spend_month = month_start(clock()) then a.month_spend else 0
 *   end as "monthLeft?"
 * from accounts a
 *   join plans p on p.id = a.plan_id
 * where a.id = :accountId!
 * ```
 */
export const quote = prepareQuery<IQuoteParams, IQuoteResult>(quoteIR);

/** 'ListAccountsToErase' parameters type */
export interface IListAccountsToEraseParams {
  limit: NumberOrString;
}

/** 'ListAccountsToErase' return type */
export interface IListAccountsToEraseResult {
  id: string;
}

/** 'ListAccountsToErase' query type */
export interface IListAccountsToEraseQuery {
  params: IListAccountsToEraseParams;
  result: IListAccountsToEraseResult;
}

const listAccountsToEraseIR: any = {
  text: "select id\nfrom accounts\nwhere closed_at is not null and erased_at is null\norder by closed_at\nlimit $1",
  params: ["limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select id
 * from accounts
 * where closed_at is not null and erased_at is null
 * order by closed_at
 * limit :limit!
 * ```
 */
export const listAccountsToErase = prepareQuery<
  IListAccountsToEraseParams,
  IListAccountsToEraseResult
>(listAccountsToEraseIR);

/** 'EraseGenerations' parameters type */
export interface IEraseGenerationsParams {
  accountId: string;
  beforeAt?: DateOrString | null | void;
  beforeId?: string | null | void;
  limit: number;
}

/** 'EraseGenerations' return type */
export interface IEraseGenerationsResult {
  erased: number;
  lastAt: Date;
  lastId: string;
  live: number;
}

/** 'EraseGenerations' query type */
export interface IEraseGenerationsQuery {
  params: IEraseGenerationsParams;
  result: IEraseGenerationsResult;
}

const eraseGenerationsIR: any = {
  text: 'select\n  last_at as "lastAt!", last_id as "lastId!", erased as "erased!", live as "live!"\nfrom erase_generations($1, $2, $3, $4)',
  params: ["accountId", "beforeAt", "beforeId", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   last_at as "lastAt!", last_id as "lastId!", erased as "erased!", live as "live!"
 * from erase_generations(:accountId!, :beforeAt, :beforeId, :limit!)
 * ```
 */
export const eraseGenerations = prepareQuery<IEraseGenerationsParams, IEraseGenerationsResult>(
  eraseGenerationsIR,
);

/** 'MarkErased' parameters type */
export interface IMarkErasedParams {
  accountId: string;
}

/** 'MarkErased' return type */
export type IMarkErasedResult = void;

/** 'MarkErased' query type */
export interface IMarkErasedQuery {
  params: IMarkErasedParams;
  result: IMarkErasedResult;
}

const markErasedIR: any = {
  text: "update accounts\nset erased_at = clock()\nwhere id = $1 and closed_at is not null and erased_at is null",
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * update accounts
 * set erased_at = clock()
 * where id = :accountId! and closed_at is not null and erased_at is null
 * ```
 */
export const markErased = prepareQuery<IMarkErasedParams, IMarkErasedResult>(markErasedIR);
