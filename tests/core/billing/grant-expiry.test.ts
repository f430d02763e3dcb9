import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import postgres from "postgres";
import * as credits from "../../../src/core/billing/grants.ts";
import { getReceipt } from "../../../src/core/generations/find.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { findViolations } from "../../support/invariants.ts";
import { getBalance, createHubGeneration } from "../../support/hub-client.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

const DAY = 86_400;

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

test("a grant can be spent after the clock has stepped back behind its creation", async () => {
  await moveClock(app.databaseUrl, 60);
  const customer = await app.customer({ credits: 8 });
  await moveClock(app.databaseUrl, 0);
  expect((await createHubGeneration(customer, app.url)).status).toBe(200);
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

describe("an expired grant", () => {
  test("cannot be spent, before and after the expiry job has closed it", async () => {
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

  test("leaves the ledger exactly once, however many expiry jobs run concurrently", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 8, expiresInSeconds: 60 });
    await grant(customer, { credits: 5 });
    await moveClock(app.databaseUrl, 61);
    await Promise.all(Array.from({ length: 10 }, () => credits.expireGrants(app.ctx)));
    expect(await listEntries(customer)).toEqual(["grant 8", "grant 5", "expire -8"]);
    expect(await getBalance(customer)).toMatchObject({ credits: 5 });
  });

  test("is skipped in favor of the next grant", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 8, expiresInSeconds: 60 });
    const lasting = await grant(customer, { credits: 8 });
    await moveClock(app.databaseUrl, 61);
    const { body } = await createHubGeneration(customer, app.url);
    const { parts } = await getReceipt(app.ctx, customer.accountId, body.id ?? "");
    expect(parts).toMatchObject([{ grantId: lasting, captured: 8 }]);
  });
});

describe("a grant that expires while its credits are held", () => {
  test("still pays for delivered images", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 8, expiresInSeconds: 60 });
    const { status, body } = await generateAcross(customer, "hold");
    expect({ status, usage: body.usage }).toEqual({ status: 200, usage: { credits: 8 } });
    expect(await listEntries(customer)).toEqual(["grant 8", "hold -8", "capture 0"]);
  });

  test("restores its credits for seven days after a failure that is not the customer's fault", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 10, expiresInSeconds: 60 });
    // The worker does so too, once a minute.
    const whileRunning = () => credits.expireGrants(app.ctx);
    expect((await generateAcross(customer, "hold 500", { whileRunning })).status).toBe(500);
    expect(await listEntries(customer)).toEqual([
      ...["grant 10", "hold -8", "expire -2", "release 8", "expire -8", "restore 8"],
    ]);
    const { credits: spendable, expiring } = await getBalance(customer);
    expect({ spendable, expiring: expiring.length }).toEqual({ spendable: 8, expiring: 1 });
    const leftMs = Date.parse(expiring[0]?.expires_at ?? "") - Date.now() - 61_000;
    expect(Math.round(leftMs / 1000 / DAY)).toBe(7);
  });

  test("restores its credits once: a restored grant is never restored again", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 8, expiresInSeconds: 60 });
    await generateAcross(customer, "hold 500");
    const from = 61 + 7 * DAY - 30;
    expect((await generateAcross(customer, "hold 500", { from, to: from + 60 })).status).toBe(500);
    expect(await getBalance(customer)).toMatchObject({ credits: 0, held: 0, expiring: [] });
    expect((await listEntries(customer)).filter((kind) => kind.startsWith("restore"))).toHaveLength(
      1,
    );
  });

  test("loses its credits if the content was blocked", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 8, expiresInSeconds: 60 });
    expect((await generateAcross(customer, "hold moderation")).status).toBe(422);
    expect(await listEntries(customer)).toEqual(["grant 8", "hold -8", "release 8", "expire -8"]);
    expect(await getBalance(customer)).toMatchObject({ credits: 0, held: 0 });
  });

  test("expires except for the held credits, which are settled when the generation finishes", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 10, expiresInSeconds: 60 });
    const { status } = await generateAcross(customer, "hold", {
      whileRunning: () => credits.expireGrants(app.ctx),
    });
    expect(status).toBe(200);
    expect(await listEntries(customer)).toEqual(["grant 10", "hold -8", "expire -2", "capture 0"]);
    const [open] = await sql`
      select count(*)::int from credit_grants
      where account_id = ${customer.accountId} and closed_at is null`;
    expect(open).toEqual({ count: 0 });
  });

  test("restores the credits of images that were not delivered for seven days", async () => {
    const customer = await app.customer({ credits: 0 });
    await grant(customer, { credits: 16, expiresInSeconds: 60 });
    const { body } = await generateAcross(customer, "hold fewer", { n: 2 });
    expect(body.usage).toEqual({ credits: 8, credits_requested: 16 });
    expect(await getBalance(customer)).toMatchObject({ credits: 8, expiring: [{ credits: 8 }] });
  });
});

interface Timing {
  /** Seconds after the real time at which the request is made and at which the provider responds. */
  from?: number;
  to?: number;
  n?: number;
  whileRunning?: () => Promise<unknown>;
}

/** Creates a generation, moves the clock while the provider runs it, and returns the response. */
async function generateAcross(customer: Customer, answer: string, timing: Timing = {}) {
  const { from = 0, to = 61, n = 1, whileRunning } = timing;
  await moveClock(app.databaseUrl, from);
  upstream.respondWith(answer);
  const calls = upstream.calls.length;
  const reply = createHubGeneration(customer, app.url, { n });
  await upstream.arrived(calls + 1);
  await moveClock(app.databaseUrl, to);
  await whileRunning?.();
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

async function listEntries({ accountId }: Customer): Promise<string[]> {
  const rows = await sql`
    select kind || ' ' || available_change as line from credit_entries
    where account_id = ${accountId} order by sequence`;
  return rows.map(({ line }) => line);
}
