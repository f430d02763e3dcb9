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

/**
 * Encrypts every webhook secret that was encrypted with APP_SECRET_PREVIOUS with APP_SECRET. Returns how
 * many endpoints were changed. Can run in several processes; a secret that is rotated at the same time is
 * left to the next call.
 */
export async function resealSecrets(ctx: Context): Promise<number> {
  const { previous } = ctx.secrets;
  if (previous === undefined) return 0;
  const keyId = computeKeyId(previous.webhookSealing);
  let count = 0;
  let rows: queries.IListSecretsOfKeyResult[] = [];
  do {
    const afterId = rows.at(-1)?.id ?? null;
    const wanted = { keyId, afterId, limit: RESEAL_BATCH_SIZE };
    rows = await queries.listSecretsOfKey.run(wanted, ctx.db);
    count += await resealRows(ctx, rows);
  } while (rows.length === RESEAL_BATCH_SIZE);
  return count;
}

async function resealRows(ctx: Context, rows: queries.IListSecretsOfKeyResult[]): Promise<number> {
  const reseal = (id: string, sealed: Uint8Array) =>
    sealSecret(ctx, id, unsealSecret(ctx, id, sealed));
  const change = {
    ids: rows.map(({ id }) => id),
    before: rows.map(({ secret }) => secret),
    secrets: rows.map(({ id, secret }) => reseal(id, secret)),
    oldSecrets: rows.map(({ id, oldSecret }) => (oldSecret ? reseal(id, oldSecret) : null)),
  };
  return (await queries.replaceSecrets.run(change, ctx.db)).length;
}
