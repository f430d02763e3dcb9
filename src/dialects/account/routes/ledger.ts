import type { components } from "../../../../generated/account/server.ts";
import type { Context } from "../../../app/context.ts";
import * as ledger from "../../../core/billing/ledger.ts";
import { createCsvHeaders, toCsv } from "../csv.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import { clampTimestamp } from "../timestamps.ts";
import type { AccountCall } from "../call.ts";

type CreditEntry = components["schemas"]["CreditEntry"];

const PAGE = 20;
/** The columns of the CSV file. */
const HEAD = [
  "sequence",
  "created_at",
  "kind",
  "credits_change",
  "held_change",
  "credits_after",
  "held_after",
  "grant_id",
  "generation_id",
  "note",
] as const satisfies (keyof CreditEntry)[];

/** The ledger of the account. */
export const ledgerRoutes = { listCreditEntries, exportCreditEntries };

async function listCreditEntries(call: AccountCall<"listCreditEntries">) {
  const { ctx, caller, query } = call;
  const { accountId } = caller;
  const name = { list: "ledger", accountId };
  const before = readCursor(ctx, name, query.cursor);
  const page = { filter: toLedgerFilter(query), before, limit: query.limit ?? PAGE };
  const { entries, next } = await ledger.listLedgerEntries(ctx, accountId, page);
  const next_cursor = writeCursor(ctx, name, next);
  return call.reply(200, { data: entries.map(fromEntry), next_cursor });
}

async function exportCreditEntries(call: AccountCall<"exportCreditEntries">) {
  const { ctx, caller, query } = call;
  const csv = createLedgerCsv(ctx, caller.accountId, toLedgerFilter(query));
  return call.reply(200, csv, createCsvHeaders("ledger.csv"));
}

/** Returns the ledger of an account as CSV, which is read while it is sent. */
export function createLedgerCsv(
  ctx: Context,
  accountId: string,
  filter: ledger.LedgerFilter,
): ReadableStream<Uint8Array> {
  const entries = ledger.readAllLedgerEntries(ctx, accountId, filter);
  return toCsv([...HEAD], toLines(entries));
}

type LedgerQuery = AccountCall<"listCreditEntries" | "exportCreditEntries">["query"];

function toLedgerFilter(query: LedgerQuery): ledger.LedgerFilter {
  const { kind: kinds, generation_id: generationId, from, to } = query;
  return { kinds, generationId, from: clampTimestamp(from), to: clampTimestamp(to) };
}

function fromEntry(row: ledger.LedgerEntry): CreditEntry {
  return {
    sequence: Number(row.sequence),
    kind: row.kind,
    credits_change: row.availableChange,
    held_change: row.heldChange,
    credits_after: row.availableAfter,
    held_after: row.heldAfter,
    grant_id: row.grantId ?? null,
    generation_id: row.generationId ?? null,
    note: row.note ?? null,
    created_at: row.createdAt.toISOString(),
  };
}

async function* toLines(entries: AsyncGenerator<ledger.LedgerEntry>) {
  for await (const row of entries) {
    const entry = fromEntry(row);
    yield HEAD.map((column) => entry[column]);
  }
}
