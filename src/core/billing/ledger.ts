import * as queries from "../../../generated/queries/ledger.ts";
import type { Context } from "../../app/context.ts";
import { isUuid } from "../../foundation/ids.ts";

// Rows that one page examines at most, for filters that match few entries.
const PAGE_WINDOW = 5000;
const READ_BATCH_SIZE = 1000;

/** Filters for ledger entries. Undefined members match everything. */
export interface LedgerFilter {
  kinds?: queries.credit_entry_kind[] | undefined;
  generationId?: string | undefined;
  /** Written at or after this time, in ISO 8601. */
  from?: string | undefined;
  /** Written before this time. */
  to?: string | undefined;
}

/** A ledger entry. */
export type LedgerEntry = Omit<queries.IListCreditEntriesResult, "fits" | "isEnd">;

/** Lists an account's ledger entries, newest first. Returns the sequence number for the next page. */
export async function listLedgerEntries(
  ctx: Context,
  accountId: string,
  page: { filter: LedgerFilter; limit: number; before?: string | undefined },
): Promise<{ entries: LedgerEntry[]; next: string | undefined }> {
  const { generationId, kinds = [], from = null, to = null } = page.filter;
  if (generationId !== undefined && !isUuid(generationId)) return { entries: [], next: undefined };
  const wanted = {
    ...{ accountId, from, to },
    kinds: kinds.length > 0 ? kinds : null,
    generationId: generationId ?? null,
    before: page.before ?? null,
    limit: page.limit + 1,
    window: PAGE_WINDOW,
  };
  const rows = await queries.listCreditEntries.run(wanted, ctx.db);
  const entries = rows.filter(({ fits }) => fits).slice(0, page.limit);
  const last = rows.length > page.limit ? entries.at(-1) : rows.find(({ isEnd }) => isEnd);
  return { entries, next: last?.sequence };
}

/** Yields every matching entry, newest first, reading one page at a time. */
export async function* readAllLedgerEntries(
  ctx: Context,
  accountId: string,
  filter: LedgerFilter,
): AsyncGenerator<LedgerEntry> {
  let before: string | undefined;
  do {
    const page = await listLedgerEntries(ctx, accountId, {
      filter,
      limit: READ_BATCH_SIZE,
      before,
    });
    yield* page.entries;
    before = page.next;
  } while (before !== undefined);
}
