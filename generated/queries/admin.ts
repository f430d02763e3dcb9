/** Types generated for queries found in "sql/queries/admin.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

export type stringArray = string[];

/** 'ListAccounts' parameters type */
export interface IListAccountsParams {
  beforeId?: string | null | void;
  filter: Json;
  limit: number;
  window: number;
}

/** 'ListAccounts' return type */
export interface IListAccountsResult {
  fits: boolean;
  id: string;
  isEnd: boolean;
}

/** 'ListAccounts' query type */
export interface IListAccountsQuery {
  params: IListAccountsParams;
  result: IListAccountsResult;
}

const listAccountsIR: any = {
  text: 'select id as "id!", fits as "fits!", is_end as "isEnd!"\nfrom list_accounts($1, $2, $3, $4)',
  params: ["filter", "beforeId", "limit", "window"],
};

/**
 * Query generated from SQL:
 * ```
 * select id as "id!", fits as "fits!", is_end as "isEnd!"
 * from list_accounts(:filter!, :beforeId, :limit!, :window!)
 * ```
 */
export const listAccounts = prepareQuery<IListAccountsParams, IListAccountsResult>(listAccountsIR);

/** 'DescribeAccounts' parameters type */
export interface IDescribeAccountsParams {
  ids: stringArray;
}

/** 'DescribeAccounts' return type */
export interface IDescribeAccountsResult {
  admin: boolean;
  createdAt: Date;
  disabledAt: Date | null;
  email: string;
  held: number;
  id: string;
  lastSeenAt: Date | null;
  name: string | null;
  planId: string;
  planName: string;
  spendable: number;
}

/** 'DescribeAccounts' query type */
export interface IDescribeAccountsQuery {
  params: IDescribeAccountsParams;
  result: IDescribeAccountsResult;
}

const describeAccountsIR: any = {
  text: 'select\n  a.id, a.email, a.name, a.plan_id, p.name as plan_name, a.admin, a.disabled_at, a.held, a.created_at,\n  spendable_credits(a.id, clock()) as "spendable!",\n  greatest(\n    (select max(s.seen_at) from sessions s where s.account_id = a.id),\n    (select max(k.last_used_at) from keys k where k.account_id = a.id)\n  ) as "lastSeenAt?"\nfrom accounts a\n  join plans p on p.id = a.plan_id\nwhere a.id = any ($1::uuid[])\norder by a.created_at desc, a.id desc',
  params: ["ids"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   a.id, a.email, a.name, a.plan_id, p.name as plan_name, a.admin, a.disabled_at, a.held, a.created_at,
 *   spendable_credits(a.id, clock()) as "spendable!",
 *   greatest(
 *     (select max(s.seen_at) from sessions s where s.account_id = a.id),
 *     (select max(k.last_used_at) from keys k where k.account_id = a.id)
 *   ) as "lastSeenAt?"
 * from accounts a
 *   join plans p on p.id = a.plan_id
 * where a.id = any (:ids!::uuid[])
 * order by a.created_at desc, a.id desc
 * ```
 */
export const describeAccounts = prepareQuery<IDescribeAccountsParams, IDescribeAccountsResult>(
  describeAccountsIR,
);

/** 'UpdateAccount' parameters type */
export interface IUpdateAccountParams {
  accountId: string;
  actorId?: string | null | void;
  admin?: boolean | null | void;
  disabled?: boolean | null | void;
  planId?: string | null | void;
  reason: string;
}

/** 'UpdateAccount' return type */
export interface IUpdateAccountResult {
  outcome: string;
}

/** 'UpdateAccount' query type */
export interface IUpdateAccountQuery {
  params: IUpdateAccountParams;
  result: IUpdateAccountResult;
}

const updateAccountIR: any = {
  text: 'select admin_update_account(\n  $1, $2, $3, $4, $5, $6\n) as "outcome!"',
  params: ["actorId", "accountId", "planId", "admin", "disabled", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_update_account(
 *   :actorId, :accountId!, :planId, :admin, :disabled, :reason!
 * ) as "outcome!"
 * ```
 */
export const updateAccount = prepareQuery<IUpdateAccountParams, IUpdateAccountResult>(
  updateAccountIR,
);

/** 'GrantToAccount' parameters type */
export interface IGrantToAccountParams {
  accountId: string;
  actorId?: string | null | void;
  grant: Json;
  opKey: string;
  reason?: string | null | void;
}

/** 'GrantToAccount' return type */
export interface IGrantToAccountResult {
  outcome: string;
}

/** 'GrantToAccount' query type */
export interface IGrantToAccountQuery {
  params: IGrantToAccountParams;
  result: IGrantToAccountResult;
}

const grantToAccountIR: any = {
  text: 'select admin_grant($1, $2, $3, $4, $5) as "outcome!"',
  params: ["actorId", "accountId", "grant", "opKey", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_grant(:actorId, :accountId!, :grant!, :opKey!, :reason) as "outcome!"
 * ```
 */
export const grantToAccount = prepareQuery<IGrantToAccountParams, IGrantToAccountResult>(
  grantToAccountIR,
);

/** 'VoidOfAccount' parameters type */
export interface IVoidOfAccountParams {
  accountId: string;
  actorId?: string | null | void;
  grantId: string;
  reason: string;
}

/** 'VoidOfAccount' return type */
export interface IVoidOfAccountResult {
  voided: number | null;
}

/** 'VoidOfAccount' query type */
export interface IVoidOfAccountQuery {
  params: IVoidOfAccountParams;
  result: IVoidOfAccountResult;
}

const voidOfAccountIR: any = {
  text: 'select admin_void($1, $2, $3, $4) as "voided?"',
  params: ["actorId", "accountId", "grantId", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_void(:actorId, :accountId!, :grantId!, :reason!) as "voided?"
 * ```
 */
export const voidOfAccount = prepareQuery<IVoidOfAccountParams, IVoidOfAccountResult>(
  voidOfAccountIR,
);

/** 'ReplacePrices' parameters type */
export interface IReplacePricesParams {
  actorId?: string | null | void;
  prices: Json;
}

/** 'ReplacePrices' return type */
export interface IReplacePricesResult {
  unpriced: string | null;
}

/** 'ReplacePrices' query type */
export interface IReplacePricesQuery {
  params: IReplacePricesParams;
  result: IReplacePricesResult;
}

const replacePricesIR: any = {
  text: 'select admin_replace_prices($1, $2) as "unpriced?"',
  params: ["actorId", "prices"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_replace_prices(:actorId, :prices!) as "unpriced?"
 * ```
 */
export const replacePrices = prepareQuery<IReplacePricesParams, IReplacePricesResult>(
  replacePricesIR,
);

/** 'PutPlan' parameters type */
export interface IPutPlanParams {
  actorId?: string | null | void;
  plan: Json;
}

/** 'PutPlan' return type */
export interface IPutPlanResult {
  put: undefined | null;
}

/** 'PutPlan' query type */
export interface IPutPlanQuery {
  params: IPutPlanParams;
  result: IPutPlanResult;
}

const putPlanIR: any = {
  text: 'select admin_put_plan($1, $2) as "put?"',
  params: ["actorId", "plan"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_put_plan(:actorId, :plan!) as "put?"
 * ```
 */
export const putPlan = prepareQuery<IPutPlanParams, IPutPlanResult>(putPlanIR);

/** 'PutModel' parameters type */
export interface IPutModelParams {
  actorId?: string | null | void;
  model: Json;
}

/** 'PutModel' return type */
export interface IPutModelResult {
  unpriced: string | null;
}

/** 'PutModel' query type */
export interface IPutModelQuery {
  params: IPutModelParams;
  result: IPutModelResult;
}

const putModelIR: any = {
  text: 'select admin_put_model($1, $2) as "unpriced?"',
  params: ["actorId", "model"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_put_model(:actorId, :model!) as "unpriced?"
 * ```
 */
export const putModel = prepareQuery<IPutModelParams, IPutModelResult>(putModelIR);

/** 'OpenSignUp' parameters type */
export interface IOpenSignUpParams {
  actorId?: string | null | void;
  open: boolean;
  reason?: string | null | void;
}

/** 'OpenSignUp' return type */
export interface IOpenSignUpResult {
  opened: undefined | null;
}

/** 'OpenSignUp' query type */
export interface IOpenSignUpQuery {
  params: IOpenSignUpParams;
  result: IOpenSignUpResult;
}

const openSignUpIR: any = {
  text: 'select admin_open_sign_up($1, $2, $3) as "opened?"',
  params: ["actorId", "open", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_open_sign_up(:actorId, :open!, :reason) as "opened?"
 * ```
 */
export const openSignUp = prepareQuery<IOpenSignUpParams, IOpenSignUpResult>(openSignUpIR);

/** 'CancelGeneration' parameters type */
export interface ICancelGenerationParams {
  actorId?: string | null | void;
  generationId: string;
  reason: string;
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
  text: 'select admin_cancel($1, $2, $3) as "outcome?"',
  params: ["actorId", "generationId", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_cancel(:actorId, :generationId!, :reason!) as "outcome?"
 * ```
 */
export const cancelGeneration = prepareQuery<ICancelGenerationParams, ICancelGenerationResult>(
  cancelGenerationIR,
);

/** 'ListProviderHealth' parameters type */
export interface IListProviderHealthParams {
  providers: stringArray;
}

/** 'ListProviderHealth' return type */
export interface IListProviderHealthResult {
  callsLastHour: number;
  failuresLastHour: number;
  lastError: string | null;
  lastSuccessAt: Date | null;
  nextProbeAt: Date | null;
  provider: string;
  since: Date | null;
  spendUnknown: number;
  state: string;
}

/** 'ListProviderHealth' query type */
export interface IListProviderHealthQuery {
  params: IListProviderHealthParams;
  result: IListProviderHealthResult;
}

const listProviderHealthIR: any = {
  text: "select\n  p.name as \"provider!\",\n  case\n    when h.opened_until is null then 'up'\n    when h.opened_until > clock() then 'down'\n    else 'probing'\n  end as \"state!\",\n  h.since as \"since?\", h.opened_until as \"nextProbeAt?\",\n  (\n    select count(*) from provider_attempts\n    where provider = p.name and ended_at > (select clock()) - interval '1 hour' and sent_at is not null\n  )::integer as \"callsLastHour!\",\n  (\n    select count(*) from provider_attempts\n    where provider = p.name\n      and ended_at > (select clock()) - interval '1 hour'\n      and outcome in ('failed', 'unknown', 'not_accepted', 'operator_fault')\n  )::integer as \"failuresLastHour!\",\n  (\n    select count(*) from provider_attempts\n    where provider = p.name and spend_unknown and ended_at > (select clock()) - interval '30 days'\n  )::integer as \"spendUnknown!\",\n  (\n    select max(ended_at)\n    from (\n      select ended_at, outcome\n      from provider_attempts\n      where provider = p.name and ended_at is not null\n      order by ended_at desc\n      limit 1000\n    ) latest\n    where outcome = 'images'\n  ) as \"lastSuccessAt?\",\n  (\n    select message\n    from (\n      select ended_at, outcome, message\n      from provider_attempts\n      where provider = p.name and ended_at is not null\n      order by ended_at desc\n      limit 1000\n    ) latest\n    where outcome in ('failed', 'unknown', 'not_accepted', 'operator_fault')\n    order by ended_at desc\n    limit 1\n  ) as \"lastError?\"\nfrom unnest($1::text[]) p (name)\n  left join provider_health h on h.provider = p.name                                                                                                       ",
  params: ["providers"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   p.name as "provider!",
 *   case
 *     when h.opened_until is null then 'up'
 *     when h.opened_until > clock() then 'down'
 *     else 'probing'
 *   end as "state!",
 *   h.since as "since?", h.opened_until as "nextProbeAt?",
 *   (
 *     select count(*) from provider_attempts
 *     where provider = p.name and ended_at > (select clock()) - interval '1 hour' and sent_at is not null
 *   )::integer as "callsLastHour!",
 *   (
 *     select count(*) from provider_attempts
 *     where provider = p.name
 *       and ended_at > (select clock()) - interval '1 hour'
 *       and outcome in ('failed', 'unknown', 'not_accepted', 'operator_fault')
 *   )::integer as "failuresLastHour!",
 *   (
 *     select count(*) from provider_attempts
 *     where provider = p.name and spend_unknown and ended_at > (select clock()) - interval '30 days'
 *   )::integer as "spendUnknown!",
 *   (
 *     select max(ended_at)
 *     from (
 *       select ended_at, outcome
 *       from provider_attempts
 *       where provider = p.name and ended_at is not null
 *       order by ended_at desc
 *       limit 1000
 *     ) latest
 *     where outcome = 'images'
 *   ) as "lastSuccessAt?",
 *   (
 *     select message
 *     from (
 *       select ended_at, outcome, message
 *       from provider_attempts
 *       where provider = p.name and ended_at is not null
 *       order by ended_at desc
 *       limit 1000
 *     ) latest
 *     where outcome in ('failed', 'unknown', 'not_accepted', 'operator_fault')
 *     order by ended_at desc
 *     limit 1
 *   ) as "lastError?"
 * from unnest(:providers!::text[]) p (name)
 *   left join provider_health h on h.provider = p.name  
 * ```
 */
export const listProviderHealth = prepareQuery<
  IListProviderHealthParams,
  IListProviderHealthResult
>(listProviderHealthIR);

/** 'ReadQueue' parameters type */
export type IReadQueueParams = void;

/** 'ReadQueue' return type */
export interface IReadQueueResult {
  deliveriesPending: number;
  oldestDeliveryAt: Date | null;
  oldestQueuedAt: Date | null;
  queued: number;
  running: number;
  runningThere: number;
  seenAt: Date | null;
  startedAt: Date | null;
  workerId: string | null;
}

/** 'ReadQueue' query type */
export interface IReadQueueQuery {
  params: IReadQueueParams;
  result: IReadQueueResult;
}

const readQueueIR: any = {
  text: 'with live as materialized (\n  select status, worker_id, created_at from generations where finished_at is null\n), queue as (\n  select\n    count(*) filter (where status = \'queued\') as queued,\n    count(*) filter (where status = \'running\') as running,\n    min(created_at) filter (where status = \'queued\') as oldest_queued_at\n  from live\n), deliveries as (\n  select count(*) as pending, min(created_at) as oldest_at\n  from webhook_deliveries\n  where state = \'pending\'\n)\nselect\n  q.queued::integer as "queued!",\n  q.running::integer as "running!",\n  q.oldest_queued_at as "oldestQueuedAt?",\n  d.pending::integer as "deliveriesPending!",\n  d.oldest_at as "oldestDeliveryAt?",\n  w.id as "workerId?",\n  w.started_at as "startedAt?",\n  w.seen_at as "seenAt?",\n  (select count(*) from live where worker_id = w.id)::integer as "runningThere!"\nfrom queue q\n  cross join deliveries d\n  left join workers w on w.stopped_at is null\norder by w.started_at, w.id                                    ',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * with live as materialized (
 *   select status, worker_id, created_at from generations where finished_at is null
 * ), queue as (
 *   select
 *     count(*) filter (where status = 'queued') as queued,
 *     count(*) filter (where status = 'running') as running,
 *     min(created_at) filter (where status = 'queued') as oldest_queued_at
 *   from live
 * ), deliveries as (
 *   select count(*) as pending, min(created_at) as oldest_at
 *   from webhook_deliveries
 *   where state = 'pending'
 * )
 * select
 *   q.queued::integer as "queued!",
 *   q.running::integer as "running!",
 *   q.oldest_queued_at as "oldestQueuedAt?",
 *   d.pending::integer as "deliveriesPending!",
 *   d.oldest_at as "oldestDeliveryAt?",
 *   w.id as "workerId?",
 *   w.started_at as "startedAt?",
 *   w.seen_at as "seenAt?",
 *   (select count(*) from live where worker_id = w.id)::integer as "runningThere!"
 * from queue q
 *   cross join deliveries d
 *   left join workers w on w.stopped_at is null
 * order by w.started_at, w.id  
 * ```
 */
export const readQueue = prepareQuery<IReadQueueParams, IReadQueueResult>(readQueueIR);

/** 'ListStuck' parameters type */
export interface IListStuckParams {
  limit: NumberOrString;
}

/** 'ListStuck' return type */
export interface IListStuckResult {
  accountEmail: string;
  accountId: string;
  cancelRequestedAt: Date | null;
  createdAt: Date;
  deadlineAt: Date;
  id: string;
  model: string;
  provider: string | null;
  status: string;
}

/** 'ListStuck' query type */
export interface IListStuckQuery {
  params: IListStuckParams;
  result: IListStuckResult;
}

const listStuckIR: any = {
  text: "select\n  g.id, g.account_id, a.email as account_email, g.status, g.model, g.provider, g.created_at,\n  g.deadline_at, g.cancel_requested_at\nfrom generations g\n  join accounts a on a.id = g.account_id\nwhere g.finished_at is null\n  and clock() >\n    coalesce(g.started_at, g.created_at) + (g.deadline_at - coalesce(g.started_at, g.created_at)) / 2\norder by g.created_at, g.id\nlimit $1",
  params: ["limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   g.id, g.account_id, a.email as account_email, g.status, g.model, g.provider, g.created_at,
 *   g.deadline_at, g.cancel_requested_at
 * from generations g
 *   join accounts a on a.id = g.account_id
 * where g.finished_at is null
 *   and clock() >
 *     coalesce(g.started_at, g.created_at) + (g.deadline_at - coalesce(g.started_at, g.created_at)) / 2
 * order by g.created_at, g.id
 * limit :limit!
 * ```
 */
export const listStuck = prepareQuery<IListStuckParams, IListStuckResult>(listStuckIR);

/** 'ListAuditEntries' parameters type */
export interface IListAuditEntriesParams {
  beforeId?: NumberOrString | null | void;
  filter: Json;
  limit: number;
  window: number;
}

/** 'ListAuditEntries' return type */
export interface IListAuditEntriesResult {
  accountEmail: string | null;
  accountId: string | null;
  action: string;
  actor: string;
  createdAt: Date;
  details: Json;
  fits: boolean;
  id: string;
  isEnd: boolean;
  reason: string | null;
  subject: string | null;
}

/** 'ListAuditEntries' query type */
export interface IListAuditEntriesQuery {
  params: IListAuditEntriesParams;
  result: IListAuditEntriesResult;
}

const listAuditEntriesIR: any = {
  text: 'select\n  e.id, e.actor, e.action, e.account_id, a.email as "accountEmail?", e.subject, e.reason, e.details,\n  e.created_at, l.fits as "fits!", l.is_end as "isEnd!"\nfrom list_audit_entries($1, $2, $3, $4) l\n  join audit_entries e on e.id = l.id\n  left join accounts a on a.id = e.account_id\norder by e.created_at desc, e.id desc',
  params: ["filter", "beforeId", "limit", "window"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   e.id, e.actor, e.action, e.account_id, a.email as "accountEmail?", e.subject, e.reason, e.details,
 *   e.created_at, l.fits as "fits!", l.is_end as "isEnd!"
 * from list_audit_entries(:filter!, :beforeId, :limit!, :window!) l
 *   join audit_entries e on e.id = l.id
 *   left join accounts a on a.id = e.account_id
 * order by e.created_at desc, e.id desc
 * ```
 */
export const listAuditEntries = prepareQuery<IListAuditEntriesParams, IListAuditEntriesResult>(
  listAuditEntriesIR,
);

/** 'SetPassword' parameters type */
export interface ISetPasswordParams {
  accountId: string;
  actorId?: string | null | void;
  passwordHash: string;
  reason?: string | null | void;
}

/** 'SetPassword' return type */
export interface ISetPasswordResult {
  outcome: string;
}

/** 'SetPassword' query type */
export interface ISetPasswordQuery {
  params: ISetPasswordParams;
  result: ISetPasswordResult;
}

const setPasswordIR: any = {
  text: 'select admin_set_password($1, $2, $3, $4) as "outcome!"',
  params: ["actorId", "accountId", "passwordHash", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_set_password(:actorId, :accountId!, :passwordHash!, :reason) as "outcome!"
 * ```
 */
export const setPassword = prepareQuery<ISetPasswordParams, ISetPasswordResult>(setPasswordIR);
