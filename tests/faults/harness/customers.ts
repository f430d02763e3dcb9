import { updateAccount } from "../../../src/core/accounts/admin.ts";
import { createGrant } from "../../../src/core/billing/grants.ts";
import { createKey } from "../../../src/core/accounts/keys.ts";
import { CLI } from "../../../src/core/audit/actor.ts";
import { prefixes } from "../../../src/dialects/prefixes.ts";
import { signUp } from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { registerEndpoint } from "../../support/webhooks.ts";
import type { HarnessDialect } from "./operations.ts";

export const DIALECTS = ["hub", "plus", "art", "openai"] as const;

/** An endpoint of an account. */
export interface HarnessEndpoint {
  id: string;
  path: string;
  secret: string;
}

/** A customer with one key for each API. */
export interface HarnessAccount {
  id: string;
  email: string;
  /** The cookie of a session. */
  cookie: string;
  keys: Record<HarnessDialect, string>;
  endpoints: HarnessEndpoint[];
}

export interface Customers {
  accounts: [HarnessAccount, ...HarnessAccount[]];
  /** The session of an admin. */
  adminCookie: string;
}

const ACCOUNTS = 4;
const GRANTS = 3;
// Of the first accounts. The others have no endpoint.
const ENDPOINTS = [1, 2];
const CREDITS = 20_000;

/** Creates the accounts on a migrated database, before the processes start. */
export async function createCustomers(
  database: { url: string; env: Record<string, string> },
  receiver: { url(path: string): string },
): Promise<Customers> {
  const app = await startApp({
    worker: false,
    env: database.env,
    database: { url: database.url, drop: async () => {} },
  });
  try {
    // The limits have tests of their own, and would refuse most of the load.
    await app.ctx.db.query(
      "update plan_access set requests_per_hour = null, running_limit = null",
      [],
    );
    const admin = await signUp(app, { email: "admin@example.com" });
    await updateAccount(app.ctx, admin.accountId, { ...CLI, role: "admin" });
    const [first, ...others] = await createAccounts(app, receiver);
    if (first === undefined) throw new Error("No account was created.");
    return { accounts: [first, ...others], adminCookie: admin.cookie };
  } finally {
    await app.stop();
  }
}

async function createAccounts(
  app: App,
  receiver: { url(path: string): string },
): Promise<HarnessAccount[]> {
  const created: HarnessAccount[] = [];
  for (let number = 0; number < ACCOUNTS; number++)
    created.push(await createAccount(app, number, receiver));
  return created;
}

async function createAccount(
  app: App,
  number: number,
  receiver: { url(path: string): string },
): Promise<HarnessAccount> {
  const person = await signUp(app, { email: `customer-${number}@example.com` });
  const { accountId, email, cookie } = person;
  await updateAccount(app.ctx, accountId, { ...CLI, planId: "pro" });
  // Grants that expire one after another: a hold takes from the first.
  for (let grant = 1; grant <= GRANTS; grant++) {
    const expiresInSeconds = grant * 86_400;
    await createGrant(app.ctx, {
      accountId,
      credits: CREDITS,
      source: "purchase",
      expiresInSeconds,
    });
  }
  const made: [HarnessDialect, string][] = [];
  for (const dialect of DIALECTS) {
    const { key } = await createKey(app.ctx, { accountId, dialect, prefix: prefixes[dialect] });
    made.push([dialect, key]);
  }
  const endpoints: HarnessEndpoint[] = [];
  for (let index = 0; index < (ENDPOINTS[number] ?? 0); index++) {
    const path = `/hook-${number}-${index}`;
    const { id, secret } = await registerEndpoint(person, receiver.url(path));
    endpoints.push({ id, path, secret });
  }
  // Exactly the dialects above.
  const keys = Object.fromEntries(made) as Record<HarnessDialect, string>;
  return { id: accountId, email, cookie, keys, endpoints };
}
