import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  setDefaultTimeout,
  test,
} from "bun:test";
import postgres from "postgres";
import * as credits from "../src/core/billing/grants.ts";
import { getReceipt } from "../src/core/generations/find.ts";
import { type App, type Customer, startApp } from "./support/app.ts";
import { moveClock } from "./support/clock.ts";
import { findViolations } from "./support/invariants.ts";
import { getBalance, createHubGeneration } from "./support/hub-client.ts";
import { startUpstream, type Upstream } from "./support/upstream.ts";

const DAY = 86_400;

// A file that runs alone starts a database server of its own first.
setDefaultTimeout(30_000);

let upstream: Upstream;
let app: App;
let sql: postgres.Sql;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    env: { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
  });
  sql = postgres(app.databaseUrl, { max: 2 });
});

beforeEach(() => moveClock(app.databaseUrl, 0));

afterEach(async () => {
  await credits.expireGrants(app.ctx);
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

afterAll(async () => {
  await sql.end();
  await app.stop();
  await upstream.stop();
});

describe("an expired batch", () => {
  test("is not spent, whether or not it has been swept", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 8, expiresInSeconds: 60 });
    expect(await getBalance(customer)).toMatchObject({
      credits: 8,
      next_expiration: { credits: 8 },
      expiring: [{ credits: 8 }],
    });
    await moveClock(app.databaseUrl, 61);
    expect(await getBalance(customer)).toMatchObject({
      credits: 0,
      next_expiration: null,
      expiring: [],
    });
    expect((await createHubGeneration(customer, app.url)).status).toBe(402);
    await credits.expireGrants(app.ctx);
    expect((await createHubGeneration(customer, app.url)).status).toBe(402);
  });

  test("leaves the ledger at the sweep, once, however many sweep", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 8, expiresInSeconds: 60 });
    await grant(customer, { credits: 5 });
    await moveClock(app.databaseUrl, 61);
    await Promise.all(Array.from({ length: 10 }, () => credits.expireGrants(app.ctx)));
    expect(await kindsOf(customer)).toEqual(["grant 8", "grant 5", "expire -8"]);
    expect(await getBalance(customer)).toMatchObject({ credits: 5 });
  });

  test("makes way for the next one in the middle of an order's queue", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 8, expiresInSeconds: 60 });
    const lasting = await grant(customer, { credits: 8 });
    await moveClock(app.databaseUrl, 61);
    const { body } = await createHubGeneration(customer, app.url);
    const { parts } = await getReceipt(app.ctx, customer.accountId, body.id ?? "");
    expect(parts).toMatchObject([{ grantId: lasting, captured: 8 }]);
  });
});

describe("a batch that expires while its credits are held", () => {
  test("still pays for what is delivered", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 8, expiresInSeconds: 60 });
    const { status, body } = await drawnAcross(customer, "hold");
    expect({ status, usage: body.usage }).toEqual({ status: 200, usage: { credits: 8 } });
    expect(await kindsOf(customer)).toEqual(["grant 8", "hold -8", "capture 0"]);
  });

  test("comes back for seven days when the failure was ours", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 10, expiresInSeconds: 60 });
    expect((await drawnAcross(customer, "hold 500")).status).toBe(500);
    expect(await kindsOf(customer)).toEqual([
      ...["grant 10", "hold -8", "release 8", "expire -8", "restore 8"],
    ]);
    const { credits: spendable, expiring } = await getBalance(customer);
    expect({ spendable, expiring: expiring.length }).toEqual({ spendable: 8, expiring: 1 });
    const leftMs = Date.parse(expiring[0]?.expires_at ?? "") - Date.now() - 61_000;
    expect(Math.round(leftMs / 1000 / DAY)).toBe(7);
  });

  test("comes back once: a grace of seven days is never followed by another", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 8, expiresInSeconds: 60 });
    await drawnAcross(customer, "hold 500");
    const from = 61 + 7 * DAY - 30;
    expect((await drawnAcross(customer, "hold 500", { from, to: from + 60 })).status).toBe(500);
    expect(await getBalance(customer)).toMatchObject({ credits: 0, held: 0, expiring: [] });
    expect((await kindsOf(customer)).filter((kind) => kind.startsWith("restore"))).toHaveLength(1);
  });

  test("is lost when the content was refused", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 8, expiresInSeconds: 60 });
    expect((await drawnAcross(customer, "hold moderation")).status).toBe(422);
    expect(await kindsOf(customer)).toEqual(["grant 8", "hold -8", "release 8", "expire -8"]);
    expect(await getBalance(customer)).toMatchObject({ credits: 0, held: 0 });
  });

  test("is swept around what is held, and that is settled later", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 10, expiresInSeconds: 60 });
    const { status } = await drawnAcross(customer, "hold", {
      meanwhile: () => credits.expireGrants(app.ctx),
    });
    expect(status).toBe(200);
    expect(await kindsOf(customer)).toEqual(["grant 10", "hold -8", "expire -2", "capture 0"]);
    const [open] = await sql`
      select count(*)::int from credit_grants
      where account_id = ${customer.accountId} and closed_at is null`;
    expect(open).toEqual({ count: 0 });
  });

  test("gives back what was not delivered for seven days, when fewer pictures came", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 16, expiresInSeconds: 60 });
    const { body } = await drawnAcross(customer, "hold fewer", { n: 2 });
    expect(body.usage).toEqual({ credits: 8, credits_requested: 16 });
    expect(await getBalance(customer)).toMatchObject({ credits: 8, expiring: [{ credits: 8 }] });
  });
});

interface Crossing {
  /** Seconds after the real time at which the order is made, and at which the provider answers. */
  from?: number;
  to?: number;
  n?: number;
  meanwhile?: () => Promise<unknown>;
}

/** Orders, lets time pass while the provider draws, and answers what the caller gets then. */
async function drawnAcross(customer: Customer, answer: string, crossing: Crossing = {}) {
  const { from = 0, to = 61, n = 1, meanwhile } = crossing;
  await moveClock(app.databaseUrl, from);
  upstream.respondWith(answer);
  const calls = upstream.calls.length;
  const reply = createHubGeneration(customer, app.url, { n });
  await upstream.arrived(calls + 1);
  await moveClock(app.databaseUrl, to);
  await meanwhile?.();
  upstream.release();
  return reply;
}

async function grant({ accountId }: Customer, wanted: Partial<credits.NewGrant>): Promise<string> {
  const id = await credits.createGrant(app.ctx, {
    accountId,
    credits: 8,
    source: "promo",
    ...wanted,
  });
  return id ?? "";
}

async function kindsOf({ accountId }: Customer): Promise<string[]> {
  const rows = await sql`
    select kind || ' ' || available_change as line from credit_entries
    where account_id = ${accountId} order by sequence`;
  return rows.map(({ line }) => line);
}
