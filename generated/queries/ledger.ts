/** Types generated for queries found in "sql/queries/ledger.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type credit_entry_kind =
  "adjust" | "capture" | "expire" | "grant" | "hold" | "release" | "restore" | "void";

export type DateOrString = Date | string;

export type NumberOrString = number | string;

export type credit_entry_kindArray = credit_entry_kind[];

/** 'ListCreditEntries' parameters type */
export interface IListCreditEntriesParams {
  accountId: string;
  before?: NumberOrString | null | void;
  from?: DateOrString | null | void;
  generationId?: string | null | void;
  kinds?: readonly (credit_entry_kindArray[number] | null)[] | null | void;
  limit: number;
  to?: DateOrString | null | void;
  window: number;
}

/** 'ListCreditEntries' return type */
export interface IListCreditEntriesResult {
  availableAfter: number;
  availableChange: number;
  createdAt: Date;
  generationId: string | null;
  grantId: string | null;
  heldAfter: number;
  heldChange: number;
  isEnd: boolean;
  isMatch: boolean;
  kind: credit_entry_kind;
  note: string | null;
  sequence: string;
}

/** 'ListCreditEntries' query type */
export interface IListCreditEntriesQuery {
  params: IListCreditEntriesParams;
  result: IListCreditEntriesResult;
}

const listCreditEntriesIR: any = {
  text: 'select\n  e.sequence, e.kind, e.grant_id, g.id as "generationId?", e.available_change, e.held_change,\n  e.available_after, e.held_after, e.note, e.created_at, l.is_match as "isMatch!", l.is_end as "isEnd!"\nfrom list_credit_entries(\n    p_account_id => $1,\n    p_kinds => $2,\n    p_generation_id => $3,\n    p_from => $4,\n    p_to => $5,\n    p_before => $6,\n    p_limit => $7,\n    p_window => $8\n  ) l\n  -- Looked up one by one: a join can read all entries of the account.\n  cross join lateral (\n    select *\n    from credit_entries c\n    where c.account_id = $1 and c.sequence = l.sequence\n    limit 1\n  ) e\n  left join generations g on g.hold_id = e.hold_id\norder by e.sequence desc',
  params: ["accountId", "kinds", "generationId", "from", "to", "before", "limit", "window"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   e.sequence, e.kind, e.grant_id, g.id as "generationId?", e.available_change, e.held_change,
 *   e.available_after, e.held_after, e.note, e.created_at, l.is_match as "isMatch!", l.is_end as "isEnd!"
 * from list_credit_entries(
 *     p_account_id => :accountId!,
 *     p_kinds => :kinds,
 *     p_generation_id => :generationId,
 *     p_from => :from,
 *     p_to => :to,
 *     p_before => :before,
 *     p_limit => :limit!,
 *     p_window => :window!
 *   ) l
 *   -- Looked up one by one: a join can read all entries of the account.
 *   cross join lateral (
 *     select *
 *     from credit_entries c
 *     where c.account_id = :accountId! and c.sequence = l.sequence
 *     limit 1
 *   ) e
 *   left join generations g on g.hold_id = e.hold_id
 * order by e.sequence desc
 * ```
 */
export const listCreditEntries = prepareQuery<IListCreditEntriesParams, IListCreditEntriesResult>(
  listCreditEntriesIR,
);
