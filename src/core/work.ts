import * as queries from "../../generated/queries/admin.ts";
import type { Context } from "../context.ts";
import { isUuid } from "./ids.ts";

const MOST_STUCK = 50;

/** How each provider that is set up fares, over all processes. */
export function listProviders(ctx: Context) {
  const providers = [...ctx.providers.keys()];
  return queries.listProviderHealth.run({ providers }, ctx.db);
}

/** What waits and runs, which workers there are, and which generations take long. */
export async function getQueue(ctx: Context) {
  const [[counts], workers, stuck] = await Promise.all([
    queries.readQueue.run(undefined, ctx.db),
    queries.listWorkers.run(undefined, ctx.db),
    queries.listStuck.run({ limit: MOST_STUCK }, ctx.db),
  ]);
  const none = { queued: 0, running: 0, oldestQueuedAt: null, deliveriesPending: 0 };
  return { ...none, ...counts, workers, stuck };
}

/** A page of the audit log, the newest line first, and the id to go on after. */
export async function listAudit(
  ctx: Context,
  page: {
    accountId?: string | undefined;
    from?: string | undefined;
    to?: string | undefined;
    beforeId?: string | undefined;
    limit: number;
  },
) {
  const { accountId = null, from = null, to = null, beforeId = null, limit } = page;
  if (accountId !== null && !isUuid(accountId)) return { entries: [], nextId: undefined };
  const wanted = { accountId, from, to, beforeId, limit: limit + 1 };
  const rows = await queries.listAuditEntries.run(wanted, ctx.db);
  const entries = rows.slice(0, limit);
  return { entries, nextId: rows.length > limit ? entries.at(-1)?.id : undefined };
}
