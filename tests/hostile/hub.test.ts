import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type App, type Customer, startApp } from "../support/app.ts";
import { dumpDatabase } from "../support/dump-database.ts";
import { FILES, JSON_BODIES, createPng } from "../support/hostile-bodies.ts";
import { findViolations } from "../support/invariants.ts";
import { sendRaw } from "../support/raw-request.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";
import { startMeasuredServer } from "../support/measured-server.ts";

const CREATE = "/api/v1/images/generations";
const UPSTREAM_KEY = "sk-the-operators-own-key-of-the-upstream";
const APP_SECRET = "the-secret-that-everything-else-is-derived-from";
/** Internal terms, and texts of the hostile bodies, that no response may contain. */
const INTERNAL =
  /postgres|relation|\bsql|zod|elysia|openai|stack|\.ts\b|\/tmp|darkroom-test|a marked prompt|passwd/i;
/**
 * Tables that change even if a request is rejected: the last use of keys, the rows of workers and cron,
 * and the chain to which a job adds earlier audit entries.
 */
const CHANGING =
  /^public\.(?:keys|workers|orphan_scans|audit_chain|audit_unchained)$|^graphile_worker\./;
const MEGABYTE = 1024 * 1024;
let app: App;
let customer: Customer;
let upstream: Upstream;
let before: Map<string, string[]>;

beforeAll(async () => {
  upstream = await startUpstream();
  const openai = { OPENAI_API_KEY: UPSTREAM_KEY, OPENAI_BASE_URL: upstream.url };
  app = await startApp({ env: { PROVIDER: "openai", ...openai, APP_SECRET } });
  customer = await app.customer();
  before = await dumpStableTables();
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
});

describe("the hub rejects JSON with", () => {
  test.each(JSON_BODIES)(
    "%s",
    async (_, body, status) => await expectRejection(await sendJson(body), status),
  );
});

describe("the hub rejects an input image that is", () => {
  test.each(FILES)("%s", async (_, body, status) => {
    const bytes = typeof body === "string" ? Buffer.from(body, "latin1") : body;
    const file = new File([bytes], "reference.png", { type: "image/png" });
    await expectRejection(await sendForm(["reference_image", file]), status);
  });
});

describe("the hub rejects a form with", () => {
  const file = () => new File([createPng(64, 64)], "a.png", { type: "image/png" });
  const forms: [string, [string, string | Blob][], number][] = [
    ["a 17th file", Array.from({ length: 17 }, () => ["reference_image", file()]), 400],
    ["a file as prompt", [["prompt", file()]], 400],
    ["a text instead of a file", [["reference_image", "@./reference.png"]], 400],
    ["two models", [["model", "gpt-image-2"]], 400],
    ["an unknown field", [["__proto__[n]", "4"]], 400],
    ["two thousand fields", Array.from({ length: 2000 }, (_, n) => [`f${n}`, "x"]), 400],
    ["a megabyte of text", [["user", "u".repeat(1_100_000)]], 413],
    [
      "a file of 50 MB and a byte",
      [["reference_image", new Blob([zeros(50 * MEGABYTE + 1)])]],
      413,
    ],
  ];
  test.each(forms)(
    "%s",
    async (_, parts, status) => await expectRejection(await sendForm(...parts), status),
  );

  const good = 'Content-Disposition: form-data; name="model"\r\n\r\ngpt-image-2';
  const framed: [string, string, string][] = [
    ["no boundary", "multipart/form-data", `--b\r\n${good}\r\n--b--\r\n`],
    ["an empty boundary", "multipart/form-data; boundary=", `--\r\n${good}\r\n----\r\n`],
    ["a boundary of a kilobyte", `multipart/form-data; boundary=${"b".repeat(1024)}`, "x"],
    ["no end", "multipart/form-data; boundary=b", `--b\r\n${good}`],
    [
      "part headers of 100 KB",
      "multipart/form-data; boundary=b",
      `--b\r\nX: ${"x".repeat(100_000)}`,
    ],
    [
      "a name of a megabyte",
      "multipart/form-data; boundary=b",
      `--b\r\n${named(1_000_000)}\r\n--b--`,
    ],
  ];
  test.each(framed)("%s", async (_, type, body) => {
    const headers = { "content-type": type };
    await expectRejection(await customer.call(CREATE, { method: "POST", headers, body }), 400);
  });

  test("half of its body, without waiting for the rest", async () => {
    const body = `--b\r\n${good}\r\n`;
    const head = createHead([
      "Content-Type: multipart/form-data; boundary=b",
      "Content-Length: 9000",
    ]);
    await sendRaw(getPort(app), head + body, { hangUp: true });
  });
});

describe("the hub rejects a body of another content type:", () => {
  const types = ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""];
  test.each(types)("%p", async (type) => {
    const body = new TextEncoder().encode('{"model":"gpt-image-2","prompt":"a marked prompt"}');
    const headers = type ? { "content-type": type } : {};
    await expectRejection(await customer.call(CREATE, { method: "POST", headers, body }), 415);
  });
});

describe("the hub does not accept a key", () => {
  const variants: [string, (key: string) => [path: string, init: RequestInit]][] = [
    [
      "in the query",
      (key) => [`/api/v1/credits?access_token=${key}&api_key=${key}&key=${key}`, {}],
    ],
    ["in a cookie", (key) => ["/api/v1/credits", { headers: { cookie: `access_token=${key}` } }]],
    ["in another header", (key) => ["/api/v1/credits", { headers: { "x-api-key": key } }]],
    [
      "in the body",
      (key) => [CREATE, { method: "POST", body: JSON.stringify({ access_token: key }) }],
    ],
    ["as a Basic password", (key) => ["/api/v1/credits", bearer(`Basic ${btoa(`${key}:`)}`)]],
    ["after two spaces", (key) => ["/api/v1/credits", bearer(`Bearer  ${key}`)]],
    ["after a tab", (key) => ["/api/v1/credits", bearer(`Bearer\t${key}`)]],
    ["with text after it", (key) => ["/api/v1/credits", bearer(`Bearer ${key} x`)]],
    ["in another case", (key) => ["/api/v1/credits", bearer(`Bearer ${key.toUpperCase()}`)]],
  ];
  test.each(variants)("%s", async (_, variant) => {
    const [path, init] = variant(customer.key);
    await expectRejection(await app.fetch(path, init), 401);
  });
});

describe("ambiguous or oversized HTTP is rejected before it is read:", () => {
  const requests: [string, string[], number[]][] = [
    ["a length and chunks", ["Content-Length: 5", "Transfer-Encoding: chunked"], [400]],
    ["two lengths", ["Content-Length: 5", "Content-Length: 6"], [400]],
    ["a negative length", ["Content-Length: -5"], [400]],
    ["a header of 20 KB", [`X-Long: ${"x".repeat(20_000)}`], [431]],
    [
      "three hundred headers",
      Array.from({ length: 300 }, (_, n) => `X-${n}: ${"x".repeat(60)}`),
      [431],
    ],
    ["a NUL in a header", ["X-Nul: a\0b"], [400]],
  ];
  test.each(requests)("%s", async (_, lines, statuses) => {
    const reply = await sendRaw(getPort(app), `${createHead(lines)}hello`);
    expect(statuses).toContain(reply.status);
    expect(reply.body).toBe("");
  });
});

describe("HTTP methods", () => {
  test("cannot be overridden by a header", async () => {
    const headers = { "x-http-method-override": "POST", "x-method": "POST" };
    await expectRejection(await customer.call(CREATE, { headers }), 405);
  });

  test.each(["TRACE", "PROPFIND", "QUERY"])("such as %s are rejected", async (method) => {
    const raw = createHead([]).replace("POST", method);
    const reply = await sendRaw(getPort(app), raw);
    expect([400, 405, 501]).toContain(reply.status);
    expect(reply.body).not.toContain(customer.key);
  });

  test("HEAD returns the headers of GET without a body", async () => {
    const [head, get] = [
      await customer.call("/api/v1/credits", { method: "HEAD" }),
      await customer.call("/api/v1/credits"),
    ];
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(head.headers.get("content-type")).toBe(get.headers.get("content-type"));
  });
});

describe("an invalid id gets 404", () => {
  const ids = ["' or 1=1--", "%00", "..%2F..%2Fetc%2Fpasswd", "%E2%80%AE", "0".repeat(4000), "%ff"];
  test.each(ids)("%s", async (id) => {
    const reply = await customer.call(`/api/v1/generations/${id}`);
    await expectRejection(reply, 404);
  });
});

test("the rejected requests left no row, no file and no provider call", async () => {
  expect((await fetch(new URL("/healthz", app.url))).status).toBe(200);
  expect(Object.fromEntries(await dumpStableTables())).toEqual(Object.fromEntries(before));
  expect(upstream.calls).toEqual([]);
  expect(await listFiles(join(app.dataDir, "tmp"))).toEqual([]);
  expect(await listFiles(join(app.dataDir, "files"))).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test("repeating the rejected requests does not increase memory", async () => {
  const server = await startMeasuredServer(app, { APP_SECRET });
  const send = (body: BodyInit, headers: Record<string, string>) =>
    fetch(new URL(CREATE, server.url), {
      method: "POST",
      headers: { authorization: `Bearer ${customer.key}`, ...headers },
      body,
    }).then((reply) => reply.text());
  const large = new Blob([zeros(50 * MEGABYTE + 1)]);
  const sendAll = async () => {
    for (const [, body] of JSON_BODIES) await send(body, { "content-type": "application/json" });
    for (const body of [...FILES.map(([, bytes]) => bytes), large])
      await send(createForm(["reference_image", new Blob([body])]), {});
    return server.restingBytes();
  };
  await sendAll();
  let growth = Infinity;
  // A leak grows in every round; memory that is not yet collected does not.
  for (let round = 0; round < 3 && growth >= 50 * MEGABYTE; round++) {
    const before = await server.restingBytes();
    growth = (await sendAll()) - before;
  }
  await server.stop();
  expect(growth).toBeLessThan(50 * MEGABYTE);
});

function sendJson(body: string | Uint8Array<ArrayBuffer>): Promise<Response> {
  return customer.call(CREATE, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
}

function sendForm(...parts: [string, string | Blob][]): Promise<Response> {
  return customer.call(CREATE, { method: "POST", body: createForm(...parts) });
}

function createForm(...parts: [string, string | Blob][]): FormData {
  const form = new FormData();
  form.append("model", "gpt-image-2");
  if (!parts.some(([name]) => name === "prompt")) form.append("prompt", "a marked prompt");
  for (const [name, value] of parts) {
    if (typeof value === "string") form.append(name, value);
    else form.append(name, value, "reference.png");
  }
  return form;
}

async function expectRejection(reply: Response, status: number): Promise<void> {
  const text = await reply.text();
  expect({ status: reply.status, text }).toMatchObject({ status });
  expect(JSON.parse(text).error.code).toBeString();
  expect(text).not.toMatch(INTERNAL);
  expect(text.length).toBeLessThan(5000);
}

async function dumpStableTables(): Promise<Map<string, string[]>> {
  return new Map([...(await dumpDatabase(app))].filter(([name]) => !CHANGING.test(name)));
}

async function listFiles(folder: string): Promise<string[]> {
  return readdir(folder, { recursive: true }).catch(() => []);
}

function createHead(lines: string[]): string {
  const authorization = `Authorization: Bearer ${customer.key}`;
  return [`POST ${CREATE} HTTP/1.1`, "Host: darkroom", authorization, ...lines, "", ""].join(
    "\r\n",
  );
}

function bearer(authorization: string): RequestInit {
  return { headers: { authorization } };
}

function getPort({ url }: App): number {
  return Number(new URL(url).port);
}

function named(length: number): string {
  return `Content-Disposition: form-data; name="${"n".repeat(length)}"\r\n\r\nx`;
}

function zeros(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(length);
}
