import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";
import { findViolations } from "../support/invariants.ts";
import { createScenario } from "../support/scenario.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";
import { eventually } from "../support/eventually.ts";

/** Accepts work and leaves it in the queue. */
let idle: App;
let busy: App;
let upstream: Upstream;

beforeAll(async () => {
  upstream = await startUpstream();
  idle = await startApp({ worker: false });
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url };
  busy = await startApp({ env });
});

afterAll(async () => {
  for (const app of [idle, busy]) {
    expect(await findViolations(app.databaseUrl)).toEqual([]);
    await app.stop();
  }
  await upstream.stop();
});

test("a queued generation ends at once when it is canceled, and costs nothing", async () => {
  const { create, customer } = createScenario(idle, await idle.customer({ credits: 8 }));
  const { id } = await (await create({ async: true })).json();
  for (const _ of ["the first time", "again"]) {
    const reply = await customer.call(cancelOf(id), { method: "POST" });
    expect(reply.status).toBe(200);
    const told = await reply.json();
    expect(told).toMatchObject({ id, status: "canceled", images: [], usage: { credits: 0 } });
    expect(await (await customer.call(`/api/v1/generations/${id}`)).json()).toEqual(told);
  }
  const balance = await (await customer.call("/api/v1/credits")).json();
  expect(balance).toMatchObject({ credits: 8, held: 0 });
});

test("the call to the provider is broken off when a running generation is canceled", async () => {
  const { create, customer, mark } = createScenario(busy, await busy.customer({ credits: 8 }));
  const arrived = upstream.arrived(upstream.calls.length + 1);
  const { id } = await (await create({ prompt: `${mark} #up:hang`, async: true })).json();
  await arrived;
  expect((await customer.call(cancelOf(id), { method: "POST" })).status).toBe(200);
  const finished = await eventually(
    async () => {
      const generation = await (await customer.call(`/api/v1/generations/${id}`)).json();
      return generation.status !== "running" && generation;
    },
    { timeoutMs: 20_000, message: "The canceled generation is still running" },
  );
  expect(finished).toMatchObject({ status: "canceled", images: [], usage: { credits: 0 } });
  const balance = await (await customer.call("/api/v1/credits")).json();
  expect(balance).toMatchObject({ credits: 8, held: 0 });
});

test("a generation that has ended stays as it is", async () => {
  const { create, customer } = createScenario(busy, await busy.customer({ credits: 8 }));
  const { balance: _, ...told } = await (await create()).json();
  const reply = await customer.call(cancelOf(told.id), { method: "POST" });
  expect([reply.status, await reply.json()]).toEqual([200, told]);
});

test("nobody cancels another account's generation", async () => {
  const { create, customer } = createScenario(idle, await idle.customer({ credits: 8 }));
  const stranger = await idle.customer();
  const { id } = await (await create({ async: true })).json();
  const refused = await stranger.call(cancelOf(id), { method: "POST" });
  const unknown = await stranger.call(cancelOf(crypto.randomUUID()), { method: "POST" });
  expect([refused.status, await refused.json()]).toEqual([404, await unknown.json()]);
  const told = await (await customer.call(`/api/v1/generations/${id}`)).json();
  expect(told.status).toBe("queued");
});

function cancelOf(id: string): string {
  return `/api/v1/generations/${id}/cancel`;
}
