import { createHmac } from "node:crypto";
import type { Context } from "../../app/context.ts";

const LENGTH = 32;

/**
 * Returns the identifier of an end user for providers. It is the same for all requests of one end user of an
 * account, so that a provider can report abuse, and cannot be traced to a person without APP_SECRET. A
 * request without an end user is attributed to the account.
 */
export function toProviderUser(
  { secrets }: Pick<Context, "secrets">,
  { accountId, endUser }: { accountId: string; endUser: string | null },
): string {
  const text = JSON.stringify([accountId, endUser]);
  return createHmac("sha256", secrets.providerUsers).update(text).digest("hex").slice(0, LENGTH);
}
