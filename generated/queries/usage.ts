/** Types generated for queries found in "sql/queries/usage.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type DateOrString = Date | string;

/** 'ListUsage' parameters type */
export interface IListUsageParams {
  accountId: string;
  firstDay: DateOrString;
  key?: string | null | void;
  lastDay: DateOrString;
  model?: string | null | void;
}

/** 'ListUsage' return type */
export interface IListUsageResult {
  credits: number;
  day: string;
  dialect: string;
  failed: number;
  generations: number;
  images: number;
  keyId: string | null;
  keyLabel: string | null;
  model: string;
}

/** 'ListUsage' query type */
export interface IListUsageQuery {
  params: IListUsageParams;
  result: IListUsageResult;
}

const listUsageIR: any = {
  text: 'select\n  to_char(u.day, \'YYYY-MM-DD\') as "day!", u.model as "model!", u.dialect as "dialect!", u.key_id as "keyId?",\n  k.label as "keyLabel?", u.generations as "generations!", u.failed as "failed!", u.images as "images!",\n  u.credits as "credits!"\nfrom list_usage($1, $2::date, $3::date) u\n  left join keys k on k.id = u.key_id\nwhere ($4::text is null or u.model = $4)\n  and ($5::text is null or coalesce(u.key_id::text, \'none\') = $5)\norder by u.day, u.model, u.dialect, k.created_at, u.key_id',
  params: ["accountId", "firstDay", "lastDay", "model", "key"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   to_char(u.day, 'YYYY-MM-DD') as "day!", u.model as "model!", u.dialect as "dialect!", u.key_id as "keyId?",
 *   k.label as "keyLabel?", u.generations as "generations!", u.failed as "failed!", u.images as "images!",
 *   u.credits as "credits!"
 * from list_usage(:accountId!, :firstDay!::date, :lastDay!::date) u
 *   left join keys k on k.id = u.key_id
 * where (:model::text is null or u.model = :model)
 *   and (:key::text is null or coalesce(u.key_id::text, 'none') = :key)
 * order by u.day, u.model, u.dialect, k.created_at, u.key_id
 * ```
 */
export const listUsage = prepareQuery<IListUsageParams, IListUsageResult>(listUsageIR);

/** 'FindCurrentDay' parameters type */
export type IFindCurrentDayParams = void;

/** 'FindCurrentDay' return type */
export interface IFindCurrentDayResult {
  day: string;
}

/** 'FindCurrentDay' query type */
export interface IFindCurrentDayQuery {
  params: IFindCurrentDayParams;
  result: IFindCurrentDayResult;
}

const findCurrentDayIR: any = {
  text: "select to_char(clock() at time zone 'utc', 'YYYY-MM-DD') as \"day!\"",
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select to_char(clock() at time zone 'utc', 'YYYY-MM-DD') as "day!"
 * ```
 */
export const findCurrentDay = prepareQuery<IFindCurrentDayParams, IFindCurrentDayResult>(
  findCurrentDayIR,
);

/** 'SummarizeDay' parameters type */
export interface ISummarizeDayParams {
  accountId: string;
}

/** 'SummarizeDay' return type */
export interface ISummarizeDayResult {
  accepted: number;
  blocked: number;
  canceled: number;
  credits: number;
  failed: number;
  succeeded: number;
}

/** 'SummarizeDay' query type */
export interface ISummarizeDayQuery {
  params: ISummarizeDayParams;
  result: ISummarizeDayResult;
}

const summarizeDayIR: any = {
  text: 'select\n  accepted as "accepted!", succeeded as "succeeded!", failed as "failed!", blocked as "blocked!",\n  canceled as "canceled!", credits as "credits!"\nfrom summarize_day($1)',
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   accepted as "accepted!", succeeded as "succeeded!", failed as "failed!", blocked as "blocked!",
 *   canceled as "canceled!", credits as "credits!"
 * from summarize_day(:accountId!)
 * ```
 */
export const summarizeDay = prepareQuery<ISummarizeDayParams, ISummarizeDayResult>(summarizeDayIR);
