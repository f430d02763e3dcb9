import type { components, operations } from "../../../../generated/account/server.ts";
import type { Call } from "../../../contract/handlers.ts";
import type { SignedIn } from "../../../core/sessions.ts";
import * as work from "../../../core/work.ts";
import { readCursor, writeCursor } from "../../cursors.ts";
import { toMoment } from "../../moments.ts";

type Own<Name extends keyof operations> = Call<operations[Name], SignedIn>;
type Schemas = components["schemas"];

const PAGE = 20;

/** How the server fares, and who has changed what. */
export const workRoutes = { listProviders, getQueue, listAuditEntries };

async function listProviders(call: Own<"listProviders">) {
  const rows = await work.listProviders(call.ctx);
  const data = rows.map((row) => ({
    provider: row.provider,
    // The query writes these words itself.
    state: row.state as Schemas["ProviderHealth"]["state"],
    since: toIso(row.since),
    next_probe_at: toIso(row.nextProbeAt),
    last_error: row.lastError ?? null,
    last_success_at: toIso(row.lastSuccessAt),
    calls_last_hour: row.callsLastHour,
    failures_last_hour: row.failuresLastHour,
    spend_unknown: row.spendUnknown,
  }));
  return call.reply(200, { data });
}

async function getQueue(call: Own<"getQueue">) {
  const { queued, running, oldestQueuedAt, deliveriesPending, workers, stuck } =
    await work.getQueue(call.ctx);
  return call.reply(200, {
    queued,
    running,
    oldest_queued_at: toIso(oldestQueuedAt),
    deliveries_pending: deliveriesPending,
    workers: workers.map((worker) => ({
      id: worker.id,
      started_at: worker.startedAt.toISOString(),
      seen_at: worker.seenAt.toISOString(),
      running: worker.running,
    })),
    stuck: stuck.map((row) => ({
      id: row.id,
      account_id: row.accountId,
      // A `check` of the table closes it to the words of the spec.
      status: row.status as Schemas["GenerationState"],
      model: row.model,
      provider: row.provider,
      created_at: row.createdAt.toISOString(),
      deadline_at: row.deadlineAt.toISOString(),
    })),
  });
}

async function listAuditEntries(call: Own<"listAuditEntries">) {
  const { ctx, caller, query } = call;
  const name = { list: "audit", accountId: caller.accountId };
  const { account_id: accountId, limit = PAGE } = query;
  const { entries, nextId } = await work.listAudit(ctx, {
    ...{ accountId, from: toMoment(query.from), to: toMoment(query.to), limit },
    beforeId: readCursor(ctx, name, query.cursor),
  });
  const next_cursor = nextId === undefined ? null : writeCursor(ctx, name, nextId);
  return call.reply(200, { data: entries.map(fromEntry), next_cursor });
}

type Entry = Awaited<ReturnType<typeof work.listAudit>>["entries"][number];

function fromEntry(row: Entry): Schemas["AuditEntry"] {
  return {
    id: row.id,
    actor: row.actor,
    action: row.action,
    account_id: row.accountId,
    subject: row.subject,
    reason: row.reason,
    // A `check` of the table says that it is an object.
    details: row.details as Record<string, unknown>,
    created_at: row.createdAt.toISOString(),
  };
}

function toIso(moment: Date | null | undefined | void): string | null {
  return moment ? moment.toISOString() : null;
}
