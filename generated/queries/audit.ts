/** Types generated for queries found in "sql/queries/audit.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

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
