import * as queries from "../../../generated/queries/audit.ts";
import type { Context } from "../../app/context.ts";
import { splitPage } from "../../database/bounded-page.ts";
import { isUuid } from "../../foundation/ids.ts";
import type { Actor } from "./actor.ts";

// Rows that one page examines at most, for filters that match few entries.
const PAGE_WINDOW = 5_000;
const READ_BATCH_SIZE = 1_000;

/** Filters for the audit log. Undefined members match everything. */
export interface AuditFilter {
  accountId?: string | undefined;
  /** Part of the actor's name. */
  actor?: string | undefined;
  action?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** An entry of the audit log. */
export type AuditEntry = Omit<queries.IListAuditEntriesResult, "isMatch" | "isEnd">;

/**
 * Records that the data of an account, or the audit log of an account or of the whole server, is exported.
 * Must be called before the first byte is sent.
 */
export async function recordExport(
  ctx: Context,
  { actorId, address }: Pick<Actor, "address"> & { actorId: string },
  exported: { action: "account.export" | "audit.export"; accountId: string | null },
): Promise<void> {
  await queries.recordExport.run({ actorId, address, ...exported }, ctx.db);
}

/**
 * Lists audit entries, newest first. Returns the id for the next page. A page can have fewer entries than
 * `limit` although more follow, because a page examines a limited number of rows.
 */
export async function listAuditEntries(
  ctx: Context,
  page: { filter: AuditFilter; beforeId?: string | undefined; limit: number },
): Promise<{ entries: AuditEntry[]; nextId: string | undefined }> {
  const { filter, beforeId, limit } = page;
  const { accountId } = filter;
  if (accountId !== undefined && !isUuid(accountId)) return { entries: [], nextId: undefined };
  const wanted = { ...filter, beforeId, limit: limit + 1, window: PAGE_WINDOW };
  const { shown, last } = splitPage(
    await queries.listAuditEntries.run(wanted, ctx.db.history),
    limit,
  );
  return { entries: shown, nextId: last?.id };
}

/** Yields every matching entry, newest first, reading one page at a time. */
export async function* readAllAuditEntries(
  ctx: Context,
  filter: AuditFilter,
): AsyncGenerator<AuditEntry> {
  let beforeId: string | undefined;
  do {
    const page = await listAuditEntries(ctx, { filter, beforeId, limit: READ_BATCH_SIZE });
    yield* page.entries;
    beforeId = page.nextId;
  } while (beforeId !== undefined);
}
