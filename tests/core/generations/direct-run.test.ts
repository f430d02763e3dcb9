import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { type App, type Customer, startApp } from "../../support/app.ts";
import {
  createHubGeneration,
  getBalance,
  getFinishedGeneration,
} from "../../support/hub-client.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { startServerProcess } from "../../support/server-process.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

let upstream: Upstream;
let app: App;
let sql: postgres.Sql;
let customer: Customer;
let calls = 0;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({ env: { ...env(), WORKER_CONCURRENCY: "2" } });
  sql = postgres(app.databaseUrl, { max: 1 });
});

beforeEach(async () => {
  customer = await app.customer();
  calls = upstream.calls.length;
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
  await upstream.stop();
});

test("a generation runs without a job in the accepting process if its worker has a free slot", async () => {
  upstream.respondWith("hold");
  const id = await create();
  await upstream.arrived(calls + 1);
  expect(await countJobs(id)).toBe(0);
  upstream.release();
  expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  expect(upstream.calls.length - calls).toBe(1);
});

test("a generation is queued while all slots are taken, and runs when one is free", async () => {
  upstream.respondWith("hold", "hold");
  const running = [await create(), await create()];
  await upstream.arrived(calls + 2);
  const queued = await create();
  expect(await countJobs(queued)).toBe(1);
  upstream.release();
  for (const id of [...running, queued])
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  expect(upstream.calls.length - calls).toBe(3);
});

test("queued generations finish while synchronous requests follow each other", async () => {
  upstream.respondWith("hold", "hold");
  const queued = [await create(), await create(), await create(), await create()];
  await upstream.arrived(calls + 2);
  upstream.release();
  const other = await app.customer();
  let isOver = false;
  const requests = (async () => {
    while (!isOver) await createHubGeneration(other, app.url);
  })();
  for (const id of queued)
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  isOver = true;
  await requests;
});

test("a run is prepared while its request is being accepted, and nothing is sent before", async () => {
  const id = await eventually(createWhileLocked, { message: "no request was accepted" });
  expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  expect(upstream.calls.length - calls).toBe(1);
});

/** Returns undefined if the request gave up its wait for the lock, as on a slow machine. */
async function createWhileLocked(): Promise<string | undefined> {
  let created: Promise<string> | undefined;
  await sql.begin(async (session) => {
    await session`
      select 1 from credit_grants where account_id = ${customer.accountId} for update`;
    created = create();
    await eventually(async () => (await listAttempts()).length === 1, {
      message: "the directory of the attempt was not created",
    });
    expect(upstream.calls.length).toBe(calls);
  });
  return (await created) || undefined;
}

test("a run whose request is rejected leaves no directory and no slot", async () => {
  const poor = await app.customer({ credits: 0 });
  for (let count = 0; count < 3; count++) {
    const { status } = await createHubGeneration(poor, app.url, { async: true });
    expect(status).toBe(402);
  }
  await eventually(async () => (await listAttempts()).length === 0, {
    message: "a directory of an attempt is left",
  });
  expect(await countJobs(await create())).toBe(0);
});

test("a generation is queued while the worker of its process is paused", async () => {
  app.ctx.workerStatus.pause("circuit_open");
  const id = await create();
  expect(await countJobs(id)).toBe(1);
  app.ctx.workerStatus.resume("circuit_open");
  expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
});

test("the response of a synchronous request equals the generation that is read later", async () => {
  const { body } = await createHubGeneration(customer, app.url);
  const generation: Record<string, unknown> = { ...body };
  expect(generation.balance).toBeDefined();
  delete generation.balance;
  const read = await customer.call(`/api/v1/generations/${body.id}`);
  expect(await read.json()).toEqual(generation);
});

test("a synchronous request is answered when another process has finished its generation", async () => {
  upstream.respondWith("hold");
  const reply = createHubGeneration(customer, app.url);
  await upstream.arrived(calls + 1);
  await sql`
    select finish_generation(
      p_id => id, p_status => 'failed', p_error_code => 'generation_failed', p_is_our_fault => true
    )
    from generations
    where finished_at is null`;
  expect((await reply).status).toBe(500);
  upstream.release();
  expect(await getBalance(customer)).toMatchObject({ credits: 1000, held: 0 });
});

test("a generation of a killed accepting process is not called again, and costs nothing", async () => {
  const killed = await startServerProcess(app, "serve-and-work", env());
  upstream.respondWith("hold");
  const { body } = await createHubGeneration(customer, killed.url, { async: true });
  await upstream.arrived(calls + 1);
  const id = body.id ?? "";
  expect(await countJobs(id)).toBe(0);
  killed.kill("SIGKILL");
  await killed.exited();
  expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "failed" });
  upstream.release();
  expect(upstream.calls.length - calls).toBe(1);
  expect(await getBalance(customer)).toMatchObject({ credits: 1000, held: 0 });
});

function env(): Record<string, string> {
  return { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
}

async function create(): Promise<string> {
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  return body.id ?? "";
}

async function listAttempts(): Promise<string[]> {
  const names = await readdir(join(app.dataDir, "tmp")).catch(() => []);
  return names.filter((name) => name.startsWith("attempt-"));
}

async function countJobs(generationId: string): Promise<number> {
  const rows = await sql`
    select 1 from graphile_worker._private_jobs where payload ->> 'generationId' = ${generationId}`;
  return rows.length;
}
