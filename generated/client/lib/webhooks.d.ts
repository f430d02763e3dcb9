import type { components } from "./plus/client.js";
import { WebhookError } from "./errors.js";
export { WebhookError };
type Schemas = components["schemas"];
/** What a webhook tells: a generation that has ended, or credits that run out. */
export type WebhookEvent =
  Schemas["GenerationEvent"] | Schemas["CreditsLowEvent"] | Schemas["CreditsExpiringEvent"];
/** A delivery as it has come. */
export interface Delivery {
  /** The body as it came, before any JSON parser has touched it. */
  body: string | Uint8Array;
  /** As `Request` has them, or as a server of Node. */
  headers: Headers | Record<string, string | string[] | undefined>;
  /** The endpoint's secret, `whsec_…`. */
  secret: string | undefined;
}
/**
 * Checks by its Standard Webhooks headers who has sent a delivery and when, and answers what it
 * tells. Throws a `WebhookError`. `webhook-id` is the same in every attempt: drop what you know.
 */
export declare function verifyWebhook(
  { body, headers, secret }: Delivery,
  {
    toleranceSeconds,
  }?: {
    toleranceSeconds?: number;
  },
): Promise<WebhookEvent>;
/**
 * Whether `X-Gptimg-Signature` is the one of a body. It says nothing of the time, so that a delivery
 * that was overheard could be sent again: prefer `verifyWebhook`.
 */
export declare function verifyLegacySignature({
  body,
  headers,
  secret,
}: Delivery): Promise<boolean>;
