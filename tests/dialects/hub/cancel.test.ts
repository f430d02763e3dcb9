import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import { createScenario } from "../../support/scenario.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { eventually } from "../../support/eventually.ts";

/** Accepts requests without running them. */
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

test("canceling a queued generation finishes it at once without a charge", async () => {
  const { create, customer } = createScenario(idle, await idle.customer({ credits: 8 }));
  const { id } = await (await create({ async: true })).json();
  for (const _ of ["the first time", "again"]) {
    const reply = await customer.call(cancelPath(id), { method: "POST" });
    expect(reply.status).toBe(200);
    const generation = await reply.json();
    expect(generation).toMatchObject({ id, status: "canceled", images: [], usage: { credits: 0 } });
    expect(await (await customer.call(`/api/v1/generations/${id}`)).json()).toEqual(generation);
  }
  const balance = await (await customer.call("/api/v1/credits")).json();
  expect(balance).toMatchObject({ credits: 8, held: 0 });
});

test("canceling a running generation aborts the call to the provider", async () => {
  const { create, customer, mark } = createScenario(busy, await busy.customer({ credits: 8 }));
  const arrived = upstream.arrived(upstream.calls.length + 1);
  const { id } = await (await create({ prompt: `${mark} #up:hang`, async: true })).json();
  await arrived;
  expect((await customer.call(cancelPath(id), { method: "POST" })).status).toBe(200);
  const finished = await eventually(
    async () => {
      const generation = await (await customer.call(`/api/v1/generations/${id}`)).json();
      return generation.status !== "running" && generation;
    },
    { message: "The canceled generation is still running" },
  );
  expect(finished).toMatchObject({ status: "canceled", images: [], usage: { credits: 0 } });
  const balance = await (await customer.call("/api/v1/credits")).json();
  expect(balance).toMatchObject({ credits: 8, held: 0 });
});

test("canceling a finished generation does not change it", async () => {
  const { create, customer } = createScenario(busy, await busy.customer({ credits: 8 }));
  const { balance: _, ...generation } = await (await create()).json();
  const reply = await customer.call(cancelPath(generation.id), { method: "POST" });
  expect([reply.status, await reply.json()]).toEqual([200, generation]);
});

test("a generation of another account cannot be canceled", async () => {
  const { create, customer } = createScenario(idle, await idle.customer({ credits: 8 }));
  const stranger = await idle.customer();
  const { id } = await (await create({ async: true })).json();
  const rejected = await stranger.call(cancelPath(id), { method: "POST" });
  const unknown = await stranger.call(cancelPath(crypto.randomUUID()), { method: "POST" });
  expect([rejected.status, await rejected.json()]).toEqual([404, await unknown.json()]);
  const generation = await (await customer.call(`/api/v1/generations/${id}`)).json();
  expect(generation.status).toBe("queued");
});

function cancelPath(id: string): string {
  return `/api/v1/generations/${id}/cancel`;
}
