import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { startWorker } from "../../../jobs/worker.ts";
import * as models from "../../../src/core/models/models.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { cliInProcess } from "../../support/cli.ts";
import { waitForGeneration } from "../../support/wait-for-generation.ts";
import { findViolations } from "../../support/invariants.ts";
import { getFinishedGeneration, createHubGeneration } from "../../support/hub-client.ts";
import { signUpAdmin, requestJson, type Schemas } from "../../support/playground.ts";
import { readAccountState } from "../../support/account-state.ts";

const JSON_TYPE = { "content-type": "application/json" };
const OPENAI = [{ provider: "openai", providerModel: "gpt-image-2" }];
const DEMO = { provider: "demo", providerModel: "demo" };

let app: App;

beforeAll(async () => {
  app = await startApp({ env: { PROVIDER: "demo" } });
});

afterEach(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

afterAll(async () => {
  await app.stop();
});

function setRoutes(...routes: models.RouteName[]): Promise<void> {
  return models.setRoutes(app.ctx, { model: "gpt-image-2", routes });
}

describe("a model whose only provider is not configured", () => {
  const requests: [dialect: "hub" | "plus" | "art" | "openai", path: string, body: object][] = [
    ["hub", "/api/v1/images/generations", { model: "gpt-image-2", prompt: "a fox" }],
    ["plus", "/api/v1/generate", { prompt: "a fox" }],
    ["art", "/api/v1/images/generations", { prompt: "a fox" }],
    ["openai", "/v1/images/generations", { model: "gpt-image-2", prompt: "a fox" }],
  ];
  for (const [dialect, path, body] of requests) {
    test(`is answered with 503 in ${dialect}, without a generation or a charge`, async () => {
      await setRoutes(...OPENAI);
      const customer = await app.customer({ dialect, planId: "max" });
      const before = await readAccountState(app, customer.accountId);
      const init = { method: "POST", headers: JSON_TYPE, body: JSON.stringify(body) };
      const reply = await customer.call(path, init);
      expect(reply.status).toBe(503);
      expect(reply.headers.get("retry-after")).toBe("60");
      expect(await readAccountState(app, customer.accountId)).toEqual(before);
    });
  }

  test("is not served by the demo provider next to it either", async () => {
    await setRoutes(DEMO, ...OPENAI);
    const customer = await app.customer();
    expect((await createHubGeneration(customer, app.url)).status).toBe(503);
    await setRoutes(DEMO);
    expect((await createHubGeneration(customer, app.url)).status).toBe(200);
  });

  test("still replays an earlier request with its Idempotency-Key", async () => {
    await setRoutes();
    const customer = await app.customer();
    const headers = { "idempotency-key": "once" };
    const first = await createHubGeneration(customer, app.url, { headers });
    await setRoutes(...OPENAI);
    const again = await createHubGeneration(customer, app.url, { headers });
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
  });

  test("accepts requests again when a route is usable", async () => {
    await setRoutes(...OPENAI);
    const customer = await app.customer();
    expect((await createHubGeneration(customer, app.url)).status).toBe(503);
    await setRoutes();
    expect((await createHubGeneration(customer, app.url)).status).toBe(200);
  });
});

test("a queued generation whose provider is removed fails as unavailable without a charge", async () => {
  const openai = { OPENAI_API_KEY: "sk-test-0123456789", OPENAI_BASE_URL: "http://127.0.0.1:9" };
  const before = await startApp({ worker: false, env: openai });
  await models.setRoutes(before.ctx, { model: "gpt-image-2", routes: OPENAI });
  const customer: Customer = await before.customer();
  const { body } = await createHubGeneration(customer, before.url, { async: true });
  const after = { ...before.ctx, providers: app.ctx.providers };
  const worker = await startWorker(after, before.databaseUrl);
  await waitForGeneration(before, customer, body.id ?? "");
  expect(await getFinishedGeneration(before, customer, body.id ?? "")).toMatchObject({
    status: "failed",
    error: { code: "unavailable" },
  });
  expect(await readAccountState(before, customer.accountId)).toMatchObject({
    held: 0,
    captured: "0",
  });
  await worker.stop();
  await before.stop();
});

test("doctor fails for a model without a usable provider and names the setting", async () => {
  await setRoutes(...OPENAI);
  const settings = { DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl, PORT: "0" };
  const { code, out } = await cliInProcess(settings, "doctor", "--json");
  const { checks } = JSON.parse(out);
  expect(code).toBe(1);
  expect(checks).toContainEqual({
    check: "models",
    state: "fail",
    message: expect.stringMatching(/OPENAI_API_KEY.*gpt-image-2 are answered with 503/),
  });
  const set = await cliInProcess(
    { ...settings, OPENAI_API_KEY: "sk-test-0123456789" },
    "doctor",
    "--json",
  );
  const found = JSON.parse(set.out).checks.find(
    ({ check }: { check: string }) => check === "models",
  );
  expect(found).toMatchObject({ state: "ok" });
});

test("the admin list of models names the providers that cannot serve", async () => {
  const admin = await signUpAdmin(app);
  await setRoutes(DEMO, ...OPENAI);
  const { data } = await requestJson<Schemas["AdminModelList"]>(admin, "/api/admin/models");
  expect(data[0]?.unusable_providers).toEqual(["demo", "openai"]);
});
