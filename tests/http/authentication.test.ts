import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { sendRaw } from "../support/raw-request.ts";
import { startSampleApi } from "../support/sample-api.ts";
import { createSampleDocument } from "../support/sample-api-document.ts";

const sample = startSampleApi();
afterAll(sample.close);
beforeEach(() => void sample.calls.splice(0));

describe("a key is accepted only as a bearer token:", () => {
  const keys: [string, string, number, string | undefined][] = [
    ["as documented", "Authorization: Bearer good", 200, undefined],
    ["in lower case", "Authorization: bearer good", 200, undefined],
    ["in capitals", "AUTHORIZATION: BEARER good", 200, undefined],
    ["no header", "X-Nothing: 1", 401, "missing_key"],
    ["another scheme", "Authorization: Basic good", 401, "invalid_key"],
    ["the scheme alone", "Authorization: Bearer", 401, "invalid_key"],
    ["two spaces", "Authorization: Bearer  good", 401, "invalid_key"],
    ["a tab", "Authorization: Bearer\tgood", 401, "invalid_key"],
    ["no space", "Authorization: Bearergood", 401, "invalid_key"],
    ["any character for the space", "Authorization: BearerXgood", 401, "invalid_key"],
    ["two headers", "Authorization: Bearer good\r\nAuthorization: Bearer good", 401, "invalid_key"],
    ["a cookie", "Cookie: access_token=good", 401, "missing_key"],
  ];
  test.each(keys)("%s", async (...[, header, status, code]) => {
    const reply = await sendRaw(sample.port, request("GET", "/v1/images/1", header));
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.body).error?.code).toBe(code);
  });

  test("a key in the query or the body is ignored", async () => {
    const byQuery = await fetch(`${sample.url}/v1/images/1?access_token=good`);
    const byBody = await fetch(`${sample.url}/v1/images`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"prompt":"a","access_token":"good"}',
    });
    expect([byQuery.status, byBody.status]).toEqual([401, 401]);
  });
});

test("a caller without a valid key is rejected before the body is read", async () => {
  const length = "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 900000000";
  const reply = await sendRaw(sample.port, request("POST", "/v1/images", length));
  expect(reply.status).toBe(401);
  expect(sample.calls).toEqual(["authenticate POST"]);
  expect(existsSync(sample.dataDir)).toBe(false);
});

test("the idle timeout is off only after the whole request was accepted", async () => {
  await post('{"prompt":1}');
  expect(sample.calls).toEqual(["authenticate POST"]);
  await post('{"prompt":"a"}');
  expect(sample.calls).toEqual(["authenticate POST", "authenticate POST", "quiet"]);
});

test("a public operation requires no key", async () => {
  const reply = await get("/v1/models", { authorization: "Bearer wrong" });
  expect(reply.status).toBe(200);
  expect(sample.calls).toEqual(["quiet"]);
});

describe("the query is parsed as documented:", () => {
  const queries: [string, unknown][] = [
    ["", { limit: 20 }],
    ["?limit=3&all=true&unknown=1", { limit: 3, all: true }],
    ["?kind=a", { limit: 20, kind: ["a"] }],
    ["?kind=a&kind[]=b", { limit: 20, kind: ["a", "b"] }],
    ["?limit=1&limit=2", 400],
    ["?limit[]=1", 400],
    ["?limit=", 400],
    ["?limit=0", 400],
    ["?limit=1e3", 400],
    ["?limit=0x10", 400],
    ["?limit=99999999999999999999", 400],
    ["?all=yes", 400],
    ["?kind=%00", 400],
    ["?__proto__=1&constructor=2", { limit: 20 }],
  ];
  test.each(queries)("%p", async (query, expected) => {
    const reply = await get(`/v1/models${query}`);
    if (typeof expected === "number") expect(reply.status).toBe(expected);
    else expect((await reply.json()).seen).toEqual(expected);
  });
});

describe("a malformed id is not found:", () => {
  test.each(["%00", "%ff", "x".repeat(41)])("%p", async (id) => {
    expect((await get(`/v1/images/${id}`)).status).toBe(404);
  });
});

test("a declared header is validated and passed on under its declared name", async () => {
  const good = await post('{"prompt":"a"}', { "idempotency-key": "k1" });
  expect((await good.json()).seen.headers).toEqual({ "Idempotency-Key": "k1" });
  expect((await post('{"prompt":"a"}', { "idempotency-key": "k".repeat(256) })).status).toBe(400);
});

describe("a path has its documented methods only:", () => {
  test.each(["POST", "PUT", "PATCH", "OPTIONS", "TRACE"])(
    "%s gets 405 with the allowed methods",
    async (method) => {
      const raw = request(method, "/v1/images/1", "Content-Length: 0");
      const reply = await sendRaw(sample.port, raw);
      expect(reply.status).toBe(405);
      expect(reply.head).toMatch(/\r\nallow: GET, HEAD, DELETE\r\n/i);
      expect(JSON.parse(reply.body).error.code).toBe("method_not_allowed");
    },
  );

  test("HEAD returns the headers of GET without its body", async () => {
    const reply = await fetch(`${sample.url}/v1/models`, { method: "HEAD" });
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-length")).toBe("21");
    expect(await reply.text()).toBe("");
  });

  test("a method override is ignored", async () => {
    const reply = await get("/v1/images/1", { "x-http-method-override": "DELETE" });
    expect(reply.status).toBe(200);
  });
});

test.each(["/", "/v1", "/v1/images/", "/v1/images/1/2", "/v1/Models", "/v1/nothing"])(
  "%s gets the 404 of the dialect",
  async (path) => {
    const reply = await get(path);
    expect(reply.status).toBe(404);
    expect((await reply.json()).error.code).toBe("not_found");
  },
);

test("an internal error is logged with the request id, and the caller gets only that id", async () => {
  const reply = await get("/v1/fail");
  const text = await reply.text();
  const id = reply.headers.get("x-request-id");
  expect(reply.status).toBe(500);
  expect(text).not.toContain("secret detail");
  expect(JSON.parse(text).error).toMatchObject({ code: "internal", requestId: id });
  const line = sample.lines.map((each) => JSON.parse(each)).find((each) => each.requestId === id);
  expect(line).toMatchObject({
    level: "error",
    error: { message: "secret detail of the database" },
  });
});

test.each(["/v1/models", "/v1/images/1", "/v1/nothing", "/v1/fail", "/v1/models?limit=0"])(
  "the response of %s has a request id, is not cached and keeps its content type",
  async (path) => {
    const first = await get(path, { "x-request-id": "mine" });
    const second = await get(path);
    expect(first.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.headers.get("x-request-id")).not.toBe(second.headers.get("x-request-id"));
    expect(first.headers.get("cache-control")).toBe("no-store");
    expect(first.headers.get("x-content-type-options")).toBe("nosniff");
  },
);

test("a response is exact JSON", async () => {
  expect((await get("/v1/models")).headers.get("content-type")).toBe("application/json");
});

test("a response without a body is empty", async () => {
  const headers = { authorization: "Bearer good" };
  const reply = await fetch(`${sample.url}/v1/images/1`, { method: "DELETE", headers });
  expect([reply.status, await reply.text()]).toEqual([204, ""]);
  expect(reply.headers.get("content-type")).toBeNull();
});

test("a response can be a stream of events", async () => {
  const reply = await get("/v1/watch");
  expect(reply.headers.get("content-type")).toBe("text/event-stream");
  expect(reply.headers.get("x-accel-buffering")).toBe("no");
  expect(await reply.text()).toBe("data: 1\n\n");
});

test("a response can be a streamed table with its own content type", async () => {
  const reply = await get("/v1/images.csv");
  expect(reply.headers.get("content-type")).toBe("text/csv");
  expect(await reply.text()).toBe("id\n1\n");
});

test("every response has the rate limit headers of the caller, also an error", async () => {
  const limits = await Promise.all([get("/v1/images/1"), post('{"n":9}')]);
  expect(limits.map((reply) => reply.headers.get("x-ratelimit-limit"))).toEqual(["600", "600"]);
});

describe("an app does not start when its parts disagree:", () => {
  test("a handler is missing", () => {
    const paths = {
      ...createSampleDocument().paths,
      "/v1/new": { get: { operationId: "new", responses: {} } },
    };
    expect(() => startSampleApi({ document: { ...createSampleDocument(), paths } })).toThrow(
      "new has no handler",
    );
  });

  test("an operation is gone", () => {
    const { "/v1/watch": _, ...paths } = createSampleDocument().paths;
    expect(() => startSampleApi({ document: { ...createSampleDocument(), paths } })).toThrow(
      "watch has a handler",
    );
  });

  test("an operation is public on one side only", () => {
    expect(() => startSampleApi({ publicOperations: ["listModels", "fail"] })).toThrow(
      "watch is public in the document, but not in the code",
    );
  });
});

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(sample.url + path, { headers: { authorization: "Bearer good", ...headers } });
}

function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
  const fixed = { authorization: "Bearer good", "content-type": "application/json" };
  return fetch(`${sample.url}/v1/images`, {
    method: "POST",
    headers: { ...fixed, ...headers },
    body,
  });
}

function request(method: string, path: string, header: string): string {
  return `${method} ${path} HTTP/1.1\r\nHost: sample\r\n${header}\r\n\r\n`;
}
