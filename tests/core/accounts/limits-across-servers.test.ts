import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import * as keys from "../../../src/core/accounts/keys.ts";
import * as plans from "../../../src/core/billing/plans.ts";
import { prefixes } from "../../../src/dialects/prefixes.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { readAccountState } from "../../support/account-state.ts";
import { findViolations } from "../../support/invariants.ts";
import { type ServerProcess, startServerProcess } from "../../support/server-process.ts";
import { untilAvailable } from "../../support/until-available.ts";

// The price of the request below in the hub API.
const PRICE = 8;

let app: App;
let servers: ServerProcess[];

beforeAll(async () => {
  app = await startApp({ worker: false });
  servers = await Promise.all([1, 2, 3].map(() => startServerProcess(app, "serve")));
});

afterAll(async () => {
  for (const server of servers) server.kill("SIGKILL");
  await Promise.all(servers.map((server) => server.exited()));
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

describe("of 30 concurrent creates on three servers,", () => {
  test("as many are accepted as the credits pay for", async () => {
    const customer = await app.customer({ credits: 5 * PRICE + 1 });
    expect(await createOnAll([customer.key])).toEqual({ 202: 5, 402: 25 });
  });

  test("as many are accepted as the budget of the key allows", async () => {
    const { accountId } = await app.customer();
    const budget = { credits: 4 * PRICE, period: "lifetime" } as const;
    const { key } = await keys.createKey(app.ctx, { ...hubKey(accountId), budget });
    expect(await createOnAll([key])).toEqual({ 202: 4, 402: 26 });
  });

  test("as many are accepted as the monthly cap of the plan allows", async () => {
    const customer = await app.customer();
    await setPlan(customer, { monthlyCreditCap: 3 * PRICE });
    expect(await createOnAll([customer.key])).toEqual({ 202: 3, 402: 27 });
  });

  test("with three keys, as many are accepted as may run for the account", async () => {
    const customer = await app.customer();
    await setPlan(customer, { accountRunningLimit: 6 });
    expect(await createOnAll(await threeKeys(customer))).toEqual({ 202: 6, 429: 24 });
  });

  test("with one Idempotency-Key, all get the same generation, which is charged once", async () => {
    const customer = await app.customer();
    const before = await readAccountState(app, customer.accountId);
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, index) => create(index, { key: customer.key, repeat: "one" })),
    );
    expect(new Set(replies.map(({ id }) => id)).size).toBe(1);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      generations: "1",
      available: Number(before.available) - PRICE,
      held: PRICE,
    });
  });
});

test("of 60 concurrent requests to three servers, the limit of the account is admitted", async () => {
  const customer = await app.customer();
  await setPlan(customer, { accountRequestsPerHour: 20 });
  const all = await threeKeys(customer);
  const path = `/api/v1/generations/${crypto.randomUUID()}`;
  const statuses = await Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      const headers = { authorization: `Bearer ${all[index % 3]}` };
      return (await fetch(serverUrl(Math.floor(index / 3)) + path, { headers })).status;
    }),
  );
  const count = (wanted: number) => statuses.filter((status) => status === wanted).length;
  // A request that a busy machine answers with 503 may have been counted.
  expect(count(404)).toBeLessThanOrEqual(20);
  expect(count(404) + count(503)).toBeGreaterThanOrEqual(20);
  expect(count(404) + count(503) + count(429)).toBe(60);
});

/** Sends 30 creates with these keys to all servers, and returns how often each status was answered. */
async function createOnAll(all: string[]): Promise<Record<number, number>> {
  const replies = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      create(index, { key: all[Math.floor(index / 3) % all.length] ?? "" }),
    ),
  );
  const byStatus = Map.groupBy(replies, ({ status }) => status);
  return Object.fromEntries([...byStatus].map(([status, { length }]) => [status, length]));
}

async function create(
  index: number,
  { key, repeat = crypto.randomUUID() }: { key: string; repeat?: string },
): Promise<{ status: number; id: string | undefined }> {
  const headers = {
    authorization: `Bearer ${key}`,
    "content-type": "application/json",
    "idempotency-key": repeat,
  };
  const body = JSON.stringify({ model: "gpt-image-2", prompt: "a hill", async: true });
  const url = `${serverUrl(index)}/api/v1/images/generations`;
  const reply = await untilAvailable(() => fetch(url, { method: "POST", headers, body }));
  // An error has no id.
  const { id } = (await reply.json()) as { id?: string };
  return { status: reply.status, id };
}

function serverUrl(index: number): string {
  return servers[index % servers.length]?.url ?? "";
}

function hubKey(accountId: string) {
  return { accountId, dialect: "hub", prefix: prefixes.hub } as const;
}

async function threeKeys({ accountId, key }: Customer): Promise<string[]> {
  const more = await Promise.all([1, 2].map(() => keys.createKey(app.ctx, hubKey(accountId))));
  return [key, ...more.map((each) => each.key)];
}

type Limits = Partial<plans.PlanAccess> & { monthlyCreditCap?: number };

/** Gives an account a plan of its own. */
async function setPlan({ accountId }: Customer, limits: Limits): Promise<void> {
  const { monthlyCreditCap = null, ...access } = limits;
  const planId = `p${accountId.slice(-12)}`;
  await plans.setPlan(app.ctx, {
    id: planId,
    name: planId,
    monthlyCreditCap,
    monthlyGrantCredits: 0,
  });
  await plans.setPlanAccess(app.ctx, {
    ...{ planId, dialect: "hub", allowed: true, requestsPerHour: null, runningLimit: null },
    ...{ accountRequestsPerHour: null, accountRunningLimit: null },
    ...access,
  });
  await app.ctx.db.query("update accounts set plan_id = $2 where id = $1", [accountId, planId]);
}
