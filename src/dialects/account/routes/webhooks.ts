import type { Context } from "../../../app/context.ts";
import * as deliveries from "../../../core/webhooks/deliveries.ts";
import * as endpoints from "../../../core/webhooks/endpoints.ts";
import { readResponse } from "../committed-response.ts";
import { fromEndpoint } from "../webhook-mapping.ts";
import type { AccountCall } from "../call.ts";

/** Webhook endpoints. Only the response that creates or rotates a secret contains it. */
export const webhookRoutes = {
  listWebhooks,
  createWebhook,
  getWebhook,
  updateWebhook,
  deleteWebhook,
  rotateWebhookSecret,
};

async function listWebhooks(call: AccountCall<"listWebhooks">) {
  return call.reply(200, { data: await listWebhookResponses(call.ctx, call.caller.accountId) });
}

/** Returns the endpoints of an account with their latest deliveries, without secrets. */
export async function listWebhookResponses(ctx: Context, accountId: string) {
  const found = await endpoints.listEndpoints(ctx, accountId);
  const ids = found.flatMap(({ lastDeliveryId }) => lastDeliveryId ?? []);
  const last = await deliveries.findDeliveries(ctx, accountId, ids);
  return found.map((endpoint) =>
    fromEndpoint(
      endpoint,
      last.find(({ id }) => id === endpoint.lastDeliveryId),
    ),
  );
}

async function createWebhook(call: AccountCall<"createWebhook">) {
  const { ctx, caller } = call;
  const { accountId } = caller;
  const { url, label, events } = call.body;
  const { id, secret } = await endpoints.registerEndpoint(ctx, {
    ...caller,
    url,
    label,
    events,
  });
  const done = `Webhook ${id} was created: rotate its secret to receive one.`;
  const read = (background: Context) => toEndpointResponse(background, accountId, id);
  return call.reply(201, { ...(await readResponse(call, done, read)), secret });
}

async function getWebhook(call: AccountCall<"getWebhook">) {
  return call.reply(
    200,
    await toEndpointResponse(call.ctx, call.caller.accountId, call.params.webhookId),
  );
}

async function updateWebhook(call: AccountCall<"updateWebhook">) {
  const { ctx, caller, params } = call;
  const { accountId } = caller;
  const { url, label, events, enabled } = call.body;
  const change = { url, label, events, enabled };
  await endpoints.changeEndpoint(ctx, { id: params.webhookId, ...caller }, change);
  return call.reply(200, await toEndpointResponse(ctx, accountId, params.webhookId));
}

async function deleteWebhook(call: AccountCall<"deleteWebhook">) {
  await endpoints.deleteEndpoint(call.ctx, call.caller, call.params.webhookId);
  return call.reply(204);
}

async function rotateWebhookSecret(call: AccountCall<"rotateWebhookSecret">) {
  const { ctx, caller, params } = call;
  const { accountId } = caller;
  const secret = await endpoints.rotateEndpointSecret(ctx, caller, params.webhookId);
  const done = "The secret was rotated: rotate it again to receive one.";
  const read = (background: Context) => toEndpointResponse(background, accountId, params.webhookId);
  return call.reply(200, { ...(await readResponse(call, done, read)), secret });
}

async function toEndpointResponse(ctx: Context, accountId: string, id: string) {
  const endpoint = await endpoints.getEndpoint(ctx, accountId, id);
  const ids = endpoint.lastDeliveryId ? [endpoint.lastDeliveryId] : [];
  const [last] = await deliveries.findDeliveries(ctx, accountId, ids);
  return fromEndpoint(endpoint, last);
}
