/** Types generated for queries found in "sql/queries/ledger.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

/** 'ListCreditEntries' parameters type */
export interface IListCreditEntriesParams {
  accountId: string;
  before?: NumberOrString | null | void;
  filter: Json;
  limit: number;
  window: number;
}

/** 'ListCreditEntries' return type */
export interface IListCreditEntriesResult {
  availableAfter: number;
  availableChange: number;
  createdAt: Date;
  fits: boolean;
  generationId: string | null;
  grantId: string | null;
  heldAfter: number;
  heldChange: number;
  isEnd: boolean;
  kind: string;
  note: string | null;
  sequence: string;
}

/** 'ListCreditEntries' query type */
export interface IListCreditEntriesQuery {
  params: IListCreditEntriesParams;
  result: IListCreditEntriesResult;
}

const listCreditEntriesIR: any = {
  text: 'select\n  sequence as "sequence!", kind as "kind!", grant_id as "grantId?", generation_id as "generationId?",\n  available_change as "availableChange!", held_change as "heldChange!",\n  available_after as "availableAfter!", held_after as "heldAfter!", note as "note?",\n  created_at as "createdAt!", fits as "fits!", is_end as "isEnd!"\nfrom list_credit_entries($1, $2, $3, $4, $5)',
  params: ["accountId", "filter", "before", "limit", "window"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   sequence as "sequence!", kind as "kind!", grant_id as "grantId?", generation_id as "generationId?",
 *   available_change as "availableChange!", held_change as "heldChange!",
 *   available_after as "availableAfter!", held_after as "heldAfter!", note as "note?",
 *   created_at as "createdAt!", fits as "fits!", is_end as "isEnd!"
 * from list_credit_entries(:accountId!, :filter!, :before, :limit!, :window!)
 * ```
 */
export const listCreditEntries = prepareQuery<IListCreditEntriesParams, IListCreditEntriesResult>(
  listCreditEntriesIR,
);
