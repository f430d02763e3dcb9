import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import document from "../../generated/hub/openapi.json";
import { type App, type Customer, startApp } from "../support/app.ts";
import { dumpDatabase } from "../support/dump-database.ts";
import { createPng } from "../support/hostile-bodies.ts";
import { findViolations } from "../support/invariants.ts";
import { sendRaw } from "../support/raw-request.ts";
import { createScenario } from "../support/scenario.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";
import { renderBase64 } from "../support/upstream/images.ts";

const UPSTREAM_KEY = "sk-theOperatorsOwnKeyOfTheUpstream0123456789";
const APP_SECRET = "the-secret-that-everything-else-is-derived-from";
let app: App;
let upstream: Upstream;

beforeAll(async () => {
  upstream = await startUpstream();
  const openai = { OPENAI_API_KEY: UPSTREAM_KEY, OPENAI_BASE_URL: upstream.url };
  app = await startApp({ env: { PROVIDER: "openai", ...openai, APP_SECRET } });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
});

describe("an id of another account is as unknown as one that does not exist, at", () => {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => [method.toUpperCase(), path] as const),
  );
  test.each(operations.filter(([, path]) => path.includes("{")))("%s %s", async (method, path) => {
    const [owner, stranger] = [await app.customer(), await app.customer()];
    const { id } = await (await createScenario(app, owner).create()).json();
    const request = async (customer: Customer, requestedId: string) => {
      const reply = await customer.call(path.replace(/\{\w+\}/, requestedId), { method });
      const headers = [...reply.headers.keys()].toSorted();
      return { status: reply.status, body: await reply.text(), headers };
    };
    expect((await request(owner, id)).status).toBe(200);
    const unknown = await request(stranger, crypto.randomUUID());
    expect(unknown.status).toBe(404);
    expect(await request(stranger, id)).toEqual(unknown);
    expect(await request(stranger, "no-id-at-all")).toEqual(unknown);
  });

  test("an Idempotency-Key reveals nothing about the requests of another account", async () => {
    const [owner, stranger] = [await app.customer(), await app.customer({ credits: 7 })];
    const headers = { "idempotency-key": "the same" };
    expect((await createScenario(app, owner).create({ prompt: "a" }, headers)).status).toBe(200);
    expect((await createScenario(app, stranger).create({ prompt: "a" }, headers)).status).toBe(402);
    expect((await createScenario(app, stranger).create({ prompt: "b" }, headers)).status).toBe(402);
  });
});

test("no key and no secret appears in a log line, a table or a response", async () => {
  const customer = await app.customer();
  const { create, createForm } = createScenario(app, customer);
  const responses: string[] = [];
  const { key } = customer;
  const replies = [
    await create({ prompt: "a cup #up:401" }),
    await create({ prompt: "a cup #up:500" }, { "idempotency-key": "one" }),
    await create({ prompt: "a cup", user: "user-1" }),
    await createForm(new Blob([createPng(64, 64)])),
    await customer.call(`/api/v1/credits?api_key=${key}`),
    await app.fetch(`/api/v1/credits?access_token=${key}`),
    await app.fetch("/api/v1/credits", { headers: { cookie: `key=${key}`, "x-api-key": key } }),
    await app.fetch("/api/v1/credits", { headers: { authorization: `Bearer ${key}x` } }),
    await customer.call(`/api/v1/generations/${key}`),
  ];
  for (const reply of replies)
    responses.push(await reply.text(), JSON.stringify([...reply.headers]));
  const stored = [...(await dumpDatabase(app))].flatMap(([name, rows]) =>
    rows.map((row) => name + row),
  );
  expect(stored.length).toBeGreaterThan(20);
  expect(app.lines.length).toBeGreaterThan(5);
  const secrets = [key, key.slice("gih_live_".length), UPSTREAM_KEY, APP_SECRET];
  for (const text of [...responses, ...app.lines, ...stored]) {
    for (const secret of secrets) expect(text).not.toContain(secret);
  }
});

test("the Host header of a request does not affect the URLs of a response", async () => {
  const { key } = await app.customer();
  const body = JSON.stringify({ model: "gpt-image-2", prompt: "a cup", async: true });
  const head = [
    "POST /api/v1/images/generations HTTP/1.1",
    "Host: evil.example",
    "X-Forwarded-Host: evil.example",
    "Forwarded: host=evil.example",
    `Authorization: Bearer ${key}`,
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
  ];
  const port = Number(new URL(app.url).port);
  const reply = await sendRaw(port, `${head.join("\r\n")}\r\n\r\n${body}`);
  expect(reply.status).toBe(202);
  expect(reply.head + reply.body).not.toContain("evil");
  expect(JSON.parse(reply.body).poll_url).toStartWith(`${app.url}/api/`);
});

describe("a prompt is stored literally if it contains", () => {
  const prompts: [string, string][] = [
    ["SQL", "'; drop table generations;--"],
    ["template syntax", "${7*7} {{7*7}} %s%n #{7*7}"],
    ["markup", "<img src=x onerror=alert(1)></script>"],
    ["a formula", "=cmd|'/c calc'!A0"],
    ["bidirectional control characters", "\u202egnp.exe \u200b\ufeff"],
    ["32,000 emoji", "🎨".repeat(32_000)],
    ["line breaks and terminal escapes", "a\r\n\u001b[31mb"],
  ];
  test.each(prompts)("%s", async (_, prompt) => {
    const { create } = createScenario(app, await app.customer());
    expect((await create({ prompt, async: true })).status).toBe(202);
    const { rows } = await app.ctx.db.query("select 1 from generations where prompt = $1", [
      prompt,
    ]);
    expect(rows).toHaveLength(1);
  });

  test("every log line is one JSON event without control characters", () => {
    for (const line of app.lines) {
      expect(line).not.toMatch(/[\n\r\u001b]/);
      expect(JSON.parse(line).event).toBeString();
    }
  });
});

describe("the hub accepts", () => {
  test("a byte order mark, the last of a repeated key and any case of the scheme", async () => {
    const { call, key } = await app.customer();
    const body = '\ufeff{"model":"gpt-image-2","prompt":"a","n":1,"n":2,"async":true}';
    for (const scheme of ["bearer", "BEARER", "Bearer"]) {
      const headers = { authorization: `${scheme} ${key}`, "content-type": "application/json" };
      const reply = await call("/api/v1/images/generations", { method: "POST", headers, body });
      expect(reply.status).toBe(202);
      expect((await reply.json()).usage.credits_requested).toBe(16);
    }
  });

  test("16 input images, one of exactly 50 MB with data after its image", async () => {
    const { createForm, mark } = createScenario(app, await app.customer());
    const options = { width: 64, height: 64, format: "png", index: 1 } as const;
    const bytes = Buffer.from(await renderBase64(options), "base64");
    const tail = new Uint8Array(50 * 1024 * 1024 - bytes.length);
    const small = new Blob([new Uint8Array(bytes)]);
    const images = [new Blob([small, tail]), ...Array.from({ length: 15 }, () => small)];
    expect((await createForm(...images)).status).toBe(200);
    const call = upstream.calls.find(({ fields }) => `${fields.prompt}`.includes(mark));
    // The provider gets the images without the data after them.
    expect(call?.files.map(({ sizeBytes }) => sizeBytes)).toEqual(images.map(() => small.size));
  });

  test("any file name, which never affects the storage key", async () => {
    const { call } = await app.customer();
    const options = { width: 64, height: 64, format: "png", index: 1 } as const;
    const bytes = new Uint8Array(Buffer.from(await renderBase64(options), "base64"));
    const names = ["../../etc/passwd", "..\\..\\x", "CON", "x".repeat(5000), "\u202ea"];
    for (const name of names) {
      const form = new FormData();
      form.append("model", "gpt-image-2");
      form.append("prompt", "a cup");
      form.append("async", "true");
      form.append("reference_image", new Blob([bytes]), name);
      const reply = await call("/api/v1/images/generations", { method: "POST", body: form });
      expect(reply.status).toBe(202);
      const { id } = await reply.json();
      const { rows } = await app.ctx.db.query("select inputs from generations where id = $1", [id]);
      expect(JSON.stringify(rows)).toContain(`"inputs/${id}/0.png"`);
      expect(JSON.stringify(rows)).not.toContain("passwd");
    }
  });
});
