import { createHmac } from "node:crypto";
import type { OutgoingDelivery } from "../../core/webhooks/events.ts";

/**
 * Returns the headers of a delivery in two conventions: `X-Gptimg-*`, whose signature is the hex
 * HMAC-SHA256 of the body with the newest secret's text as key, and Standard Webhooks, whose key is the
 * decoded base64 of the secret.
 */
export function createWebhookHeaders(outgoing: OutgoingDelivery): Record<string, string> {
  const { deliveryId, event, body, startedAt, secrets } = outgoing;
  const timestamp = String(Math.floor(startedAt.getTime() / 1000));
  const signed = `${deliveryId}.${timestamp}.${body}`;
  return {
    "content-type": "application/json",
    "user-agent": "Darkroom-Webhooks/1",
    "x-gptimg-event": event,
    "x-gptimg-signature": createHmac("sha256", secrets[0]).update(body).digest("hex"),
    "x-gptimg-delivery": deliveryId,
    "webhook-id": deliveryId,
    "webhook-timestamp": timestamp,
    "webhook-signature": secrets.map((secret) => `v1,${signStandard(secret, signed)}`).join(" "),
  };
}

function signStandard(secret: string, signed: string): string {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  return createHmac("sha256", key).update(signed).digest("base64");
}
