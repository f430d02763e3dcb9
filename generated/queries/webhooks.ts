/** Types generated for queries found in "sql/queries/webhooks.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

export type stringArray = string[];

/** 'InsertWebhook' parameters type */
export interface IInsertWebhookParams {
  accountId: string;
  events: stringArray;
  id: string;
  label?: string | null | void;
  lastFour: string;
  most: number;
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
  usedParamSet: {
    id: true,
    accountId: true,
    url: true,
    label: true,
    events: true,
    secret: true,
    lastFour: true,
    most: true,
  },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 25, b: 28 }] },
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 31, b: 41 }] },
    { name: "url", required: true, transform: { type: "scalar" }, locs: [{ a: 44, b: 48 }] },
    { name: "label", required: false, transform: { type: "scalar" }, locs: [{ a: 51, b: 56 }] },
    { name: "events", required: true, transform: { type: "scalar" }, locs: [{ a: 59, b: 66 }] },
    { name: "secret", required: true, transform: { type: "scalar" }, locs: [{ a: 69, b: 76 }] },
    { name: "lastFour", required: true, transform: { type: "scalar" }, locs: [{ a: 79, b: 88 }] },
    { name: "most", required: true, transform: { type: "scalar" }, locs: [{ a: 91, b: 96 }] },
  ],
  statement:
    'select insert_webhook(\n  :id!, :accountId!, :url!, :label, :events!, :secret!, :lastFour!, :most!\n) as "inserted!"',
};

/**
 * Query generated from SQL:
 * ```
 * select insert_webhook(
 *   :id!, :accountId!, :url!, :label, :events!, :secret!, :lastFour!, :most!
 * ) as "inserted!"
 * ```
 */
export const insertWebhook = new PreparedQuery<IInsertWebhookParams, IInsertWebhookResult>(
  insertWebhookIR,
);

/** 'ChangeWebhook' parameters type */
export interface IChangeWebhookParams {
  accountId: string;
  enabled?: boolean | null | void;
  events?: stringArray | null | void;
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
  usedParamSet: { id: true, accountId: true, url: true, label: true, events: true, enabled: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 22, b: 25 }] },
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 28, b: 38 }] },
    { name: "url", required: false, transform: { type: "scalar" }, locs: [{ a: 41, b: 44 }] },
    { name: "label", required: false, transform: { type: "scalar" }, locs: [{ a: 47, b: 52 }] },
    { name: "events", required: false, transform: { type: "scalar" }, locs: [{ a: 55, b: 61 }] },
    { name: "enabled", required: false, transform: { type: "scalar" }, locs: [{ a: 64, b: 71 }] },
  ],
  statement:
    'select change_webhook(:id!, :accountId!, :url, :label, :events, :enabled) as "changed!"',
};

/**
 * Query generated from SQL:
 * ```
 * select change_webhook(:id!, :accountId!, :url, :label, :events, :enabled) as "changed!"
 * ```
 */
export const changeWebhook = new PreparedQuery<IChangeWebhookParams, IChangeWebhookResult>(
  changeWebhookIR,
);

/** 'DeleteWebhook' parameters type */
export interface IDeleteWebhookParams {
  accountId: string;
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
  usedParamSet: { id: true, accountId: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 22, b: 25 }] },
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 28, b: 38 }] },
  ],
  statement: 'select delete_webhook(:id!, :accountId!) as "deleted!"',
};

/**
 * Query generated from SQL:
 * ```
 * select delete_webhook(:id!, :accountId!) as "deleted!"
 * ```
 */
export const deleteWebhook = new PreparedQuery<IDeleteWebhookParams, IDeleteWebhookResult>(
  deleteWebhookIR,
);

/** 'RotateWebhookSecret' parameters type */
export interface IRotateWebhookSecretParams {
  accountId: string;
  id: string;
  lastFour: string;
  secret: Buffer;
}

/** 'RotateWebhookSecret' return type */
export interface IRotateWebhookSecretResult {
  id: string;
}

/** 'RotateWebhookSecret' query type */
export interface IRotateWebhookSecretQuery {
  params: IRotateWebhookSecretParams;
  result: IRotateWebhookSecretResult;
}

const rotateWebhookSecretIR: any = {
  usedParamSet: { secret: true, lastFour: true, id: true, accountId: true },
  params: [
    { name: "secret", required: true, transform: { type: "scalar" }, locs: [{ a: 113, b: 120 }] },
    { name: "lastFour", required: true, transform: { type: "scalar" }, locs: [{ a: 144, b: 153 }] },
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 166, b: 169 }] },
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 188, b: 198 }],
    },
  ],
  statement:
    "update webhook_endpoints\nset old_secret = secret,\n  old_secret_until = clock() + interval '24 hours',\n  secret = :secret!,\n  secret_last_four = :lastFour!\nwhere id = :id! and account_id = :accountId! and deleted_at is null\nreturning id",
};

/**
 * Query generated from SQL:
 * ```
 * update webhook_endpoints
 * set old_secret = secret,
 *   old_secret_until = clock() + interval '24 hours',
 *   secret = :secret!,
 *   secret_last_four = :lastFour!
 * where id = :id! and account_id = :accountId! and deleted_at is null
 * returning id
 * ```
 */
export const rotateWebhookSecret = new PreparedQuery<
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
  consecutiveFailures: number;
  createdAt: Date;
  disabledAt: Date | null;
  disabledReason: string | null;
  events: stringArray;
  id: string;
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
  usedParamSet: { accountId: true, id: true },
  params: [
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 432, b: 442 }],
    },
    {
      name: "id",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 478, b: 480 },
        { a: 506, b: 508 },
      ],
    },
  ],
  statement:
    'select\n  e.id, e.url, e.label, e.events, e.disabled_at, e.disabled_reason, e.consecutive_failures,\n  e.secret_last_four, e.created_at,\n  case when e.old_secret_until > clock() then e.old_secret_until end as "oldSecretUntil?",\n  (\n    select d.id\n    from webhook_deliveries d\n    where d.endpoint_id = e.id\n    order by d.created_at desc, d.id desc\n    limit 1\n  ) as "lastDeliveryId?"\nfrom webhook_endpoints e\nwhere e.account_id = :accountId!\n  and e.deleted_at is null\n  and (:id::uuid is null or e.id = :id)\norder by e.created_at desc, e.id desc',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   e.id, e.url, e.label, e.events, e.disabled_at, e.disabled_reason, e.consecutive_failures,
 *   e.secret_last_four, e.created_at,
 *   case when e.old_secret_until > clock() then e.old_secret_until end as "oldSecretUntil?",
 *   (
 *     select d.id
 *     from webhook_deliveries d
 *     where d.endpoint_id = e.id
 *     order by d.created_at desc, d.id desc
 *     limit 1
 *   ) as "lastDeliveryId?"
 * from webhook_endpoints e
 * where e.account_id = :accountId!
 *   and e.deleted_at is null
 *   and (:id::uuid is null or e.id = :id)
 * order by e.created_at desc, e.id desc
 * ```
 */
export const listWebhooks = new PreparedQuery<IListWebhooksParams, IListWebhooksResult>(
  listWebhooksIR,
);

/** 'StartDelivery' parameters type */
export interface IStartDeliveryParams {
  deliveryId: string;
}

/** 'StartDelivery' return type */
export interface IStartDeliveryResult {
  body: string;
  endpointId: string;
  event: string;
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
  usedParamSet: { deliveryId: true },
  params: [
    {
      name: "deliveryId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 209, b: 220 }],
    },
  ],
  statement:
    'select\n  endpoint_id as "endpointId!", url as "url!", event as "event!", body as "body!",\n  number as "number!", secret as "secret!", old_secret as "oldSecret?", started_at as "startedAt!"\nfrom start_delivery(:deliveryId!)',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   endpoint_id as "endpointId!", url as "url!", event as "event!", body as "body!",
 *   number as "number!", secret as "secret!", old_secret as "oldSecret?", started_at as "startedAt!"
 * from start_delivery(:deliveryId!)
 * ```
 */
export const startDelivery = new PreparedQuery<IStartDeliveryParams, IStartDeliveryResult>(
  startDeliveryIR,
);

/** 'EndDeliveryAttempt' parameters type */
export interface IEndDeliveryAttemptParams {
  deliveryId: string;
  number: number;
  told: Json;
}

/** 'EndDeliveryAttempt' return type */
export interface IEndDeliveryAttemptResult {
  verdict: string;
}

/** 'EndDeliveryAttempt' query type */
export interface IEndDeliveryAttemptQuery {
  params: IEndDeliveryAttemptParams;
  result: IEndDeliveryAttemptResult;
}

const endDeliveryAttemptIR: any = {
  usedParamSet: { deliveryId: true, number: true, told: true },
  params: [
    { name: "deliveryId", required: true, transform: { type: "scalar" }, locs: [{ a: 28, b: 39 }] },
    { name: "number", required: true, transform: { type: "scalar" }, locs: [{ a: 42, b: 49 }] },
    { name: "told", required: true, transform: { type: "scalar" }, locs: [{ a: 52, b: 57 }] },
  ],
  statement: 'select end_delivery_attempt(:deliveryId!, :number!, :told!) as "verdict!"',
};

/**
 * Query generated from SQL:
 * ```
 * select end_delivery_attempt(:deliveryId!, :number!, :told!) as "verdict!"
 * ```
 */
export const endDeliveryAttempt = new PreparedQuery<
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
  usedParamSet: { limit: true },
  params: [
    { name: "limit", required: true, transform: { type: "scalar" }, locs: [{ a: 26, b: 32 }] },
  ],
  statement: 'select requeue_deliveries(:limit!) as "requeued!"',
};

/**
 * Query generated from SQL:
 * ```
 * select requeue_deliveries(:limit!) as "requeued!"
 * ```
 */
export const requeueDeliveries = new PreparedQuery<
  IRequeueDeliveriesParams,
  IRequeueDeliveriesResult
>(requeueDeliveriesIR);

/** 'TellExpiringCredits' parameters type */
export interface ITellExpiringCreditsParams {
  accounts: number;
}

/** 'TellExpiringCredits' return type */
export interface ITellExpiringCreditsResult {
  told: number;
}

/** 'TellExpiringCredits' query type */
export interface ITellExpiringCreditsQuery {
  params: ITellExpiringCreditsParams;
  result: ITellExpiringCreditsResult;
}

const tellExpiringCreditsIR: any = {
  usedParamSet: { accounts: true },
  params: [
    { name: "accounts", required: true, transform: { type: "scalar" }, locs: [{ a: 29, b: 38 }] },
  ],
  statement: 'select tell_expiring_credits(:accounts!) as "told!"',
};

/**
 * Query generated from SQL:
 * ```
 * select tell_expiring_credits(:accounts!) as "told!"
 * ```
 */
export const tellExpiringCredits = new PreparedQuery<
  ITellExpiringCreditsParams,
  ITellExpiringCreditsResult
>(tellExpiringCreditsIR);

/** 'ReapDeliveries' parameters type */
export interface IReapDeliveriesParams {
  days: number;
  limit: NumberOrString;
}

/** 'ReapDeliveries' return type */
export interface IReapDeliveriesResult {
  removed: number;
}

/** 'ReapDeliveries' query type */
export interface IReapDeliveriesQuery {
  params: IReapDeliveriesParams;
  result: IReapDeliveriesResult;
}

const reapDeliveriesIR: any = {
  usedParamSet: { days: true, limit: true },
  params: [
    { name: "days", required: true, transform: { type: "scalar" }, locs: [{ a: 92, b: 97 }] },
    { name: "limit", required: true, transform: { type: "scalar" }, locs: [{ a: 180, b: 186 }] },
  ],
  statement:
    "with due as (\n  select id\n  from webhook_deliveries\n  where created_at < (select clock()) - :days!::integer * interval '1 day' and state <> 'pending'\n  order by created_at\n  limit :limit!\n), removed as (\n  delete from webhook_deliveries d\n  using due\n  where d.id = due.id and d.state <> 'pending'\n  returning 1\n)\nselect count(*)::integer as \"removed!\"\nfrom removed",
};

/**
 * Query generated from SQL:
 * ```
 * with due as (
 *   select id
 *   from webhook_deliveries
 *   where created_at < (select clock()) - :days!::integer * interval '1 day' and state <> 'pending'
 *   order by created_at
 *   limit :limit!
 * ), removed as (
 *   delete from webhook_deliveries d
 *   using due
 *   where d.id = due.id and d.state <> 'pending'
 *   returning 1
 * )
 * select count(*)::integer as "removed!"
 * from removed
 * ```
 */
export const reapDeliveries = new PreparedQuery<IReapDeliveriesParams, IReapDeliveriesResult>(
  reapDeliveriesIR,
);
