import type { components } from "./plus/client.js";
import { WebhookError } from "./errors.js";
export { WebhookError };
type Schemas = components["schemas"];
/**
 * The payload of a webhook: a generation finished, credits are low or expire, a key has leaked, or a batch
 * ended. The event of a batch has its name in `type`, the others in `event`.
 */
export type WebhookEvent =
  | Schemas["GenerationEvent"]
  | Schemas["CreditsLowEvent"]
  | Schemas["CreditsExpiringEvent"]
  | Schemas["KeyLeakedEvent"]
  | (Schemas["BatchEvent"] & {
      event?: undefined;
    });
/** A received delivery. */
export interface Delivery {
  /** The raw body, before JSON parsing. */
  body: string | Uint8Array;
  /** The headers of a `Request` or of a Node.js request. */
  headers: Headers | Record<string, string | string[] | undefined>;
  /** The endpoint's secret, `whsec_…`. */
  secret: string | undefined;
}
/**
 * Verifies the Standard Webhooks signature and the timestamp of a delivery and returns its event.
 * Throws a `WebhookError`. `webhook-id` is the same in every attempt: use it to detect duplicates.
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
 * Returns whether `X-Gptimg-Signature` matches the body. It does not cover the time, so that a
 * recorded delivery could be replayed: prefer `verifyWebhook`.
 */
export declare function verifyLegacySignature({
  body,
  headers,
  secret,
}: Delivery): Promise<boolean>;
