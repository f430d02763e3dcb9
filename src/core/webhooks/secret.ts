import { randomBytes } from "node:crypto";
import * as queries from "../../../generated/queries/webhooks.ts";
import type { Context } from "../../app/context.ts";
import { computeKeyId, seal, unseal } from "../../foundation/sealing.ts";
import { listDerivedKeys } from "../../foundation/secrets.ts";

const RESEAL_BATCH_SIZE = 500;

/** Generates a webhook secret: `whsec_` and the base64 of 32 random bytes. */
export function generateWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/** Encrypts a secret, bound to its endpoint id. */
export function sealSecret(ctx: Context, endpointId: string, secret: string): Buffer {
  return seal(ctx.secrets.webhookSealing, endpointId, Buffer.from(secret));
}

/** Decrypts the output of `sealSecret`. Throws for another key, another endpoint or modified bytes. */
export function unsealSecret(ctx: Context, endpointId: string, sealed: Uint8Array): string {
  return unseal(listDerivedKeys(ctx.secrets, "webhookSealing"), endpointId, sealed).toString();
}

/** Decrypts a former secret. Returns undefined, and logs the endpoint, if this is not possible. */
export function unsealOldSecret(
  ctx: Context,
  endpointId: string,
  sealed: Uint8Array,
): string | undefined {
  try {
    return unsealSecret(ctx, endpointId, sealed);
  } catch (cause) {
    ctx.log.warn("old_webhook_secret_ignored", { endpointId, cause });
    return undefined;
  }
}

/**
 * Encrypts every webhook secret that was encrypted with APP_SECRET_PREVIOUS with APP_SECRET, and removes the
 * former secrets of these endpoints that have ended or cannot be decrypted. Returns how many endpoints were
 * changed. Can run in several processes; secrets that are rotated at the same time are read again.
 */
export async function resealSecrets(ctx: Context): Promise<number> {
  const { previous } = ctx.secrets;
  if (previous === undefined) return 0;
  const keyId = computeKeyId(previous.webhookSealing);
  for (let total = 0; ;) {
    const { found, changed } = await resealSecretsOfKey(ctx, keyId);
    total += changed;
    if (changed === found) return total;
  }
}

async function resealSecretsOfKey(ctx: Context, keyId: Buffer) {
  const count = { found: 0, changed: 0 };
  let rows: queries.IListSecretsOfKeyResult[] = [];
  do {
    const afterId = rows.at(-1)?.id ?? null;
    const wanted = { keyId, afterId, limit: RESEAL_BATCH_SIZE };
    rows = await queries.listSecretsOfKey.run(wanted, ctx.db);
    count.found += rows.length;
    count.changed += await resealRows(ctx, rows);
  } while (rows.length === RESEAL_BATCH_SIZE);
  return count;
}

async function resealRows(ctx: Context, rows: queries.IListSecretsOfKeyResult[]): Promise<number> {
  const resealOld = (id: string, sealed: Uint8Array) => {
    const secret = unsealOldSecret(ctx, id, sealed);
    return secret === undefined ? null : sealSecret(ctx, id, secret);
  };
  const change = {
    ids: rows.map(({ id }) => id),
    before: rows.map(({ secret }) => secret),
    secrets: rows.map(({ id, secret }) => sealSecret(ctx, id, unsealSecret(ctx, id, secret))),
    oldSecrets: rows.map(({ id, oldSecret }) => (oldSecret ? resealOld(id, oldSecret) : null)),
  };
  return (await queries.replaceSecrets.run(change, ctx.db)).length;
}
