import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { generateKey } from "../../src/core/accounts/key-format.ts";
import { prefixes } from "../../src/dialects/prefixes.ts";
import {
  type Content,
  loadDocument,
  type ResponseObject,
  type Spec,
} from "../../src/docs/documents.ts";
import { resolveReference } from "../../src/openapi/reference.ts";
import { sendRequest, signUp } from "../support/account-client.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

let upstream: Upstream;
let app: App;

beforeAll(async () => {
  upstream = await startUpstream();
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url };
  app = await startApp({ env });
});

afterAll(async () => {
  await app.stop();
  await upstream.stop();
});

/** The create of each dialect: path, method in the document, and a valid body. */
const CREATES = {
  hub: { path: "/api/v1/images/generations", body: { model: "gpt-image-2", prompt: "a hill" } },
  plus: { path: "/api/v1/generate", body: { prompt: "a hill" } },
  art: { path: "/api/v1/images/generations", body: { prompt: "a hill" } },
  openai: { path: "/v1/images/generations", body: { prompt: "a hill" } },
} as const;
const READS = {
  hub: "/api/v1/generations/{generationId}",
  plus: "/api/v1/generations/{id}",
  art: "/api/v1/images/tasks/{task_id}",
  openai: "/v1/models",
} as const;

/** Returns the messages of the examples that a document has for a response. */
function listExampleMessages(
  spec: Spec,
  reply: ResponseObject | { $ref: string } | undefined,
): string[] {
  if (reply === undefined) return [];
  const contents = Object.values<Content>(
    resolveReference<ResponseObject>(spec, reply).content ?? {},
  );
  const examples = contents.flatMap(({ examples = {} }) => Object.values(examples));
  return examples.flatMap((each) => {
    // Error bodies of all dialects have this shape.
    const { error } = ("value" in each ? each.value : {}) as { error?: { message: string } };
    return error ? [error.message] : [];
  });
}

async function expectDocumented(
  dialect: string,
  { method, path }: { method: string; path: string },
  reply: Response,
): Promise<void> {
  const spec = await loadDocument(dialect, "en");
  const responses = spec.paths[path]?.[method]?.responses ?? spec["x-unrouted"];
  const { error } = await reply.json();
  const documented = listExampleMessages(spec, responses[String(reply.status)]);
  expect(documented).toContain(error.message);
}

describe.each(Object.keys(CREATES) as (keyof typeof CREATES)[])("an error of %s", (dialect) => {
  const { path, body } = CREATES[dialect];
  const send = (customer: Customer, fields: object, headers: Record<string, string> = {}) =>
    customer.call(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ ...body, ...fields }),
    });
  const create = { method: "post", path };

  test("has the message of an example: invalid fields and rejected prompts", async () => {
    const customer = await app.customer({ dialect });
    const invalid = dialect === "openai" ? { size: "1792x936" } : { n: dialect === "art" ? 11 : 5 };
    const replies = [await send(customer, invalid), await send(customer, { prompt: "#refused" })];
    for (const reply of replies) await expectDocumented(dialect, create, reply);
    const isRejectedWith422 = dialect === "hub" || dialect === "plus";
    expect(replies.map(({ status }) => status)).toEqual([400, isRejectedWith422 ? 422 : 400]);
  });

  test("has the message of an example: type and size of the body", async () => {
    const customer = await app.customer({ dialect });
    const formPath = dialect === "openai" ? "/v1/images/edits" : path;
    const init = { method: "POST", headers: { "content-type": "text/plain" }, body: "a hill" };
    await expectDocumented(
      dialect,
      { method: "post", path: formPath },
      await customer.call(formPath, init),
    );
    // The examples of the others are about a file of more than 50 MB.
    if (dialect === "hub" || dialect === "openai") return;
    const reply = await send(customer, { prompt: "a".repeat(1_100_000) });
    await expectDocumented(dialect, create, reply);
  });

  test("has the message of an example: keys, credits and idempotency", async () => {
    const customer = await app.customer({ dialect });
    const poor = await app.customer({ dialect, credits: 0 });
    const unknown = `Bearer ${generateKey(prefixes[dialect])}`;
    await send(customer, {}, { "idempotency-key": "one" });
    const replies = [
      await send(customer, {}, { authorization: unknown }),
      await send(customer, { n: 2 }, { "idempotency-key": "one" }),
      await send(poor, dialect === "plus" ? { quality: "medium" } : {}),
    ];
    for (const reply of replies) await expectDocumented(dialect, create, reply);
    expect(replies.map(({ status }) => status)).toEqual([401, 422, 402]);
  });

  test("has the message of an example: unknown paths, methods and generations", async () => {
    const customer = await app.customer({ dialect });
    const unrouted = { method: "none", path: "" };
    const reading = READS[dialect];
    const patched = await customer.call(reading, { method: "PATCH" });
    await expectDocumented(dialect, unrouted, patched);
    if (dialect === "openai") return;
    const reply = await customer.call(reading.replace(/\{\w+\}/, crypto.randomUUID()));
    await expectDocumented(dialect, { method: "get", path: reading }, reply);
  });
});

test("an error of account has the message of an example", async () => {
  const person = await signUp(app);
  const json = { email: person.email, password: "correct horse battery" };
  const post = (path: string, body: object) => sendRequest(app, path, { json: body });
  const cases: [method: string, path: string, reply: Response][] = [
    ["get", "/api/account", await app.fetch("/api/account")],
    ["post", "/api/auth/sign-up", await post("/api/auth/sign-up", json)],
    ["post", "/api/auth/sign-up", await post("/api/auth/sign-up", { ...json, password: "short" })],
    ["post", "/api/auth/sign-in", await post("/api/auth/sign-in", { ...json, password: "wrong" })],
    ["get", "/api/admin/plans", await person.call("/api/admin/plans")],
    ["get", "/api/account/keys", await person.call("/api/account/nothing")],
  ];
  for (const [method, path, reply] of cases) {
    const isUnrouted = reply.url.endsWith("/nothing");
    const operation = isUnrouted ? { method: "none", path: "" } : { method, path };
    await expectDocumented("account", operation, reply);
  }
});
