import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { createKey } from "../../src/core/accounts/keys.ts";
import { prefixes } from "../../src/dialects/prefixes.ts";
import { readAccountState } from "../support/account-state.ts";
import { type App, type CustomerOptions, startApp } from "../support/app.ts";
import { type Fate, type FlakyProxy, startFlakyProxy } from "../support/client/flaky-proxy.ts";
import { createProject, type Project } from "../support/client/project.ts";
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
  key?: string;
}

/** Runs a call on Node as a customer of its own, through the proxy. */
async function play(call: string, { fates = [], input = {}, ...options }: Setting = {}) {
  const customer = await app.customer({ dialect: "openai", ...options });
  flaky.requests.length = 0;
  flaky.expect(...fates);
  const env = { URL: flaky.url, KEY: options.key ?? customer.key, INPUT: JSON.stringify(input) };
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
    const { accountId } = await app.customer({ dialect: "openai" });
    const kept = { dialect: "openai", prefix: prefixes.openai, jsonKeepAlive: true };
    const { key } = await createKey(app.ctx, { accountId, ...kept });
    const { error } = await play("creates", { key, input: { prompt: "#slow:1 #blocked" } });
    expect(error).toMatchObject({
      ...{ name: "ApiError", code: "moderation_blocked", status: 200 },
      charged: false,
    });
  });

  test("a 503 of a create without a promise that nothing is charged", async () => {
    const error = {
      message: "The service is temporarily unavailable. Generation 1 was accepted.",
      ...{ type: "service_unavailable_error", param: null, code: "server_is_overloaded" },
    };
    const fates = [{ status: "503 Busy", body: JSON.stringify({ error }) }];
    const refused = await play("creates", { fates, input: { prompt: "a hill" } });
    expect(refused.error).toMatchObject({ code: "server_is_overloaded", charged: null });
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

describe("a file stream of Node.js", () => {
  test("with an encoding is sent completely, under the name of its file", async () => {
    const { value } = await play("storesText");
    expect(value).toEqual({ filename: "requests.jsonl", isEqual: true });
  });

  test("is uploaded with the options of the client", async () => {
    const { value } = await play("uploads", { dialect: "plus" });
    expect(value).toEqual({ code: "connection_failed", methods: ["POST", "PUT"] });
  });
});
