import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "bun:test";
import { openContext } from "../../src/app/context.ts";
import { createLog } from "../../src/foundation/log.ts";
import { startServer } from "../../src/server/listen.ts";
import { type App, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { readMetrics, type Samples, waitForMetrics } from "../support/metrics-page.ts";
import { startTcpProxy } from "../support/tcp-proxy.ts";

const TOKEN = "a-token-for-the-metrics";
let app: App;
let withToken: App;

// A file that runs alone first starts its own database server.
beforeAll(async () => {
  app = await startApp();
  withToken = await startApp({ env: { METRICS_TOKEN: TOKEN }, worker: false });
});
afterAll(() => Promise.all([app.stop(), withToken.stop()]));

const REQUEST = { model: "gpt-image-2", prompt: "a harbour" };

function post(body: object): RequestInit {
  const headers = { "content-type": "application/json" };
  return { method: "POST", headers, body: JSON.stringify(body) };
}

/**
 * Returns the metrics when a sample has reached a value. The customer can receive the response
 * before the worker knows that its last statement was committed.
 */
function waitForSample(from: App, name: string, value: number): Promise<Samples> {
  return eventually(
    async () => {
      const page = await readMetrics(from.url);
      return (page.get(name) ?? 0) >= value && page;
    },
    { message: `${name} did not reach ${value}` },
  );
}

test("a finished generation is counted with its request, its provider call and its credits", async () => {
  const customer = await app.customer({ credits: 50 });
  const reply = await customer.call("/api/v1/images/generations", post(REQUEST));
  expect(reply.status).toBe(200);
  const ended = 'dialect="hub",model="gpt-image-2",status="succeeded"';
  const page = await waitForSample(app, `darkroom_generations_ended_total{${ended}}`, 1);
  const request = 'dialect="hub",operation="createImage",status="200"';
  expect(page.get(`darkroom_http_requests_total{${request}}`)).toBe(1);
  const call = 'provider="demo",outcome="images"';
  expect(page.get(`darkroom_provider_attempts_total{${call}}`)).toBe(1);
  expect(page.get('darkroom_generation_queue_seconds_count{dialect="hub"}')).toBe(1);
  expect(page.get('darkroom_credits_total{move="grant"}')).toBe(50);
  expect(page.get('darkroom_credits_total{move="hold"}')).toBe(8);
  expect(page.get('darkroom_credits_total{move="capture"}')).toBe(8);
  // What was read from the database is reused for a short time.
  await waitForMetrics(() => readMetrics(app.url), {
    darkroom_held_credits: (credits) => credits === 0,
    darkroom_workers: (workers) => workers === 1,
  });
});

test("a failed generation counts its credits as released", async () => {
  const customer = await app.customer();
  const order = { ...REQUEST, prompt: "a harbour #fail" };
  const reply = await customer.call("/api/v1/images/generations", post(order));
  expect(reply.status).toBe(500);
  const ended = 'dialect="hub",model="gpt-image-2",status="failed"';
  const page = await waitForSample(app, `darkroom_generations_ended_total{${ended}}`, 1);
  expect(page.get('darkroom_credits_total{move="release"}')).toBe(8);
});

test("content that a rule or the provider refuses is counted", async () => {
  const customer = await app.customer({ dialect: "openai" });
  const create = async (prompt: string) =>
    (await customer.call("/v1/images/generations", post({ ...REQUEST, prompt }))).status;
  expect([await create("a harbour #refused"), await create("a harbour #blocked")]).toEqual([
    400, 400,
  ]);
  await waitForSample(app, 'darkroom_content_blocked_total{by="provider"}', 1);
  await waitForSample(app, 'darkroom_content_blocked_total{by="rule"}', 1);
  expect(await create("a harbour #refused")).toBe(400);
  const page = await waitForSample(app, 'darkroom_content_blocked_total{by="rule"}', 2);
  expect(page.get('darkroom_content_blocked_total{by="rule"}')).toBe(2);
});

test("the queue metrics are read from the database", async () => {
  const customer = await withToken.customer();
  await customer.call("/api/v1/images/generations", post({ ...REQUEST, async: true }));
  const page = await readMetrics(withToken.url, TOKEN);
  expect(page.get("darkroom_generations_queued")).toBe(1);
  expect(page.get("darkroom_held_credits")).toBe(8);
  expect(page.get("darkroom_jobs_ready")).toBe(1);
  expect(page.get("darkroom_oldest_queued_seconds")).toBeGreaterThan(0);
});

test("an unknown path creates no new time series", async () => {
  for (const path of ["/api/v1/a", "/api/v1/b", "/wp-login.php"]) await fetch(app.url + path);
  const page = await readMetrics(app.url);
  const unknown = [...page.keys()].filter((name) => /^darkroom_http_requests.*"none"/.test(name));
  expect(unknown).toHaveLength(1);
});

test("with METRICS_TOKEN set, metrics require its bearer token", async () => {
  const get = (authorization?: string) =>
    fetch(`${withToken.url}/metrics`, { headers: authorization ? { authorization } : {} });
  expect((await get()).status).toBe(401);
  expect((await get(`Bearer ${TOKEN}x`)).status).toBe(401);
  expect((await get(`Bearer  ${TOKEN}`)).status).toBe(401);
  expect((await get(TOKEN)).status).toBe(401);
  expect((await get(`Bearer ${TOKEN}`)).status).toBe(200);
  expect((await get(`bearer ${TOKEN}`)).status).toBe(200);
});

test("without METRICS_TOKEN, a request that a proxy has forwarded gets no metrics", async () => {
  for (const name of ["x-forwarded-for", "forwarded", "via"]) {
    const response = await fetch(`${app.url}/metrics`, { headers: { [name]: "for=192.0.2.1" } });
    expect(response.status).toBe(404);
  }
});

test("readiness fails while the storage cannot be written, and recovers", async () => {
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  const folder = join(app.dataDir, "files");
  await rm(folder, { recursive: true, force: true });
  await Bun.write(folder, "no folder");
  const response = await fetch(`${app.url}/readyz`);
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ status: "failed", database: "ok", storage: "failed" });
  await rm(folder);
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
});

test("readiness fails within its timeout without a database response; health passes", async () => {
  const line = await startTcpProxy(app.databaseUrl);
  const log = createLog("error", () => undefined);
  const ctx = await openContext({ ...app.ctx.config, port: 0 }, log, line.url);
  const server = startServer(ctx);
  try {
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    line.freeze();
    const statement = ctx.db.query("select 1", []).catch(() => "timeout");
    const response = await Promise.race([statement, fetch(`${server.url}/readyz`)]);
    // Its timeout is shorter than that of a statement.
    if (!(response instanceof Response)) return expect.unreachable("the statement ended before");
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: "failed", database: "failed", storage: "ok" });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  } finally {
    await server.stop();
    await ctx.close();
    await line.close();
  }
});

test("a process that shuts down is healthy but not ready", async () => {
  const closing = await startApp({ worker: false });
  try {
    closing.ctx.startShutdown();
    const response = await fetch(`${closing.url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: "closing" });
    expect((await fetch(`${closing.url}/healthz`)).status).toBe(200);
  } finally {
    await closing.stop();
  }
});
