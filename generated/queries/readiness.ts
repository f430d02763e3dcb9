/** Types generated for queries found in "sql/queries/readiness.sql" */
import { prepareQuery } from "../../src/database/db.ts";

/** 'CheckWritable' parameters type */
export type ICheckWritableParams = void;

/** 'CheckWritable' return type */
export interface ICheckWritableResult {
  isWritable: boolean;
}

/** 'CheckWritable' query type */
export interface ICheckWritableQuery {
  params: ICheckWritableParams;
  result: ICheckWritableResult;
}

const checkWritableIR: any = { text: 'select is_writable() as "isWritable!"', params: [] };

/**
 * Query generated from SQL:
 * ```
 * select is_writable() as "isWritable!"
 * ```
 */
export const checkWritable = prepareQuery<ICheckWritableParams, ICheckWritableResult>(
  checkWritableIR,
);
