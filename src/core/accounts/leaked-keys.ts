import * as queries from "../../../generated/queries/keys.ts";
import type { Context } from "../../app/context.ts";
import { hashKey } from "./key-secret.ts";
import { consumeLeakReport } from "./sign-in-rate-limit.ts";

/**
 * Revokes an API key that its finder reports, and notifies the webhooks of its owner. The key itself is the
 * proof. A text that is no valid key is hashed and looked up in the same way, and gets the same result.
 * Throws `rate_limited` by the address of the client.
 */
export async function reportLeakedKey(
  ctx: Context,
  key: string,
  address: string | undefined,
): Promise<void> {
  await consumeLeakReport(ctx, address);
  await queries.reportLeakedKey.run({ hash: hashKey(ctx, key), address: address ?? null }, ctx.db);
}
