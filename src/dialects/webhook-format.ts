import type { WebhookFormat } from "../core/webhooks/events.ts";
import { fromEvent } from "./plus/webhook-body.ts";
import { createWebhookHeaders } from "./plus/webhook-headers.ts";

/** The format of all webhooks, which the Image Plus API documents. */
export const webhookFormat: WebhookFormat = {
  toBody: (facts, imageUrl) => JSON.stringify(fromEvent(facts, imageUrl)),
  toHeaders: createWebhookHeaders,
};
