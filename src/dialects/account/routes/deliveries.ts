import type { Context } from "../../../app/context.ts";
import { consumeAttempt } from "../../../core/accounts/sign-in-rate-limit.ts";
import * as deliveries from "../../../core/webhooks/deliveries.ts";
import { getDeliveryBody } from "../../../core/webhooks/delivery-body.ts";
import * as endpoints from "../../../core/webhooks/endpoints.ts";
import { AppError } from "../../../foundation/errors.ts";
import { toInvalidCursorError } from "../cursors.ts";
import { clampTime } from "../timestamps.ts";
import { webhookFormat } from "../../webhook-format.ts";
import { fromAttempt, fromDelivery, toDeliveryStates } from "../webhook-mapping.ts";
import type { AccountCall, AccountCaller } from "../call.ts";

// Manual requests of one account per 15 minutes.
const MAX_TESTS = 60;
const MAX_RESENDS = 100;
// Each sends up to 500 deliveries, with their retries.
const MAX_FAILED_RESENDS = 10;
const PAGE = 20;

/** Deliveries of an endpoint, test events and resends. */
export const deliveryRoutes = {
  testWebhook,
  listDeliveries,
  getDelivery,
  resendDelivery,
  resendFailedDeliveries,
};

async function testWebhook(call: AccountCall<"testWebhook">) {
  const { ctx, caller, params, body } = call;
  const endpoint = await getOwnEndpoint(call, params.webhookId);
  await consumeAttempt(ctx, `webhook-test ${caller.accountId}`, MAX_TESTS);
  const id = await deliveries.sendTestEvent(ctx, endpoint.id, body.event);
  return call.reply(202, fromDelivery(await deliveries.getDelivery(ctx, endpoint, id)));
}

async function listDeliveries(call: AccountCall<"listDeliveries">) {
  const { ctx, params, query } = call;
  const endpoint = await getOwnEndpoint(call, params.webhookId);
  const { status, event, cursor, limit = PAGE } = query;
  const beforeId = cursor && (await readDeliveryCursor(ctx, endpoint, cursor));
  const page = { states: toDeliveryStates(status), event, beforeId, limit };
  const found = await deliveries.listDeliveries(ctx, endpoint.id, page);
  const data = found.deliveries.map(fromDelivery);
  return call.reply(200, { data, next_cursor: found.nextId ?? null });
}

async function getDelivery(call: AccountCall<"getDelivery">) {
  const { ctx, params } = call;
  const endpoint = await getOwnEndpoint(call, params.webhookId);
  const delivery = await deliveries.getDelivery(ctx, endpoint, params.deliveryId);
  const attempts = await deliveries.listDeliveryAttempts(ctx, delivery.id);
  return call.reply(200, {
    ...fromDelivery(delivery),
    url: endpoint.url,
    body: await getDeliveryBody(ctx, delivery.id, webhookFormat),
    attempts: attempts.map(fromAttempt),
  });
}

async function resendDelivery(call: AccountCall<"resendDelivery">) {
  const { ctx, caller, params } = call;
  const endpoint = await getOwnEndpoint(call, params.webhookId);
  const { id, test } = await deliveries.getDelivery(ctx, endpoint, params.deliveryId);
  // Test events are sent to a disabled endpoint as well.
  if (!test) requireEnabled(endpoint);
  await consumeAttempt(ctx, `webhook-resend ${caller.accountId}`, MAX_RESENDS);
  await deliveries.resendDelivery(ctx, endpoint.id, { deliveryId: id });
  return call.reply(202, fromDelivery(await deliveries.getDelivery(ctx, endpoint, id)));
}

async function resendFailedDeliveries(call: AccountCall<"resendFailedDeliveries">) {
  const { ctx, caller, params, body } = call;
  const endpoint = await getOwnEndpoint(call, params.webhookId);
  requireEnabled(endpoint);
  await consumeAttempt(ctx, `webhook-resend-failed ${caller.accountId}`, MAX_FAILED_RESENDS);
  const since = clampTime(body.since);
  const resent = await deliveries.resendDelivery(ctx, endpoint.id, { since });
  return call.reply(202, { resent });
}

async function getOwnEndpoint(call: { ctx: Context; caller: AccountCaller }, id: string) {
  const { accountId } = call.caller;
  return { ...(await endpoints.getEndpoint(call.ctx, accountId, id)), accountId };
}

// Otherwise the deliveries would be pending, and end without an attempt.
function requireEnabled({ disabledAt }: { disabledAt: Date | null }): void {
  if (disabledAt === null) return;
  throw new AppError(
    "conflict",
    "The endpoint is disabled. Enable it, then resend its deliveries.",
  );
}

// A cursor is the id of the last delivery of the previous page. It must belong to this endpoint.
async function readDeliveryCursor(
  ctx: Context,
  endpoint: { id: string; accountId: string },
  cursor: string,
): Promise<string> {
  const { id } = await deliveries.getDelivery(ctx, endpoint, cursor).catch((error: unknown) => {
    throw error instanceof AppError && error.code === "not_found" ? toInvalidCursorError() : error;
  });
  return id;
}
