/** Types generated for queries found in "sql/queries/providers.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

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
  usedParamSet: { name: true, limit: true, windowMs: true, patienceMs: true },
  params: [
    { name: "name", required: true, transform: { type: "scalar" }, locs: [{ a: 17, b: 22 }] },
    { name: "limit", required: true, transform: { type: "scalar" }, locs: [{ a: 25, b: 31 }] },
    { name: "windowMs", required: true, transform: { type: "scalar" }, locs: [{ a: 34, b: 43 }] },
    { name: "patienceMs", required: true, transform: { type: "scalar" }, locs: [{ a: 46, b: 57 }] },
  ],
  statement: 'select take_turn(:name!, :limit!, :windowMs!, :patienceMs!) as "waitMs?"',
};

/**
 * Query generated from SQL:
 * ```
 * select take_turn(:name!, :limit!, :windowMs!, :patienceMs!) as "waitMs?"
 * ```
 */
export const takeTurn = new PreparedQuery<ITakeTurnParams, ITakeTurnResult>(takeTurnIR);

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
  usedParamSet: { provider: true, probeSeconds: true },
  params: [
    { name: "provider", required: true, transform: { type: "scalar" }, locs: [{ a: 25, b: 34 }] },
    {
      name: "probeSeconds",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 37, b: 50 }],
    },
  ],
  statement: 'select admit_to_provider(:provider!, :probeSeconds!) as "waitMs!"',
};

/**
 * Query generated from SQL:
 * ```
 * select admit_to_provider(:provider!, :probeSeconds!) as "waitMs!"
 * ```
 */
export const admitToProvider = new PreparedQuery<IAdmitToProviderParams, IAdmitToProviderResult>(
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
  usedParamSet: { provider: true, isWell: true, threshold: true, openSeconds: true },
  params: [
    { name: "provider", required: true, transform: { type: "scalar" }, locs: [{ a: 21, b: 30 }] },
    { name: "isWell", required: true, transform: { type: "scalar" }, locs: [{ a: 33, b: 40 }] },
    { name: "threshold", required: true, transform: { type: "scalar" }, locs: [{ a: 43, b: 53 }] },
    {
      name: "openSeconds",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 56, b: 68 }],
    },
  ],
  statement: 'select note_provider(:provider!, :isWell!, :threshold!, :openSeconds!) as "noted?"',
};

/**
 * Query generated from SQL:
 * ```
 * select note_provider(:provider!, :isWell!, :threshold!, :openSeconds!) as "noted?"
 * ```
 */
export const noteProvider = new PreparedQuery<INoteProviderParams, INoteProviderResult>(
  noteProviderIR,
);

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
  usedParamSet: { provider: true, taskId: true },
  params: [
    { name: "provider", required: true, transform: { type: "scalar" }, locs: [{ a: 70, b: 79 }] },
    {
      name: "taskId",
      required: true,
      transform: { type: "scalar" },
      locs: [
        { a: 106, b: 113 },
        { a: 187, b: 194 },
      ],
    },
  ],
  statement:
    "with live as (\n  select 1\n  from provider_attempts\n  where provider = :provider! and ended_at is null and :taskId!::text = any (task_ids)\n), told as (\n  select pg_notify('provider_task', :taskId!::text) from live\n)\nselect count(*)::integer as \"told!\" from told",
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
export const callAbout = new PreparedQuery<ICallAboutParams, ICallAboutResult>(callAboutIR);
