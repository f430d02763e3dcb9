import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { generateKey } from "../../../src/core/accounts/key-format.ts";
import { createAlphaPng } from "../../support/alpha-png.ts";
import { type App, type Customer, type CustomerOptions, startApp } from "../../support/app.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { postJson, readEvents } from "../../support/openai-client.ts";
import { announce } from "../../support/announced-body.ts";
import { countCallsWith, readAccountState } from "../../support/account-state.ts";
import { createStoredPng } from "../../support/stored-png.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { sendWhole } from "../../support/upstream/behaviors.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const CREATE = "/v1/images/generations";
const EDIT = "/v1/images/edits";
const fixtures = join(import.meta.dir, "../../fixtures/openai");

let upstream: Upstream;
let imageServer: ReturnType<typeof Bun.serve>;
let app: App;
/** The same with a wait of one second. */
let shortWait: App;

beforeAll(async () => {
  upstream = await startUpstream();
  const bytes = Buffer.from(await render(), "base64");
  imageServer = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response(bytes) });
  const env = {
    PROVIDER: "openai",
    OPENAI_API_KEY: "sk-test",
    OPENAI_BASE_URL: upstream.url,
    OUTBOUND_ALLOW: `127.0.0.1:${imageServer.port}`,
  };
  app = await startApp({ env });
  shortWait = await startApp({ env: { ...env, SYNC_WAIT_SECONDS: "1" } });
});

afterAll(async () => {
  for (const each of [app, shortWait]) {
    expect(await findViolations(each.databaseUrl)).toEqual([]);
    await each.stop();
  }
  await imageServer.stop(true);
  await upstream.stop();
});

const render = (width = 64) => renderBase64({ width, height: 64, format: "png", index: 0 });
const createCustomer = (options: CustomerOptions = {}) =>
  app.customer({ dialect: "openai", ...options });
const create = (customer: Customer, body: object = {}, headers: Record<string, string> = {}) =>
  postJson(customer, CREATE, { body: { prompt: "a cup", ...body }, headers });

describe("a documented OpenAI request gets the documented response:", () => {
  for (const name of ["generation", "everything", "nulls", "edit-by-address"]) {
    test(name, async () => {
      const text = (await Bun.file(join(fixtures, `${name}.json`)).text())
        .replace("{address}", `http://127.0.0.1:${imageServer.port}/product.png`)
        .replace("{data}", `data:image/png;base64,${await render()}`)
        .replace("{mask}", `data:image/png;base64,${await transparent()}`);
      const { request, reply } = JSON.parse(text);
      const response = await postJson(await createCustomer(), request.path, { body: request.body });
      expect(response.status).toBe(200);
      expect(response.headers.get("openai-processing-ms")).toMatch(/^\d+$/);
      expect(response.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
      const body = await response.json();
      expect(body).toEqual({ ...reply, created: body.created, data: body.data });
      expect(body.created).toBeGreaterThan(Date.now() / 1000 - 60);
      expect(body.data.map(Object.keys)).toEqual(reply.data.map(Object.keys));
    });
  }

  test("the model list and one model", async () => {
    const customer = await createCustomer();
    const { object, data } = await (await customer.call("/v1/models")).json();
    expect(object).toBe("list");
    expect(data[0]).toMatchObject({ id: "gpt-image-2", object: "model", owned_by: "openai" });
    const one = await customer.call("/v1/models/gpt-image-2");
    expect(await one.json()).toEqual(data[0]);
  });
});

test("all fields of an OpenAI request are passed to the provider", async () => {
  const { request } = await Bun.file(join(fixtures, "everything.json")).json();
  const body = { ...request.body, prompt: "all of it", quality: "hd" };
  await postJson(await createCustomer(), CREATE, { body });
  const call = upstream.calls.find(({ fields }) => fields.prompt === "all of it");
  expect(call?.fields).toEqual({
    model: "gpt-image-2",
    prompt: "all of it",
    n: 2,
    size: "1536x1024",
    quality: "high",
    background: "opaque",
    moderation: "low",
    output_format: "webp",
    output_compression: 80,
    user: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
});

test("the base64 of a large image is that of the provider, also when it is read again", async () => {
  const image = createStoredPng().toString("base64");
  const body = JSON.stringify({ created: 1, data: [{ b64_json: image }] });
  upstream.respondWith(({ reply }) => sendWhole(reply, body));
  const customer = await createCustomer();
  for (const replayed of [null, "true"]) {
    const response = await create(customer, {}, { "idempotency-key": "large" });
    expect(response.headers.get("idempotent-replayed")).toBe(replayed);
    const { data } = await response.json();
    expect(data).toEqual([{ b64_json: image }]);
  }
});

test("a key of any dialect works in the OpenAI dialect at its price", async () => {
  for (const dialect of ["hub", "plus", "art", "openai"] as const) {
    const customer = await createCustomer({ dialect, credits: 20 });
    expect((await create(customer, { size: "2048x2048" })).status).toBe(200);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      available: 10,
      held: 0,
    });
  }
});

test.each([
  ["transparent", 0],
  ["opaque", 255],
])("an image with an alpha channel is reported as %s by its pixels", async (background, alpha) => {
  const image = createAlphaPng(alpha).toString("base64");
  upstream.respondWith(({ reply }) => {
    reply.setHeader("content-type", "application/json");
    reply.end(JSON.stringify({ created: 1, data: [{ b64_json: image }] }));
  });
  const response = await (await create(await createCustomer())).json();
  expect(response).toMatchObject({ background, data: [{ b64_json: image }] });
  expect(response.usage).toMatchObject({ input_tokens: 0, output_tokens: 0, total_tokens: 0 });
});

/** Rejected bodies, the invalid field and the message. */
const REJECTED: [body: object, param: string, message: RegExp][] = [
  [{ size: "1792x936" }, "size", /^Invalid size '1792x936'\. Width and height must be div/],
  [{ size: "512x528" }, "size", /^Invalid size '512x528'\. The image must have at least 655360/],
  [{ size: "3856x1600" }, "size", /^Invalid size '3856x1600'\. No edge/],
  [{ size: "3120x800" }, "size", /at most 3 times/],
  [{ size: "large" }, "size", /^Invalid size 'large'\. Expected/],
  [{ size: "<b>1</b>" }, "size", /^Invalid size\. Expected/],
  [{ n: 11 }, "n", /at most 10/],
  [{ n: 0 }, "n", /at least 1/],
  [{ prompt: "" }, "prompt", /empty/],
  [{ quality: "ultra" }, "quality", /must be "low" or "medium" or/],
  [{ partial_images: 4 }, "partial_images", /at most 3/],
  [{ background: "transparent", output_format: "jpeg" }, "background", /jpeg/],
  [{ output_compression: 50 }, "output_compression", /jpeg and webp/],
  [{ output_format: "gif" }, "output_format", /must be "png"/],
];

describe("an invalid OpenAI request is rejected without a charge:", () => {
  test.each(REJECTED)("%j", async (body, param, message) => {
    const customer = await createCustomer();
    const before = await readAccountState(app, customer.accountId);
    for (const stream of [false, true]) {
      const reply = await create(customer, { ...body, stream });
      const { error } = await reply.json();
      expect([reply.status, error.param]).toEqual([400, param]);
      expect(error).toMatchObject({ type: "invalid_request_error", code: "invalid_value" });
      expect(error.message).toMatch(message);
    }
    expect(await readAccountState(app, customer.accountId)).toEqual(before);
  });
});

describe("an OpenAI edit is rejected", () => {
  const edit = (customer: Customer, images: string[], mask?: string) =>
    postJson(customer, EDIT, {
      body: {
        prompt: "a cup",
        images: images.map((image_url) => ({ image_url })),
        ...(mask ? { mask: { image_url: mask } } : {}),
      },
    });
  const data = (base64: string) => `data:image/png;base64,${base64}`;
  const cases: [name: string, images: () => Promise<string[]>, param: string][] = [
    ["with data that is not an image", async () => [data(btoa("words"))], "images[0].image_url"],
    [
      "with a URL that cannot be reached",
      async () => [data(await render()), "http://127.0.0.1:9/"],
      "images[1].image_url",
    ],
    ["with a data URL that is not base64", async () => ["data:image/png,x"], "images[0].image_url"],
    ["with another URL scheme", async () => ["file:///etc/passwd"], "images[0].image_url"],
    ["without images", async () => [], "images"],
    ["with 17 images", async () => Array(17).fill(data(await render())), "images"],
  ];
  test.each(cases)("%s", async (_, images, param) => {
    const customer = await createCustomer();
    const reply = await edit(customer, await images());
    expect([reply.status, (await reply.json()).error.param]).toEqual([400, param]);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      generations: "0",
      held: 0,
    });
  });

  test("with a mask of another size, without alpha or of another type", async () => {
    const customer = await createCustomer();
    const jpeg = await renderBase64({ width: 64, height: 64, format: "jpeg", index: 0 });
    for (const mask of [await drawClear(80), await render(), jpeg]) {
      const reply = await edit(customer, [data(await render())], data(mask));
      expect([reply.status, (await reply.json()).error.param]).toEqual([400, "mask"]);
    }
    expect(await readAccountState(app, customer.accountId)).toMatchObject({ generations: "0" });
  });
});

/** Other errors: status, type, code and `x-should-retry`. */
const ERRORS: [
  name: string,
  send: () => Promise<Response>,
  expected: [status: number, type: string, code: string, retry: string | null],
][] = [
  [
    "an unknown key",
    () => app.fetch("/v1/models", { headers: { authorization: `Bearer ${generateKey("sk-")}` } }),
    [401, "invalid_request_error", "invalid_api_key", null],
  ],
  [
    "no key",
    () => app.fetch(CREATE, { method: "POST", body: "{}" }),
    [401, "invalid_request_error", "invalid_api_key", null],
  ],
  [
    "no credits",
    async () => create(await createCustomer({ credits: 7 })),
    [402, "insufficient_quota", "credit_balance_exhausted", "false"],
  ],
  [
    "an unknown model",
    async () => create(await createCustomer(), { model: "dall-e-9" }),
    [404, "invalid_request_error", "model_not_found", null],
  ],
  [
    "an unknown model ID in the path",
    async () => (await createCustomer()).call("/v1/models/dall-e-9"),
    [404, "invalid_request_error", "model_not_found", null],
  ],
  [
    "an unknown path",
    async () => (await createCustomer()).call("/v1/images/variations", { method: "POST" }),
    [404, "invalid_request_error", "not_found", null],
  ],
  [
    "an unsupported method",
    async () => (await createCustomer()).call(CREATE),
    [405, "invalid_request_error", "method_not_allowed", null],
  ],
  [
    "a body that is too large",
    async () => announce({ app, customer: await createCustomer() }, CREATE),
    [413, "invalid_request_error", "payload_too_large", null],
  ],
  [
    "another content type",
    async () => create(await createCustomer(), {}, { "content-type": "text/plain" }),
    [415, "invalid_request_error", "unsupported_media_type", null],
  ],
  [
    "blocked content",
    async () => create(await createCustomer(), { prompt: "#up:moderation" }),
    [400, "image_generation_user_error", "moderation_blocked", null],
  ],
  [
    "a failure of the provider",
    async () => create(await createCustomer(), { prompt: "#up:500" }),
    [500, "server_error", "generation_failed", "false"],
  ],
  [
    "a provider that accepts nothing",
    async () => create(await createCustomer(), { prompt: "#up:quota" }),
    [503, "service_unavailable_error", "server_is_overloaded", "false"],
  ],
];

describe("an OpenAI error has four fields and says whether to retry for", () => {
  test.each(ERRORS)("%s", async (_, send, [status, type, code, retry]) => {
    const reply = await send();
    const { error } = await reply.json();
    expect(Object.keys(error).toSorted()).toEqual(["code", "message", "param", "type"]);
    expect([reply.status, error.type, error.code]).toEqual([status, type, code]);
    expect(reply.headers.get("x-should-retry")).toBe(retry);
    expect(reply.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    expect(JSON.stringify(error)).not.toMatch(/upstream|sk-test|postgres|\.ts\b/i);
  });
});

test("an exhausted rate limit says not to retry, and to wait for at most 60 seconds", async () => {
  const customer = await createCustomer();
  await app.ctx.db.query("update keys set requests_per_hour = 1 where id = $1", [customer.keyId]);
  await customer.call("/v1/models");
  const reply = await customer.call("/v1/models");
  expect(reply.status).toBe(429);
  expect((await reply.json()).error.code).toBe("rate_limit_exceeded");
  expect(reply.headers.get("retry-after")).toBe("60");
  expect(reply.headers.get("x-should-retry")).toBe("false");
});

test("a wait that times out gets 504, and a retry waits for the same generation", async () => {
  const customer = await shortWait.customer({
    dialect: "openai",
    credits: 20,
  });
  const body = { prompt: `[${customer.accountId}] #up:hold` };
  const countCalls = () => countCallsWith(upstream.calls, customer.accountId);
  const early = await create(customer, body, { "x-stainless-retry-count": "0" });
  expect([early.status, early.headers.get("x-should-retry")]).toEqual([504, "true"]);
  expect(Number(early.headers.get("retry-after"))).toBeLessThan(60);
  const id = early.headers.get("x-generation-id") ?? "";
  const { error } = await early.json();
  expect(error).toMatchObject({ code: "generation_timeout", param: null });
  expect(error.message).toContain(id);
  await eventually(() => countCalls() === 1, { message: "The provider was not called" });
  const retry = () => create(customer, body, { "x-stainless-retry-count": "1" });
  const second = await retry();
  expect([second.status, second.headers.get("x-generation-id")]).toEqual([504, id]);
  upstream.release();
  const retryInTime = async () => {
    const reply = await retry();
    return reply.status !== 504 && reply;
  };
  const late = await eventually(retryInTime, { message: "Every retry timed out" });
  expect([late.status, late.headers.get("x-generation-id")]).toEqual([200, id]);
  expect(countCalls()).toBe(1);
  expect(await readAccountState(shortWait, customer.accountId)).toMatchObject({
    available: 12,
    held: 0,
  });
  const streamed = await create(customer, { ...body, stream: true });
  const [last] = await readEvents(streamed, CREATE);
  expect(last).toMatchObject({ type: "error", error: { code: "generation_timeout" } });
  await eventually(() => countCalls() === 2, { message: "The provider was not called again" });
  upstream.release();
});

/** A PNG with an alpha channel. */
async function drawClear(width: number): Promise<string> {
  const webp = Buffer.from(
    await renderBase64({ width, height: 64, format: "webp", index: 0 }),
    "base64",
  );
  const png = Buffer.from(await new Bun.Image(webp).png().bytes());
  expect(png[25]).toBe(6);
  return png.toString("base64");
}

function transparent(): Promise<string> {
  return drawClear(64);
}
