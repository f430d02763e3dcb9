import { createHmac } from "node:crypto";
import type { Context } from "../../app/context.ts";
import { generateKey } from "./key-format.ts";

/** Returns a new API key and the row of its secret, which contains only a hash of it. */
export function createSecret(ctx: Context, prefix: string) {
  const key = generateKey(prefix);
  const row = {
    secretId: Bun.randomUUIDv7(),
    hash: hashKey(ctx, key),
    prefix,
    lastFour: key.slice(-4),
  };
  return { key, row };
}

/** Returns the hash by which an API key is found. */
export function hashKey(ctx: Context, key: string): Buffer {
  return createHmac("sha256", ctx.secrets.keyPepper).update(key).digest();
}
