/** Types generated for queries found in "sql/queries/providers.sql" */
import { prepareQuery } from "../../src/database/db.ts";

/** 'AcquireProviderSlot' parameters type */
export interface IAcquireProviderSlotParams {
  limit: number;
  name: string;
  patienceMs: number;
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
  params: ["name", "limit", "windowMs", "patienceMs"],
};

/**
 * Query generated from SQL:
 * ```
 * select acquire_provider_slot(:name!, :limit!, :windowMs!, :patienceMs!) as "waitMs?"
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
  isWell: boolean;
  openSeconds: number;
  provider: string;
  threshold: number;
}

/** 'RecordCircuitOutcome' return type */
export interface IRecordCircuitOutcomeResult {
  noted: undefined | null;
}

/** 'RecordCircuitOutcome' query type */
export interface IRecordCircuitOutcomeQuery {
  params: IRecordCircuitOutcomeParams;
  result: IRecordCircuitOutcomeResult;
}

const recordCircuitOutcomeIR: any = {
  text: 'select record_circuit_outcome($1, $2, $3, $4) as "noted?"',
  params: ["provider", "isWell", "threshold", "openSeconds"],
};

/**
 * Query generated from SQL:
 * ```
 * select record_circuit_outcome(:provider!, :isWell!, :threshold!, :openSeconds!) as "noted?"
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
