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

/** 'RecordExport' parameters type */
export interface IRecordExportParams {
  accountId?: string | null | void;
  action: string;
  actorId: string;
  address?: string | null | void;
}

/** 'RecordExport' return type */
export interface IRecordExportResult {
  writeAuditEntry: undefined | null;
}

/** 'RecordExport' query type */
export interface IRecordExportQuery {
  params: IRecordExportParams;
  result: IRecordExportResult;
}

const recordExportIR: any = {
  text: "select write_audit_entry(\n  p_actor_id => act_as($1, $2),\n  p_action => $3,\n  p_account_id => (select id from accounts where id = $4::uuid)\n)",
  params: ["actorId", "address", "action", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select write_audit_entry(
 *   p_actor_id => act_as(:actorId!, :address),
 *   p_action => :action!,
 *   p_account_id => (select id from accounts where id = :accountId::uuid)
 * )
 * ```
 */
export const recordExport = prepareQuery<IRecordExportParams, IRecordExportResult>(recordExportIR);

/** 'ChainAuditEntries' parameters type */
export interface IChainAuditEntriesParams {
  limit: number;
}

/** 'ChainAuditEntries' return type */
export interface IChainAuditEntriesResult {
  chained: number;
}

/** 'ChainAuditEntries' query type */
export interface IChainAuditEntriesQuery {
  params: IChainAuditEntriesParams;
  result: IChainAuditEntriesResult;
}

const chainAuditEntriesIR: any = {
  text: 'select chain_audit_entries($1) as "chained!"',
  params: ["limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select chain_audit_entries(:limit!) as "chained!"
 * ```
 */
export const chainAuditEntries = prepareQuery<IChainAuditEntriesParams, IChainAuditEntriesResult>(
  chainAuditEntriesIR,
);

/** 'FindAuditChainHead' parameters type */
export type IFindAuditChainHeadParams = void;

/** 'FindAuditChainHead' return type */
export interface IFindAuditChainHeadResult {
  hash: Buffer;
  position: string;
}

/** 'FindAuditChainHead' query type */
export interface IFindAuditChainHeadQuery {
  params: IFindAuditChainHeadParams;
  result: IFindAuditChainHeadResult;
}

const findAuditChainHeadIR: any = {
  text: "select position, hash\nfrom audit_chain\norder by position desc\nlimit 1",
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select position, hash
 * from audit_chain
 * order by position desc
 * limit 1
 * ```
 */
export const findAuditChainHead = prepareQuery<
  IFindAuditChainHeadParams,
  IFindAuditChainHeadResult
>(findAuditChainHeadIR);

/** 'VerifyAuditChain' parameters type */
export interface IVerifyAuditChainParams {
  after: NumberOrString;
  to: NumberOrString;
}

/** 'VerifyAuditChain' return type */
export interface IVerifyAuditChainResult {
  entryId: string;
  fault: string;
  position: string;
}

/** 'VerifyAuditChain' query type */
export interface IVerifyAuditChainQuery {
  params: IVerifyAuditChainParams;
  result: IVerifyAuditChainResult;
}

const verifyAuditChainIR: any = {
  text: 'select link_position as "position!", entry_id as "entryId!", fault as "fault!"\nfrom verify_audit_chain($1::bigint, $2::bigint)',
  params: ["after", "to"],
};

/**
 * Query generated from SQL:
 * ```
 * select link_position as "position!", entry_id as "entryId!", fault as "fault!"
 * from verify_audit_chain(:after!::bigint, :to!::bigint)
 * ```
 */
export const verifyAuditChain = prepareQuery<IVerifyAuditChainParams, IVerifyAuditChainResult>(
  verifyAuditChainIR,
);

/** 'CountUnchainedEntries' parameters type */
export type ICountUnchainedEntriesParams = void;

/** 'CountUnchainedEntries' return type */
export interface ICountUnchainedEntriesResult {
  changed: number;
  unknown: number;
  waiting: number;
}

/** 'CountUnchainedEntries' query type */
export interface ICountUnchainedEntriesQuery {
  params: ICountUnchainedEntriesParams;
  result: ICountUnchainedEntriesResult;
}

const countUnchainedEntriesIR: any = {
  text: '-- Entries that wait for the job, those among them whose values were changed, and entries that neither wait\n-- nor are in the chain.\nselect\n  count(*) filter (where u.entry_id is not null)::integer as "waiting!",\n  count(*) filter (where u.entry_id is not null and not has_audit_values(e))::integer as "changed!",\n  count(*) filter (where u.entry_id is null)::integer as "unknown!"\nfrom audit_entries e\n  left join audit_unchained u on u.entry_id = e.id\nwhere not exists (select 1 from audit_chain c where c.entry_id = e.id)',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * -- Entries that wait for the job, those among them whose values were changed, and entries that neither wait
 * -- nor are in the chain.
 * select
 *   count(*) filter (where u.entry_id is not null)::integer as "waiting!",
 *   count(*) filter (where u.entry_id is not null and not has_audit_values(e))::integer as "changed!",
 *   count(*) filter (where u.entry_id is null)::integer as "unknown!"
 * from audit_entries e
 *   left join audit_unchained u on u.entry_id = e.id
 * where not exists (select 1 from audit_chain c where c.entry_id = e.id)
 * ```
 */
export const countUnchainedEntries = prepareQuery<
  ICountUnchainedEntriesParams,
  ICountUnchainedEntriesResult
>(countUnchainedEntriesIR);
