import type { Context } from "../app/context.ts";
import * as accounts from "../core/accounts/accounts.ts";
import * as credits from "../core/billing/grants.ts";
import * as keys from "../core/accounts/keys.ts";
import { prefixes } from "../dialects/prefixes.ts";

/** Whose pictures the demo draws; made once, used by every run. */
export const DEMO_EMAIL = "demo@darkroom.local";

const ENOUGH_CREDITS = 50;
const TOP_UP = { credits: 100, expiresInSeconds: 30 * 86_400 };

/** Finds or makes the demo's account, fills it up where it runs short, and makes a key for this run. */
export async function prepareDemo(ctx: Context): Promise<keys.CreatedKey> {
  const account =
    (await accounts.findAccountByEmail(ctx, DEMO_EMAIL)) ??
    (await accounts.createAccount(ctx, { email: DEMO_EMAIL, planId: "pro" }));
  const accountId = account.id;
  const balance = await credits.findBalance(ctx, accountId);
  if ((balance?.spendable ?? 0) < ENOUGH_CREDITS) {
    await credits.createGrant(ctx, { accountId, ...TOP_UP, source: "promo", note: "demo" });
  }
  return keys.createKey(ctx, {
    accountId,
    dialect: "hub",
    prefix: prefixes.hub,
    label: "demo",
    // It is revoked when the demo ends; this is for a demo that was killed.
    expiresInSeconds: 86_400,
  });
}
