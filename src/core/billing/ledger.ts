import * as queries from "../../../generated/queries/history.ts";
import type { Context } from "../../app/context.ts";
import { isUuid } from "../../foundation/ids.ts";

// So many lines one page looks at, for kinds that are rare.
const LOOKED_AT = 5000;
const READ_AT_ONCE = 1000;

/** Which lines of a ledger are asked for; what is left out does not matter. */
export interface LedgerFilter {
  kinds?: string[] | undefined;
  generationId?: string | undefined;
  /** Written at this moment or later, as ISO 8601. */
  from?: string | undefined;
  /** Written before this moment. */
  to?: string | undefined;
}

/** A line of a ledger. */
export type LedgerEntry = Omit<queries.IListCreditEntriesResult, "fits" | "isEnd">;

/** A page of an account's ledger, the newest line first, and the number to go on before. */
export async function listLedgerEntries(
  ctx: Context,
  accountId: string,
  page: { filter: LedgerFilter; limit: number; before?: string | undefined },
): Promise<{ entries: LedgerEntry[]; next: string | undefined }> {
  const { generationId, kinds = [] } = page.filter;
  if (generationId !== undefined && !isUuid(generationId)) return { entries: [], next: undefined };
  const wanted = {
    accountId,
    // pgtyped's Json cannot say "optional"; undefined fields are dropped on the way.
    filter: { ...page.filter, kinds } as queries.Json,
    before: page.before ?? null,
    limit: page.limit + 1,
    window: LOOKED_AT,
  };
  const rows = await queries.listCreditEntries.run(wanted, ctx.db);
  const entries = rows.filter(({ fits }) => fits).slice(0, page.limit);
  const last = rows.length > page.limit ? entries.at(-1) : rows.find(({ isEnd }) => isEnd);
  return { entries, next: last?.sequence };
}

/** Every line that fits, the newest first, read some at a time. */
export async function* readAllLedgerEntries(
  ctx: Context,
  accountId: string,
  filter: LedgerFilter,
): AsyncGenerator<LedgerEntry> {
  let before: string | undefined;
  do {
    const page = await listLedgerEntries(ctx, accountId, { filter, limit: READ_AT_ONCE, before });
    yield* page.entries;
    before = page.next;
  } while (before !== undefined);
}
