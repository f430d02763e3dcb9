import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { copyFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Context } from "../../src/app/context.ts";
import { createKey, type NewKey, revokeKey } from "../../src/core/accounts/keys.ts";
import { prefixes } from "../../src/dialects/prefixes.ts";
import { readAccountState } from "../support/account-state.ts";
import { type App, type Customer, type CustomerOptions, startApp } from "../support/app.ts";
import { type Fate, type FlakyProxy, startFlakyProxy } from "../support/client/flaky-proxy.ts";
import { createProject, type Project } from "../support/client/project.ts";
import { eventually } from "../support/eventually.ts";
import { findViolations } from "../support/invariants.ts";
import { renderBase64 } from "../support/upstream/images.ts";

const PROGRAM = join(import.meta.dir, "../support/client/failures.mjs");
const KEY = expect.stringMatching(/^[0-9a-f]{32}$/);
const boat = { width: 64, height: 64, format: "png", index: 0 } as const;

let app: App;
let flaky: FlakyProxy;
let project: Project;

beforeAll(async () => {
  [app, project] = await Promise.all([
    startApp({ keepAlive: { firstMs: 20, intervalMs: 20 }, env: { DRAIN_SECONDS: "0" } }),
    createProject(),
  ]);
  flaky = await startFlakyProxy(app.url);
  await copyFile(PROGRAM, join(project.folder, "failures.mjs"));
  const image = Buffer.from(await renderBase64(boat), "base64");
  await Bun.write(join(project.folder, "boat.png"), image);
  const line = { custom_id: "é", method: "POST", url: "/v1/images/generations", body: {} };
  await Bun.write(join(project.folder, "requests.jsonl"), JSON.stringify(line));
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await flaky.stop();
  await project.remove();
});

interface Setting extends CustomerOptions {
  fates?: Fate[];
  input?: object;
  /** Default: a customer of its own. */
  customer?: Customer;
  /** Default: that of the proxy. */
  url?: string;
}

/** Runs a call on Node as a customer. */
async function play(call: string, { fates = [], input = {}, ...options }: Setting = {}) {
  const customer = options.customer ?? (await app.customer({ dialect: "openai", ...options }));
  flaky.requests.length = 0;
  flaky.expect(...fates);
  const { url = flaky.url } = options;
  const env = { URL: url, KEY: customer.key, INPUT: JSON.stringify(input) };
  const [line = ""] = await project.node("failures.mjs", [call], env);
  return {
    customer,
    ...(JSON.parse(line) as { value?: unknown; error?: object }),
    requests: flaky.requests.map(({ line, headers }) => ({
      method: line.split(" ")[0],
      key: headers.get("idempotency-key"),
    })),
    state: () => readAccountState(app, customer.accountId),
  };
}

/** A customer of the OpenAI-compatible API whose key has settings. */
async function openCustomer(settings: Partial<NewKey> = {}, server = app): Promise<Customer> {
  const customer = await server.customer({ dialect: "openai" });
  const { accountId } = customer;
  const required = { accountId, dialect: "openai", prefix: prefixes.openai };
  const { id: keyId, key } = await createKey(server.ctx, { ...required, ...settings });
  return { ...customer, keyId, key };
}

/** Removes the images of a customer from the storage. */
async function removeImages({ ctx }: App, customer: Customer): Promise<void> {
  await ctx.storage.remove(await listImageKeys(ctx, customer));
}

/** Makes the images of an account unreadable but not missing: a file has the place of their folder. */
async function obstructImages({ ctx, dataDir }: App, customer: Customer): Promise<void> {
  const keys = await listImageKeys(ctx, customer);
  for (const folder of new Set(keys.map((key) => join(dataDir, "files", dirname(key))))) {
    await rm(folder, { recursive: true });
    await writeFile(folder, "");
  }
}

async function listImageKeys(ctx: Context, { accountId }: Customer): Promise<string[]> {
  const { rows } = await ctx.db.query(
    `select storage_key from images i join generations g on g.id = i.generation_id
    where g.account_id = $1`,
    [accountId],
  );
  expect(rows).not.toEqual([]);
  return rows.map((row) => String(Object(row).storageKey));
}

/** The body of an error of the OpenAI-compatible API. */
function toErrorBody(code: string): string {
  return JSON.stringify({
    error: { message: "Not now.", type: "server_error", param: null, code },
  });
}

describe("the client throws", () => {
  test("the error event of a response stream, with the key to wait for its generation", async () => {
    const input = { prompt: "#slow:600 a hill", headers: { Prefer: "wait=0" } };
    const { error } = await play("streamsResponse", { input });
    expect(error).toEqual({
      ...{ name: "GenerationError", code: "generation_timeout" },
      ...{ charged: null, idempotencyKey: KEY },
    });
  });

  test.each(["streamsImage", "streamsResponse"])(
    "an error if a stream ends before its last event (%s)",
    async (call) => {
      const { error, requests } = await play(call, {
        fates: ["end"],
        input: { prompt: "a lantern" },
      });
      expect(error).toMatchObject({
        ...{ name: "ConnectionError", code: "connection_failed" },
        idempotencyKey: requests[0]?.key,
      });
    },
  );

  test("an error of the package if an event is not JSON", async () => {
    const fates = [{ status: "200 OK", body: 'data: {"type":\n\n' }];
    const { error, requests } = await play("streamsImage", { fates });
    expect(error).toMatchObject({ name: "ConnectionError", idempotencyKey: requests[0]?.key });
  });

  test("a failure after the start of a response with JSON keep-alive", async () => {
    const customer = await openCustomer({ jsonKeepAlive: true });
    const { error } = await play("creates", { customer, input: { prompt: "#slow:1 #blocked" } });
    expect(error).toMatchObject({
      ...{ name: "ApiError", code: "moderation_blocked", status: 200 },
      charged: false,
    });
  });
});

describe("the client does not say that nothing is charged", () => {
  const options = { idempotencyKey: "order-4711" };

  test("after a stream whose images cannot be read", async () => {
    const customer = await openCustomer();
    const input = { prompt: "a lantern", options };
    await play("streamsImage", { customer, input });
    await removeImages(app, customer);
    const { error, state } = await play("streamsImage", { customer, input });
    expect(error).toMatchObject({
      ...{ name: "GenerationError", code: "server_is_overloaded" },
      ...{ charged: null, idempotencyKey: "order-4711" },
    });
    expect(await state()).toMatchObject({ generations: "1", captured: "8" });
  });

  test("after a stream whose key is revoked, because the generation continues", async () => {
    const customer = await openCustomer();
    const played = play("streamsImage", { customer, input: { prompt: "#slow:2 a lantern" } });
    const state = () => readAccountState(app, customer.accountId);
    const isAccepted = async () => (await state()).generations === "1";
    await eventually(isAccepted, { message: "The generation is not accepted" });
    await revokeKey(app.ctx, { id: customer.keyId });
    expect((await played).error).toMatchObject({ code: "invalid_api_key", charged: null });
    const isCharged = async () => (await state()).captured === "8";
    await eventually(isCharged, { message: "The generation is not charged" });
  });

  test("after a response with JSON keep-alive whose images cannot be read", async () => {
    const keepAlive = { firstMs: 20, intervalMs: 20 };
    const server = await startApp({ keepAlive, env: { SYNC_WAIT_SECONDS: "1" } });
    const customer = await openCustomer({ jsonKeepAlive: true }, server);
    // Whether the image is transparent is read from its pixels before the JSON is written.
    const input = { prompt: "a lantern", fields: { background: "transparent" }, options };
    const run = () => play("creates", { customer, input, url: server.url });
    // On a busy machine, the generation takes longer than the server lets a request wait.
    const message = "The generation does not finish";
    await eventually(async () => (await run()).value === 1, { message });
    // Then the server tries again until the end of the wait, after the response has started.
    await obstructImages(server, customer);
    expect((await run()).error).toMatchObject({
      ...{ name: "ApiError", code: "server_is_overloaded", status: 200 },
      charged: null,
    });
    await server.stop();
  });

  test("if a retry of an accepted create is refused", async () => {
    const customer = await openCustomer({ requestsPerHour: 1 });
    const input = { prompt: "a hill", options: { maxRetries: 2 } };
    const fates = ["lose"];
    const { error, requests, state } = await play("creates", { customer, fates, input });
    expect(requests).toHaveLength(2);
    expect(error).toMatchObject({
      ...{ name: "ApiError", code: "rate_limit_exceeded", status: 429 },
      ...{ charged: null, idempotencyKey: requests[0]?.key },
    });
    expect(await state()).toMatchObject({ generations: "1", captured: "8" });
  });

  test.each([
    ["429 Slowly", "rate_limit_exceeded"],
    ["401 Who", "invalid_api_key"],
    ["400 Bad", "moderation_blocked"],
  ])("if a retry after a 5xx gets a %s", async (status, code) => {
    const fates = ["504 Late", { status: status, body: toErrorBody(code) }];
    const input = { prompt: "a hill", options: { maxRetries: 1 } };
    expect((await play("creates", { fates, input })).error).toMatchObject({ code, charged: null });
  });

  test.each([
    ["503 Busy", "server_is_overloaded"],
    ["500 Oh", "internal_error"],
  ])("after a %s, which can follow the acceptance", async (status, code) => {
    const fates = [{ status, body: toErrorBody(code) }];
    const refused = await play("creates", { fates, input: { prompt: "a hill" } });
    expect(refused.error).toMatchObject({ code, charged: null });
  });
});

describe("the client says that nothing is charged", () => {
  test.each([
    ["#fail", "generation_failed"],
    ["#blocked", "moderation_blocked"],
  ])("if a retry finds the generation without images (%s)", async (prompt, code) => {
    const input = { prompt, options: { maxRetries: 1 } };
    const { error, requests, state } = await play("creates", { fates: ["lose"], input });
    expect(requests).toHaveLength(2);
    expect(error).toMatchObject({ code, charged: false });
    expect(await state()).toMatchObject({ generations: "1", captured: "0" });
  });

  test("if a retry of a refused create is refused", async () => {
    const busy = {
      status: "429 Slowly\r\nRetry-After: 0",
      body: toErrorBody("rate_limit_exceeded"),
    };
    const input = { prompt: "a hill", options: { maxRetries: 1 } };
    const { error, requests } = await play("creates", { fates: [busy, busy], input });
    expect(requests).toHaveLength(2);
    expect(error).toMatchObject({ code: "rate_limit_exceeded", charged: false });
  });
});

describe("a create that is waited for", () => {
  test.each(["lose", "429 Slowly\r\nRetry-After: 3600"])(
    "can be found by the key of the error if a poll fails: %s",
    async (fate) => {
      const failed = await play("waits", { dialect: "hub", fates: ["pass", fate] });
      const [create, ...polls] = failed.requests;
      expect(failed.error).toMatchObject({ charged: null, idempotencyKey: create?.key });
      // A key is sent with creates only.
      expect(polls).toEqual([{ method: "GET", key: null }]);
      expect(await failed.state()).toMatchObject({ generations: "1" });
    },
  );
});

describe.each([
  ["timeout", { name: "ConnectionError", code: "timeout" }],
  ["timeout beside a signal", { name: "ConnectionError", code: "timeout" }],
  ["signal", { name: "AbortError", code: "aborted" }],
])("after garbage was collected, a %s ends", (ending, error) => {
  test("a call whose response stalls", async () => {
    const ended = await play("endsRead", { fates: ["stall"], input: { ending } });
    expect(ended.error).toMatchObject(error);
  });

  test("a stream that stalls", async () => {
    const ended = await play("endsStream", { fates: ["stall"], input: { ending } });
    expect(ended.error).toMatchObject(error);
  });

  test("a call whose file does not end", async () => {
    const ended = await play("endsFile", { input: { ending } });
    expect(ended.error).toMatchObject(error);
    expect(ended.requests).toEqual([]);
  });
});

test("a signal ends an upload whose file does not end", async () => {
  const { error } = await play("endsUpload", { dialect: "plus", input: { ending: "signal" } });
  expect(error).toMatchObject({ name: "AbortError", code: "aborted" });
});

test("a redirect is an error, so that no other server gets the headers of the call", async () => {
  const other = flaky.url.replace("127.0.0.1", "localhost");
  const fates = [`307 Moved\r\nLocation: ${other}/v1/images/generations`];
  const input = { prompt: "a hill", options: { headers: { "X-Proxy-Token": "secret" } } };
  const { error, requests } = await play("creates", { fates, input });
  expect(error).toMatchObject({ name: "ApiError", code: "http_307", charged: null });
  expect(requests).toHaveLength(1);
});

describe("a file stream of Node.js", () => {
  test("with an encoding is sent completely, under the name of its file", async () => {
    const { value } = await play("storesText");
    expect(value).toEqual({ filename: "requests.jsonl", isEqual: true });
  });

  test("that cannot be read is the caller's error, before any request", async () => {
    const { error, requests } = await play("sendsMissingFile", { dialect: "hub" });
    expect(error).toEqual({ name: "Error", code: "ENOENT", charged: null });
    expect(requests).toEqual([]);
  });

  test("is uploaded with the options of the client", async () => {
    const { value } = await play("uploads", { dialect: "plus" });
    expect(value).toEqual({ code: "connection_failed", methods: ["POST", "PUT"] });
  });
});

test("an upload that the storage refuses has the code of the storage", async () => {
  const { error } = await play("uploadsOtherType", { dialect: "plus" });
  expect(error).toMatchObject({ name: "ApiError", code: "invalid_request", status: 400 });
});
