import { randomBytes } from "node:crypto";
import type { Context } from "../context.ts";
import * as accounts from "../core/accounts.ts";
import * as credits from "../core/credits.ts";
import * as keys from "../core/keys.ts";
import { type DialectName, prefixes } from "../dialects/prefixes.ts";
import { DEMO_EMAIL } from "./demo-account.ts";

const EMAIL = "owner@darkroom.local";
const DAYS = 86_400;
const GIFT = { credits: 1000, expiresInSeconds: 30 * DAYS };
const LASTING_CREDITS = 200;

/** What the first run made; its secrets can be told this once only. */
export interface FirstAccount {
  email: string;
  password: string;
  keys: Partial<Record<DialectName, { id: string; key: string }>>;
  credits: { expiring: number; lasting: number };
}

/** Makes an administrator with credits and one key for each dialect, where nobody is here yet. */
export async function welcome(ctx: Context): Promise<FirstAccount | undefined> {
  const demo = await accounts.findByEmail(ctx, DEMO_EMAIL);
  const others = (await accounts.count(ctx)) - (demo === undefined ? 0 : 1);
  if (others > 0) return undefined;
  const password = randomBytes(12).toString("base64url");
  const account = await accounts.create(ctx, {
    email: EMAIL,
    planId: "pro",
    password,
    admin: true,
  });
  const accountId = account.id;
  await credits.grant(ctx, { accountId, ...GIFT, source: "promo", note: "first run" });
  await credits.grant(ctx, { accountId, credits: LASTING_CREDITS, source: "purchase" });
  const made: FirstAccount["keys"] = {};
  for (const dialect of dialects()) {
    const prefix = prefixes[dialect];
    const { id, key } = await keys.create(ctx, { accountId, dialect, prefix, label: "first run" });
    made[dialect] = { id, key };
  }
  const given = { expiring: GIFT.credits, lasting: LASTING_CREDITS };
  return { email: account.email, password, keys: made, credits: given };
}

/** The dialects there are keys for. */
export function dialects(): DialectName[] {
  // Object.keys forgets the names that the table has.
  return Object.keys(prefixes) as DialectName[];
}
