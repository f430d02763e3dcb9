import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import account from "../../generated/account/openapi.json";
import art from "../../generated/art/openapi.json";
import hub from "../../generated/hub/openapi.json";
import openai from "../../generated/openai/openapi.json";
import plus from "../../generated/plus/openapi.json";
import { createKey } from "../../src/core/accounts/keys.ts";
import { type Scope, SCOPES } from "../../src/core/accounts/scopes.ts";
import { type DialectName, prefixes } from "../../src/dialects/prefixes.ts";
import { type Operation, readDocument } from "../../src/openapi/document.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type Access, accessTables } from "../support/operation-access.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { readBody } from "../support/account-client.ts";

const documents = { hub, plus, art, openai, account };
type Name = keyof typeof documents;
const names = ["hub", "plus", "art", "openai", "account"] as const;

interface Listed extends Operation {
  dialect: Name;
  access: Access | undefined;
}

const operations = names.flatMap((dialect) =>
  readDocument(documents[dialect]).operations.map((operation): Listed => {
    const table: Record<string, Access> = accessTables[dialect];
    return { ...operation, dialect, access: table[operation.id] };
  }),
);
const keyed = operations.flatMap((operation) => {
  const { access } = operation;
  return typeof access === "object" ? [{ ...operation, access }] : [];
});

/** The shape of an error of each API. */
const toError: Record<Name, (code: string) => object> = {
  hub: (code) => ({ message: expect.any(String), code }),
  plus: (code) => ({ code, message: expect.any(String) }),
  art: (code) => ({ message: expect.any(String), type: "permission_error", param: null, code }),
  openai: (code) => ({ message: expect.any(String), type: "permission_error", param: null, code }),
  account: (code) => ({ code, message: expect.any(String) }),
};

let app: App;
let owner: Customer;
const keys = new Map<string, string>();

beforeAll(async () => {
  app = await startApp({ worker: false, env: { OUTBOUND_ALLOW: "127.0.0.1:9" } });
  owner = await app.customer({ planId: "pro" });
});

afterAll(() => app.stop());

test("every operation of every document has its access in the table, and no other", () => {
  for (const dialect of names) {
    const ids = operations.filter((each) => each.dialect === dialect).map(({ id }) => id);
    expect(Object.keys(accessTables[dialect]).toSorted()).toEqual(ids.toSorted());
  }
});

describe.each(operations)("$dialect $method $path", (operation) => {
  const { access, isPublic, scopes } = operation;
  test("documents what it needs", () => {
    const documented = isPublic ? "public" : (scopes ?? "session");
    expect(documented).toEqual(access as string);
  });
});

describe.each(keyed)("$dialect $method $path", (operation) => {
  const { dialect, access } = operation;
  test.each([...access])(
    "rejects a key without the scope %s in its own format",
    async (missing) => {
      const key = await keyWith(
        dialect,
        SCOPES.filter((scope) => scope !== missing),
      );
      const reply = await send(operation, { key });
      expect(reply.status).toBe(403);
      const code = dialect === "hub" ? "insufficientScope" : "insufficient_scope";
      expect<unknown>(await readBody(reply)).toEqual({ error: toError[dialect](code) });
    },
  );

  test("accepts a key with its scopes only", async () => {
    const { status } = await send(operation, { key: await keyWith(dialect, access) });
    expect([401, 403]).not.toContain(status);
  });
});

const closed = operations.filter(({ access }) => access === "session");
test.each(closed)("$dialect $method $path accepts no key", async (operation) => {
  const reply = await send(operation, { key: await keyWith("account", SCOPES) });
  expect(reply.status).toBe(401);
  expect(await readBody(reply)).toMatchObject({ error: { code: "sign_in_required" } });
});

const open = operations.filter(({ access }) => access === "public");
test.each(open)("$dialect $method $path needs neither key nor session", async (operation) => {
  expect([401, 403]).not.toContain((await send(operation, {})).status);
});

describe("with the key of another account, a resource is not found:", () => {
  // Models are those of the server.
  const isModel = (dialect: Name, path: string) => dialect === "openai" && path.includes("{model}");
  const own = keyed.filter(({ dialect, path }) => path.includes("{") && !isModel(dialect, path));
  let ids: Record<string, string>;

  beforeAll(async () => {
    ids = await createResources();
  });

  test.each(own)("$dialect $method $path", async (operation) => {
    const stranger = await app.customer({ planId: "pro" });
    const key = await keyWith(operation.dialect, SCOPES, stranger.accountId);
    const foreign = await send(operation, { key, ids });
    const absent = await send(operation, { key });
    expect([foreign.status, absent.status]).toEqual([404, 404]);
    expect(withoutId(await foreign.text())).toBe(withoutId(await absent.text()));
  });

  // The paths name a resource of the owner, so the rejections above are those of other accounts.
  const reads = own.filter(({ method, id }) => method === "GET" && !UNAVAILABLE.has(id));
  test.each(reads)("the owner reads $dialect $path", async (operation) => {
    const key = await keyWith(operation.dialect, SCOPES);
    expect((await send(operation, { key, ids })).status).toBe(200);
  });
});

// The generation of these tests has no input image, waits in the queue, and its image is not stored.
const UNAVAILABLE = new Set([
  "getGenerationInput",
  "getThumbnail",
  "downloadImage",
  "watchGeneration",
]);

/** Returns a key of an API with these scopes, of the owner by default. Each is created once. */
async function keyWith(
  dialect: Name,
  scopes: readonly Scope[],
  accountId = owner.accountId,
): Promise<string> {
  const wanted: DialectName = dialect === "account" ? "hub" : dialect;
  const name = `${wanted} ${accountId} ${scopes.join()}`;
  const known = keys.get(name);
  if (known !== undefined) return known;
  const prefix = prefixes[wanted];
  const { key } = await createKey(app.ctx, { accountId, dialect: wanted, prefix, scopes });
  keys.set(name, key);
  return key;
}

interface Sent {
  key?: string;
  /** Ids for the parameters of the path. Default: ids of nothing. */
  ids?: Record<string, string>;
}

/** Sends the request that the document shows for an operation, or an empty one. */
function send(operation: Listed, { key, ids = {} }: Sent): Promise<Response> {
  const { path, method, body } = operation;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === "position" ? "0" : (ids[name] ?? crypto.randomUUID()),
  );
  const headers = {
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
    ...(body?.json !== undefined && { "content-type": "application/json" }),
  };
  const sent = body?.json === undefined ? {} : { body: JSON.stringify(findExample(operation)) };
  return app.fetch(filled, { method, headers, ...sent });
}

/** Returns the example of an operation on a resource. Other operations change nothing without fields. */
function findExample({ dialect, path, method }: Listed): unknown {
  if (!path.includes("{")) return {};
  const paths: Record<string, Record<string, object>> = documents[dialect].paths;
  const operation = paths[path]?.[method.toLowerCase()] as {
    requestBody?: { content: Record<string, { examples?: Record<string, { value?: object }> }> };
  };
  const { examples = {} } = operation.requestBody?.content["application/json"] ?? {};
  return Object.values(examples)[0]?.value ?? {};
}

/** Creates one resource of each kind of the owner. Returns their ids by the names of path parameters. */
async function createResources(): Promise<Record<string, string>> {
  const { body } = await createHubGeneration(owner, app.url, { async: true });
  const generationId = body.id ?? "";
  const events = ["generation.failed"];
  const hook = { url: "http://127.0.0.1:9/hook", events };
  const { id: webhookId } = await manage("/api/account/webhooks", hook);
  const { id: deliveryId } = await manage(`/api/account/webhooks/${webhookId}/test`, {
    event: events[0],
  });
  const { keyId } = owner;
  const fileId = await createBatchFile();
  const batchId = await createBatch(fileId);
  const responseId = await createResponse();
  const ids = { keyId, webhookId, deliveryId, file_id: fileId, batch_id: batchId };
  return { generationId, id: generationId, task_id: generationId, response_id: responseId, ...ids };
}

async function createBatchFile(): Promise<string> {
  const form = new FormData();
  form.append("purpose", "batch");
  form.append("file", new Blob(["{}"]), "requests.jsonl");
  const { id } = await (await owner.call("/v1/files", { method: "POST", body: form })).json();
  return id;
}

async function createBatch(fileId: string): Promise<string> {
  const wanted = { endpoint: "/v1/images/generations", completion_window: "24h" };
  const reply = await owner.call("/v1/batches", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ input_file_id: fileId, ...wanted }),
  });
  return (await reply.json()).id;
}

async function createResponse(): Promise<string> {
  const tools = [{ type: "image_generation" }];
  const reply = await owner.call("/v1/responses", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ input: "a hill", tools, background: true }),
  });
  return (await reply.json()).id;
}

/** Creates something with a key of the owner that manages the account. */
async function manage(path: string, fields: object): Promise<{ id: string }> {
  const headers = {
    authorization: `Bearer ${await keyWith("account", ["manage"])}`,
    "content-type": "application/json",
  };
  const reply = await app.fetch(path, { method: "POST", headers, body: JSON.stringify(fields) });
  return (await reply.json()) as { id: string };
}

function withoutId(text: string): string {
  return text.replaceAll(/req_\w+/g, "");
}
