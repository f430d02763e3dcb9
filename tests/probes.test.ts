import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "bun:test";
import { openContext } from "../src/app/context.ts";
import { createLog } from "../src/foundation/log.ts";
import { startServer } from "../src/server/listen.ts";
import { type App, startApp } from "./support/app.ts";
import { eventually } from "./support/eventually.ts";
import { startTcpProxy } from "./support/tcp-proxy.ts";

const TOKEN = "a-token-for-the-metrics";
let app: App;
let guarded: App;

// Run alone, this file starts a Postgres of its own.
beforeAll(async () => {
  app = await startApp();
  guarded = await startApp({ env: { METRICS_TOKEN: TOKEN }, worker: false });
}, 30_000);
afterAll(() => Promise.all([app.stop(), guarded.stop()]));

const ORDER = { model: "gpt-image-2", prompt: "a harbour" };

function post(body: object): RequestInit {
  const headers = { "content-type": "application/json" };
  return { method: "POST", headers, body: JSON.stringify(body) };
}

/** The page as a map from each sample's name and labels to its value. */
async function samples(from: App, init?: RequestInit): Promise<Map<string, number>> {
  const response = await fetch(`${from.url}/metrics`, init);
  expect(response.status).toBe(200);
  const lines = (await response.text()).split("\n").filter((line) => line && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(" ");
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}

/**
 * The page once a sample has reached a value: a customer may have the reply before the worker has
 * heard that its last statement went through.
 */
function once(from: App, name: string, value: number): Promise<Map<string, number>> {
  return eventually(
    async () => {
      const page = await samples(from);
      return (page.get(name) ?? 0) >= value && page;
    },
    { timeoutMs: 20_000, message: `${name} did not reach ${value}` },
  );
}

test("a finished generation is counted with its request, its provider call and its credits", async () => {
  const customer = await app.customer({ credits: 50 });
  const reply = await customer.call("/api/v1/images/generations", post(ORDER));
  expect(reply.status).toBe(200);
  const ended = 'dialect="hub",model="gpt-image-2",status="succeeded"';
  const page = await once(app, `darkroom_generations_ended_total{${ended}}`, 1);
  const request = 'dialect="hub",operation="createImage",status="200"';
  expect(page.get(`darkroom_http_requests_total{${request}}`)).toBe(1);
  const call = 'provider="demo",outcome="images"';
  expect(page.get(`darkroom_provider_attempts_total{${call}}`)).toBe(1);
  expect(page.get('darkroom_generation_queue_seconds_count{dialect="hub"}')).toBe(1);
  expect(page.get('darkroom_credits_total{move="grant"}')).toBe(50);
  expect(page.get('darkroom_credits_total{move="hold"}')).toBe(8);
  expect(page.get('darkroom_credits_total{move="capture"}')).toBe(8);
  expect(page.get("darkroom_held_credits")).toBe(0);
  expect(page.get("darkroom_workers")).toBe(1);
});

test("a generation that fails counts its credits as released", async () => {
  const customer = await app.customer();
  const order = { ...ORDER, prompt: "a harbour #fail" };
  const reply = await customer.call("/api/v1/images/generations", post(order));
  expect(reply.status).toBe(500);
  const ended = 'dialect="hub",model="gpt-image-2",status="failed"';
  const page = await once(app, `darkroom_generations_ended_total{${ended}}`, 1);
  expect(page.get('darkroom_credits_total{move="release"}')).toBe(8);
});

test("what waits in the queue is read from the database at each scrape", async () => {
  const customer = await guarded.customer();
  await customer.call("/api/v1/images/generations", post({ ...ORDER, async: true }));
  const page = await samples(guarded, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(page.get("darkroom_generations_queued")).toBe(1);
  expect(page.get("darkroom_held_credits")).toBe(8);
  expect(page.get("darkroom_jobs_ready")).toBe(1);
  expect(page.get("darkroom_oldest_queued_seconds")).toBeGreaterThan(0);
});

test("a path that is nobody's makes no new series", async () => {
  for (const path of ["/api/v1/a", "/api/v1/b", "/wp-login.php"]) await fetch(app.url + path);
  const page = await samples(app);
  const unknown = [...page.keys()].filter((name) => /^darkroom_http_requests.*"none"/.test(name));
  expect(unknown).toHaveLength(1);
});

test("with a METRICS_TOKEN the metrics are told to its bearer alone", async () => {
  const get = (authorization?: string) =>
    fetch(`${guarded.url}/metrics`, { headers: authorization ? { authorization } : {} });
  expect((await get()).status).toBe(401);
  expect((await get(`Bearer ${TOKEN}x`)).status).toBe(401);
  expect((await get(`Bearer ${TOKEN}`)).status).toBe(200);
});

test("without a METRICS_TOKEN a request that a proxy has forwarded finds no metrics", async () => {
  for (const name of ["x-forwarded-for", "forwarded", "via"]) {
    const response = await fetch(`${app.url}/metrics`, { headers: { [name]: "for=192.0.2.1" } });
    expect(response.status).toBe(404);
  }
});

test("readiness tells when the storage takes nothing, and when it does again", async () => {
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

test("readiness gives up on a silent database in time, and health does not ask it", async () => {
  const line = await startTcpProxy(app.databaseUrl);
  const log = createLog("error", () => undefined);
  const ctx = await openContext({ ...app.ctx.config, port: 0 }, log, line.url);
  const server = startServer(ctx);
  try {
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    line.silence();
    const began = performance.now();
    const response = await fetch(`${server.url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: "failed", database: "failed", storage: "ok" });
    expect(performance.now() - began).toBeLessThan(3000);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  } finally {
    await server.stop();
    await ctx.close();
    await line.close();
  }
});

test("a process that shuts down is alive but no longer ready", async () => {
  const leaving = await startApp({ worker: false });
  try {
    leaving.ctx.beginClosing();
    const response = await fetch(`${leaving.url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ status: "closing" });
    expect((await fetch(`${leaving.url}/healthz`)).status).toBe(200);
  } finally {
    await leaving.stop();
  }
});
