import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { Context } from "../../app/context.ts";

// Key id, nonce and tag stand before the text, so that a ciphertext tells which key opens it.
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Draws a webhook secret: `whsec_` and the base64 of 32 random bytes. */
export function generateWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/** Encrypts a secret with AES-256-GCM, bound to its endpoint: it opens nowhere else. */
export function sealSecret(ctx: Context, endpointId: string, secret: string): Buffer {
  const key = ctx.secrets.webhookSealing;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(endpointId));
  const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([computeKeyId(key), nonce, cipher.getAuthTag(), text]);
}

/** Opens what `seal` has closed. Throws where the key, the endpoint or a byte is another. */
export function unsealSecret(ctx: Context, endpointId: string, sealed: Uint8Array): string {
  const key = ctx.secrets.webhookSealing;
  const bytes = Buffer.from(sealed);
  const nonceAt = KEY_ID_BYTES;
  const tagAt = nonceAt + NONCE_BYTES;
  const textAt = tagAt + TAG_BYTES;
  if (!bytes.subarray(0, nonceAt).equals(computeKeyId(key))) {
    throw new Error("a webhook's secret was encrypted under another APP_SECRET");
  }
  const cipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(nonceAt, tagAt));
  cipher.setAAD(Buffer.from(endpointId)).setAuthTag(bytes.subarray(tagAt, textAt));
  return Buffer.concat([cipher.update(bytes.subarray(textAt)), cipher.final()]).toString("utf8");
}

function computeKeyId(key: Buffer): Buffer {
  return createHash("sha256").update(key).digest().subarray(0, KEY_ID_BYTES);
}
