import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import * as credits from "../../../src/core/billing/grants.ts";
import { getReceipt } from "../../../src/core/generations/find.ts";
import { setPrice } from "../../../src/core/billing/prices.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import {
  getBalance,
  getFinishedGeneration,
  createHubGeneration,
  type HubReply,
} from "../../support/hub-client.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

let app: App;
let sql: postgres.Sql;
/** Its provider answers when the test says so. */
let upstreamApp: App;
let upstream: Upstream;

beforeAll(async () => {
  app = await startApp();
  sql = postgres(app.databaseUrl, { max: 2 });
  upstream = await startUpstream();
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url };
  upstreamApp = await startApp({ env });
});

afterAll(async () => {
  await sql.end();
  for (const each of [app, upstreamApp]) {
    expect(await findViolations(each.databaseUrl)).toEqual([]);
    await each.stop();
  }
  await upstream.stop();
});

describe("credits are charged for delivered images:", () => {
  test("a complete result costs the full price", async () => {
    const customer = await app.customer({ credits: 30 });
    const { status, body } = await createHubGeneration(customer, app.url, { n: 2 });
    expect({ status, usage: body.usage, images: body.images?.length }).toEqual({
      status: 200,
      usage: { credits: 16 },
      images: 2,
    });
    expect(await getBalance(customer)).toMatchObject({ credits: 14, held: 0 });
  });

  test("a result with fewer images costs only the delivered images", async () => {
    const customer = await app.customer({ credits: 24 });
    const { status, body } = await createHubGeneration(customer, app.url, {
      n: 3,
      prompt: "a hill #short",
    });
    expect({ status, usage: body.usage, images: body.images?.length }).toEqual({
      status: 200,
      usage: { credits: 16, credits_requested: 24 },
      images: 2,
    });
    expect(await getBalance(customer)).toMatchObject({ credits: 8, held: 0 });
  });

  test("a failed generation releases its credits", async () => {
    const customer = await app.customer({ credits: 8 });
    const { status, body } = await createHubGeneration(customer, app.url, {
      prompt: "a hill #fail",
    });
    expect({ status, code: body.error?.code }).toEqual({ status: 500, code: "generationFailed" });
    expect(await getBalance(customer)).toMatchObject({ credits: 8, held: 0 });
  });

  test("a blocked prompt costs nothing", async () => {
    const customer = await app.customer({ credits: 8 });
    const { status, body } = await createHubGeneration(customer, app.url, {
      prompt: "a hill #blocked",
    });
    expect({ status, code: body.error?.code }).toEqual({ status: 422, code: "contentBlocked" });
    expect(await getBalance(customer)).toMatchObject({ credits: 8, held: 0 });
  });

  test("a request without enough credits gets 402 and stores nothing", async () => {
    const customer = await app.customer({ credits: 15 });
    const { status, body } = await createHubGeneration(customer, app.url, { n: 2 });
    expect({ status, code: body.error?.code }).toEqual({
      status: 402,
      code: "insufficientCredits",
    });
    expect(await countRows(customer)).toEqual({ generations: 0, holds: 0, entries: 1 });
    expect(await getBalance(customer)).toMatchObject({ credits: 15, held: 0 });
  });

  test("credits are held while a generation runs, and charged when it finishes", async () => {
    const customer = await upstreamApp.customer({ credits: 20 });
    const { id = "", usage: quoted } = await startGeneration(customer);
    expect(quoted).toEqual({ credits: 0, credits_requested: 8 });
    expect(await getBalance(customer)).toMatchObject({ credits: 12, held: 8 });
    upstream.release();
    const { usage } = await getFinishedGeneration(upstreamApp, customer, id);
    expect(usage).toEqual({ credits: 8 });
    expect(await getBalance(customer)).toMatchObject({ credits: 12, held: 0 });
  });

  test("a price change does not affect a generation that was already accepted", async () => {
    const customer = await upstreamApp.customer({ credits: 20 });
    const { id = "" } = await startGeneration(customer);
    const price = { dialect: "hub", model: "gpt-image-2", tier: "1K", quality: "*" };
    await setPrice(upstreamApp.ctx, { ...price, credits: 11 });
    upstream.release();
    const { usage } = await getFinishedGeneration(upstreamApp, customer, id);
    const second = await createHubGeneration(customer, upstreamApp.url, { quality: "1K" });
    await setPrice(upstreamApp.ctx, { ...price, credits: 8 });
    expect({ first: usage, second: second.body.usage }).toEqual({
      first: { credits: 8 },
      second: { credits: 11 },
    });
  });
});

describe("grants are spent in order:", () => {
  test("by priority, then the earliest expiry, then free before paid, then the oldest", async () => {
    const customer = await app.customer({ credits: 0 });
    const day = 86_400;
    const made = [
      await grant(customer, { source: "purchase" }),
      await grant(customer, { source: "promo" }),
      await grant(customer, { source: "promo" }),
      await grant(customer, { source: "purchase", expiresInSeconds: 9 * day }),
      await grant(customer, { source: "purchase", expiresInSeconds: 2 * day }),
      await grant(customer, { source: "purchase" }),
      await grant(customer, { source: "plan" }),
    ];
    await sql`update credit_grants set priority = -1 where id = ${made[5] ?? ""}`;
    await sql`update credit_grants set priority = 1 where id = ${made[6] ?? ""}`;
    const { body } = await createHubGeneration(customer, app.url, { n: 2, quality: "1K" });
    const { parts } = await getReceipt(app.ctx, customer.accountId, body.id ?? "");
    const spent = [5, 4, 3, 1, 2, 0].map((index) => made[index] ?? "");
    expect(parts).toMatchObject(
      spent.map((grantId, index) => ({ grantId, captured: index < 5 ? 3 : 1, released: 0 })),
    );
    expect(await getBalance(customer)).toMatchObject({ credits: 5, held: 0 });
  });

  test("released credits return to the grants they came from, the last ones first", async () => {
    const customer = await app.customer({ credits: 0 });
    const soon = await grant(customer, { credits: 10, source: "promo", expiresInSeconds: 3600 });
    const late = await grant(customer, { credits: 10, source: "purchase" });
    const { body } = await createHubGeneration(customer, app.url, {
      n: 2,
      prompt: "a hill #short",
    });
    const receipt = await getReceipt(app.ctx, customer.accountId, body.id ?? "");
    expect(receipt).toMatchObject({ held: 16, captured: 8, released: 8 });
    expect(receipt.parts).toMatchObject([
      { grantId: soon, source: "promo", held: 10, captured: 8, released: 2 },
      { grantId: late, source: "purchase", held: 6, captured: 0, released: 6 },
    ]);
    const left = await sql`
      select id, remaining, held from credit_grants
      where account_id = ${customer.accountId} order by expires_at nulls last`;
    expect([...left]).toEqual([
      { id: soon, remaining: 2, held: 0 },
      { id: late, remaining: 10, held: 0 },
    ]);
  });
});

describe("a grant", () => {
  test("with the same reference is created once, also by ten concurrent calls", async () => {
    const customer = await app.customer({ credits: 0 });
    const wanted = {
      credits: 5,
      source: "purchase",
      reference: `order:${customer.keyId}`,
    } as const;
    const made = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        credits.createGrant(app.ctx, { accountId: customer.accountId, ...wanted }),
      ),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await getBalance(customer)).toMatchObject({ credits: 5 });
  });

  test("that is voided loses its remaining credits, and its held credits are still charged", async () => {
    const { ctx } = upstreamApp;
    const customer = await upstreamApp.customer({ credits: 0 });
    const { accountId } = customer;
    const id = await credits.createGrant(ctx, { accountId, credits: 20, source: "promo" });
    const wanted = { accountId, grantId: id ?? "" };
    const actor = { actorId: null, address: null, reason: "granted by mistake" };
    const { id: generationId = "" } = await startGeneration(customer);
    expect(await credits.voidGrant(ctx, wanted, actor)).toBe(12);
    expect(await credits.voidGrant(ctx, wanted, actor)).toBe(0);
    expect(await getBalance(customer)).toMatchObject({ credits: 0, held: 8 });
    upstream.release();
    const { usage } = await getFinishedGeneration(upstreamApp, customer, generationId);
    expect(usage).toEqual({ credits: 8 });
    const text = "select closed_at is not null as closed from credit_grants where id = $1";
    expect<unknown>((await ctx.db.query(text, [id])).rows).toEqual([{ closed: true }]);
  });
});

/** Creates a generation of one image and returns it once its provider waits for `upstream.release`. */
async function startGeneration(customer: Customer): Promise<HubReply["body"]> {
  const calls = upstream.calls.length;
  const wanted = { prompt: "a hill #up:hold", quality: "1K", async: true };
  const { body } = await createHubGeneration(customer, upstreamApp.url, wanted);
  await upstream.arrived(calls + 1);
  return body;
}

async function grant(
  { accountId }: Customer,
  wanted: Partial<credits.NewGrant> & Pick<credits.NewGrant, "source">,
): Promise<string> {
  const id = await credits.createGrant(app.ctx, { accountId, credits: 3, ...wanted });
  return id ?? "";
}

async function countRows({ accountId }: Customer) {
  const [row] = await sql`
    select
      (select count(*)::int from generations where account_id = ${accountId}) as generations,
      (select count(*)::int from credit_holds where account_id = ${accountId}) as holds,
      (select count(*)::int from credit_entries where account_id = ${accountId}) as entries`;
  return { ...row };
}
