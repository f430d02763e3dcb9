import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import * as idempotency from "../../../src/core/generations/idempotency.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { findViolations } from "../../support/invariants.ts";
import { getBalance, createHubGeneration } from "../../support/hub-client.ts";

let app: App;
let customer: Customer;

beforeAll(async () => {
  app = await startApp();
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

describe("an Idempotency-Key", () => {
  test("sent again returns the same generation and images without a charge", async () => {
    customer = await app.customer({ credits: 100 });
    const headers = { "idempotency-key": '"order-1"' };
    const first = await createHubGeneration(customer, app.url, { headers });
    const again = await createHubGeneration(customer, app.url, {
      headers: { "idempotency-key": "order-1" },
    });
    expect(first.headers.has("idempotent-replayed")).toBe(false);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect({ ...again.body, balance: undefined }).toEqual({ ...first.body, balance: undefined });
    expect(await getBalance(customer)).toMatchObject({ credits: 92 });
  });

  test("waits for the same result when it is sent again while the generation is running", async () => {
    customer = await app.customer({ credits: 100 });
    const wanted = { prompt: "a hill #slow:0.3", headers: { "idempotency-key": "order-2" } };
    const replies = await Promise.all([
      createHubGeneration(customer, app.url, wanted),
      createHubGeneration(customer, app.url, wanted),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(replies[0]?.body.images).toEqual(replies[1]?.body.images ?? []);
    expect(await getBalance(customer)).toMatchObject({ credits: 92 });
  });

  test("returns the same failure when it is sent again for a failed generation", async () => {
    customer = await app.customer({ credits: 100 });
    const wanted = { prompt: "a hill #fail", headers: { "idempotency-key": "order-3" } };
    await createHubGeneration(customer, app.url, wanted);
    const again = await createHubGeneration(customer, app.url, wanted);
    expect({ status: again.status, code: again.body.error?.code }).toEqual({
      status: 500,
      code: "generationFailed",
    });
  });

  test("is rejected with another request", async () => {
    customer = await app.customer({ credits: 100 });
    const headers = { "idempotency-key": "order-4" };
    await createHubGeneration(customer, app.url, { headers });
    const { status, body } = await createHubGeneration(customer, app.url, {
      headers,
      prompt: "a lake",
    });
    expect({ status, code: body.error?.code }).toEqual({
      status: 422,
      code: "idempotencyKeyReused",
    });
    expect(await getBalance(customer)).toMatchObject({ credits: 92 });
  });

  test("is independent of the same key of another account", async () => {
    const headers = { "idempotency-key": "order-5" };
    const [one, other] = await Promise.all([app.customer(), app.customer()]);
    const first = await createHubGeneration(one, app.url, { headers });
    const second = await createHubGeneration(other, app.url, { headers, prompt: "a lake" });
    expect(second.status).toBe(200);
    expect(second.body.id).not.toBe(first.body.id ?? "");
  });

  test("can be used again after a rejected request", async () => {
    customer = await app.customer({ credits: 8 });
    const headers = { "idempotency-key": "order-6" };
    expect((await createHubGeneration(customer, app.url, { headers, n: 2 })).status).toBe(402);
    expect((await createHubGeneration(customer, app.url, { headers, n: 1 })).status).toBe(200);
  });

  test("is kept for a day and deleted after two days", async () => {
    customer = await app.customer();
    const headers = { "idempotency-key": "order-7" };
    const first = await createHubGeneration(customer, app.url, { headers });
    await cleanUpAfter(24 * 3600 + 60);
    expect((await createHubGeneration(customer, app.url, { headers })).body.id).toBe(
      first.body.id ?? "",
    );
    await cleanUpAfter(48 * 3600 + 60);
    expect((await createHubGeneration(customer, app.url, { headers })).body.id).not.toBe(
      first.body.id ?? "",
    );
    await moveClock(app.databaseUrl, 0);
  });
});

describe("a client that retries without an Idempotency-Key", () => {
  const retried = { headers: { "x-stainless-retry-count": "1" } };
  const first = { headers: { "x-stainless-retry-count": "0" } };

  test("gets the generation of its first attempt", async () => {
    customer = await app.customer({ credits: 100 });
    const before = await createHubGeneration(customer, app.url, first);
    const after = await createHubGeneration(customer, app.url, retried);
    expect(after.body.id).toBe(before.body.id ?? "");
    expect(after.headers.get("idempotent-replayed")).toBe("true");
    expect(await getBalance(customer)).toMatchObject({ credits: 92 });
  });

  test("starts a new generation for a new request with the same or another prompt", async () => {
    customer = await app.customer({ credits: 100 });
    const ids = [
      (await createHubGeneration(customer, app.url, first)).body.id,
      (await createHubGeneration(customer, app.url, first)).body.id,
      (await createHubGeneration(customer, app.url, { ...retried, prompt: "a lake" })).body.id,
    ];
    expect(new Set(ids).size).toBe(3);
    expect(await getBalance(customer)).toMatchObject({ credits: 76 });
  });

  test("starts a new generation after 15 minutes", async () => {
    customer = await app.customer({ credits: 100 });
    const before = await createHubGeneration(customer, app.url, first);
    await moveClock(app.databaseUrl, 15 * 60 + 1);
    const after = await createHubGeneration(customer, app.url, retried);
    expect(after.body.id).not.toBe(before.body.id ?? "");
    await moveClock(app.databaseUrl, 0);
  });
});

/** Moves the clock and deletes old idempotency keys. */
async function cleanUpAfter(seconds: number): Promise<void> {
  await moveClock(app.databaseUrl, seconds);
  await idempotency.cleanUpIdempotencyKeys(app.ctx, 1_000);
}
