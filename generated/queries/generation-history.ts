/** Types generated for queries found in "sql/queries/generation-history.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type DateOrString = Date | string;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type JsonArray = Json[];

export type stringArray = string[];

/** 'ListGenerations' parameters type */
export interface IListGenerationsParams {
  accountId: string;
  beforeId?: string | null | void;
  dialect?: string | null | void;
  endUser?: string | null | void;
  from?: DateOrString | null | void;
  keyId?: string | null | void;
  limit: number;
  model?: string | null | void;
  statuses?: readonly (stringArray[number] | null)[] | null | void;
  text?: string | null | void;
  to?: DateOrString | null | void;
  window: number;
}

/** 'ListGenerations' return type */
export interface IListGenerationsResult {
  id: string;
  isEnd: boolean;
  isMatch: boolean;
}

/** 'ListGenerations' query type */
export interface IListGenerationsQuery {
  params: IListGenerationsParams;
  result: IListGenerationsResult;
}

const listGenerationsIR: any = {
  text: 'select id as "id!", is_match as "isMatch!", is_end as "isEnd!"\nfrom list_generations(\n  p_account_id => $1,\n  p_statuses => $2,\n  p_dialect => $3,\n  p_model => $4,\n  p_key_id => $5,\n  p_end_user => $6,\n  p_text => $7,\n  p_from => $8,\n  p_to => $9,\n  p_before_id => $10,\n  p_limit => $11,\n  p_window => $12\n)',
  params: [
    "accountId",
    "statuses",
    "dialect",
    "model",
    "keyId",
    "endUser",
    "text",
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
 * from list_generations(
 *   p_account_id => :accountId!,
 *   p_statuses => :statuses,
 *   p_dialect => :dialect,
 *   p_model => :model,
 *   p_key_id => :keyId,
 *   p_end_user => :endUser,
 *   p_text => :text,
 *   p_from => :from,
 *   p_to => :to,
 *   p_before_id => :beforeId,
 *   p_limit => :limit!,
 *   p_window => :window!
 * )
 * ```
 */
export const listGenerations = prepareQuery<IListGenerationsParams, IListGenerationsResult>(
  listGenerationsIR,
);

/** 'DescribeGenerations' parameters type */
export interface IDescribeGenerationsParams {
  accountId: string;
  ids: readonly (stringArray[number] | null)[];
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
  text: "select\n  g.id, g.dialect, g.model, g.status, g.prompt, g.size, g.aspect_ratio, g.tier, g.quality, g.n,\n  g.end_user, g.key_id, g.unit_credits, g.delivered, g.error_code, g.error_message, g.provider,\n  g.options, g.inputs, g.created_at, g.started_at, g.finished_at,\n  case when g.delivered > 0 then describe_images(g.id) else '[]' end as \"images!\"\nfrom generations g\nwhere g.id = any ($1::uuid[]) and g.account_id = $2 and g.deleted_at is null\norder by g.created_at desc, g.id desc                                        ",
  params: ["ids", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   g.id, g.dialect, g.model, g.status, g.prompt, g.size, g.aspect_ratio, g.tier, g.quality, g.n,
 *   g.end_user, g.key_id, g.unit_credits, g.delivered, g.error_code, g.error_message, g.provider,
 *   g.options, g.inputs, g.created_at, g.started_at, g.finished_at,
 *   case when g.delivered > 0 then describe_images(g.id) else '[]' end as "images!"
 * from generations g
 * where g.id = any (:ids!::uuid[]) and g.account_id = :accountId! and g.deleted_at is null
 * order by g.created_at desc, g.id desc  
 * ```
 */
export const describeGenerations = prepareQuery<
  IDescribeGenerationsParams,
  IDescribeGenerationsResult
>(describeGenerationsIR);

/** 'FindTimeline' parameters type */
export interface IFindTimelineParams {
  accountId: string;
  id: string;
}

/** 'FindTimeline' return type */
export interface IFindTimelineResult {
  queuePosition: number | null;
  sent: JsonArray;
  webhookDeliveries: JsonArray;
}

/** 'FindTimeline' query type */
export interface IFindTimelineQuery {
  params: IFindTimelineParams;
  result: IFindTimelineResult;
}

const findTimelineIR: any = {
  text: "select\n  case when g.status = 'queued' then find_queue_position(g.id, 50) end as \"queuePosition?\",\n  array(\n    select jsonb_build_object('provider', a.provider, 'at', a.sent_at)\n    from all_provider_attempts a\n    where a.generation_id = g.id and a.sent_at is not null\n    order by a.id\n  ) as \"sent!\",\n  array(\n    select jsonb_build_object('state', d.state, 'url', e.url, 'at', d.ended_at)\n    from all_webhook_deliveries d\n      join webhook_endpoints e on e.id = d.endpoint_id\n    where d.generation_id = g.id and d.ended_at is not null and not d.test\n    order by d.ended_at\n  ) as \"webhookDeliveries!\"\nfrom generations g\nwhere g.id = $1 and g.account_id = $2",
  params: ["id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   case when g.status = 'queued' then find_queue_position(g.id, 50) end as "queuePosition?",
 *   array(
 *     select jsonb_build_object('provider', a.provider, 'at', a.sent_at)
 *     from all_provider_attempts a
 *     where a.generation_id = g.id and a.sent_at is not null
 *     order by a.id
 *   ) as "sent!",
 *   array(
 *     select jsonb_build_object('state', d.state, 'url', e.url, 'at', d.ended_at)
 *     from all_webhook_deliveries d
 *       join webhook_endpoints e on e.id = d.endpoint_id
 *     where d.generation_id = g.id and d.ended_at is not null and not d.test
 *     order by d.ended_at
 *   ) as "webhookDeliveries!"
 * from generations g
 * where g.id = :id! and g.account_id = :accountId!
 * ```
 */
export const findTimeline = prepareQuery<IFindTimelineParams, IFindTimelineResult>(findTimelineIR);
