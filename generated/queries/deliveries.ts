/** Types generated for queries found in "sql/queries/deliveries.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

export type DateOrString = Date | string;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

export type stringArray = string[];

/** 'ListDeliveries' parameters type */
export interface IListDeliveriesParams {
  beforeId?: string | null | void;
  endpointId: string;
  event?: string | null | void;
  limit: NumberOrString;
  states?: stringArray | null | void;
}

/** 'ListDeliveries' return type */
export interface IListDeliveriesResult {
  attempts: number;
  createdAt: Date;
  endedAt: Date | null;
  event: string;
  generationId: string | null;
  id: string;
  lastFailure: string | null;
  lastStatus: number | null;
  nextAttemptAt: Date | null;
  state: string;
  test: boolean;
}

/** 'ListDeliveries' query type */
export interface IListDeliveriesQuery {
  params: IListDeliveriesParams;
  result: IListDeliveriesResult;
}

const listDeliveriesIR: any = {
  usedParamSet: { endpointId: true, states: true, event: true, beforeId: true, limit: true },
  params: [
    {
      name: "endpointId",
      required: true,
      transform: { type: "scalar" },
      locs: [
        { a: 301, b: 312 },
        { a: 603, b: 614 },
      ],
    },
    {
      name: "states",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 321, b: 327 },
        { a: 363, b: 369 },
      ],
    },
    {
      name: "event",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 380, b: 385 },
        { a: 414, b: 419 },
      ],
    },
    {
      name: "beforeId",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 434, b: 442 },
        { a: 573, b: 581 },
      ],
    },
    { name: "limit", required: true, transform: { type: "scalar" }, locs: [{ a: 670, b: 676 }] },
  ],
  statement:
    'select\n  d.id, d.event, d.generation_id, d.test, d.state, d.attempts, d.next_attempt_at, d.created_at,\n  d.ended_at, a.status as "lastStatus?", a.failure as "lastFailure?"\nfrom webhook_deliveries d\n  left join webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts\nwhere d.endpoint_id = :endpointId!\n  and (:states::text[] is null or d.state = any (:states))\n  and (:event::text is null or d.event = :event)\n  and (\n    :beforeId::uuid is null\n    or (d.created_at, d.id) < (\n      select b.created_at, b.id\n      from webhook_deliveries b\n      where b.id = :beforeId and b.endpoint_id = :endpointId!\n    )\n  )\norder by d.created_at desc, d.id desc\nlimit :limit!',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   d.id, d.event, d.generation_id, d.test, d.state, d.attempts, d.next_attempt_at, d.created_at,
 *   d.ended_at, a.status as "lastStatus?", a.failure as "lastFailure?"
 * from webhook_deliveries d
 *   left join webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts
 * where d.endpoint_id = :endpointId!
 *   and (:states::text[] is null or d.state = any (:states))
 *   and (:event::text is null or d.event = :event)
 *   and (
 *     :beforeId::uuid is null
 *     or (d.created_at, d.id) < (
 *       select b.created_at, b.id
 *       from webhook_deliveries b
 *       where b.id = :beforeId and b.endpoint_id = :endpointId!
 *     )
 *   )
 * order by d.created_at desc, d.id desc
 * limit :limit!
 * ```
 */
export const listDeliveries = new PreparedQuery<IListDeliveriesParams, IListDeliveriesResult>(
  listDeliveriesIR,
);

/** 'FindDeliveries' parameters type */
export interface IFindDeliveriesParams {
  accountId: string;
  ids: stringArray;
}

/** 'FindDeliveries' return type */
export interface IFindDeliveriesResult {
  attempts: number;
  body: string;
  createdAt: Date;
  endedAt: Date | null;
  endpointId: string;
  event: string;
  generationId: string | null;
  id: string;
  lastFailure: string | null;
  lastStatus: number | null;
  nextAttemptAt: Date | null;
  state: string;
  test: boolean;
}

/** 'FindDeliveries' query type */
export interface IFindDeliveriesQuery {
  params: IFindDeliveriesParams;
  result: IFindDeliveriesResult;
}

const findDeliveriesIR: any = {
  usedParamSet: { ids: true, accountId: true },
  params: [
    { name: "ids", required: true, transform: { type: "scalar" }, locs: [{ a: 320, b: 324 }] },
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 354, b: 364 }],
    },
  ],
  statement:
    'select\n  d.id, d.event, d.generation_id, d.test, d.state, d.attempts, d.next_attempt_at, d.created_at,\n  d.ended_at, d.endpoint_id, d.body, a.status as "lastStatus?", a.failure as "lastFailure?"\nfrom webhook_deliveries d\n  left join webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts\nwhere d.id = any (:ids!::uuid[]) and d.account_id = :accountId!',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   d.id, d.event, d.generation_id, d.test, d.state, d.attempts, d.next_attempt_at, d.created_at,
 *   d.ended_at, d.endpoint_id, d.body, a.status as "lastStatus?", a.failure as "lastFailure?"
 * from webhook_deliveries d
 *   left join webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts
 * where d.id = any (:ids!::uuid[]) and d.account_id = :accountId!
 * ```
 */
export const findDeliveries = new PreparedQuery<IFindDeliveriesParams, IFindDeliveriesResult>(
  findDeliveriesIR,
);

/** 'ListAttempts' parameters type */
export interface IListAttemptsParams {
  deliveryId: string;
}

/** 'ListAttempts' return type */
export interface IListAttemptsResult {
  endedAt: Date | null;
  failure: string | null;
  number: number;
  requestHeaders: Json;
  responseBody: string | null;
  responseHeaders: Json;
  startedAt: Date;
  status: number | null;
}

/** 'ListAttempts' query type */
export interface IListAttemptsQuery {
  params: IListAttemptsParams;
  result: IListAttemptsResult;
}

const listAttemptsIR: any = {
  usedParamSet: { deliveryId: true },
  params: [
    {
      name: "deliveryId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 147, b: 158 }],
    },
  ],
  statement:
    "select\n  number, started_at, ended_at, status, failure, request_headers, response_headers, response_body\nfrom webhook_attempts\nwhere delivery_id = :deliveryId!\norder by number",
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   number, started_at, ended_at, status, failure, request_headers, response_headers, response_body
 * from webhook_attempts
 * where delivery_id = :deliveryId!
 * order by number
 * ```
 */
export const listAttempts = new PreparedQuery<IListAttemptsParams, IListAttemptsResult>(
  listAttemptsIR,
);

/** 'ResendDeliveries' parameters type */
export interface IResendDeliveriesParams {
  deliveryId?: string | null | void;
  endpointId: string;
  since?: DateOrString | null | void;
}

/** 'ResendDeliveries' return type */
export interface IResendDeliveriesResult {
  id: string;
}

/** 'ResendDeliveries' query type */
export interface IResendDeliveriesQuery {
  params: IResendDeliveriesParams;
  result: IResendDeliveriesResult;
}

const resendDeliveriesIR: any = {
  usedParamSet: { endpointId: true, deliveryId: true, since: true },
  params: [
    { name: "endpointId", required: true, transform: { type: "scalar" }, locs: [{ a: 25, b: 36 }] },
    {
      name: "deliveryId",
      required: false,
      transform: { type: "scalar" },
      locs: [{ a: 39, b: 49 }],
    },
    { name: "since", required: false, transform: { type: "scalar" }, locs: [{ a: 52, b: 57 }] },
  ],
  statement: 'select resend_deliveries(:endpointId!, :deliveryId, :since) as "id!"',
};

/**
 * Query generated from SQL:
 * ```
 * select resend_deliveries(:endpointId!, :deliveryId, :since) as "id!"
 * ```
 */
export const resendDeliveries = new PreparedQuery<IResendDeliveriesParams, IResendDeliveriesResult>(
  resendDeliveriesIR,
);

/** 'SendTestEvent' parameters type */
export interface ISendTestEventParams {
  data: Json;
  endpointId: string;
  event: string;
  id: string;
}

/** 'SendTestEvent' return type */
export interface ISendTestEventResult {
  sent: undefined | null;
}

/** 'SendTestEvent' query type */
export interface ISendTestEventQuery {
  params: ISendTestEventParams;
  result: ISendTestEventResult;
}

const sendTestEventIR: any = {
  usedParamSet: { id: true, endpointId: true, event: true, data: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 23, b: 26 }] },
    { name: "endpointId", required: true, transform: { type: "scalar" }, locs: [{ a: 29, b: 40 }] },
    { name: "event", required: true, transform: { type: "scalar" }, locs: [{ a: 43, b: 49 }] },
    { name: "data", required: true, transform: { type: "scalar" }, locs: [{ a: 52, b: 57 }] },
  ],
  statement: 'select send_test_event(:id!, :endpointId!, :event!, :data!) as "sent?"',
};

/**
 * Query generated from SQL:
 * ```
 * select send_test_event(:id!, :endpointId!, :event!, :data!) as "sent?"
 * ```
 */
export const sendTestEvent = new PreparedQuery<ISendTestEventParams, ISendTestEventResult>(
  sendTestEventIR,
);
