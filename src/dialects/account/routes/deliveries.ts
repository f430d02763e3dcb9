import type { operations } from "../../../../generated/account/server.ts";
import type { Call } from "../../../openapi/handlers.ts";
import type { Context } from "../../../app/context.ts";
import type { SignedIn } from "../../../core/accounts/sessions.ts";
import { consumeAttempt } from "../../../core/accounts/sign-in-rate-limit.ts";
import * as deliveries from "../../../core/webhooks/deliveries.ts";
import * as endpoints from "../../../core/webhooks/endpoints.ts";
import { AppError } from "../../../foundation/errors.ts";
import { fromAttempt, fromDelivery, toDeliveryStates } from "../webhook-mapping.ts";

type Own<Name extends keyof operations> = Call<operations[Name], SignedIn>;

// What somebody may send by hand to an address, in 15 minutes.
const MOST_TESTS = 60;
const MOST_RESENDS = 100;
const PAGE = 20;

/** What was sent to an endpoint, and sending it again. */
export const deliveryRoutes = {
  testWebhook,
  listDeliveries,
  getDelivery,
  resendDelivery,
  resendFailedDeliveries,
};

async function testWebhook(call: Own<"testWebhook">) {
  const { ctx, caller, params, body } = call;
  const endpoint = await getOwnEndpoint(call, params.webhookId);
  await consumeAttempt(ctx, `webhook-test ${caller.accountId}`, MOST_TESTS);
  const id = await deliveries.sendTest(ctx, endpoint.id, body.event);
  return call.reply(202, fromDelivery(await deliveries.getDelivery(ctx, endpoint, id)));
}

async function listDeliveries(call: Own<"listDeliveries">) {
  const { ctx, params, query } = call;
  const endpoint = await getOwnEndpoint(call, params.webhookId);
  const { status, event, cursor, limit = PAGE } = query;
  const beforeId = cursor && (await readCursor(ctx, endpoint, cursor));
  const wanted = { states: toDeliveryStates(status), event, beforeId, limit };
  const page = await deliveries.listDeliveries(ctx, endpoint.id, wanted);
  const data = page.deliveries.map(fromDelivery);
  return call.reply(200, { data, next_cursor: page.nextId ?? null });
}

async function getDelivery(call: Own<"getDelivery">) {
  const { ctx, params } = call;
  const endpoint = await getOwnEndpoint(call, params.webhookId);
  const delivery = await deliveries.getDelivery(ctx, endpoint, params.deliveryId);
  const attempts = await deliveries.listDeliveryAttempts(ctx, delivery.id);
  return call.reply(200, {
    ...fromDelivery(delivery),
    url: endpoint.url,
    body: delivery.body,
    attempts: attempts.map(fromAttempt),
  });
}

async function resendDelivery(call: Own<"resendDelivery">) {
  const { ctx, caller, params } = call;
  const endpoint = await getOwnEndpoint(call, params.webhookId);
  const { id } = await deliveries.getDelivery(ctx, endpoint, params.deliveryId);
  await consumeAttempt(ctx, `webhook-resend ${caller.accountId}`, MOST_RESENDS);
  await deliveries.resendDelivery(ctx, endpoint.id, { deliveryId: id });
  return call.reply(202, fromDelivery(await deliveries.getDelivery(ctx, endpoint, id)));
}

async function resendFailedDeliveries(call: Own<"resendFailedDeliveries">) {
  const { ctx, caller, params, body } = call;
  const endpoint = await getOwnEndpoint(call, params.webhookId);
  await consumeAttempt(ctx, `webhook-resend ${caller.accountId}`, MOST_RESENDS);
  const resent = await deliveries.resendDelivery(ctx, endpoint.id, { since: new Date(body.since) });
  return call.reply(202, { resent });
}

async function getOwnEndpoint(call: { ctx: Context; caller: SignedIn }, id: string) {
  const { accountId } = call.caller;
  return { ...(await endpoints.getEndpoint(call.ctx, accountId, id)), accountId };
}

// A cursor names the last delivery of the page before; one of another endpoint is none of ours.
async function readCursor(
  ctx: Context,
  endpoint: { id: string; accountId: string },
  cursor: string,
): Promise<string> {
  const { id } = await deliveries.getDelivery(ctx, endpoint, cursor).catch(() => {
    const issues = [{ path: ["cursor"], reason: "is not one of ours" }];
    throw new AppError("invalid_request", "The cursor is not one of ours.", {
      details: { issues },
    });
  });
  return id;
}
