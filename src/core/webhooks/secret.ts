import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { Context } from "../../app/context.ts";

// Key id, nonce and tag precede the ciphertext, so that it identifies its key.
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Generates a webhook secret: `whsec_` and the base64 of 32 random bytes. */
export function generateWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/** Encrypts a secret with AES-256-GCM, bound to its endpoint id. */
export function sealSecret(ctx: Context, endpointId: string, secret: string): Buffer {
  const key = ctx.secrets.webhookSealing;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(endpointId));
  const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([computeKeyId(key), nonce, cipher.getAuthTag(), text]);
}

/** Decrypts the output of `sealSecret`. Throws for another key, another endpoint or modified bytes. */
export function unsealSecret(ctx: Context, endpointId: string, sealed: Uint8Array): string {
  const key = ctx.secrets.webhookSealing;
  const bytes = Buffer.from(sealed);
  const nonceOffset = KEY_ID_BYTES;
  const tagOffset = nonceOffset + NONCE_BYTES;
  const textOffset = tagOffset + TAG_BYTES;
  if (!bytes.subarray(0, nonceOffset).equals(computeKeyId(key))) {
    throw new Error("the webhook secret was encrypted with another APP_SECRET");
  }
  const cipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(nonceOffset, tagOffset));
  cipher.setAAD(Buffer.from(endpointId)).setAuthTag(bytes.subarray(tagOffset, textOffset));
  return Buffer.concat([cipher.update(bytes.subarray(textOffset)), cipher.final()]).toString(
    "utf8",
  );
}

function computeKeyId(key: Buffer): Buffer {
  return createHash("sha256").update(key).digest().subarray(0, KEY_ID_BYTES);
}
