import type { components } from "../../../../../generated/account/server.ts";
import { setSignUpState } from "../../../../core/accounts/admin.ts";
import * as signIns from "../../../../core/accounts/sign-in.ts";
import { listAuditEntries as listEntries } from "../../../../core/audit/audit-log.ts";
import { cancelForOperator } from "../../../../core/generations/cancel.ts";
import { getQueueStatistics } from "../../../../core/generations/queue-statistics.ts";
import { listProviderHealth } from "../../../../core/models/provider-health.ts";
import { readCursor, writeCursor } from "../../cursors.ts";
import { clampTimestamp, toIso } from "../../timestamps.ts";
import type { AccountCall } from "../../call.ts";

type Schemas = components["schemas"];

const PAGE = 20;

/** Provider health, the queue, sign-up and the audit log. */
export const operationsRoutes = {
  listProviders,
  getQueue,
  cancelStuckGeneration,
  setSignUp,
  listAuditEntries,
};

async function listProviders(call: AccountCall<"listProviders">) {
  const rows = await listProviderHealth(call.ctx);
  const data = rows.map((row): Schemas["ProviderHealth"] => ({
    provider: row.provider,
    state: row.state,
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

async function getQueue(call: AccountCall<"getQueue">) {
  const queue = await getQueueStatistics(call.ctx);
  const { queued, running, workers, stuck } = queue;
  return call.reply(200, {
    queued,
    running,
    oldest_queued_at: toIso(queue.oldestQueuedAt),
    deliveries_pending: queue.deliveriesPending,
    oldest_delivery_at: toIso(queue.oldestDeliveryAt),
    workers: workers.map((worker): Schemas["Worker"] => ({
      id: worker.id,
      started_at: worker.startedAt.toISOString(),
      seen_at: worker.seenAt.toISOString(),
      running: worker.running,
    })),
    stuck: stuck.map((row): Schemas["StuckGeneration"] => ({
      id: row.id,
      account_id: row.accountId,
      account_email: row.accountEmail,
      // A check constraint allows only the values of the document.
      status: row.status as Schemas["GenerationState"],
      model: row.model,
      provider: row.provider,
      created_at: row.createdAt.toISOString(),
      deadline_at: row.deadlineAt.toISOString(),
      cancel_requested_at: toIso(row.cancelRequestedAt),
    })),
  });
}

async function cancelStuckGeneration(call: AccountCall<"cancelStuckGeneration">) {
  const { ctx, caller, params, body } = call;
  const actor = { actorId: caller.accountId, reason: body.reason };
  return call.reply(200, { outcome: await cancelForOperator(ctx, params.generationId, actor) });
}

async function setSignUp(call: AccountCall<"setSignUp">) {
  const { ctx, caller, body } = call;
  await setSignUpState(ctx, body.open, { actorId: caller.accountId, reason: body.reason });
  const { signUpOpen, setupNeeded } = await signIns.getAuthState(ctx);
  return call.reply(200, { sign_up_open: signUpOpen, setup_needed: setupNeeded });
}

async function listAuditEntries(call: AccountCall<"listAuditEntries">) {
  const { ctx, caller, query } = call;
  const name = { list: "audit", accountId: caller.accountId };
  const { account_id: accountId, actor, action, limit = PAGE } = query;
  const period = { from: clampTimestamp(query.from), to: clampTimestamp(query.to) };
  const filter = { accountId, actor, action, ...period };
  const beforeId = readCursor(ctx, name, query.cursor);
  const { entries, nextId } = await listEntries(ctx, { filter, beforeId, limit });
  const next_cursor = nextId === undefined ? null : writeCursor(ctx, name, nextId);
  return call.reply(200, { data: entries.map(fromEntry), next_cursor });
}

type AuditRow = Awaited<ReturnType<typeof listEntries>>["entries"][number];

function fromEntry(row: AuditRow): Schemas["AuditEntry"] {
  return {
    id: row.id,
    actor: row.actor,
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
