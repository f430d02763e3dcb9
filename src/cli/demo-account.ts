import type { Context } from "../app/context.ts";
import * as accounts from "../core/accounts/accounts.ts";
import * as credits from "../core/billing/grants.ts";
import * as keys from "../core/accounts/keys.ts";
import { prefixes } from "../dialects/prefixes.ts";

/** Account of the demo, created by the first run and used by all. */
export const DEMO_EMAIL = "demo@darkroom.local";

const MIN_CREDITS = 50;
const TOP_UP = { credits: 100, expiresInSeconds: 30 * 86_400 };

/** Finds or creates the demo's account, grants credits if few are left, and creates a key for this run. */
export async function prepareDemo(ctx: Context): Promise<keys.CreatedKey> {
  const account =
    (await accounts.findAccountByEmail(ctx, DEMO_EMAIL)) ??
    (await accounts.createAccount(ctx, { email: DEMO_EMAIL, planId: "pro" }));
  const accountId = account.id;
  const balance = await credits.findBalance(ctx, accountId);
  if ((balance?.spendable ?? 0) < MIN_CREDITS) {
    await credits.createGrant(ctx, { accountId, ...TOP_UP, source: "promo", note: "demo" });
  }
  return keys.createKey(ctx, {
    accountId,
    dialect: "hub",
    prefix: prefixes.hub,
    label: "demo",
    // The demo revokes its key at the end; the expiry is for a demo that was killed.
    expiresInSeconds: 86_400,
  });
}
