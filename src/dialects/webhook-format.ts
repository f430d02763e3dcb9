import type { EventFacts, WebhookFormat } from "../core/webhooks/events.ts";
import { fromBatchEnd, isBatchEnd } from "./openai/batches/webhook-event.ts";
import { fromEvent } from "./plus/webhook-body.ts";
import { createWebhookHeaders } from "./plus/webhook-headers.ts";

/**
 * The format of all webhooks. The Image Plus API documents it, except the bodies of the events of batches,
 * which are those of OpenAI's API.
 */
export const webhookFormat: WebhookFormat = {
  toBody: (facts, imageUrl) => JSON.stringify(toBody(facts, imageUrl)),
  toHeaders: createWebhookHeaders,
};

function toBody(facts: EventFacts, imageUrl: (storageKey: string) => string): object {
  return isBatchEnd(facts) ? fromBatchEnd(facts) : fromEvent(facts, imageUrl);
}
