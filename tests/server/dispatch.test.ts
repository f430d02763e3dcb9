import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect } from "node:net";
import { generateKey } from "../../src/core/accounts/key-format.ts";
import { type App, type Customer, startApp } from "../support/app.ts";

type Name = "hub" | "plus" | "art" | "openai";

let app: App;
let customers: Record<Name, Customer>;

beforeAll(async () => {
  app = await startApp({ worker: false });
  const open = async (dialect: Name) => app.customer({ dialect });
  customers = {
    hub: await open("hub"),
    plus: await open("plus"),
    art: await open("art"),
    openai: await open("openai"),
  };
});

afterAll(() => app.stop());

interface Shown {
  status: number;
  code: string;
  message: string;
  challenge: string | null;
  type: string | null;
}

async function send(method: string, path: string, key?: string): Promise<Shown> {
  const headers: Record<string, string> = key === undefined ? {} : { authorization: key };
  if (method === "POST") headers["content-type"] = "application/json";
  const reply = await app.fetch(path, {
    method,
    headers,
    ...(method === "POST" && { body: "{}" }),
  });
  const { error } = await reply.json();
  return {
    status: reply.status,
    code: error?.code,
    message: error?.message,
    challenge: reply.headers.get("www-authenticate"),
    type: reply.headers.get("content-type"),
  };
}

const OWN_PATHS: [method: string, path: string, code: string, realm: string][] = [
  ["POST", "/api/v1/generate", "unauthorized", "Image Plus API"],
  ["POST", "/api/v1/upload", "unauthorized", "Image Plus API"],
  ["GET", "/api/v1/images/tasks/one", "invalid_api_key", "Image Art API"],
  ["POST", "/api/v1/images/tasks/one/cancel", "invalid_api_key", "Image Art API"],
  ["GET", "/api/v1/credits", "missingApiKey", "Image Hub API"],
  ["POST", "/v1/images/generations", "invalid_api_key", "OpenAI-compatible API"],
];

describe("a path that one API has, without a valid key,", () => {
  test.each(OWN_PATHS)("is that API's 401: %s %s", async (...own) => {
    const [method, path, code, realm] = own;
    const challenge = `Bearer realm="${realm}"`;
    const missing = { status: 401, code, challenge, type: "application/json" };
    expect(await send(method, path)).toMatchObject(missing);
    expect(await send(method, path, "Basic YTpi")).toMatchObject({ status: 401 });
    for (const key of [
      "foo",
      "Bearer foo",
      `Bearer ${generateKey("gih_live_")}`,
      `Bearer ${generateKey("sk-")}`,
    ]) {
      expect(await send(method, path, key)).toMatchObject({
        status: 401,
        challenge: expect.stringContaining(challenge),
      });
    }
    expect((await send(method, path, `Bearer ${generateKey("gimg_")}`)).challenge).toBe(
      `${challenge}, error="invalid_token"`,
    );
  });
});

const FOREIGN: [method: string, path: string, api: Name, keys: Name[]][] = [
  ["POST", "/api/v1/generate", "plus", ["hub", "art", "openai"]],
  ["POST", "/api/v1/upload", "plus", ["hub", "art", "openai"]],
  ["GET", "/api/v1/images/tasks/one", "art", ["hub", "plus", "openai"]],
  ["POST", "/api/v1/images/tasks/one/cancel", "art", ["hub", "plus", "openai"]],
  ["POST", "/api/v1/images/generations", "hub", ["plus"]],
  ["POST", "/api/v1/images/generations", "art", ["openai"]],
];
const NAMES = {
  hub: "Image Hub API",
  plus: "Image Plus API",
  art: "Image Art API",
  openai: "OpenAI-compatible API",
};

describe("a valid key of another API", () => {
  test.each(FOREIGN)("is 403 with both names: %s %s", async (...foreign) => {
    const [method, path, api, keys] = foreign;
    for (const name of keys) {
      expect(await send(method, path, `Bearer ${customers[name].key}`)).toMatchObject({
        status: 403,
        code: api === "hub" ? "wrongApi" : "wrong_api",
        message: `This key is for the ${NAMES[name]}. Use a key of the ${NAMES[api]} here.`,
      });
    }
  });

  test("is 403 before the plan is checked", async () => {
    const free = await app.customer({ planId: "free", dialect: "hub" });
    const reply = await send("POST", "/api/v1/generate", `Bearer ${free.key}`);
    expect(reply).toMatchObject({ status: 403, code: "wrong_api" });
  });

  test("is 401 once it is revoked", async () => {
    const { key, keyId } = await app.customer({ dialect: "art" });
    await app.ctx.db.query("update keys set revoked_at = clock() where id = $1", [keyId]);
    expect((await send("POST", "/api/v1/generate", `Bearer ${key}`)).status).toBe(401);
  });
});

test("the credits and the models of the hub are open to every key", async () => {
  for (const { key } of Object.values(customers)) {
    const headers = { authorization: `Bearer ${key}` };
    const credits = await app.fetch("/api/v1/credits", { headers });
    expect(await credits.json()).toMatchObject({ object: "credit_balance", credits: 1000 });
    expect((await app.fetch("/api/v1/models", { headers })).status).toBe(200);
  }
  for (const authorization of ["Bearer foo", `Bearer ${generateKey("gimg_")}`, "Basic YTpi"]) {
    const reply = await app.fetch("/api/v1/models", { headers: { authorization } });
    expect(reply.status).toBe(200);
  }
});

test("the prefix of the key decides on a path of several APIs, and the hub without one", async () => {
  const path = `/api/v1/generations/${crypto.randomUUID()}`;
  expect((await send("GET", path)).code).toBe("missingApiKey");
  expect((await send("GET", path, `Bearer ${customers.plus.key}`)).code).toBe("not_found");
  expect((await send("GET", path, `Bearer ${customers.hub.key}`)).code).toBe("notFound");
  expect((await send("GET", path, `Bearer ${customers.openai.key}`)).code).toBe("notFound");
  expect((await send("POST", "/api/v1/images/generations")).code).toBe("missingApiKey");
});

test("a key chooses the API also without its scheme, but authenticates only as a bearer token", async () => {
  const url = new URL(`/api/v1/generations/${crypto.randomUUID()}`, app.url);
  const { key } = customers.plus;
  const readCode = async (query: string, authorization?: string) => {
    const reply = await fetch(`${url}${query}`, {
      headers: authorization ? { authorization } : {},
    });
    return (await reply.json()).error.code;
  };
  expect(await readCode("", `bEARER ${key}`)).toBe("not_found");
  expect(await readCode("", key)).toBe("unauthorized");
  for (const header of [`Basic ${key}`, `Bearer  ${key}`, `Bearer${key}`, `Bearer\t${key}`]) {
    expect(await readCode("", header)).toMatch(/^(missing|invalid)ApiKey$/);
  }
  for (const query of [`?access_token=${key}`, `?bearer=${key}`]) {
    expect(await readCode(query)).toBe("missingApiKey");
  }
});

test("an unknown path and a wrong method are said in plain words", async () => {
  const lost = await send("GET", "/api/v1/nothing");
  expect(lost).toMatchObject({ status: 404, message: "Not found.", type: "application/json" });
  const wrong = await send("DELETE", "/api/v1/models");
  expect(wrong.message).toBe("Method not allowed. Allowed methods: GET, HEAD.");
  expect((await send("GET", "/api/v1/generate")).message).toBe(
    "Method not allowed. Allowed methods: POST.",
  );
  expect((await send("OPTIONS", "/api/v1/images/generations")).status).toBe(405);
});

test.each([
  ["/account/api", "/keys"],
  ["/settings/apikeys", "/keys"],
  ["/account/webhooks", "/webhooks"],
])("%s of the original web application redirects to the console's %s", async (path, page) => {
  const reply = await fetch(new URL(path, app.url), { redirect: "manual" });
  expect([reply.status, reply.headers.get("location")]).toEqual([302, page]);
  const followed = await fetch(new URL(path, app.url), { headers: { accept: "text/html" } });
  expect([followed.status, followed.headers.get("content-type")]).toEqual([
    200,
    "text/html;charset=utf-8",
  ]);
});

test.each([
  ["no Host, as HTTP/1.0 allows", "GET /healthz HTTP/1.0\r\n\r\n"],
  ["an empty Host", "GET /api/v1/models HTTP/1.1\r\nHost: \r\n\r\n"],
  ["a Host with a blank", "GET /api/v1/models HTTP/1.1\r\nHost: a b\r\n\r\n"],
  ["a Host with an impossible port", "GET /docs HTTP/1.1\r\nHost: a:99999\r\n\r\n"],
  ["half an IPv6 address", "POST /api/v1/generate HTTP/1.1\r\nHost: [::1\r\n\r\n"],
])("a request with %s is 400", async (_, request) => {
  const reply = await exchange(request);
  expect(reply).toStartWith("HTTP/1.1 400");
  expect(app.lines.filter((line) => line.includes('"request_crashed"'))).toEqual([]);
});

/** Sends the bytes as they are and returns the start of the response. */
function exchange(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(app.url);
    const socket = connect(Number(port), hostname, () => socket.write(request));
    socket.once("data", (bytes) => {
      socket.destroy();
      resolve(String(bytes));
    });
    socket.once("error", reject);
  });
}
