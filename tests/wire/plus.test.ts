import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import * as keys from "../../src/core/accounts/keys.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { findViolations } from "../support/invariants.ts";
import {
  getFinishedPlusGeneration,
  createPlusGeneration,
  postPlus,
  uploadFile,
} from "../support/plus-client.ts";
import { renderBase64 } from "../support/upstream/images.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

const fixtures = join(import.meta.dir, "fixtures/plus");
const LIMITS = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"];

// A file that runs alone starts a database server of its own first.
setDefaultTimeout(30_000);

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
      const told =
        method === "GET" ? await customer.call(path) : await postPlus(customer, path, { body });
      expect(told.status).toBe(status);
      expectLike(await told.json(), reply);
      for (const limit of LIMITS) expect(told.headers.get(limit)).toMatch(/^\d+$/);
    });
  }
});

describe("each size and quality is drawn and priced as documented:", () => {
  test.each([
    { size: "1024x1024", quality: "low", price: 1, drawn: "1024x1024" },
    { size: "1024x1536", quality: "medium", price: 4, drawn: "1024x1536" },
    { size: "1536x1024", quality: "medium", price: 4, drawn: "1536x1024" },
    { size: "1024x1024", quality: "high", price: 8, drawn: "2048x2048" },
    { size: "1024x1536", quality: "high", price: 8, drawn: "1664x2496" },
    { size: "1536x1024", quality: "high", price: 8, drawn: "2496x1664" },
  ])("$size in $quality costs $price and is $drawn", async (row) => {
    const { size, quality, price, drawn } = row;
    const customer = await plus();
    const { body } = await createPlusGeneration(customer, {
      size,
      quality,
      prompt: `${size} ${quality}`,
    });
    const end = await getFinishedPlusGeneration(app, customer, body.generationId);
    const [width, height] = drawn.split("x").map(Number);
    expect(end).toMatchObject({ costCredits: price, outputs: [{ width, height }] });
    const call = upstream.calls.find(({ fields }) => fields.prompt === `${size} ${quality}`);
    expect(call?.fields).toMatchObject({ size: drawn, quality });
  });
});

describe("a generation", () => {
  test("delivers each picture as PNG and as WebP, to be cached for ever", async () => {
    const customer = await plus();
    const { body } = await createPlusGeneration(customer, { n: 3, quality: "low" });
    const end = await getFinishedPlusGeneration(app, customer, body.generationId);
    expect(end).toMatchObject({ status: "succeeded", costCredits: 3 });
    expect(end.outputs).toHaveLength(3);
    for (const { png = "", webp = "" } of end.outputs) {
      await expectPicture(png, "image/png", /^\x89PNG/);
      await expectPicture(webp, "image/webp", /^RIFF....WEBP/s);
    }
  });

  test("costs what is delivered where that is less than ordered", async () => {
    const customer = await plus();
    const { body } = await createPlusGeneration(customer, { n: 3, prompt: "#up:fewer:2" });
    const end = await getFinishedPlusGeneration(app, customer, body.generationId);
    expect(end).toMatchObject({ status: "succeeded", costCredits: 8 });
    expect(end.outputs).toHaveLength(2);
  });

  test.each([
    ["moderation", "blocked", /content policy/],
    ["500", "failed", /failed/],
    ["quota", "failed", /cannot be reached/],
  ])("that ends by %s is %s, says why, and costs nothing", async (word, status, error) => {
    const customer = await plus();
    const { body } = await createPlusGeneration(customer, { prompt: `#up:${word}` });
    const end = await getFinishedPlusGeneration(app, customer, body.generationId);
    expect(end).toMatchObject({ status, outputs: [], costCredits: 0 });
    expect(end.error).toMatch(error);
    expect(end.completedAt).not.toBeNull();
  });
});

/** Requests that are refused, and how. */
const REFUSED: [name: string, body: unknown, at: (string | number)[]][] = [
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

describe("is refused with 400, a hint at the place, and no trace:", () => {
  test.each(REFUSED)("%s", async (_name, body, at) => {
    const customer = await plus();
    const reply = await postPlus(customer, "/api/v1/generate", { body });
    expect(reply.status).toBe(400);
    const { error } = await reply.json();
    expect(error).toMatchObject({ code: "invalid_request", issues: [{ path: at }] });
    expect(error.issues[0].message).toBeString();
    for (const limit of LIMITS) expect(reply.headers.get(limit)).toMatch(/^\d+$/);
    expect(await traces(customer)).toEqual({ generations: 0, entries: 1 });
  });
});

const json = { "content-type": "application/json" };
const get = (path: string) => (customer: Customer) => customer.call(path);
const send = (init: RequestInit) => (customer: Customer) =>
  customer.call("/api/v1/generate", { method: "POST", headers: json, ...init });
const good = JSON.stringify({ prompt: "a hill" });

/** Every other documented refusal of a known key. */
const FAULTS: [name: string, answer: string, (customer: Customer) => Promise<Response>][] = [
  ["no JSON", "400 invalid_request", send({ body: "{" })],
  ["another media type", "415 unsupported_media_type", send({ body: good, headers: {} })],
  ["over 1 MB", "413 payload_too_large", send({ body: `"${"x".repeat(2 ** 20)}"` })],
  ["an unknown id", "404 not_found", get(`/api/v1/generations/${crypto.randomUUID()}`)],
  ["an id that is none", "404 not_found", get("/api/v1/generations/1%20or%201=1")],
  ["an unknown path", "404 not_found", get("/api/v1/nothing")],
  ["an unknown method", "405 method_not_allowed", get("/api/v1/generate")],
  ["a key of another request", "422 idempotency_key_reused", reuseKey],
  ["more than the credits", "402 insufficient_credits", send({ body: '{"prompt":"x","n":4}' })],
];

describe("tells its fault and the key's allowance:", () => {
  test.each(FAULTS)("%s is %s", async (_name, answer, request) => {
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

describe("a key that is not known", () => {
  test.each([
    ["with a good checksum", () => keys.generateKey("gimg_")],
    ["with a wrong checksum", () => `gimg_${"0".repeat(32)}`],
    ["without any", () => "gimg_"],
  ])("%s is 401 unauthorized in the words of plus", async (_name, key) => {
    const headers = { authorization: `Bearer ${key()}` };
    const reply = await app.fetch("/api/v1/generations/x", { headers });
    expect([reply.status, (await reply.json()).error.code]).toEqual([401, "unauthorized"]);
  });
});

test("a stranger's generation is as absent as one that never was", async () => {
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

test("what only the hub offers, a plus key gets in the hub's words, under its own limits", async () => {
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
    const drawing = { width: 64, height: 64, format: "png", index: 0 } as const;
    const picture = Buffer.from(await renderBase64(drawing), "base64");
    text = text.replace("{key}", (await uploadFile(customer, picture)).key);
  }
  if (text.includes("{id}")) {
    const { body } = await createPlusGeneration(customer);
    await getFinishedPlusGeneration(app, customer, body.generationId);
    text = text.replace("{id}", body.generationId);
  }
  return JSON.parse(text) as { method: string; path: string; body?: unknown };
}

/** The very fields of the document, each with its value, or with any text where it says "...". */
function expectLike(told: unknown, documented: unknown): void {
  if (documented === "...") return expect(told).toMatch(/./);
  if (typeof documented !== "object" || documented === null) {
    return expect(told).toEqual(documented);
  }
  expect(Object.keys(Object(told)).toSorted()).toEqual(Object.keys(documented).toSorted());
  for (const [name, value] of Object.entries(documented)) expectLike(Object(told)[name], value);
}

async function expectPicture(url: string, type: string, magic: RegExp): Promise<void> {
  const reply = await fetch(url);
  expect(reply.headers.get("content-type")).toBe(type);
  expect(reply.headers.get("cache-control")).toContain("immutable");
  expect(Buffer.from(await reply.arrayBuffer()).toString("latin1")).toMatch(magic);
}

async function traces({ accountId }: Customer): Promise<unknown> {
  const { rows } = await app.ctx.db.query(
    `select
      (select count(*)::integer from generations where account_id = $1) as generations,
      (select count(*)::integer from credit_entries where account_id = $1) as entries`,
    [accountId],
  );
  return rows[0];
}
