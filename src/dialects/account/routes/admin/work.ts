import type { components } from "../../../../../generated/account/server.ts";
import { setSignUpState } from "../../../../core/accounts/admin.ts";
import * as signIns from "../../../../core/accounts/sign-in.ts";
import { toActor } from "../../../../core/audit/actor.ts";
import { getQueueStatistics } from "../../../../core/generations/queue-statistics.ts";
import { listProviderHealth } from "../../../../core/models/provider-health.ts";
import { toIso } from "../../timestamps.ts";
import type { SessionCall } from "../../call.ts";

type Schemas = components["schemas"];

/** Provider health, the queue, and sign-up. */
export const operationsRoutes = {
  listProviders,
  getQueue,
  setSignUp,
};

async function listProviders(call: SessionCall<"listProviders">) {
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

async function getQueue(call: SessionCall<"getQueue">) {
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

async function setSignUp(call: SessionCall<"setSignUp">) {
  const { ctx, caller, body } = call;
  await setSignUpState(ctx, body.open, toActor(caller, body.reason));
  const { signUpOpen, setupNeeded } = await signIns.getAuthState(ctx);
  return call.reply(200, { sign_up_open: signUpOpen, setup_needed: setupNeeded });
}
