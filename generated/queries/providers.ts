/** Types generated for queries found in "sql/queries/providers.sql" */
import { prepare } from "../../src/database/db.ts";

/** 'TakeTurn' parameters type */
export interface ITakeTurnParams {
  limit: number;
  name: string;
  patienceMs: number;
  windowMs: number;
}

/** 'TakeTurn' return type */
export interface ITakeTurnResult {
  waitMs: number | null;
}

/** 'TakeTurn' query type */
export interface ITakeTurnQuery {
  params: ITakeTurnParams;
  result: ITakeTurnResult;
}

const takeTurnIR: any = {
  text: 'select take_turn($1, $2, $3, $4) as "waitMs?"',
  params: ["name", "limit", "windowMs", "patienceMs"],
};

/**
 * Query generated from SQL:
 * ```
 * select take_turn(:name!, :limit!, :windowMs!, :patienceMs!) as "waitMs?"
 * ```
 */
export const takeTurn = prepare<ITakeTurnParams, ITakeTurnResult>(takeTurnIR);

/** 'AdmitToProvider' parameters type */
export interface IAdmitToProviderParams {
  probeSeconds: number;
  provider: string;
}

/** 'AdmitToProvider' return type */
export interface IAdmitToProviderResult {
  waitMs: number;
}

/** 'AdmitToProvider' query type */
export interface IAdmitToProviderQuery {
  params: IAdmitToProviderParams;
  result: IAdmitToProviderResult;
}

const admitToProviderIR: any = {
  text: 'select admit_to_provider($1, $2) as "waitMs!"',
  params: ["provider", "probeSeconds"],
};

/**
 * Query generated from SQL:
 * ```
 * select admit_to_provider(:provider!, :probeSeconds!) as "waitMs!"
 * ```
 */
export const admitToProvider = prepare<IAdmitToProviderParams, IAdmitToProviderResult>(
  admitToProviderIR,
);

/** 'NoteProvider' parameters type */
export interface INoteProviderParams {
  isWell: boolean;
  openSeconds: number;
  provider: string;
  threshold: number;
}

/** 'NoteProvider' return type */
export interface INoteProviderResult {
  noted: undefined | null;
}

/** 'NoteProvider' query type */
export interface INoteProviderQuery {
  params: INoteProviderParams;
  result: INoteProviderResult;
}

const noteProviderIR: any = {
  text: 'select note_provider($1, $2, $3, $4) as "noted?"',
  params: ["provider", "isWell", "threshold", "openSeconds"],
};

/**
 * Query generated from SQL:
 * ```
 * select note_provider(:provider!, :isWell!, :threshold!, :openSeconds!) as "noted?"
 * ```
 */
export const noteProvider = prepare<INoteProviderParams, INoteProviderResult>(noteProviderIR);

/** 'CallAbout' parameters type */
export interface ICallAboutParams {
  provider: string;
  taskId: string;
}

/** 'CallAbout' return type */
export interface ICallAboutResult {
  told: number;
}

/** 'CallAbout' query type */
export interface ICallAboutQuery {
  params: ICallAboutParams;
  result: ICallAboutResult;
}

const callAboutIR: any = {
  text: "with live as (\n  select 1\n  from provider_attempts\n  where provider = $1 and ended_at is null and $2::text = any (task_ids)\n), told as (\n  select pg_notify('provider_task', $2::text) from live\n)\nselect count(*)::integer as \"told!\" from told",
  params: ["provider", "taskId"],
};

/**
 * Query generated from SQL:
 * ```
 * with live as (
 *   select 1
 *   from provider_attempts
 *   where provider = :provider! and ended_at is null and :taskId!::text = any (task_ids)
 * ), told as (
 *   select pg_notify('provider_task', :taskId!::text) from live
 * )
 * select count(*)::integer as "told!" from told
 * ```
 */
export const callAbout = prepare<ICallAboutParams, ICallAboutResult>(callAboutIR);
