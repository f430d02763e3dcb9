import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { type RunningWorker, startWorker } from "../../jobs/worker.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { findViolations } from "../support/invariants.ts";
import { getBalance, getFinishedGeneration, createHubGeneration } from "../support/hub-client.ts";
import { type BreakableStorage, startBreakableStorage } from "../support/outage/storage.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

let upstream: Upstream;
let storage: BreakableStorage;
let app: App;
let customer: Customer;
let worker: RunningWorker | undefined;

beforeAll(async () => {
  upstream = await startUpstream();
  storage = await startBreakableStorage();
  app = await startApp({
    worker: false,
    env: {
      ...storage.env,
      PROVIDER: "openai",
      OPENAI_API_KEY: "sk-test",
      OPENAI_BASE_URL: upstream.url,
    },
  });
  customer = await app.customer();
  worker = await startWorker(app.ctx, app.databaseUrl, { drainMs: 1 });
});

afterEach(async () => {
  storage.become("well");
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

afterAll(async () => {
  await worker?.stop();
  await app.stop();
  await upstream.stop();
  await storage.stop();
});

test("paid images survive a storage outage, and no provider is called during it", async () => {
  const inFlight = await createHeld(3);
  storage.become("refusing");
  upstream.release();
  await failures(6);
  const calls = upstream.calls.length;
  expect(await readiness()).toMatchObject({ storage: "failed", pausedFor: ["storage"] });
  const later = await create();
  await failures(12);
  expect(upstream.calls.length).toBe(calls);
  storage.become("well");
  for (const id of [...inFlight, later]) {
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  }
  expect(upstream.calls.length).toBe(calls + 1);
  await eventually(async () => (await readiness()).status === "ok", {
    message: "The worker is still paused",
  });
  expect(await getBalance(customer)).toMatchObject({ credits: 1000 - 4 * 8, held: 0 });
});

test("an image that waits for the storage is discarded when its generation is canceled", async () => {
  const [id = ""] = await createHeld(1);
  const { credits } = await getBalance(customer);
  const before = failed();
  storage.become("busy");
  upstream.release();
  await failures(before + 1);
  const path = `/api/v1/generations/${id}/cancel`;
  expect((await customer.call(path, { method: "POST" })).status).toBeLessThan(300);
  expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "canceled" });
  expect(await getBalance(customer)).toMatchObject({ credits: credits + 8, held: 0 });
});

test("the next worker delivers an image whose worker drained during a storage outage", async () => {
  const [id = ""] = await createHeld(1);
  const [calls, before] = [upstream.calls.length, failed()];
  storage.become("refusing");
  upstream.release();
  await failures(before + 1);
  await worker?.stop();
  storage.become("well");
  worker = await startWorker(app.ctx, app.databaseUrl);
  expect(await getFinishedGeneration(app, customer, id)).toMatchObject({
    status: "succeeded",
    usage: { credits: 8 },
  });
  expect(upstream.calls.length).toBe(calls);
});

test("a draining worker waits for the storage and delivers paid images before it stops", async () => {
  await worker?.stop();
  worker = await startWorker(app.ctx, app.databaseUrl, { drainMs: 30_000 });
  const [id = ""] = await createHeld(1);
  const [calls, before] = [upstream.calls.length, failed()];
  storage.become("busy");
  upstream.release();
  await failures(before + 1);
  const stopped = worker.stop();
  worker = undefined;
  await failures(before + 2);
  storage.become("well");
  await stopped;
  expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  expect(upstream.calls.length).toBe(calls);
});

/** Accepts generations whose calls were sent and wait for `upstream.release()`. */
async function createHeld(count: number): Promise<string[]> {
  const calls = upstream.calls.length;
  const ids = [];
  for (let made = 0; made < count; made++) ids.push(await create("#up:hold"));
  await upstream.arrived(calls + count);
  return ids;
}

async function create(prompt = "a hill"): Promise<string> {
  const { status, body } = await createHubGeneration(customer, app.url, { async: true, prompt });
  expect(status).toBe(202);
  return body.id ?? "";
}

async function readiness(): Promise<Record<string, unknown>> {
  return (await fetch(`${app.url}/readyz`)).json();
}

/** Returns how many times storing an image has failed. */
function failed(): number {
  return app.lines.filter((line) => line.includes('"event":"image_store_retried"')).length;
}

async function failures(count: number): Promise<void> {
  const message = `Storing has not failed ${count} times`;
  await eventually(() => failed() >= count, { message });
}
