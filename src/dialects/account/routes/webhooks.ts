import type { operations } from "../../../../generated/account/server.ts";
import type { Call } from "../../../openapi/handlers.ts";
import type { Context } from "../../../app/context.ts";
import type { SignedIn } from "../../../core/accounts/sessions.ts";
import * as deliveries from "../../../core/webhooks/deliveries.ts";
import * as endpoints from "../../../core/webhooks/endpoints.ts";
import { fromEndpoint } from "../webhook-mapping.ts";

type Own<Name extends keyof operations> = Call<operations[Name], SignedIn>;

/** Webhook endpoints. Only the response that creates or rotates a secret contains it. */
export const webhookRoutes = {
  listWebhooks,
  createWebhook,
  getWebhook,
  updateWebhook,
  deleteWebhook,
  rotateWebhookSecret,
};

async function listWebhooks(call: Own<"listWebhooks">) {
  const { ctx, caller } = call;
  const found = await endpoints.listEndpoints(ctx, caller.accountId);
  const ids = found.flatMap(({ lastDeliveryId }) => lastDeliveryId ?? []);
  const last = await deliveries.findDeliveries(ctx, caller.accountId, ids);
  const data = found.map((endpoint) =>
    fromEndpoint(
      endpoint,
      last.find(({ id }) => id === endpoint.lastDeliveryId),
    ),
  );
  return call.reply(200, { data });
}

async function createWebhook(call: Own<"createWebhook">) {
  const { ctx, caller } = call;
  const { accountId } = caller;
  const { url, label, events } = call.body;
  const { id, secret } = await endpoints.registerEndpoint(ctx, { accountId, url, label, events });
  return call.reply(201, { ...(await toEndpointResponse(ctx, accountId, id)), secret });
}

async function getWebhook(call: Own<"getWebhook">) {
  return call.reply(
    200,
    await toEndpointResponse(call.ctx, call.caller.accountId, call.params.webhookId),
  );
}

async function updateWebhook(call: Own<"updateWebhook">) {
  const { ctx, caller, params } = call;
  const { accountId } = caller;
  const { url, label, events, enabled } = call.body;
  const change = { url, label, events, enabled };
  await endpoints.changeEndpoint(ctx, { id: params.webhookId, accountId }, change);
  return call.reply(200, await toEndpointResponse(ctx, accountId, params.webhookId));
}

async function deleteWebhook(call: Own<"deleteWebhook">) {
  await endpoints.deleteEndpoint(call.ctx, call.caller.accountId, call.params.webhookId);
  return call.reply(204);
}

async function rotateWebhookSecret(call: Own<"rotateWebhookSecret">) {
  const { ctx, caller, params } = call;
  const { accountId } = caller;
  const secret = await endpoints.rotateEndpointSecret(ctx, accountId, params.webhookId);
  return call.reply(200, {
    ...(await toEndpointResponse(ctx, accountId, params.webhookId)),
    secret,
  });
}

async function toEndpointResponse(ctx: Context, accountId: string, id: string) {
  const endpoint = await endpoints.getEndpoint(ctx, accountId, id);
  const ids = endpoint.lastDeliveryId ? [endpoint.lastDeliveryId] : [];
  const [last] = await deliveries.findDeliveries(ctx, accountId, ids);
  return fromEndpoint(endpoint, last);
}
