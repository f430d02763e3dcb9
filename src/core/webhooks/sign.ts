import { createHmac } from "node:crypto";

/** One delivery as it is about to leave. */
export interface Outgoing {
  deliveryId: string;
  event: string;
  /** Exactly what is sent. */
  body: string;
  /** When this attempt began. */
  at: Date;
  /** The secrets that hold, the newest first: after a rotation the old one signs too, for a day. */
  secrets: [string, ...string[]];
}

/**
 * The headers of a delivery, by two conventions at once: `X-Gptimg-*`, whose signature is the hex
 * HMAC-SHA256 of the body keyed by the whole text of the newest secret, and Standard Webhooks, whose
 * key is what the secret's base64 stands for.
 */
export function createWebhookHeaders(outgoing: Outgoing): Record<string, string> {
  const { deliveryId, event, body, at, secrets } = outgoing;
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signed = `${deliveryId}.${timestamp}.${body}`;
  return {
    "content-type": "application/json",
    "user-agent": "Darkroom-Webhooks/1",
    "x-gptimg-event": event,
    "x-gptimg-signature": createHmac("sha256", secrets[0]).update(body).digest("hex"),
    "x-gptimg-delivery": deliveryId,
    "webhook-id": deliveryId,
    "webhook-timestamp": timestamp,
    "webhook-signature": secrets.map((secret) => `v1,${standard(secret, signed)}`).join(" "),
  };
}

function standard(secret: string, signed: string): string {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  return createHmac("sha256", key).update(signed).digest("base64");
}
