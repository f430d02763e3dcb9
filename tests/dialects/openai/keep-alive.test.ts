import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import OpenAI from "openai";
import { createKey } from "../../../src/core/accounts/keys.ts";
import { prefixes } from "../../../src/dialects/prefixes.ts";
import { readAccountState } from "../../support/account-state.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { startCuttingProxy } from "../../support/cutting-proxy.ts";
import { eventually } from "../../support/eventually.ts";
import { countInterruptions, sendCreate } from "../../support/interrupted-create.ts";
import { findViolations } from "../../support/invariants.ts";
import { readMetrics } from "../../support/metrics-page.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

const PATH = "/v1/images/generations";
const CREDITS = 8;
const BLOCKED_METRIC =
  'darkroom_http_requests_total{dialect="openai",operation="createImage",status="400"}';

let app: App;
let upstream: Upstream;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    keepAlive: { firstMs: 20, intervalMs: 20 },
    env: { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url },
  });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  upstream.release();
  await app.stop();
  await upstream.stop();
});

/** A customer whose key has the setting on. */
async function openCustomer(credits = 100): Promise<Customer> {
  const customer = await app.customer({ dialect: "openai", credits });
  const { accountId } = customer;
  const kept = { dialect: "openai", prefix: prefixes.openai, jsonKeepAlive: true };
  const { id: keyId, key } = await createKey(app.ctx, { accountId, ...kept });
  return { ...customer, keyId, key };
}

function send({ key }: Customer, body: object, url = app.url): Promise<Response> {
  return fetch(`${url}${PATH}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "gpt-image-2", prompt: "a hill #up:hold", ...body }),
  });
}

function generate({ key }: Customer, url: string) {
  const client = new OpenAI({ apiKey: key, baseURL: `${url}/v1`, maxRetries: 0, logLevel: "off" });
  return client.images.generate({ model: "gpt-image-2", prompt: "a hill #up:hold" });
}

describe("a proxy that closes idle connections", () => {
  test("delivers images to a key with JSON keep-alive, and not to one without", async () => {
    const proxy = await startCuttingProxy(app.url);
    const before = upstream.calls.length;
    const kept = generate(await openCustomer(), proxy.url);
    const lost = generate(await app.customer({ dialect: "openai" }), proxy.url);
    const failure = lost.then(
      () => undefined,
      (error: unknown) => error,
    );
    await upstream.arrived(before + 2);
    for (const message of ["The response did not start", "No more spaces were sent"]) {
      await eventually(() => proxy.countBusy() === 1, { message });
      proxy.cutIdle();
    }
    expect(proxy.cuts()).toBe(1);
    upstream.release();
    expect((await kept).data?.[0]?.b64_json).toBeString();
    expect(await failure).toBeInstanceOf(OpenAI.APIConnectionError);
    await proxy.close();
  });
});

describe("a key with JSON keep-alive", () => {
  test("gets a failure after the start as an error with status 200, counted as that error", async () => {
    const customer = await openCustomer();
    const before = (await readMetrics(app.url)).get(BLOCKED_METRIC) ?? 0;
    const calls = upstream.calls.length;
    const response = await send(customer, { prompt: "a hill #up:hold #up:moderation" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    await upstream.arrived(calls + 1);
    upstream.release();
    const text = await response.text();
    expect(text).toStartWith(" ");
    expect(JSON.parse(text)).toMatchObject({ error: { code: "moderation_blocked" } });
    const line = await findLogLine(response);
    expect(line).toMatchObject({
      ...{ status: 200, errorStatus: 400, errorCode: "content_blocked" },
      keyId: customer.keyId,
    });
    expect((await readMetrics(app.url)).get(BLOCKED_METRIC)).toBe(before + 1);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({ captured: "0" });
  });

  test("gets the status of a request that is rejected before it waits", async () => {
    const customer = await openCustomer(CREDITS - 1);
    expect((await send(customer, { size: "1x1" })).status).toBe(400);
    expect((await send(customer, {})).status).toBe(402);
    expect((await send({ ...customer, key: "sk-unknown" }, {})).status).toBe(401);
  });

  test("takes over its generation if the response is cut after spaces were sent", async () => {
    const customer = await openCustomer();
    const proxy = await startCuttingProxy(app.url);
    const before = upstream.calls.length;
    const response = await send(customer, {}, proxy.url);
    const id = response.headers.get("x-generation-id") ?? "";
    const cut = response.text().then(
      () => false,
      () => true,
    );
    await upstream.arrived(before + 1);
    proxy.cut();
    expect(await cut).toBe(true);
    const message = "The cut was not recorded";
    await eventually(() => countInterruptions(app, id) === 1, { message });
    const again = sendCreate(app, customer, { path: PATH, body: { prompt: "a hill #up:hold" } });
    upstream.release();
    expect(await again).toMatchObject({ id, replayed: true });
    expect(upstream.calls).toHaveLength(before + 1);
    const state = await readAccountState(app, customer.accountId);
    expect(Number(state.captured)).toBe(CREDITS);
    await proxy.close();
  });

  test("gets a failed response of the Responses API with its status", async () => {
    const { key } = await openCustomer();
    const response = await fetch(`${app.url}/v1/responses`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({
        input: "a hill #up:delay:300 #up:moderation",
        tools: [{ type: "image_generation" }],
      }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "moderation_blocked" } });
  });

  test("gets streams and tasks as other keys do", async () => {
    const customer = await openCustomer();
    const events = await send(customer, { prompt: "a hill", stream: true });
    expect(events.headers.get("content-type")).toBe("text/event-stream");
    expect((await events.text()).includes("event: image_generation.completed")).toBe(true);
    expect((await send(customer, { prompt: "a hill", async: true })).status).toBe(202);
  });
});

function findLogLine(response: Response): Promise<Record<string, unknown>> {
  const id = response.headers.get("x-request-id") ?? "none";
  return eventually(
    () => {
      const line = app.lines.find((each) => each.includes('"request"') && each.includes(id));
      return line === undefined ? undefined : (JSON.parse(line) as Record<string, unknown>);
    },
    { message: "The request was not logged" },
  );
}
