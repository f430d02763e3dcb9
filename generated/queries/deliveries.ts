/** Types generated for queries found in "sql/queries/deliveries.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type delivery_failure =
  "connection" | "interrupted" | "protocol" | "refused" | "timeout" | "tls";

export type delivery_state = "exhausted" | "pending" | "skipped" | "succeeded";

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

export type DateOrString = Date | string;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type delivery_stateArray = delivery_state[];

export type stringArray = string[];

/** 'ListDeliveries' parameters type */
export interface IListDeliveriesParams {
  beforeId?: string | null | void;
  endpointId: string;
  event?: webhook_event | null | void;
  limit: number;
  states?: readonly (delivery_stateArray[number] | null)[] | null | void;
  window: number;
}

/** 'ListDeliveries' return type */
export interface IListDeliveriesResult {
  attempts: number;
  createdAt: Date;
  endedAt: Date | null;
  event: webhook_event;
  generationId: string | null;
  id: string;
  isEnd: boolean;
  isMatch: boolean;
  lastFailure: delivery_failure | null;
  lastStatus: number | null;
  nextAttemptAt: Date | null;
  state: delivery_state;
  test: boolean;
  triesLeft: number;
}

/** 'ListDeliveries' query type */
export interface IListDeliveriesQuery {
  params: IListDeliveriesParams;
  result: IListDeliveriesResult;
}

const listDeliveriesIR: any = {
  text: 'select\n  d.id as "id!", d.event as "event!", d.generation_id, d.test as "test!", d.state as "state!",\n  d.attempts as "attempts!", d.tries_left as "triesLeft!", d.next_attempt_at, d.created_at as "createdAt!",\n  d.ended_at, a.status as "lastStatus?", a.failure as "lastFailure?", l.is_match as "isMatch!",\n  l.is_end as "isEnd!"\nfrom list_deliveries(\n    p_endpoint_id => $1,\n    p_states => $2,\n    p_event => $3,\n    p_before_id => $4,\n    p_limit => $5,\n    p_window => $6\n  ) l\n  join all_webhook_deliveries d on d.id = l.id\n  left join all_webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts\norder by d.created_at desc, d.id desc',
  params: ["endpointId", "states", "event", "beforeId", "limit", "window"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   d.id as "id!", d.event as "event!", d.generation_id, d.test as "test!", d.state as "state!",
 *   d.attempts as "attempts!", d.tries_left as "triesLeft!", d.next_attempt_at, d.created_at as "createdAt!",
 *   d.ended_at, a.status as "lastStatus?", a.failure as "lastFailure?", l.is_match as "isMatch!",
 *   l.is_end as "isEnd!"
 * from list_deliveries(
 *     p_endpoint_id => :endpointId!,
 *     p_states => :states,
 *     p_event => :event,
 *     p_before_id => :beforeId,
 *     p_limit => :limit!,
 *     p_window => :window!
 *   ) l
 *   join all_webhook_deliveries d on d.id = l.id
 *   left join all_webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts
 * order by d.created_at desc, d.id desc
 * ```
 */
export const listDeliveries = prepareQuery<IListDeliveriesParams, IListDeliveriesResult>(
  listDeliveriesIR,
);

/** 'FindDeliveries' parameters type */
export interface IFindDeliveriesParams {
  accountId: string;
  ids: readonly (stringArray[number] | null)[];
}

/** 'FindDeliveries' return type */
export interface IFindDeliveriesResult {
  attempts: number;
  createdAt: Date;
  endedAt: Date | null;
  endpointId: string;
  event: webhook_event;
  generationId: string | null;
  id: string;
  lastFailure: delivery_failure | null;
  lastStatus: number | null;
  nextAttemptAt: Date | null;
  state: delivery_state;
  test: boolean;
  triesLeft: number;
}

/** 'FindDeliveries' query type */
export interface IFindDeliveriesQuery {
  params: IFindDeliveriesParams;
  result: IFindDeliveriesResult;
}

const findDeliveriesIR: any = {
  text: 'select\n  d.id as "id!", d.event as "event!", d.generation_id, d.test as "test!", d.state as "state!",\n  d.attempts as "attempts!", d.tries_left as "triesLeft!", d.next_attempt_at, d.created_at as "createdAt!",\n  d.ended_at, d.endpoint_id as "endpointId!", a.status as "lastStatus?", a.failure as "lastFailure?"\nfrom all_webhook_deliveries d\n  left join all_webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts\nwhere d.id = any ($1::uuid[]) and d.account_id = $2',
  params: ["ids", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   d.id as "id!", d.event as "event!", d.generation_id, d.test as "test!", d.state as "state!",
 *   d.attempts as "attempts!", d.tries_left as "triesLeft!", d.next_attempt_at, d.created_at as "createdAt!",
 *   d.ended_at, d.endpoint_id as "endpointId!", a.status as "lastStatus?", a.failure as "lastFailure?"
 * from all_webhook_deliveries d
 *   left join all_webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts
 * where d.id = any (:ids!::uuid[]) and d.account_id = :accountId!
 * ```
 */
export const findDeliveries = prepareQuery<IFindDeliveriesParams, IFindDeliveriesResult>(
  findDeliveriesIR,
);

/** 'ListAttempts' parameters type */
export interface IListAttemptsParams {
  deliveryId: string;
}

/** 'ListAttempts' return type */
export interface IListAttemptsResult {
  endedAt: Date | null;
  failure: delivery_failure | null;
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
  text: 'select\n  number as "number!", started_at as "startedAt!", ended_at, status, failure,\n  request_headers as "requestHeaders!", response_headers as "responseHeaders!", response_body\nfrom all_webhook_attempts\nwhere delivery_id = $1\norder by number',
  params: ["deliveryId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   number as "number!", started_at as "startedAt!", ended_at, status, failure,
 *   request_headers as "requestHeaders!", response_headers as "responseHeaders!", response_body
 * from all_webhook_attempts
 * where delivery_id = :deliveryId!
 * order by number
 * ```
 */
export const listAttempts = prepareQuery<IListAttemptsParams, IListAttemptsResult>(listAttemptsIR);

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
  text: 'select resend_deliveries($1, $2, $3) as "id!"',
  params: ["endpointId", "deliveryId", "since"],
};

/**
 * Query generated from SQL:
 * ```
 * select resend_deliveries(:endpointId!, :deliveryId, :since) as "id!"
 * ```
 */
export const resendDeliveries = prepareQuery<IResendDeliveriesParams, IResendDeliveriesResult>(
  resendDeliveriesIR,
);

/** 'SendTestEvent' parameters type */
export interface ISendTestEventParams {
  endpointId: string;
  event: webhook_event;
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
  text: 'select send_test_event($1, $2, $3) as "sent?"',
  params: ["id", "endpointId", "event"],
};

/**
 * Query generated from SQL:
 * ```
 * select send_test_event(:id!, :endpointId!, :event!) as "sent?"
 * ```
 */
export const sendTestEvent = prepareQuery<ISendTestEventParams, ISendTestEventResult>(
  sendTestEventIR,
);

/** 'ListOperatorDeliveries' parameters type */
export interface IListOperatorDeliveriesParams {
  accountId?: string | null | void;
  beforeId?: string | null | void;
  limit: number;
  states?: readonly (delivery_stateArray[number] | null)[] | null | void;
  window: number;
}

/** 'ListOperatorDeliveries' return type */
export interface IListOperatorDeliveriesResult {
  accountEmail: string;
  accountId: string;
  attempts: number;
  createdAt: Date;
  endedAt: Date | null;
  endpointId: string;
  event: webhook_event;
  generationId: string | null;
  id: string;
  isEnd: boolean;
  isMatch: boolean;
  lastFailure: delivery_failure | null;
  lastStatus: number | null;
  nextAttemptAt: Date | null;
  state: delivery_state;
  test: boolean;
  triesLeft: number;
  url: string;
}

/** 'ListOperatorDeliveries' query type */
export interface IListOperatorDeliveriesQuery {
  params: IListOperatorDeliveriesParams;
  result: IListOperatorDeliveriesResult;
}

const listOperatorDeliveriesIR: any = {
  text: 'select\n  d.id as "id!", d.account_id as "accountId!", o.email as account_email, d.endpoint_id as "endpointId!",\n  e.url, d.event as "event!", d.generation_id, d.test as "test!", d.state as "state!",\n  d.attempts as "attempts!", d.tries_left as "triesLeft!", d.next_attempt_at, d.created_at as "createdAt!",\n  d.ended_at,\n  a.status as "lastStatus?", a.failure as "lastFailure?", l.is_match as "isMatch!", l.is_end as "isEnd!"\nfrom list_operator_deliveries(\n    p_account_id => $1,\n    p_states => $2,\n    p_before_id => $3,\n    p_limit => $4,\n    p_window => $5\n  ) l\n  join all_webhook_deliveries d on d.id = l.id\n  -- Limited, so that the few rows of a page are looked up and no plan reads all of these tables.\n  cross join lateral (select url from webhook_endpoints where id = d.endpoint_id limit 1) e\n  cross join lateral (select email from accounts where id = d.account_id limit 1) o\n  left join all_webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts\norder by d.created_at desc, d.id desc',
  params: ["accountId", "states", "beforeId", "limit", "window"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   d.id as "id!", d.account_id as "accountId!", o.email as account_email, d.endpoint_id as "endpointId!",
 *   e.url, d.event as "event!", d.generation_id, d.test as "test!", d.state as "state!",
 *   d.attempts as "attempts!", d.tries_left as "triesLeft!", d.next_attempt_at, d.created_at as "createdAt!",
 *   d.ended_at,
 *   a.status as "lastStatus?", a.failure as "lastFailure?", l.is_match as "isMatch!", l.is_end as "isEnd!"
 * from list_operator_deliveries(
 *     p_account_id => :accountId,
 *     p_states => :states,
 *     p_before_id => :beforeId,
 *     p_limit => :limit!,
 *     p_window => :window!
 *   ) l
 *   join all_webhook_deliveries d on d.id = l.id
 *   -- Limited, so that the few rows of a page are looked up and no plan reads all of these tables.
 *   cross join lateral (select url from webhook_endpoints where id = d.endpoint_id limit 1) e
 *   cross join lateral (select email from accounts where id = d.account_id limit 1) o
 *   left join all_webhook_attempts a on a.delivery_id = d.id and a.number = d.attempts
 * order by d.created_at desc, d.id desc
 * ```
 */
export const listOperatorDeliveries = prepareQuery<
  IListOperatorDeliveriesParams,
  IListOperatorDeliveriesResult
>(listOperatorDeliveriesIR);

/** 'ResendForOperator' parameters type */
export interface IResendForOperatorParams {
  actorId?: string | null | void;
  address?: string | null | void;
  deliveryId: string;
  reason?: string | null | void;
}

/** 'ResendForOperator' return type */
export interface IResendForOperatorResult {
  outcome: string | null;
}

/** 'ResendForOperator' query type */
export interface IResendForOperatorQuery {
  params: IResendForOperatorParams;
  result: IResendForOperatorResult;
}

const resendForOperatorIR: any = {
  text: 'select admin_resend_delivery(act_as($1, $2, $3), $4) as "outcome?"',
  params: ["actorId", "address", "reason", "deliveryId"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_resend_delivery(act_as(:actorId, :address, :reason), :deliveryId!) as "outcome?"
 * ```
 */
export const resendForOperator = prepareQuery<IResendForOperatorParams, IResendForOperatorResult>(
  resendForOperatorIR,
);
