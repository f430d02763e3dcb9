import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { generateKey } from "../../../src/core/accounts/key-format.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import {
  getFinishedPlusGeneration,
  createPlusGeneration,
  postPlus,
  uploadFile,
} from "../../support/plus-client.ts";
import { renderBase64 } from "../../support/upstream/images.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

const fixtures = join(import.meta.dir, "../../fixtures/plus");
const LIMITS = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"];

let upstream: Upstream;
let app: App;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    env: { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
  });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
});

const plus = (credits = 1000, planId = "pro") => app.customer({ dialect: "plus", credits, planId });

describe("a documented request gets the documented reply:", () => {
  for (const name of ["text2img", "prompt-alone", "edit", "upload", "generation"]) {
    test(name, async () => {
      const customer = await plus();
      const { request, status, reply } = await Bun.file(join(fixtures, `${name}.json`)).json();
      const filled = await fill(request, customer);
      const { method, path, body } = filled;
      const response =
        method === "GET" ? await customer.call(path) : await postPlus(customer, path, { body });
      expect(response.status).toBe(status);
      expectLike(await response.json(), reply);
      for (const limit of LIMITS) expect(response.headers.get(limit)).toMatch(/^\d+$/);
    });
  }
});

describe("each plus size and quality is generated and priced as documented:", () => {
  test.each([
    { size: "1024x1024", quality: "low", price: 1, rendered: "1024x1024" },
    { size: "1024x1536", quality: "medium", price: 4, rendered: "1024x1536" },
    { size: "1536x1024", quality: "medium", price: 4, rendered: "1536x1024" },
    { size: "1024x1024", quality: "high", price: 8, rendered: "2048x2048" },
    { size: "1024x1536", quality: "high", price: 8, rendered: "1664x2496" },
    { size: "1536x1024", quality: "high", price: 8, rendered: "2496x1664" },
  ])("$size in $quality costs $price and is $rendered", async (row) => {
    const { size, quality, price, rendered } = row;
    const customer = await plus();
    const { body } = await createPlusGeneration(customer, {
      size,
      quality,
      prompt: `${size} ${quality}`,
    });
    const end = await getFinishedPlusGeneration(app, customer, body.generationId);
    const [width, height] = rendered.split("x").map(Number);
    expect(end).toMatchObject({ costCredits: price, outputs: [{ width, height }] });
    const call = upstream.calls.find(({ fields }) => fields.prompt === `${size} ${quality}`);
    expect(call?.fields).toMatchObject({ size: rendered, quality });
  });
});

describe("a plus generation", () => {
  test("delivers each image as PNG and WebP with an immutable cache policy", async () => {
    const customer = await plus();
    const { body } = await createPlusGeneration(customer, { n: 3, quality: "low" });
    const end = await getFinishedPlusGeneration(app, customer, body.generationId);
    expect(end).toMatchObject({ status: "succeeded", costCredits: 3 });
    expect(end.outputs).toHaveLength(3);
    for (const { png = "", webp = "" } of end.outputs) {
      await expectImage(png, "image/png", /^\x89PNG/);
      await expectImage(webp, "image/webp", /^RIFF....WEBP/s);
    }
  });

  test("costs the delivered images if they are fewer than requested", async () => {
    const customer = await plus();
    const { body } = await createPlusGeneration(customer, { n: 3, prompt: "#up:fewer:2" });
    const end = await getFinishedPlusGeneration(app, customer, body.generationId);
    expect(end).toMatchObject({ status: "succeeded", costCredits: 8 });
    expect(end.outputs).toHaveLength(2);
  });

  test.each([
    ["moderation", "blocked", /content policy/],
    ["500", "failed", /failed/],
    ["quota", "failed", /provider is unavailable/],
  ])(
    "that the provider ends with %s is %s, reports the reason and costs nothing",
    async (word, status, error) => {
      const customer = await plus();
      const { body } = await createPlusGeneration(customer, { prompt: `#up:${word}` });
      const end = await getFinishedPlusGeneration(app, customer, body.generationId);
      expect(end).toMatchObject({ status, outputs: [], costCredits: 0 });
      expect(end.error).toMatch(error);
      expect(end.completedAt).not.toBeNull();
    },
  );
});

/** Rejected requests and the path of the reported issue. */
const REJECTED: [name: string, body: unknown, at: (string | number)[]][] = [
  ["no prompt", {}, ["prompt"]],
  ["a blank prompt", { prompt: " \n" }, ["prompt"]],
  ["a prompt of 4001 characters", { prompt: "x".repeat(4001) }, ["prompt"]],
  ["a prompt with U+0000", { prompt: "a\u0000b" }, ["prompt"]],
  ["an unknown type", { prompt: "x", type: "upscale" }, ["type"]],
  ["an unknown size", { prompt: "x", size: "512x512" }, ["size"]],
  ["an unknown quality", { prompt: "x", quality: "auto" }, ["quality"]],
  ["five variants", { prompt: "x", n: 5 }, ["n"]],
  ["a text for a number", { prompt: "x", n: "1" }, ["n"]],
  ["an unknown field", { prompt: "x", seed: 1 }, ["seed"]],
  ["an edit without keys", { prompt: "x", type: "edit" }, ["inputImageKeys"]],
  ["keys without an edit", { prompt: "x", inputImageKeys: ["uploads/a.png"] }, ["inputImageKeys"]],
  [
    "five keys",
    { prompt: "x", type: "edit", inputImageKeys: Array.from({ length: 5 }, String) },
    ["inputImageKeys"],
  ],
];

describe("plus rejects with 400, the path of the issue and no stored row", () => {
  test.each(REJECTED)("%s", async (_name, body, at) => {
    const customer = await plus();
    const reply = await postPlus(customer, "/api/v1/generate", { body });
    expect(reply.status).toBe(400);
    const { error } = await reply.json();
    expect(error).toMatchObject({ code: "invalid_request", issues: [{ path: at }] });
    expect(error.issues[0].message).toBeString();
    for (const limit of LIMITS) expect(reply.headers.get(limit)).toMatch(/^\d+$/);
    expect(await countRows(customer)).toEqual({ generations: 0, entries: 1 });
  });
});

const json = { "content-type": "application/json" };
const get = (path: string) => (customer: Customer) => customer.call(path);
const send = (init: RequestInit) => (customer: Customer) =>
  customer.call("/api/v1/generate", { method: "POST", headers: json, ...init });
const good = JSON.stringify({ prompt: "a hill" });

/** Every other documented error of a known key. */
const ERRORS: [name: string, answer: string, (customer: Customer) => Promise<Response>][] = [
  ["no JSON", "400 invalid_request", send({ body: "{" })],
  ["another media type", "415 unsupported_media_type", send({ body: good, headers: {} })],
  ["more than 1 MB", "413 payload_too_large", send({ body: `"${"x".repeat(2 ** 20)}"` })],
  ["an unknown id", "404 not_found", get(`/api/v1/generations/${crypto.randomUUID()}`)],
  ["an invalid id", "404 not_found", get("/api/v1/generations/1%20or%201=1")],
  ["an unknown path", "404 not_found", get("/api/v1/nothing")],
  ["an unknown method", "405 method_not_allowed", get("/api/v1/generate")],
  ["an Idempotency-Key of another request", "422 idempotency_key_reused", reuseKey],
  ["more than the credits", "402 insufficient_credits", send({ body: '{"prompt":"x","n":4}' })],
];

describe("plus returns the error and the rate limit headers:", () => {
  test.each(ERRORS)("%s is %s", async (_name, answer, request) => {
    const reply = await request(await plus(12));
    expect(`${reply.status} ${(await reply.json()).error.code}`).toBe(answer);
    for (const limit of LIMITS) expect(reply.headers.get(limit)).toMatch(/^\d+$/);
  });

  test("an expired key is 401 unauthorized", async () => {
    const customer = await plus();
    await app.ctx.db.query("update keys set expires_at = clock() where id = $1", [customer.keyId]);
    const reply = await customer.call("/api/v1/generations/x");
    expect([reply.status, (await reply.json()).error.code]).toEqual([401, "unauthorized"]);
    for (const limit of LIMITS) expect(reply.headers.get(limit)).toMatch(/^\d+$/);
  });
});

describe("an unknown key of plus", () => {
  test.each([
    ["with a good checksum", () => generateKey("gimg_")],
    ["with a wrong checksum", () => `gimg_${"0".repeat(32)}`],
    ["without any", () => "gimg_"],
  ])("%s gets 401 unauthorized in the format of plus", async (_name, key) => {
    const headers = { authorization: `Bearer ${key()}` };
    const reply = await app.fetch("/api/v1/generations/x", { headers });
    expect([reply.status, (await reply.json()).error.code]).toEqual([401, "unauthorized"]);
  });
});

test("a plus generation of another account is as unknown as one that does not exist", async () => {
  const { body } = await createPlusGeneration(await plus());
  const stranger = await plus();
  for (const path of ["", "/cancel"]) {
    const method = path === "" ? "GET" : "POST";
    const ids = [body.generationId, crypto.randomUUID()];
    const replies = await Promise.all(
      ids.map((id) => stranger.call(`/api/v1/generations/${id}${path}`, { method })),
    );
    expect(replies.map(({ status }) => status)).toEqual([404, 404]);
    const [found, absent] = await Promise.all(replies.map((reply) => reply.text()));
    expect(found).toBe(absent);
  }
});

test("a plus key gets the hub's format from hub paths, under its own limits", async () => {
  const customer = await plus(7);
  const credits = await customer.call("/api/v1/credits");
  expect(await credits.json()).toMatchObject({ object: "credit_balance", credits: 7 });
  expect(credits.headers.get("x-ratelimit-limit")).toBe("600");
  expect(await (await customer.call("/api/v1/models")).json()).toMatchObject({ object: "list" });
});

async function reuseKey(customer: Customer): Promise<Response> {
  const headers = { ...json, "idempotency-key": "mine" };
  await send({ body: good, headers })(customer);
  return send({ body: '{"prompt":"another"}', headers })(customer);
}

async function fill(request: object, customer: Customer) {
  let text = JSON.stringify(request);
  if (text.includes("{key}")) {
    const image = { width: 64, height: 64, format: "png", index: 0 } as const;
    const bytes = Buffer.from(await renderBase64(image), "base64");
    text = text.replace("{key}", (await uploadFile(customer, bytes)).key);
  }
  if (text.includes("{id}")) {
    const { body } = await createPlusGeneration(customer);
    await getFinishedPlusGeneration(app, customer, body.generationId);
    text = text.replace("{id}", body.generationId);
  }
  return JSON.parse(text) as { method: string; path: string; body?: unknown };
}

/** Expects exactly the documented fields and values; "..." matches any text. */
function expectLike(response: unknown, documented: unknown): void {
  if (documented === "...") return expect(response).toMatch(/./);
  if (typeof documented !== "object" || documented === null) {
    return expect(response).toEqual(documented);
  }
  expect(Object.keys(Object(response)).toSorted()).toEqual(Object.keys(documented).toSorted());
  for (const [name, value] of Object.entries(documented)) expectLike(Object(response)[name], value);
}

async function expectImage(url: string, type: string, magic: RegExp): Promise<void> {
  const reply = await fetch(url);
  expect(reply.headers.get("content-type")).toBe(type);
  expect(reply.headers.get("cache-control")).toContain("immutable");
  expect(Buffer.from(await reply.arrayBuffer()).toString("latin1")).toMatch(magic);
}

async function countRows({ accountId }: Customer): Promise<unknown> {
  const { rows } = await app.ctx.db.query(
    `select
      (select count(*)::integer from generations where account_id = $1) as generations,
      (select count(*)::integer from credit_entries where account_id = $1) as entries`,
    [accountId],
  );
  return rows[0];
}
