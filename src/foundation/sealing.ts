import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

// Key id, nonce and tag precede the ciphertext, so that it identifies its key.
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts bytes with AES-256-GCM, bound to the name of their owner. */
export function seal(key: Buffer, owner: string, bytes: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([computeKeyId(key), nonce, cipher.getAuthTag(), sealed]);
}

/**
 * Decrypts the output of `seal` with the key that encrypted it. Throws if it is none of `keys`, for another
 * owner, and for modified bytes.
 */
export function unseal(keys: Buffer[], owner: string, sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed);
  const nonceOffset = KEY_ID_BYTES;
  const tagOffset = nonceOffset + NONCE_BYTES;
  const textOffset = tagOffset + TAG_BYTES;
  const key = keys.find((each) => computeKeyId(each).equals(bytes.subarray(0, nonceOffset)));
  if (key === undefined) throw new Error("the data was encrypted with another APP_SECRET");
  const cipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(nonceOffset, tagOffset));
  cipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(tagOffset, textOffset));
  return Buffer.concat([cipher.update(bytes.subarray(textOffset)), cipher.final()]);
}

/** Returns the start of everything that a key has encrypted. */
export function computeKeyId(key: Buffer): Buffer {
  return createHash("sha256").update(key).digest().subarray(0, KEY_ID_BYTES);
}
