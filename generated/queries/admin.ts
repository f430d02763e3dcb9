/** Types generated for queries found in "sql/queries/admin.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

export type DateOrString = Date | string;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

export type stringArray = string[];

/** 'ListAccounts' parameters type */
export interface IListAccountsParams {
  beforeId?: string | null | void;
  disabled?: boolean | null | void;
  id?: string | null | void;
  limit: NumberOrString;
  planId?: string | null | void;
  text?: string | null | void;
}

/** 'ListAccounts' return type */
export interface IListAccountsResult {
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

/** 'ListAccounts' query type */
export interface IListAccountsQuery {
  params: IListAccountsParams;
  result: IListAccountsResult;
}

const listAccountsIR: any = {
  usedParamSet: { id: true, text: true, planId: true, disabled: true, beforeId: true, limit: true },
  params: [
    {
      name: "id",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 395, b: 397 },
        { a: 423, b: 425 },
      ],
    },
    {
      name: "text",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 435, b: 439 },
        { a: 518, b: 522 },
      ],
    },
    {
      name: "planId",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 538, b: 544 },
        { a: 575, b: 581 },
      ],
    },
    {
      name: "disabled",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 591, b: 599 },
        { a: 651, b: 659 },
      ],
    },
    {
      name: "beforeId",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 674, b: 682 },
        { a: 784, b: 792 },
      ],
    },
    { name: "limit", required: true, transform: { type: "scalar" }, locs: [{ a: 843, b: 849 }] },
  ],
  statement:
    "select\n  a.id, a.email, a.name, a.plan_id, p.name as plan_name, a.admin, a.disabled_at, a.held, a.created_at,\n  spendable_credits(a.id, clock()) as \"spendable!\",\n  greatest(\n    (select max(s.seen_at) from sessions s where s.account_id = a.id),\n    (select max(k.last_used_at) from keys k where k.account_id = a.id)\n  ) as \"lastSeenAt?\"\nfrom accounts a\n  join plans p on p.id = a.plan_id\nwhere (:id::uuid is null or a.id = :id)\n  and (:text::text is null or strpos(lower(a.email || ' ' || coalesce(a.name, '')), lower(:text)) > 0)\n  and (:planId::text is null or a.plan_id = :planId)\n  and (:disabled::boolean is null or (a.disabled_at is not null) = :disabled)\n  and (\n    :beforeId::uuid is null\n    or (a.created_at, a.id) < (select b.created_at, b.id from accounts b where b.id = :beforeId)\n  )\norder by a.created_at desc, a.id desc\nlimit :limit!",
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
 * where (:id::uuid is null or a.id = :id)
 *   and (:text::text is null or strpos(lower(a.email || ' ' || coalesce(a.name, '')), lower(:text)) > 0)
 *   and (:planId::text is null or a.plan_id = :planId)
 *   and (:disabled::boolean is null or (a.disabled_at is not null) = :disabled)
 *   and (
 *     :beforeId::uuid is null
 *     or (a.created_at, a.id) < (select b.created_at, b.id from accounts b where b.id = :beforeId)
 *   )
 * order by a.created_at desc, a.id desc
 * limit :limit!
 * ```
 */
export const listAccounts = new PreparedQuery<IListAccountsParams, IListAccountsResult>(
  listAccountsIR,
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
  usedParamSet: {
    actorId: true,
    accountId: true,
    planId: true,
    admin: true,
    disabled: true,
    reason: true,
  },
  params: [
    { name: "actorId", required: false, transform: { type: "scalar" }, locs: [{ a: 31, b: 38 }] },
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 41, b: 51 }] },
    { name: "planId", required: false, transform: { type: "scalar" }, locs: [{ a: 54, b: 60 }] },
    { name: "admin", required: false, transform: { type: "scalar" }, locs: [{ a: 63, b: 68 }] },
    { name: "disabled", required: false, transform: { type: "scalar" }, locs: [{ a: 71, b: 79 }] },
    { name: "reason", required: true, transform: { type: "scalar" }, locs: [{ a: 82, b: 89 }] },
  ],
  statement:
    'select admin_update_account(\n  :actorId, :accountId!, :planId, :admin, :disabled, :reason!\n) as "outcome!"',
};

/**
 * Query generated from SQL:
 * ```
 * select admin_update_account(
 *   :actorId, :accountId!, :planId, :admin, :disabled, :reason!
 * ) as "outcome!"
 * ```
 */
export const updateAccount = new PreparedQuery<IUpdateAccountParams, IUpdateAccountResult>(
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
  usedParamSet: { actorId: true, accountId: true, grant: true, opKey: true, reason: true },
  params: [
    { name: "actorId", required: false, transform: { type: "scalar" }, locs: [{ a: 19, b: 26 }] },
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 29, b: 39 }] },
    { name: "grant", required: true, transform: { type: "scalar" }, locs: [{ a: 42, b: 48 }] },
    { name: "opKey", required: true, transform: { type: "scalar" }, locs: [{ a: 51, b: 57 }] },
    { name: "reason", required: false, transform: { type: "scalar" }, locs: [{ a: 60, b: 66 }] },
  ],
  statement: 'select admin_grant(:actorId, :accountId!, :grant!, :opKey!, :reason) as "outcome!"',
};

/**
 * Query generated from SQL:
 * ```
 * select admin_grant(:actorId, :accountId!, :grant!, :opKey!, :reason) as "outcome!"
 * ```
 */
export const grantToAccount = new PreparedQuery<IGrantToAccountParams, IGrantToAccountResult>(
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
  usedParamSet: { actorId: true, accountId: true, grantId: true, reason: true },
  params: [
    { name: "actorId", required: false, transform: { type: "scalar" }, locs: [{ a: 18, b: 25 }] },
    { name: "accountId", required: true, transform: { type: "scalar" }, locs: [{ a: 28, b: 38 }] },
    { name: "grantId", required: true, transform: { type: "scalar" }, locs: [{ a: 41, b: 49 }] },
    { name: "reason", required: true, transform: { type: "scalar" }, locs: [{ a: 52, b: 59 }] },
  ],
  statement: 'select admin_void(:actorId, :accountId!, :grantId!, :reason!) as "voided?"',
};

/**
 * Query generated from SQL:
 * ```
 * select admin_void(:actorId, :accountId!, :grantId!, :reason!) as "voided?"
 * ```
 */
export const voidOfAccount = new PreparedQuery<IVoidOfAccountParams, IVoidOfAccountResult>(
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
  usedParamSet: { actorId: true, prices: true },
  params: [
    { name: "actorId", required: false, transform: { type: "scalar" }, locs: [{ a: 28, b: 35 }] },
    { name: "prices", required: true, transform: { type: "scalar" }, locs: [{ a: 38, b: 45 }] },
  ],
  statement: 'select admin_replace_prices(:actorId, :prices!) as "unpriced?"',
};

/**
 * Query generated from SQL:
 * ```
 * select admin_replace_prices(:actorId, :prices!) as "unpriced?"
 * ```
 */
export const replacePrices = new PreparedQuery<IReplacePricesParams, IReplacePricesResult>(
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
  usedParamSet: { actorId: true, plan: true },
  params: [
    { name: "actorId", required: false, transform: { type: "scalar" }, locs: [{ a: 22, b: 29 }] },
    { name: "plan", required: true, transform: { type: "scalar" }, locs: [{ a: 32, b: 37 }] },
  ],
  statement: 'select admin_put_plan(:actorId, :plan!) as "put?"',
};

/**
 * Query generated from SQL:
 * ```
 * select admin_put_plan(:actorId, :plan!) as "put?"
 * ```
 */
export const putPlan = new PreparedQuery<IPutPlanParams, IPutPlanResult>(putPlanIR);

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
  usedParamSet: { actorId: true, model: true },
  params: [
    { name: "actorId", required: false, transform: { type: "scalar" }, locs: [{ a: 23, b: 30 }] },
    { name: "model", required: true, transform: { type: "scalar" }, locs: [{ a: 33, b: 39 }] },
  ],
  statement: 'select admin_put_model(:actorId, :model!) as "unpriced?"',
};

/**
 * Query generated from SQL:
 * ```
 * select admin_put_model(:actorId, :model!) as "unpriced?"
 * ```
 */
export const putModel = new PreparedQuery<IPutModelParams, IPutModelResult>(putModelIR);

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
  usedParamSet: { actorId: true, open: true, reason: true },
  params: [
    { name: "actorId", required: false, transform: { type: "scalar" }, locs: [{ a: 26, b: 33 }] },
    { name: "open", required: true, transform: { type: "scalar" }, locs: [{ a: 36, b: 41 }] },
    { name: "reason", required: false, transform: { type: "scalar" }, locs: [{ a: 44, b: 50 }] },
  ],
  statement: 'select admin_open_sign_up(:actorId, :open!, :reason) as "opened?"',
};

/**
 * Query generated from SQL:
 * ```
 * select admin_open_sign_up(:actorId, :open!, :reason) as "opened?"
 * ```
 */
export const openSignUp = new PreparedQuery<IOpenSignUpParams, IOpenSignUpResult>(openSignUpIR);

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
  usedParamSet: { actorId: true, generationId: true, reason: true },
  params: [
    { name: "actorId", required: false, transform: { type: "scalar" }, locs: [{ a: 20, b: 27 }] },
    {
      name: "generationId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 30, b: 43 }],
    },
    { name: "reason", required: true, transform: { type: "scalar" }, locs: [{ a: 46, b: 53 }] },
  ],
  statement: 'select admin_cancel(:actorId, :generationId!, :reason!) as "outcome?"',
};

/**
 * Query generated from SQL:
 * ```
 * select admin_cancel(:actorId, :generationId!, :reason!) as "outcome?"
 * ```
 */
export const cancelGeneration = new PreparedQuery<ICancelGenerationParams, ICancelGenerationResult>(
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
  usedParamSet: { providers: true },
  params: [
    {
      name: "providers",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 1466, b: 1476 }],
    },
  ],
  statement:
    "select\n  p.name as \"provider!\",\n  case\n    when h.opened_until is null then 'up'\n    when h.opened_until > clock() then 'down'\n    else 'probing'\n  end as \"state!\",\n  h.since as \"since?\", h.opened_until as \"nextProbeAt?\",\n  (\n    select count(*) from provider_attempts\n    where provider = p.name and ended_at > (select clock()) - interval '1 hour' and sent_at is not null\n  )::integer as \"callsLastHour!\",\n  (\n    select count(*) from provider_attempts\n    where provider = p.name\n      and ended_at > (select clock()) - interval '1 hour'\n      and outcome in ('failed', 'unknown', 'not_accepted', 'operator_fault')\n  )::integer as \"failuresLastHour!\",\n  (\n    select count(*) from provider_attempts\n    where provider = p.name and spend_unknown and ended_at > (select clock()) - interval '30 days'\n  )::integer as \"spendUnknown!\",\n  (\n    select max(ended_at)\n    from (\n      select ended_at, outcome\n      from provider_attempts\n      where provider = p.name and ended_at is not null\n      order by ended_at desc\n      limit 1000\n    ) latest\n    where outcome = 'images'\n  ) as \"lastSuccessAt?\",\n  (\n    select message\n    from (\n      select ended_at, outcome, message\n      from provider_attempts\n      where provider = p.name and ended_at is not null\n      order by ended_at desc\n      limit 1000\n    ) latest\n    where outcome in ('failed', 'unknown', 'not_accepted', 'operator_fault')\n    order by ended_at desc\n    limit 1\n  ) as \"lastError?\"\nfrom unnest(:providers!::text[]) p (name)\n  left join provider_health h on h.provider = p.name",
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
export const listProviderHealth = new PreparedQuery<
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
}

/** 'ReadQueue' query type */
export interface IReadQueueQuery {
  params: IReadQueueParams;
  result: IReadQueueResult;
}

const readQueueIR: any = {
  usedParamSet: {},
  params: [],
  statement:
    "select\n  (count(*) filter (where status = 'queued'))::integer as \"queued!\",\n  (count(*) filter (where status = 'running'))::integer as \"running!\",\n  min(created_at) filter (where status = 'queued') as \"oldestQueuedAt?\",\n  (select count(*) from webhook_deliveries where state = 'pending')::integer as \"deliveriesPending!\",\n  (\n    select min(created_at) from webhook_deliveries where state = 'pending'\n  ) as \"oldestDeliveryAt?\"\nfrom generations\nwhere finished_at is null",
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   (count(*) filter (where status = 'queued'))::integer as "queued!",
 *   (count(*) filter (where status = 'running'))::integer as "running!",
 *   min(created_at) filter (where status = 'queued') as "oldestQueuedAt?",
 *   (select count(*) from webhook_deliveries where state = 'pending')::integer as "deliveriesPending!",
 *   (
 *     select min(created_at) from webhook_deliveries where state = 'pending'
 *   ) as "oldestDeliveryAt?"
 * from generations
 * where finished_at is null
 * ```
 */
export const readQueue = new PreparedQuery<IReadQueueParams, IReadQueueResult>(readQueueIR);

/** 'ListWorkers' parameters type */
export type IListWorkersParams = void;

/** 'ListWorkers' return type */
export interface IListWorkersResult {
  id: string;
  running: number;
  seenAt: Date;
  startedAt: Date;
}

/** 'ListWorkers' query type */
export interface IListWorkersQuery {
  params: IListWorkersParams;
  result: IListWorkersResult;
}

const listWorkersIR: any = {
  usedParamSet: {},
  params: [],
  statement:
    'select\n  w.id, w.started_at, w.seen_at,\n  (\n    select count(*) from generations g where g.worker_id = w.id and g.finished_at is null\n  )::integer as "running!"\nfrom workers w\nwhere w.stopped_at is null\norder by w.started_at, w.id                                    ',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   w.id, w.started_at, w.seen_at,
 *   (
 *     select count(*) from generations g where g.worker_id = w.id and g.finished_at is null
 *   )::integer as "running!"
 * from workers w
 * where w.stopped_at is null
 * order by w.started_at, w.id  
 * ```
 */
export const listWorkers = new PreparedQuery<IListWorkersParams, IListWorkersResult>(listWorkersIR);

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
  usedParamSet: { limit: true },
  params: [
    { name: "limit", required: true, transform: { type: "scalar" }, locs: [{ a: 379, b: 385 }] },
  ],
  statement:
    "select\n  g.id, g.account_id, a.email as account_email, g.status, g.model, g.provider, g.created_at,\n  g.deadline_at, g.cancel_requested_at\nfrom generations g\n  join accounts a on a.id = g.account_id\nwhere g.finished_at is null\n  and clock() >\n    coalesce(g.started_at, g.created_at) + (g.deadline_at - coalesce(g.started_at, g.created_at)) / 2\norder by g.created_at, g.id\nlimit :limit!",
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
export const listStuck = new PreparedQuery<IListStuckParams, IListStuckResult>(listStuckIR);

/** 'ListAuditEntries' parameters type */
export interface IListAuditEntriesParams {
  accountId?: string | null | void;
  action?: string | null | void;
  actor?: string | null | void;
  beforeId?: NumberOrString | null | void;
  from?: DateOrString | null | void;
  limit: NumberOrString;
  to?: DateOrString | null | void;
}

/** 'ListAuditEntries' return type */
export interface IListAuditEntriesResult {
  accountEmail: string | null;
  accountId: string | null;
  action: string;
  actor: string;
  createdAt: Date;
  details: Json;
  id: string;
  reason: string | null;
  subject: string | null;
}

/** 'ListAuditEntries' query type */
export interface IListAuditEntriesQuery {
  params: IListAuditEntriesParams;
  result: IListAuditEntriesResult;
}

const listAuditEntriesIR: any = {
  usedParamSet: {
    accountId: true,
    actor: true,
    action: true,
    from: true,
    to: true,
    beforeId: true,
    limit: true,
  },
  params: [
    {
      name: "accountId",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 197, b: 206 },
        { a: 240, b: 249 },
      ],
    },
    {
      name: "actor",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 259, b: 264 },
        { a: 312, b: 317 },
      ],
    },
    {
      name: "action",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 333, b: 339 },
        { a: 369, b: 375 },
      ],
    },
    {
      name: "from",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 385, b: 389 },
        { a: 431, b: 435 },
      ],
    },
    {
      name: "to",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 445, b: 447 },
        { a: 488, b: 490 },
      ],
    },
    {
      name: "beforeId",
      required: false,
      transform: { type: "scalar" },
      locs: [
        { a: 500, b: 508 },
        { a: 536, b: 544 },
      ],
    },
    { name: "limit", required: true, transform: { type: "scalar" }, locs: [{ a: 572, b: 578 }] },
  ],
  statement:
    'select\n  e.id, e.actor, e.action, e.account_id, a.email as "accountEmail?", e.subject, e.reason, e.details,\n  e.created_at\nfrom audit_entries e\n  left join accounts a on a.id = e.account_id\nwhere (:accountId::uuid is null or e.account_id = :accountId)\n  and (:actor::text is null or strpos(lower(e.actor), lower(:actor)) > 0)\n  and (:action::text is null or e.action = :action)\n  and (:from::timestamptz is null or e.created_at >= :from)\n  and (:to::timestamptz is null or e.created_at < :to)\n  and (:beforeId::bigint is null or e.id < :beforeId)\norder by e.id desc\nlimit :limit!',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   e.id, e.actor, e.action, e.account_id, a.email as "accountEmail?", e.subject, e.reason, e.details,
 *   e.created_at
 * from audit_entries e
 *   left join accounts a on a.id = e.account_id
 * where (:accountId::uuid is null or e.account_id = :accountId)
 *   and (:actor::text is null or strpos(lower(e.actor), lower(:actor)) > 0)
 *   and (:action::text is null or e.action = :action)
 *   and (:from::timestamptz is null or e.created_at >= :from)
 *   and (:to::timestamptz is null or e.created_at < :to)
 *   and (:beforeId::bigint is null or e.id < :beforeId)
 * order by e.id desc
 * limit :limit!
 * ```
 */
export const listAuditEntries = new PreparedQuery<IListAuditEntriesParams, IListAuditEntriesResult>(
  listAuditEntriesIR,
);
