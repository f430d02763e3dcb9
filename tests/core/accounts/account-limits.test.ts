import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import * as keys from "../../../src/core/accounts/keys.ts";
import * as plans from "../../../src/core/billing/plans.ts";
import { prefixes } from "../../../src/dialects/prefixes.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { findViolations } from "../../support/invariants.ts";
import { cancelPlusGeneration, createPlusGeneration } from "../../support/plus-client.ts";
import { createInPlayground, signUpWithCredits } from "../../support/playground.ts";

const MAX_KEYS = 100;
const NO_LIMITS = {
  ...{ allowed: true, requestsPerHour: null, runningLimit: null },
  ...{ accountRequestsPerHour: null, accountRunningLimit: null },
};

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(async () => {
  await moveClock(app.databaseUrl, 0);
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

describe("a key that replaces a revoked one", () => {
  test("continues its window of requests, so that new keys do not reset the limit", async () => {
    const customer = await customerOf({ dialect: "plus", requestsPerHour: 3 });
    const statuses: number[] = [];
    let current = customer;
    for (let round = 0; round < 3; round++) {
      for (let request = 0; request < 2; request++) statuses.push(await poll(current));
      await keys.revokeKey(app.ctx, { id: current.keyId, accountId: current.accountId });
      current = await addKey(current, "plus");
    }
    expect(statuses).toEqual([404, 404, 404, 429, 429, 429]);
  });

  test("has a full limit if the window of the revoked key has ended", async () => {
    const customer = await customerOf({ dialect: "plus", requestsPerHour: 1 });
    await poll(customer);
    await keys.revokeKey(app.ctx, { id: customer.keyId, accountId: customer.accountId });
    await moveClock(app.databaseUrl, 3_600);
    expect(await poll(await addKey(customer, "plus"))).toBe(404);
    await moveClock(app.databaseUrl, 0);
  });

  test("does not continue the window of a key of another dialect or account", async () => {
    const customer = await customerOf({ dialect: "plus", requestsPerHour: 1 });
    await poll(customer);
    await keys.revokeKey(app.ctx, { id: customer.keyId, accountId: customer.accountId });
    const other = await app.customer({ dialect: "plus", planId: planOf(customer) });
    expect(await poll(other)).toBe(404);
    const hub = await addKey(customer, "hub");
    expect((await hub.call("/api/v1/credits")).status).toBe(200);
    expect(await poll(await addKey(customer, "plus"))).toBe(429);
  });

  test("counts the running generations of the revoked key", async () => {
    const customer = await customerOf({ dialect: "plus", runningLimit: 1 });
    const { body } = await createPlusGeneration(customer);
    await keys.revokeKey(app.ctx, { id: customer.keyId, accountId: customer.accountId });
    const next = await addKey(customer, "plus");
    expect((await createPlusGeneration(next)).body.error?.code).toBe("concurrency_limited");
    await cancelPlusGeneration(next, body.generationId);
    expect((await createPlusGeneration(next)).status).toBe(202);
  });
});

describe("the limit of an account", () => {
  test("admits exactly its number of concurrent requests with several keys", async () => {
    const customer = await customerOf({ dialect: "plus", accountRequestsPerHour: 20 });
    const all = [customer, await addKey(customer, "plus"), await addKey(customer, "plus")];
    const statuses = await Promise.all(Array.from({ length: 20 }, () => all.map(poll)).flat());
    expect(statuses.filter((status) => status === 404)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(40);
  });

  test("reports when to retry, and does not use up the limit of the key", async () => {
    const limits = { requestsPerHour: 5, accountRequestsPerHour: 2 };
    const customer = await customerOf({ dialect: "plus", ...limits });
    const other = await addKey(customer, "plus");
    expect([await poll(other), await poll(other)]).toEqual([404, 404]);
    const rejected = await customer.call(`/api/v1/generations/${crypto.randomUUID()}`);
    expect(rejected.status).toBe(429);
    expect(Number(rejected.headers.get("retry-after"))).toBeWithin(3_500, 3_601);
    expect(rejected.headers.get("x-ratelimit-limit")).toBe("5");
    expect(rejected.headers.get("x-ratelimit-remaining")).toBe("5");
    expect((await rejected.json()).error.message).toContain("of the account");
    await moveClock(app.databaseUrl, 3_600);
    expect(await poll(customer)).toBe(404);
    await moveClock(app.databaseUrl, 0);
  });

  test("applies to the API of the keys only", async () => {
    const customer = await customerOf({ dialect: "plus", accountRequestsPerHour: 1 });
    const hub = await addKey(customer, "hub");
    await poll(customer);
    const statuses = [];
    for (let call = 0; call < 3; call++) statuses.push((await hub.call("/api/v1/credits")).status);
    expect([await poll(customer), ...statuses]).toEqual([429, 200, 200, 200]);
  });

  test("bounds the running generations of concurrent creates with several keys", async () => {
    const customer = await customerOf({ dialect: "plus", accountRunningLimit: 3 });
    const all = [customer, await addKey(customer, "plus"), await addKey(customer, "plus")];
    const create = (each: Customer) => createPlusGeneration(each, { quality: "low" });
    const made = await Promise.all([...all, ...all, ...all, ...all].map(create));
    const accepted = made.filter(({ status }) => status === 202);
    expect(accepted).toHaveLength(3);
    const rejected = made.filter(({ status }) => status !== 202);
    expect(new Set(rejected.map(({ body }) => body.error?.code))).toEqual(
      new Set(["concurrency_limited"]),
    );
    await cancelPlusGeneration(customer, accepted[0]?.body.generationId ?? "");
    expect((await create(customer)).status).toBe(202);
  });

  test("bounds the playground together with the keys of the hub", async () => {
    const person = await signUpWithCredits(app, 100);
    await setPlan(person.accountId, { dialect: "hub", accountRunningLimit: 1 });
    await createInPlayground(person);
    const json = { model: "gpt-image-2", prompt: "a hill" };
    const reply = await person.call("/api/account/generations", { json });
    expect(reply.status).toBe(429);
  });
});

test("24 concurrent creates of keys, three below the maximum, create three", async () => {
  const { accountId } = await app.customer();
  const wanted = { accountId, dialect: "hub", prefix: prefixes.hub };
  for (let count = 1; count < MAX_KEYS - 3; count++) await keys.createKey(app.ctx, wanted);
  const attempts = Array.from({ length: 24 }, () => keys.createKey(app.ctx, wanted));
  const results = await Promise.allSettled(attempts);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  expect(await keys.listKeys(app.ctx, accountId)).toHaveLength(MAX_KEYS);
});

type Limits = Partial<plans.PlanAccess> & { dialect: "hub" | "plus" };

async function customerOf(limits: Limits): Promise<Customer> {
  const customer = await app.customer({ dialect: limits.dialect, credits: 1000 });
  await setPlan(customer.accountId, limits);
  return customer;
}

/** Gives an account a plan of its own. */
async function setPlan(accountId: string, limits: Limits): Promise<void> {
  const planId = `p${accountId.slice(-12)}`;
  const credits = { monthlyCreditCap: null, monthlyGrantCredits: 0 };
  await plans.setPlan(app.ctx, { id: planId, name: planId, ...credits });
  await plans.setPlanAccess(app.ctx, { ...NO_LIMITS, ...limits, planId });
  await app.ctx.db.query("update accounts set plan_id = $2 where id = $1", [accountId, planId]);
}

const planOf = ({ accountId }: Customer) => `p${accountId.slice(-12)}`;

async function addKey(customer: Customer, dialect: "hub" | "plus"): Promise<Customer> {
  const { accountId } = customer;
  const { id, key } = await keys.createKey(app.ctx, {
    ...{ accountId, dialect, prefix: prefixes[dialect] },
  });
  const call: Customer["call"] = (path, init) =>
    app.fetch(path, {
      ...init,
      headers: {
        ...Object.fromEntries(new Headers(init?.headers)),
        authorization: `Bearer ${key}`,
      },
    });
  return { ...customer, keyId: id, key, call };
}

/** Reads a generation that does not exist, which is 404 if the request is admitted. */
async function poll({ call }: Customer): Promise<number> {
  return (await call(`/api/v1/generations/${crypto.randomUUID()}`)).status;
}
