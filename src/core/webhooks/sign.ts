import { createHmac } from "node:crypto";

/** A delivery attempt that is about to be sent. */
export interface Outgoing {
  deliveryId: string;
  event: string;
  /** The exact bytes that are sent. */
  body: string;
  /** When this attempt started. */
  at: Date;
  /** The valid secrets, newest first: after a rotation the old one also signs for a day. */
  secrets: [string, ...string[]];
}

/**
 * Returns the headers of a delivery in two conventions: `X-Gptimg-*`, whose signature is the hex
 * HMAC-SHA256 of the body with the newest secret's text as key, and Standard Webhooks, whose key is the
 * decoded base64 of the secret.
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
    "webhook-signature": secrets.map((secret) => `v1,${signStandard(secret, signed)}`).join(" "),
  };
}

function signStandard(secret: string, signed: string): string {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  return createHmac("sha256", key).update(signed).digest("base64");
}
