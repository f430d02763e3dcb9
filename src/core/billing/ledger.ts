import * as queries from "../../../generated/queries/ledger.ts";
import type { Context } from "../../app/context.ts";
import { splitPage } from "../../database/bounded-page.ts";
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
export type LedgerEntry = Omit<queries.IListCreditEntriesResult, "isMatch" | "isEnd">;

/** Lists an account's ledger entries, newest first. Returns the sequence number for the next page. */
export async function listLedgerEntries(
  ctx: Context,
  accountId: string,
  page: { filter: LedgerFilter; limit: number; before?: string | undefined },
): Promise<{ entries: LedgerEntry[]; next: string | undefined }> {
  const { filter, limit, before } = page;
  const { generationId, kinds } = filter;
  if (generationId !== undefined && !isUuid(generationId)) return { entries: [], next: undefined };
  const wanted = {
    ...{ accountId, ...filter, before },
    kinds: kinds?.length === 0 ? undefined : kinds,
    ...{ limit: limit + 1, window: PAGE_WINDOW },
  };
  const { shown, last } = splitPage(
    await queries.listCreditEntries.run(wanted, ctx.db.history),
    limit,
  );
  return { entries: shown, next: last?.sequence };
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
