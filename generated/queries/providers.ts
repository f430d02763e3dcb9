/** Types generated for queries found in "sql/queries/providers.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type provider_state = "down" | "probing" | "up";

export type stringArray = string[];

/** 'AcquireProviderSlot' parameters type */
export interface IAcquireProviderSlotParams {
  limit: number;
  maxWaitMs: number;
  name: string;
  windowMs: number;
}

/** 'AcquireProviderSlot' return type */
export interface IAcquireProviderSlotResult {
  waitMs: number | null;
}

/** 'AcquireProviderSlot' query type */
export interface IAcquireProviderSlotQuery {
  params: IAcquireProviderSlotParams;
  result: IAcquireProviderSlotResult;
}

const acquireProviderSlotIR: any = {
  text: 'select acquire_provider_slot($1, $2, $3, $4) as "waitMs?"',
  params: ["name", "limit", "windowMs", "maxWaitMs"],
};

/**
 * Query generated from SQL:
 * ```
 * select acquire_provider_slot(:name!, :limit!, :windowMs!, :maxWaitMs!) as "waitMs?"
 * ```
 */
export const acquireProviderSlot = prepareQuery<
  IAcquireProviderSlotParams,
  IAcquireProviderSlotResult
>(acquireProviderSlotIR);

/** 'TryAcquireCircuit' parameters type */
export interface ITryAcquireCircuitParams {
  probeSeconds: number;
  provider: string;
}

/** 'TryAcquireCircuit' return type */
export interface ITryAcquireCircuitResult {
  waitMs: number;
}

/** 'TryAcquireCircuit' query type */
export interface ITryAcquireCircuitQuery {
  params: ITryAcquireCircuitParams;
  result: ITryAcquireCircuitResult;
}

const tryAcquireCircuitIR: any = {
  text: 'select try_acquire_circuit($1, $2) as "waitMs!"',
  params: ["provider", "probeSeconds"],
};

/**
 * Query generated from SQL:
 * ```
 * select try_acquire_circuit(:provider!, :probeSeconds!) as "waitMs!"
 * ```
 */
export const tryAcquireCircuit = prepareQuery<ITryAcquireCircuitParams, ITryAcquireCircuitResult>(
  tryAcquireCircuitIR,
);

/** 'RecordCircuitOutcome' parameters type */
export interface IRecordCircuitOutcomeParams {
  isHealthy: boolean;
  openSeconds: number;
  provider: string;
  threshold: number;
}

/** 'RecordCircuitOutcome' return type */
export interface IRecordCircuitOutcomeResult {
  done: undefined | null;
}

/** 'RecordCircuitOutcome' query type */
export interface IRecordCircuitOutcomeQuery {
  params: IRecordCircuitOutcomeParams;
  result: IRecordCircuitOutcomeResult;
}

const recordCircuitOutcomeIR: any = {
  text: 'select record_circuit_outcome($1, $2, $3, $4) as "done?"',
  params: ["provider", "isHealthy", "threshold", "openSeconds"],
};

/**
 * Query generated from SQL:
 * ```
 * select record_circuit_outcome(:provider!, :isHealthy!, :threshold!, :openSeconds!) as "done?"
 * ```
 */
export const recordCircuitOutcome = prepareQuery<
  IRecordCircuitOutcomeParams,
  IRecordCircuitOutcomeResult
>(recordCircuitOutcomeIR);

/** 'FindTaskGeneration' parameters type */
export interface IFindTaskGenerationParams {
  provider: string;
  taskId: string;
}

/** 'FindTaskGeneration' return type */
export interface IFindTaskGenerationResult {
  notified: number;
}

/** 'FindTaskGeneration' query type */
export interface IFindTaskGenerationQuery {
  params: IFindTaskGenerationParams;
  result: IFindTaskGenerationResult;
}

const findTaskGenerationIR: any = {
  text: "with live as (\n  select 1\n  from provider_attempts\n  where provider = $1 and ended_at is null and $2::text = any (task_ids)\n), notified as (\n  select pg_notify('provider_task', $2::text) from live\n)\nselect count(*)::integer as \"notified!\" from notified",
  params: ["provider", "taskId"],
};

/**
 * Query generated from SQL:
 * ```
 * with live as (
 *   select 1
 *   from provider_attempts
 *   where provider = :provider! and ended_at is null and :taskId!::text = any (task_ids)
 * ), notified as (
 *   select pg_notify('provider_task', :taskId!::text) from live
 * )
 * select count(*)::integer as "notified!" from notified
 * ```
 */
export const findTaskGeneration = prepareQuery<
  IFindTaskGenerationParams,
  IFindTaskGenerationResult
>(findTaskGenerationIR);

/** 'ListProviderHealth' parameters type */
export interface IListProviderHealthParams {
  providers: readonly (stringArray[number] | null)[];
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
  state: provider_state;
}

/** 'ListProviderHealth' query type */
export interface IListProviderHealthQuery {
  params: IListProviderHealthParams;
  result: IListProviderHealthResult;
}

const listProviderHealthIR: any = {
  text: "select\n  p.name as \"provider!\",\n  (\n    case\n      when h.opened_until is null then 'up'\n      when h.opened_until > clock() then 'down'\n      else 'probing'\n    end\n  )::provider_state as \"state!\",\n  h.since as \"since?\", h.opened_until as \"nextProbeAt?\",\n  last_hour.calls as \"callsLastHour!\", last_hour.failures as \"failuresLastHour!\",\n  last_month.spend_unknown as \"spendUnknown!\",\n  latest.success_at as \"lastSuccessAt?\", latest.error as \"lastError?\"\nfrom unnest($1::text[]) p (name)\n  left join provider_health h on h.provider = p.name\n  cross join lateral (\n    select\n      count(sent_at)::integer as calls,\n      count(*) filter (\n        where outcome in ('failed', 'unknown', 'not_accepted', 'operator_fault')\n      )::integer as failures\n    from provider_attempts\n    where provider = p.name and ended_at > (select clock()) - interval '1 hour'\n  ) last_hour\n  cross join lateral (\n    select count(*)::integer as spend_unknown\n    from all_provider_attempts\n    where provider = p.name and spend_unknown and ended_at > (select clock()) - interval '30 days'\n  ) last_month\n  cross join lateral (\n    select\n      max(a.ended_at) filter (where a.outcome = 'images') as success_at,\n      (\n        array_agg(a.message order by a.ended_at desc) filter (\n          where a.outcome in ('failed', 'unknown', 'not_accepted', 'operator_fault')\n        )\n      )[1] as error\n    from (\n      select ended_at, outcome, message\n      from all_provider_attempts\n      where provider = p.name and ended_at is not null\n      order by ended_at desc\n      limit 1000\n    ) a\n  ) latest",
  params: ["providers"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   p.name as "provider!",
 *   (
 *     case
 *       when h.opened_until is null then 'up'
 *       when h.opened_until > clock() then 'down'
 *       else 'probing'
 *     end
 *   )::provider_state as "state!",
 *   h.since as "since?", h.opened_until as "nextProbeAt?",
 *   last_hour.calls as "callsLastHour!", last_hour.failures as "failuresLastHour!",
 *   last_month.spend_unknown as "spendUnknown!",
 *   latest.success_at as "lastSuccessAt?", latest.error as "lastError?"
 * from unnest(:providers!::text[]) p (name)
 *   left join provider_health h on h.provider = p.name
 *   cross join lateral (
 *     select
 *       count(sent_at)::integer as calls,
 *       count(*) filter (
 *         where outcome in ('failed', 'unknown', 'not_accepted', 'operator_fault')
 *       )::integer as failures
 *     from provider_attempts
 *     where provider = p.name and ended_at > (select clock()) - interval '1 hour'
 *   ) last_hour
 *   cross join lateral (
 *     select count(*)::integer as spend_unknown
 *     from all_provider_attempts
 *     where provider = p.name and spend_unknown and ended_at > (select clock()) - interval '30 days'
 *   ) last_month
 *   cross join lateral (
 *     select
 *       max(a.ended_at) filter (where a.outcome = 'images') as success_at,
 *       (
 *         array_agg(a.message order by a.ended_at desc) filter (
 *           where a.outcome in ('failed', 'unknown', 'not_accepted', 'operator_fault')
 *         )
 *       )[1] as error
 *     from (
 *       select ended_at, outcome, message
 *       from all_provider_attempts
 *       where provider = p.name and ended_at is not null
 *       order by ended_at desc
 *       limit 1000
 *     ) a
 *   ) latest
 * ```
 */
export const listProviderHealth = prepareQuery<
  IListProviderHealthParams,
  IListProviderHealthResult
>(listProviderHealthIR);
