import type { components } from "../../../../generated/account/server.ts";
import type { Context } from "../../../app/context.ts";
import {
  type AuditEntry,
  type AuditFilter,
  listAuditEntries as listEntries,
  readAllAuditEntries,
  recordExport,
} from "../../../core/audit/audit-log.ts";
import { isUuid } from "../../../foundation/ids.ts";
import { createDownloadHeaders, toCsv, toJsonLines } from "../csv.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import { clampTimestamp } from "../timestamps.ts";
import type { AccountCall } from "../call.ts";

type Schemas = components["schemas"];
type Entry = Schemas["AuditEntry"];
type AdminCall = AccountCall<
  "listAuditEntries" | "exportAuditEntriesCsv" | "exportAuditEntriesJson"
>;
type OwnCall = AccountCall<
  "listOwnAuditEntries" | "exportOwnAuditEntriesCsv" | "exportOwnAuditEntriesJson"
>;

const PAGE = 20;
/** The columns of the CSV file. */
const HEAD = [
  "id",
  "created_at",
  "actor",
  "address",
  "action",
  "account_id",
  "account_email",
  "subject",
  "reason",
] as const satisfies (keyof Entry)[];

/** The audit log of the server, for operators, and of an account, for its owner. */
export const auditRoutes = {
  listAuditEntries,
  exportAuditEntriesCsv,
  exportAuditEntriesJson,
  listOwnAuditEntries,
  exportOwnAuditEntriesCsv,
  exportOwnAuditEntriesJson,
};

async function listAuditEntries(call: AccountCall<"listAuditEntries">) {
  const name = { list: "audit", accountId: call.caller.accountId };
  const page = await readPage(call.ctx, name, { ...call.query, filter: toFilter(call) });
  return call.reply(200, { data: page.entries.map(fromEntry), next_cursor: page.nextCursor });
}

async function exportAuditEntriesCsv(call: AccountCall<"exportAuditEntriesCsv">) {
  await recordAuditExport(call);
  const entries = readAllAuditEntries(call.ctx, toFilter(call));
  return call.reply(200, toCsvExport(convert(entries, fromEntry)), createDownloadHeaders(CSV));
}

async function exportAuditEntriesJson(call: AccountCall<"exportAuditEntriesJson">) {
  await recordAuditExport(call);
  const entries = readAllAuditEntries(call.ctx, toFilter(call));
  return call.reply(200, toJsonLines(convert(entries, fromEntry)), createDownloadHeaders(JSONL));
}

/** Records the export of entries by an operator. The owner of the account that they belong to sees it. */
async function recordAuditExport(call: AdminCall): Promise<void> {
  const { ctx, caller, query } = call;
  const { accountId: actorId, address } = caller;
  const { account_id: wanted = "" } = query;
  const accountId = isUuid(wanted) ? wanted : null;
  await recordExport(ctx, { actorId, address }, { action: "audit.export", accountId });
}

async function listOwnAuditEntries(call: AccountCall<"listOwnAuditEntries">) {
  const { accountId } = call.caller;
  const name = { list: "own audit", accountId };
  const page = await readPage(call.ctx, name, { ...call.query, filter: toOwnFilter(call) });
  const data = page.entries.map((row) => fromOwnEntry(accountId, row));
  return call.reply(200, { data, next_cursor: page.nextCursor });
}

async function exportOwnAuditEntriesCsv(call: AccountCall<"exportOwnAuditEntriesCsv">) {
  return call.reply(200, toCsvExport(readOwnEntries(call)), createDownloadHeaders(CSV));
}

async function exportOwnAuditEntriesJson(call: AccountCall<"exportOwnAuditEntriesJson">) {
  return call.reply(200, toJsonLines(readOwnEntries(call)), createDownloadHeaders(JSONL));
}

const CSV = { filename: "audit-log.csv", type: "text/csv; charset=utf-8" };
const JSONL = { filename: "audit-log.jsonl", type: "application/jsonl; charset=utf-8" };

interface Wanted {
  filter: AuditFilter;
  cursor?: string | undefined;
  limit?: number | undefined;
}

async function readPage(
  ctx: Context,
  name: { list: string; accountId: string },
  { filter, cursor, limit = PAGE }: Wanted,
) {
  const beforeId = readCursor(ctx, name, cursor);
  const { entries, nextId } = await listEntries(ctx, { filter, beforeId, limit });
  return { entries, nextCursor: writeCursor(ctx, name, nextId) };
}

function toFilter({ query }: Pick<AdminCall, "query">): AuditFilter {
  const { account_id: accountId, actor, action, from, to } = query;
  return { accountId, actor, action, from: clampTimestamp(from), to: clampTimestamp(to) };
}

function toOwnFilter({ caller, query }: Pick<OwnCall, "caller" | "query">): AuditFilter {
  const { action, from, to } = query;
  const { accountId } = caller;
  return { accountId, action, from: clampTimestamp(from), to: clampTimestamp(to) };
}

/** Yields the audit entries of the caller's account, newest first. */
export function readOwnEntries(
  call: Pick<OwnCall, "ctx" | "caller" | "query">,
): AsyncGenerator<Entry> {
  const { accountId } = call.caller;
  const entries = readAllAuditEntries(call.ctx, toOwnFilter(call));
  return convert(entries, (row) => fromOwnEntry(accountId, row));
}

async function* convert(rows: AsyncGenerator<AuditEntry>, toEntry: (row: AuditEntry) => Entry) {
  for await (const row of rows) yield toEntry(row);
}

function toCsvExport(entries: AsyncGenerator<Entry>): ReadableStream<Uint8Array> {
  return toCsv([...HEAD, "details"], toCells(entries));
}

async function* toCells(entries: AsyncGenerator<Entry>) {
  for await (const entry of entries) {
    yield [...HEAD.map((column) => entry[column]), JSON.stringify(entry.details)];
  }
}

function fromEntry(row: AuditEntry): Entry {
  return {
    id: row.id,
    actor: row.actor,
    address: row.address,
    // Audit entries are written only by SQL functions, with these actions.
    action: row.action as Schemas["AuditAction"],
    account_id: row.accountId,
    account_email: row.accountEmail ?? null,
    subject: row.subject,
    reason: row.reason,
    // A check constraint requires an object.
    details: row.details as Record<string, unknown>,
    created_at: row.createdAt.toISOString(),
  };
}

// Failed sign-ins, which show their address, and automatic changes.
const NO_OPERATORS = ["anonymous", "system"];

/** Hides who the operators of the server are. */
function fromOwnEntry(accountId: string, row: AuditEntry): Entry {
  const entry = fromEntry(row);
  const isShown = row.actorId === accountId || NO_OPERATORS.includes(row.actor);
  return isShown ? entry : { ...entry, actor: "operator", address: null };
}
