/** Types generated for queries found in "sql/queries/audit.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type DateOrString = Date | string;

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

/** 'ListAuditEntries' parameters type */
export interface IListAuditEntriesParams {
  accountId?: string | null | void;
  action?: string | null | void;
  actor?: string | null | void;
  beforeId?: NumberOrString | null | void;
  from?: DateOrString | null | void;
  limit: number;
  to?: DateOrString | null | void;
  window: number;
}

/** 'ListAuditEntries' return type */
export interface IListAuditEntriesResult {
  accountEmail: string | null;
  accountId: string | null;
  action: string;
  actor: string;
  actorId: string | null;
  address: string | null;
  createdAt: Date;
  details: Json;
  id: string;
  isEnd: boolean;
  isMatch: boolean;
  reason: string | null;
  subject: string | null;
}

/** 'ListAuditEntries' query type */
export interface IListAuditEntriesQuery {
  params: IListAuditEntriesParams;
  result: IListAuditEntriesResult;
}

const listAuditEntriesIR: any = {
  text: 'select\n  e.id, e.actor_id, e.actor, e.address, e.action, e.account_id,\n  a.email as "accountEmail?", e.subject, e.reason, e.details,\n  e.created_at, l.is_match as "isMatch!", l.is_end as "isEnd!"\nfrom list_audit_entries(\n    p_account_id => $1,\n    p_action => $2,\n    p_actor => $3,\n    p_from => $4,\n    p_to => $5,\n    p_before_id => $6,\n    p_limit => $7,\n    p_window => $8\n  ) l\n  join audit_entries e on e.id = l.id\n  left join accounts a on a.id = e.account_id\norder by e.created_at desc, e.id desc',
  params: ["accountId", "action", "actor", "from", "to", "beforeId", "limit", "window"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   e.id, e.actor_id, e.actor, e.address, e.action, e.account_id,
 *   a.email as "accountEmail?", e.subject, e.reason, e.details,
 *   e.created_at, l.is_match as "isMatch!", l.is_end as "isEnd!"
 * from list_audit_entries(
 *     p_account_id => :accountId,
 *     p_action => :action,
 *     p_actor => :actor,
 *     p_from => :from,
 *     p_to => :to,
 *     p_before_id => :beforeId,
 *     p_limit => :limit!,
 *     p_window => :window!
 *   ) l
 *   join audit_entries e on e.id = l.id
 *   left join accounts a on a.id = e.account_id
 * order by e.created_at desc, e.id desc
 * ```
 */
export const listAuditEntries = prepareQuery<IListAuditEntriesParams, IListAuditEntriesResult>(
  listAuditEntriesIR,
);
