import type { components } from "../../generated/plus/client.ts";
import { WebhookError } from "./errors.ts";

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
  // With `event` absent, so that a comparison with it selects one of the others.
  | (Schemas["BatchEvent"] & { event?: undefined });

/** A received delivery. */
export interface Delivery {
  /** The raw body, before JSON parsing. */
  body: string | Uint8Array;
  /** The headers of a `Request` or of a Node.js request. */
  headers: Headers | Record<string, string | string[] | undefined>;
  /** The endpoint's secret, `whsec_…`. */
  secret: string | undefined;
}

const DEFAULT_TOLERANCE_SECONDS = 300;
const PREFIX = "whsec_";

/**
 * Verifies the Standard Webhooks signature and the timestamp of a delivery and returns its event.
 * Throws a `WebhookError`. `webhook-id` is the same in every attempt: use it to detect duplicates.
 */
export async function verifyWebhook(
  { body, headers, secret }: Delivery,
  { toleranceSeconds = DEFAULT_TOLERANCE_SECONDS }: { toleranceSeconds?: number } = {},
): Promise<WebhookEvent> {
  const [id, timestamp, signatures] = ["id", "timestamp", "signature"].map((name) =>
    readHeader(headers, `webhook-${name}`),
  );
  if (!id || !timestamp || !signatures) {
    throw new WebhookError("unsigned", "The delivery has no Standard Webhooks headers.");
  }
  const ageSeconds = Math.abs(Date.now() / 1000 - Number(timestamp));
  // Negated, so that a timestamp that is not a number is rejected.
  if (!(ageSeconds <= toleranceSeconds)) {
    throw new WebhookError("too_old", "The timestamp of the delivery is outside the tolerance.");
  }
  const bytes = toBytes(body);
  const signed = concat(toBytes(`${id}.${timestamp}.`), bytes);
  const key = await importHmacKey(secretBytes(secret));
  for (const each of signatures.split(" ")) {
    const [version, text = ""] = each.split(",");
    const given = version === "v1" ? fromBase64(text) : undefined;
    if (given !== undefined && (await crypto.subtle.verify("HMAC", key, given, signed))) {
      return JSON.parse(new TextDecoder().decode(bytes));
    }
  }
  throw new WebhookError(
    "wrong_signature",
    "The signature does not match the body and the secret.",
  );
}

/**
 * Returns whether `X-Gptimg-Signature` matches the body. It does not cover the time, so that a
 * recorded delivery could be replayed: prefer `verifyWebhook`.
 */
export async function verifyLegacySignature({ body, headers, secret }: Delivery): Promise<boolean> {
  const given = fromHex(readHeader(headers, "x-gptimg-signature") ?? "");
  if (given === undefined || !secret) return false;
  const key = await importHmacKey(toBytes(secret));
  // WebCrypto compares in constant time.
  return crypto.subtle.verify("HMAC", key, given, toBytes(body));
}

function readHeader(headers: Delivery["headers"], name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const found = Object.entries(headers).find(([each]) => each.toLowerCase() === name)?.[1];
  return Array.isArray(found) ? found[0] : found;
}

function importHmacKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [
    "verify",
  ]);
}

function secretBytes(secret = ""): Uint8Array<ArrayBuffer> {
  const bytes = secret.startsWith(PREFIX) ? fromBase64(secret.slice(PREFIX.length)) : undefined;
  if (bytes?.length) return bytes;
  throw new WebhookError("wrong_secret", "secret must be a webhook secret: whsec_…");
}

function toBytes(value: string | Uint8Array): Uint8Array<ArrayBuffer> {
  return typeof value === "string" ? new TextEncoder().encode(value) : new Uint8Array(value);
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function fromHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
