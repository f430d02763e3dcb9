import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from "bun:test";
import { test } from "bun:test";
import postgres from "postgres";
import { type RunningWorker, startWorker } from "../../../jobs/worker.ts";
import { getReceipt } from "../../../src/core/generations/find.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { kieEnv, startKieWorker, withFastKie } from "../../support/kie-worker.ts";
import { type KieUpstream, startKieUpstream } from "../../support/kie-upstream.ts";
import {
  getBalance,
  getFinishedGeneration,
  type HubRequest,
  createHubGeneration,
} from "../../support/hub-client.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

let openai: Upstream;
let kie: KieUpstream;
let app: App;
let sql: postgres.Sql;
let worker: RunningWorker | undefined;
let customer: Customer;

beforeAll(async () => {
  [openai, kie] = await Promise.all([startUpstream(), startKieUpstream()]);
  app = await startApp({
    worker: false,
    env: {
      ...kieEnv(kie),
      PROVIDER: "openai",
      OPENAI_API_KEY: "sk-test-0123456789",
      OPENAI_BASE_URL: openai.url,
    },
  });
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
  worker = await startWorker(withFastKie(app.ctx), app.databaseUrl);
});

beforeEach(async () => {
  customer = await app.customer();
  openai.calls.length = 0;
  kie.calls.length = 0;
  kie.tasks.length = 0;
  await sql`delete from provider_health`;
  await setRoutes("openai", "kie");
});

afterEach(async () => {
  await moveClock(app.databaseUrl, 0);
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

afterAll(async () => {
  await worker?.stop();
  await sql.end();
  await app.stop();
  await Promise.all([openai.stop(), kie.stop()]);
});

/** Sets the routes of the model, in order. */
async function setRoutes(...providers: string[]): Promise<void> {
  await sql`delete from model_routes`;
  for (const [position, provider] of providers.entries()) {
    await sql`
      insert into model_routes (model, position, provider, provider_model)
      values ('gpt-image-2', ${position}, ${provider}, 'gpt-image-2')`;
  }
}

/** Creates a generation and returns its attempts and its provider. */
async function generate(fields: HubRequest = {}) {
  const { status, body } = await createHubGeneration(customer, app.url, {
    quality: "1K",
    ...fields,
  });
  const [row] = await sql<{ id: string; provider: string; status: string; tried: string[][] }[]>`
    select g.id, g.provider, g.status,
      (
        select json_agg(json_build_array(a.provider, a.outcome) order by a.id)
        from provider_attempts a
        where a.generation_id = g.id
      ) as tried
    from generations g
    where g.account_id = ${customer.accountId}
    order by g.created_at desc
    limit 1`;
  return { status, body, provider: row?.provider, state: row?.status, tried: row?.tried };
}

const BY_KIE = { status: 200, state: "succeeded", provider: "kie" };

describe("a provider that certainly accepted nothing", () => {
  const failures: [words: string, outcome: string][] = [
    ["429:30", "not_accepted"],
    ["503", "not_accepted"],
    ["401", "operator_fault"],
    ["quota", "operator_fault"],
  ];
  for (const [words, outcome] of failures) {
    test(`(${words}) passes the request on to the next one, which the receipt names`, async () => {
      openai.respondWith(words);
      const result = await generate();
      expect(result).toMatchObject({
        ...BY_KIE,
        tried: [
          ["openai", outcome],
          ["kie", "images"],
        ],
      });
      expect([openai.calls.length, kie.tasks.length]).toEqual([1, 1]);
      const receipt = await getReceipt(app.ctx, customer.accountId, result.body.id ?? "");
      expect(receipt).toMatchObject({ provider: "kie", captured: 8, released: 0 });
    });
  }

  test("is followed by the next one in the order of the routes", async () => {
    await setRoutes("kie", "openai");
    kie.answer("create", "429:30");
    expect(await generate()).toMatchObject({ provider: "openai" });
    expect([openai.calls.length, kie.tasks.length]).toEqual([1, 0]);
  });

  test("is retried a few times if all providers do so, and then nothing is charged", async () => {
    openai.respondWith("429:0", "429:0", "429:0", "429:0");
    kie.answer("create", "429:0", "429:0", "429:0", "429:0");
    const result = await generate();
    expect(result.tried).toHaveLength(8);
    expect(result.body.error).toMatchObject({ code: expect.any(String) });
    expect(await getBalance(customer)).toMatchObject({ credits: 1000, held: 0 });
  });

  test("is not retried if all providers need their operator", async () => {
    openai.respondWith("quota");
    kie.answer("create", "402");
    expect(await generate()).toMatchObject({
      tried: [
        ["openai", "operator_fault"],
        ["kie", "operator_fault"],
      ],
    });
    expect(app.lines.filter((line) => line.includes("provider_needs_operator"))).not.toEqual([]);
  });
});

describe("a call that may have been paid", () => {
  for (const [words, outcome] of [
    ["reset", "unknown"],
    ["truncated", "unknown"],
    ["500", "failed"],
    ["moderation", "blocked"],
    ["400", "rejected"],
  ] as const) {
    test(`or was rejected permanently (${words}) is never sent to another provider`, async () => {
      openai.respondWith(words);
      expect(await generate()).toMatchObject({ provider: "openai", tried: [["openai", outcome]] });
      expect([openai.calls.length, kie.calls.length]).toEqual([1, 0]);
      expect(await getBalance(customer)).toMatchObject({ credits: 1000, held: 0 });
    });
  }

  test("is resumed at the provider it was sent to, even after its route was removed", async () => {
    await worker?.stop();
    await setRoutes("kie");
    kie.answer("record", "hold");
    const victim = await startKieWorker(app);
    const { body } = await createHubGeneration(customer, app.url, { async: true, quality: "1K" });
    await kie.arrived("record", 1);
    await victim.kill();
    kie.release();
    await setRoutes("openai");
    await sql`update workers set seen_at = seen_at - interval '1 minute'`;
    worker = await startWorker(withFastKie(app.ctx), app.databaseUrl);
    expect(await getFinishedGeneration(app, customer, body.id ?? "")).toMatchObject({
      status: "succeeded",
    });
    expect([openai.calls.length, kie.tasks.length]).toEqual([0, 1]);
  });
});

describe("a circuit breaker", () => {
  test("opened by failures skips the provider, is probed once after its timeout, and closes", async () => {
    openai.respondWith("503", "503", "503", "503", "503");
    for (let i = 0; i < 5; i++) expect(await generate()).toMatchObject(BY_KIE);
    expect(openai.calls).toHaveLength(5);
    expect(await generate()).toMatchObject({ ...BY_KIE, tried: [["kie", "images"]] });
    expect(openai.calls).toHaveLength(5);

    await moveClock(app.databaseUrl, 31);
    openai.respondWith("hold");
    const probe = generate();
    await openai.arrived(6);
    expect(
      (await createHubGeneration(await app.customer(), app.url, { quality: "1K" })).status,
    ).toBe(200);
    expect(openai.calls).toHaveLength(6);
    openai.release();
    expect((await probe).body.images).toHaveLength(1);
    expect(await generate()).toMatchObject({ provider: "openai", tried: [["openai", "images"]] });
  });

  test("counts no calls that were refused because their generation was canceled", async () => {
    const logged = () => app.lines.filter((line) => line.includes("provider_rejected")).length;
    const before = logged();
    const lock = await sql.reserve();
    // The worker waits between the claim and the call.
    await lock`begin`;
    await lock`lock table provider_health in access exclusive mode`;
    const wanted = { async: true, quality: "1K" };
    const created = await Promise.all(
      Array.from({ length: 5 }, () => createHubGeneration(customer, app.url, wanted)),
    );
    for (const { body } of created) {
      const path = `/api/v1/generations/${body.id}`;
      const isRunning = async () => (await (await customer.call(path)).json()).status === "running";
      await eventually(isRunning, { message: "it was not claimed" });
      expect((await customer.call(`${path}/cancel`, { method: "POST" })).status).toBe(200);
    }
    await lock`rollback`;
    lock.release();
    await eventually(() => logged() >= before + 5, { message: "the calls were not refused" });
    expect(openai.calls).toEqual([]);
    expect(await generate()).toMatchObject({ provider: "openai", state: "succeeded" });
  });

  test("does not block the only provider of a model", async () => {
    await setRoutes("openai");
    await sql`
      insert into provider_health (provider, failures, opened_until)
      values ('openai', 9, clock() + interval '1 hour')`;
    expect(await generate()).toMatchObject({ provider: "openai", state: "succeeded" });
  });
});

describe("a route", () => {
  test("that cannot serve the request is skipped before any call", async () => {
    await setRoutes("kie", "openai");
    const fields = { size: "2880x2880", quality: "auto" };
    expect(await generate(fields)).toMatchObject({ provider: "openai", state: "succeeded" });
    expect(kie.calls).toEqual([]);
    await setRoutes("kie");
    const result = await generate(fields);
    expect(result).toMatchObject({ provider: "kie", tried: [["kie", "rejected"]] });
    expect(result.body.error?.message).toContain("1:1");
    expect(kie.calls).toEqual([]);
  });

  test("to a provider that is not configured is ignored", async () => {
    await setRoutes("elsewhere", "kie");
    expect(await generate()).toMatchObject(BY_KIE);
  });
});
