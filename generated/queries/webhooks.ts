/** Types generated for queries found in "sql/queries/webhooks.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type delivery_failure =
  "connection" | "interrupted" | "protocol" | "refused" | "timeout" | "tls";

export type delivery_state = "exhausted" | "pending" | "skipped" | "succeeded";

export type endpoint_disabled_reason = "by_you" | "failing" | "gone";

export type webhook_event =
  | "batch.cancelled"
  | "batch.completed"
  | "batch.expired"
  | "batch.failed"
  | "credits.expiring"
  | "credits.low"
  | "generation.canceled"
  | "generation.failed"
  | "generation.succeeded"
  | "key.leaked";

export type BufferArray = Buffer[];

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

export type stringArray = string[];

export type webhook_eventArray = webhook_event[];

/** 'InsertWebhook' parameters type */
export interface IInsertWebhookParams {
  accountId: string;
  actorId?: string | null | void;
  address?: string | null | void;
  events: readonly (webhook_eventArray[number] | null)[];
  id: string;
  label?: string | null | void;
  lastFour: string;
  maxEndpoints: number;
  secret: Buffer;
  url: string;
}

/** 'InsertWebhook' return type */
export interface IInsertWebhookResult {
  inserted: boolean;
}

/** 'InsertWebhook' query type */
export interface IInsertWebhookQuery {
  params: IInsertWebhookParams;
  result: IInsertWebhookResult;
}

const insertWebhookIR: any = {
  text: 'select owner_insert_webhook(\n  p_actor_id => act_as($1, $2),\n  p_id => $3,\n  p_account_id => $4,\n  p_url => $5,\n  p_label => $6,\n  p_events => $7,\n  p_secret => $8,\n  p_last_four => $9,\n  p_most => $10\n) as "inserted!"',
  params: [
    "actorId",
    "address",
    "id",
    "accountId",
    "url",
    "label",
    "events",
    "secret",
    "lastFour",
    "maxEndpoints",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select owner_insert_webhook(
 *   p_actor_id => act_as(:actorId, :address),
 *   p_id => :id!,
 *   p_account_id => :accountId!,
 *   p_url => :url!,
 *   p_label => :label,
 *   p_events => :events!,
 *   p_secret => :secret!,
 *   p_last_four => :lastFour!,
 *   p_most => :maxEndpoints!
 * ) as "inserted!"
 * ```
 */
export const insertWebhook = prepareQuery<IInsertWebhookParams, IInsertWebhookResult>(
  insertWebhookIR,
);

/** 'ChangeWebhook' parameters type */
export interface IChangeWebhookParams {
  accountId: string;
  actorId?: string | null | void;
  address?: string | null | void;
  enabled?: boolean | null | void;
  events?: readonly (webhook_eventArray[number] | null)[] | null | void;
  id: string;
  label?: string | null | void;
  url?: string | null | void;
}

/** 'ChangeWebhook' return type */
export interface IChangeWebhookResult {
  changed: boolean;
}

/** 'ChangeWebhook' query type */
export interface IChangeWebhookQuery {
  params: IChangeWebhookParams;
  result: IChangeWebhookResult;
}

const changeWebhookIR: any = {
  text: 'select owner_change_webhook(\n  p_actor_id => act_as($1, $2),\n  p_id => $3,\n  p_account_id => $4,\n  p_url => $5,\n  p_label => $6,\n  p_events => $7,\n  p_enabled => $8\n) as "changed!"',
  params: ["actorId", "address", "id", "accountId", "url", "label", "events", "enabled"],
};

/**
 * Query generated from SQL:
 * ```
 * select owner_change_webhook(
 *   p_actor_id => act_as(:actorId, :address),
 *   p_id => :id!,
 *   p_account_id => :accountId!,
 *   p_url => :url,
 *   p_label => :label,
 *   p_events => :events,
 *   p_enabled => :enabled
 * ) as "changed!"
 * ```
 */
export const changeWebhook = prepareQuery<IChangeWebhookParams, IChangeWebhookResult>(
  changeWebhookIR,
);

/** 'DeleteWebhook' parameters type */
export interface IDeleteWebhookParams {
  accountId: string;
  actorId?: string | null | void;
  address?: string | null | void;
  id: string;
}

/** 'DeleteWebhook' return type */
export interface IDeleteWebhookResult {
  deleted: boolean;
}

/** 'DeleteWebhook' query type */
export interface IDeleteWebhookQuery {
  params: IDeleteWebhookParams;
  result: IDeleteWebhookResult;
}

const deleteWebhookIR: any = {
  text: 'select owner_delete_webhook(act_as($1, $2), $3, $4) as "deleted!"',
  params: ["actorId", "address", "id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select owner_delete_webhook(act_as(:actorId, :address), :id!, :accountId!) as "deleted!"
 * ```
 */
export const deleteWebhook = prepareQuery<IDeleteWebhookParams, IDeleteWebhookResult>(
  deleteWebhookIR,
);

/** 'RotateWebhookSecret' parameters type */
export interface IRotateWebhookSecretParams {
  accountId: string;
  actorId?: string | null | void;
  address?: string | null | void;
  id: string;
  lastFour: string;
  secret: Buffer;
}

/** 'RotateWebhookSecret' return type */
export interface IRotateWebhookSecretResult {
  rotated: boolean;
}

/** 'RotateWebhookSecret' query type */
export interface IRotateWebhookSecretQuery {
  params: IRotateWebhookSecretParams;
  result: IRotateWebhookSecretResult;
}

const rotateWebhookSecretIR: any = {
  text: 'select owner_rotate_webhook(\n  p_actor_id => act_as($1, $2),\n  p_id => $3,\n  p_account_id => $4,\n  p_secret => $5,\n  p_last_four => $6\n) as "rotated!"',
  params: ["actorId", "address", "id", "accountId", "secret", "lastFour"],
};

/**
 * Query generated from SQL:
 * ```
 * select owner_rotate_webhook(
 *   p_actor_id => act_as(:actorId, :address),
 *   p_id => :id!,
 *   p_account_id => :accountId!,
 *   p_secret => :secret!,
 *   p_last_four => :lastFour!
 * ) as "rotated!"
 * ```
 */
export const rotateWebhookSecret = prepareQuery<
  IRotateWebhookSecretParams,
  IRotateWebhookSecretResult
>(rotateWebhookSecretIR);

/** 'ListWebhooks' parameters type */
export interface IListWebhooksParams {
  accountId: string;
  id?: string | null | void;
}

/** 'ListWebhooks' return type */
export interface IListWebhooksResult {
  confirmedAt: Date | null;
  consecutiveFailures: number;
  createdAt: Date;
  disabledAt: Date | null;
  disabledReason: endpoint_disabled_reason | null;
  events: webhook_eventArray;
  id: string;
  inTrouble: boolean;
  label: string | null;
  lastDeliveryId: string | null;
  oldSecretUntil: Date | null;
  secretLastFour: string;
  url: string;
}

/** 'ListWebhooks' query type */
export interface IListWebhooksQuery {
  params: IListWebhooksParams;
  result: IListWebhooksResult;
}

const listWebhooksIR: any = {
  text: 'select\n  e.id, e.url, e.label, e.events, e.disabled_at, e.disabled_reason, e.consecutive_failures,\n  e.in_trouble, e.confirmed_at, e.secret_last_four, e.created_at,\n  case when e.old_secret_until > clock() then e.old_secret_until end as "oldSecretUntil?",\n  (\n    select d.id\n    from all_webhook_deliveries d\n    -- A range, whose order only the index of the endpoint has: the deliveries of all endpoints by time would\n    -- be read to their end for an endpoint without any.\n    where d.endpoint_id between e.id and e.id\n    order by d.endpoint_id, d.created_at desc, d.id desc\n    limit 1\n  ) as "lastDeliveryId?"\nfrom webhook_endpoints e\nwhere e.account_id = $1\n  and e.deleted_at is null\n  and ($2::uuid is null or e.id = $2)\norder by e.created_at desc, e.id desc',
  params: ["accountId", "id"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   e.id, e.url, e.label, e.events, e.disabled_at, e.disabled_reason, e.consecutive_failures,
 *   e.in_trouble, e.confirmed_at, e.secret_last_four, e.created_at,
 *   case when e.old_secret_until > clock() then e.old_secret_until end as "oldSecretUntil?",
 *   (
 *     select d.id
 *     from all_webhook_deliveries d
 *     -- A range, whose order only the index of the endpoint has: the deliveries of all endpoints by time would
 *     -- be read to their end for an endpoint without any.
 *     where d.endpoint_id between e.id and e.id
 *     order by d.endpoint_id, d.created_at desc, d.id desc
 *     limit 1
 *   ) as "lastDeliveryId?"
 * from webhook_endpoints e
 * where e.account_id = :accountId!
 *   and e.deleted_at is null
 *   and (:id::uuid is null or e.id = :id)
 * order by e.created_at desc, e.id desc
 * ```
 */
export const listWebhooks = prepareQuery<IListWebhooksParams, IListWebhooksResult>(listWebhooksIR);

/** 'FindDeliveryEvent' parameters type */
export interface IFindDeliveryEventParams {
  deliveryId: string;
}

/** 'FindDeliveryEvent' return type */
export interface IFindDeliveryEventResult {
  acceptedAt: Date | null;
  batchId: string | null;
  body: string | null;
  contentType: string | null;
  createdAt: Date;
  credits: number | null;
  creditsExpireAt: Date | null;
  errorMessage: string | null;
  event: webhook_event;
  finishedAt: Date | null;
  generationId: string | null;
  height: number | null;
  inputs: Json | null;
  keyHint: string | null;
  keyId: string | null;
  keyLabel: string | null;
  options: Json | null;
  status: string | null;
  storageKey: string | null;
  test: boolean;
  thresholdCredits: number | null;
  webpKey: string | null;
  width: number | null;
}

/** 'FindDeliveryEvent' query type */
export interface IFindDeliveryEventQuery {
  params: IFindDeliveryEventParams;
  result: IFindDeliveryEventResult;
}

const findDeliveryEventIR: any = {
  text: '-- The event of a delivery, and its body once an attempt was made. A generation has one row for each image.\nselect\n  d.event, d.test, d.body, d.created_at, d.credits, d.threshold_credits, d.credits_expire_at, d.batch_id,\n  k.id as "keyId?", k.label as "keyLabel?",\n  (\n    select s.prefix || \'…\' || s.last_four\n    from key_secrets s\n    where s.key_id = k.id\n    order by s.created_at desc, s.id desc\n    limit 1\n  ) as "keyHint?",\n  g.id as "generationId?", g.status as "status?", g.options as "options?", g.inputs as "inputs?",\n  g.error_message as "errorMessage?", g.created_at as "acceptedAt?", g.finished_at as "finishedAt?",\n  i.storage_key as "storageKey?", i.webp_key as "webpKey?", i.content_type as "contentType?",\n  i.width as "width?", i.height as "height?"\nfrom webhook_deliveries d\n  left join keys k on k.id = d.key_id\n  left join generations g on g.id = d.generation_id\n  left join images i on i.generation_id = g.id\nwhere d.id = $1\norder by i.position',
  params: ["deliveryId"],
};

/**
 * Query generated from SQL:
 * ```
 * -- The event of a delivery, and its body once an attempt was made. A generation has one row for each image.
 * select
 *   d.event, d.test, d.body, d.created_at, d.credits, d.threshold_credits, d.credits_expire_at, d.batch_id,
 *   k.id as "keyId?", k.label as "keyLabel?",
 *   (
 *     select s.prefix || '…' || s.last_four
 *     from key_secrets s
 *     where s.key_id = k.id
 *     order by s.created_at desc, s.id desc
 *     limit 1
 *   ) as "keyHint?",
 *   g.id as "generationId?", g.status as "status?", g.options as "options?", g.inputs as "inputs?",
 *   g.error_message as "errorMessage?", g.created_at as "acceptedAt?", g.finished_at as "finishedAt?",
 *   i.storage_key as "storageKey?", i.webp_key as "webpKey?", i.content_type as "contentType?",
 *   i.width as "width?", i.height as "height?"
 * from webhook_deliveries d
 *   left join keys k on k.id = d.key_id
 *   left join generations g on g.id = d.generation_id
 *   left join images i on i.generation_id = g.id
 * where d.id = :deliveryId!
 * order by i.position
 * ```
 */
export const findDeliveryEvent = prepareQuery<IFindDeliveryEventParams, IFindDeliveryEventResult>(
  findDeliveryEventIR,
);

/** 'FindStoredDeliveryEvent' parameters type */
export interface IFindStoredDeliveryEventParams {
  deliveryId: string;
}

/** 'FindStoredDeliveryEvent' return type */
export interface IFindStoredDeliveryEventResult {
  acceptedAt: Date | null;
  batchId: string | null;
  body: string | null;
  contentType: string | null;
  createdAt: Date;
  credits: number | null;
  creditsExpireAt: Date | null;
  errorMessage: string | null;
  event: webhook_event;
  finishedAt: Date | null;
  generationId: string | null;
  height: number | null;
  inputs: Json | null;
  keyHint: string | null;
  keyId: string | null;
  keyLabel: string | null;
  options: Json | null;
  status: string | null;
  storageKey: string | null;
  test: boolean;
  thresholdCredits: number | null;
  webpKey: string | null;
  width: number | null;
}

/** 'FindStoredDeliveryEvent' query type */
export interface IFindStoredDeliveryEventQuery {
  params: IFindStoredDeliveryEventParams;
  result: IFindStoredDeliveryEventResult;
}

const findStoredDeliveryEventIR: any = {
  text: '-- Returns the rows of findDeliveryEvent, also for deliveries in the history, which are not sent.\nselect\n  d.event as "event!", d.test as "test!", d.body, d.created_at as "createdAt!", d.credits,\n  d.threshold_credits, d.credits_expire_at, d.batch_id,\n  k.id as "keyId?", k.label as "keyLabel?",\n  (\n    select s.prefix || \'…\' || s.last_four\n    from key_secrets s\n    where s.key_id = k.id\n    order by s.created_at desc, s.id desc\n    limit 1\n  ) as "keyHint?",\n  g.id as "generationId?", g.status as "status?", g.options as "options?", g.inputs as "inputs?",\n  g.error_message as "errorMessage?", g.created_at as "acceptedAt?", g.finished_at as "finishedAt?",\n  i.storage_key as "storageKey?", i.webp_key as "webpKey?", i.content_type as "contentType?",\n  i.width as "width?", i.height as "height?"\nfrom all_webhook_deliveries d\n  left join keys k on k.id = d.key_id\n  left join generations g on g.id = d.generation_id\n  left join images i on i.generation_id = g.id\nwhere d.id = $1\norder by i.position',
  params: ["deliveryId"],
};

/**
 * Query generated from SQL:
 * ```
 * -- Returns the rows of findDeliveryEvent, also for deliveries in the history, which are not sent.
 * select
 *   d.event as "event!", d.test as "test!", d.body, d.created_at as "createdAt!", d.credits,
 *   d.threshold_credits, d.credits_expire_at, d.batch_id,
 *   k.id as "keyId?", k.label as "keyLabel?",
 *   (
 *     select s.prefix || '…' || s.last_four
 *     from key_secrets s
 *     where s.key_id = k.id
 *     order by s.created_at desc, s.id desc
 *     limit 1
 *   ) as "keyHint?",
 *   g.id as "generationId?", g.status as "status?", g.options as "options?", g.inputs as "inputs?",
 *   g.error_message as "errorMessage?", g.created_at as "acceptedAt?", g.finished_at as "finishedAt?",
 *   i.storage_key as "storageKey?", i.webp_key as "webpKey?", i.content_type as "contentType?",
 *   i.width as "width?", i.height as "height?"
 * from all_webhook_deliveries d
 *   left join keys k on k.id = d.key_id
 *   left join generations g on g.id = d.generation_id
 *   left join images i on i.generation_id = g.id
 * where d.id = :deliveryId!
 * order by i.position
 * ```
 */
export const findStoredDeliveryEvent = prepareQuery<
  IFindStoredDeliveryEventParams,
  IFindStoredDeliveryEventResult
>(findStoredDeliveryEventIR);

/** 'StartDelivery' parameters type */
export interface IStartDeliveryParams {
  body?: string | null | void;
  deliveryId: string;
}

/** 'StartDelivery' return type */
export interface IStartDeliveryResult {
  body: string;
  endpointId: string;
  event: webhook_event;
  number: number;
  oldSecret: Buffer | null;
  secret: Buffer;
  startedAt: Date;
  url: string;
}

/** 'StartDelivery' query type */
export interface IStartDeliveryQuery {
  params: IStartDeliveryParams;
  result: IStartDeliveryResult;
}

const startDeliveryIR: any = {
  text: 'select\n  endpoint_id as "endpointId!", url as "url!", event as "event!", body as "body!",\n  number as "number!", secret as "secret!", old_secret as "oldSecret?", started_at as "startedAt!"\nfrom start_delivery($1, $2)',
  params: ["deliveryId", "body"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   endpoint_id as "endpointId!", url as "url!", event as "event!", body as "body!",
 *   number as "number!", secret as "secret!", old_secret as "oldSecret?", started_at as "startedAt!"
 * from start_delivery(:deliveryId!, :body)
 * ```
 */
export const startDelivery = prepareQuery<IStartDeliveryParams, IStartDeliveryResult>(
  startDeliveryIR,
);

/** 'EndDeliveryAttempt' parameters type */
export interface IEndDeliveryAttemptParams {
  deliveryId: string;
  failure?: delivery_failure | null | void;
  number: number;
  requestHeaders: Json;
  responseBody?: string | null | void;
  responseHeaders: Json;
  status?: number | null | void;
}

/** 'EndDeliveryAttempt' return type */
export interface IEndDeliveryAttemptResult {
  state: delivery_state | null;
}

/** 'EndDeliveryAttempt' query type */
export interface IEndDeliveryAttemptQuery {
  params: IEndDeliveryAttemptParams;
  result: IEndDeliveryAttemptResult;
}

const endDeliveryAttemptIR: any = {
  text: 'select end_delivery_attempt(\n  p_delivery_id => $1,\n  p_number => $2,\n  p_status => $3,\n  p_failure => $4,\n  p_request_headers => $5,\n  p_response_headers => $6,\n  p_response_body => $7\n) as "state?"',
  params: [
    "deliveryId",
    "number",
    "status",
    "failure",
    "requestHeaders",
    "responseHeaders",
    "responseBody",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select end_delivery_attempt(
 *   p_delivery_id => :deliveryId!,
 *   p_number => :number!,
 *   p_status => :status,
 *   p_failure => :failure,
 *   p_request_headers => :requestHeaders!,
 *   p_response_headers => :responseHeaders!,
 *   p_response_body => :responseBody
 * ) as "state?"
 * ```
 */
export const endDeliveryAttempt = prepareQuery<
  IEndDeliveryAttemptParams,
  IEndDeliveryAttemptResult
>(endDeliveryAttemptIR);

/** 'RequeueDeliveries' parameters type */
export interface IRequeueDeliveriesParams {
  limit: number;
}

/** 'RequeueDeliveries' return type */
export interface IRequeueDeliveriesResult {
  requeued: number;
}

/** 'RequeueDeliveries' query type */
export interface IRequeueDeliveriesQuery {
  params: IRequeueDeliveriesParams;
  result: IRequeueDeliveriesResult;
}

const requeueDeliveriesIR: any = {
  text: 'select requeue_deliveries($1) as "requeued!"',
  params: ["limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select requeue_deliveries(:limit!) as "requeued!"
 * ```
 */
export const requeueDeliveries = prepareQuery<IRequeueDeliveriesParams, IRequeueDeliveriesResult>(
  requeueDeliveriesIR,
);

/** 'NotifyExpiringGrants' parameters type */
export interface INotifyExpiringGrantsParams {
  limit: number;
}

/** 'NotifyExpiringGrants' return type */
export interface INotifyExpiringGrantsResult {
  notified: number;
}

/** 'NotifyExpiringGrants' query type */
export interface INotifyExpiringGrantsQuery {
  params: INotifyExpiringGrantsParams;
  result: INotifyExpiringGrantsResult;
}

const notifyExpiringGrantsIR: any = {
  text: 'select notify_expiring_grants($1) as "notified!"',
  params: ["limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select notify_expiring_grants(:limit!) as "notified!"
 * ```
 */
export const notifyExpiringGrants = prepareQuery<
  INotifyExpiringGrantsParams,
  INotifyExpiringGrantsResult
>(notifyExpiringGrantsIR);

/** 'DeleteOldDeliveries' parameters type */
export interface IDeleteOldDeliveriesParams {
  days: number;
  limit: number;
}

/** 'DeleteOldDeliveries' return type */
export interface IDeleteOldDeliveriesResult {
  removed: number;
}

/** 'DeleteOldDeliveries' query type */
export interface IDeleteOldDeliveriesQuery {
  params: IDeleteOldDeliveriesParams;
  result: IDeleteOldDeliveriesResult;
}

const deleteOldDeliveriesIR: any = {
  text: 'select delete_old_deliveries($1, $2) as "removed!"',
  params: ["days", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select delete_old_deliveries(:days!, :limit!) as "removed!"
 * ```
 */
export const deleteOldDeliveries = prepareQuery<
  IDeleteOldDeliveriesParams,
  IDeleteOldDeliveriesResult
>(deleteOldDeliveriesIR);

/** 'ArchiveDeliveries' parameters type */
export interface IArchiveDeliveriesParams {
  limit: number;
}

/** 'ArchiveDeliveries' return type */
export interface IArchiveDeliveriesResult {
  archived: number;
}

/** 'ArchiveDeliveries' query type */
export interface IArchiveDeliveriesQuery {
  params: IArchiveDeliveriesParams;
  result: IArchiveDeliveriesResult;
}

const archiveDeliveriesIR: any = {
  text: 'select archive_deliveries($1) as "archived!"',
  params: ["limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select archive_deliveries(:limit!) as "archived!"
 * ```
 */
export const archiveDeliveries = prepareQuery<IArchiveDeliveriesParams, IArchiveDeliveriesResult>(
  archiveDeliveriesIR,
);

/** 'ListSecretsOfKey' parameters type */
export interface IListSecretsOfKeyParams {
  afterId?: string | null | void;
  keyId: Buffer;
  limit: NumberOrString;
}

/** 'ListSecretsOfKey' return type */
export interface IListSecretsOfKeyResult {
  id: string;
  oldSecret: Buffer | null;
  secret: Buffer;
}

/** 'ListSecretsOfKey' query type */
export interface IListSecretsOfKeyQuery {
  params: IListSecretsOfKeyParams;
  result: IListSecretsOfKeyResult;
}

const listSecretsOfKeyIR: any = {
  text: 'select id, secret, case when old_secret_until > clock() then old_secret end as "oldSecret?"\nfrom webhook_endpoints\nwhere ($1::uuid is null or id > $1)\n  and (\n    substring(secret from 1 for 4) = $2::bytea\n    or substring(old_secret from 1 for 4) = $2::bytea\n  )\norder by id\nlimit $3',
  params: ["afterId", "keyId", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select id, secret, case when old_secret_until > clock() then old_secret end as "oldSecret?"
 * from webhook_endpoints
 * where (:afterId::uuid is null or id > :afterId)
 *   and (
 *     substring(secret from 1 for 4) = :keyId!::bytea
 *     or substring(old_secret from 1 for 4) = :keyId!::bytea
 *   )
 * order by id
 * limit :limit!
 * ```
 */
export const listSecretsOfKey = prepareQuery<IListSecretsOfKeyParams, IListSecretsOfKeyResult>(
  listSecretsOfKeyIR,
);

/** 'ReplaceSecrets' parameters type */
export interface IReplaceSecretsParams {
  before: readonly (BufferArray[number] | null)[];
  ids: readonly (stringArray[number] | null)[];
  oldSecrets: readonly (BufferArray[number] | null)[];
  secrets: readonly (BufferArray[number] | null)[];
}

/** 'ReplaceSecrets' return type */
export interface IReplaceSecretsResult {
  id: string;
}

/** 'ReplaceSecrets' query type */
export interface IReplaceSecretsQuery {
  params: IReplaceSecretsParams;
  result: IReplaceSecretsResult;
}

const replaceSecretsIR: any = {
  text: "update webhook_endpoints e\nset secret = w.secret,\n  old_secret = w.old_secret,\n  old_secret_until = case when w.old_secret is not null then e.old_secret_until end\nfrom unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[])\n  w (id, before, secret, old_secret)\nwhere e.id = w.id and e.secret = w.before\nreturning e.id",
  params: ["ids", "before", "secrets", "oldSecrets"],
};

/**
 * Query generated from SQL:
 * ```
 * update webhook_endpoints e
 * set secret = w.secret,
 *   old_secret = w.old_secret,
 *   old_secret_until = case when w.old_secret is not null then e.old_secret_until end
 * from unnest(:ids!::uuid[], :before!::bytea[], :secrets!::bytea[], :oldSecrets!::bytea[])
 *   w (id, before, secret, old_secret)
 * where e.id = w.id and e.secret = w.before
 * returning e.id
 * ```
 */
export const replaceSecrets = prepareQuery<IReplaceSecretsParams, IReplaceSecretsResult>(
  replaceSecretsIR,
);
