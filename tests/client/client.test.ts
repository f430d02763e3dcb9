import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import * as credits from "../../src/core/billing/grants.ts";
import { addModel, setRoutes } from "../../src/core/models/models.ts";
import { type App, type CustomerOptions, startApp } from "../support/app.ts";
import { type FlakyProxy, startFlakyProxy } from "../support/client/flaky-proxy.ts";
import { createProject, type Project } from "../support/client/project.ts";
import { eventually } from "../support/eventually.ts";
import { findViolations } from "../support/invariants.ts";
import { signUp } from "../support/account-client.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import { readAccountState } from "../support/account-state.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";
import { renderBase64 } from "../support/upstream/images.ts";
import { registerEndpoint, sendTest } from "../support/webhooks.ts";

const root = join(import.meta.dir, "../..");
const boat = { width: 64, height: 64, format: "png", index: 0 } as const;

let app: App;
let flaky: FlakyProxy;
let project: Project;
let receiver: Receiver;
/** The provider of the model "held". */
let upstream: Upstream;

beforeAll(async () => {
  receiver = startReceiver();
  upstream = await startUpstream();
  const provider = { OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
  const env = { OUTBOUND_ALLOW: receiver.host, DRAIN_SECONDS: "0", ...provider };
  [app, project] = await Promise.all([startApp({ env }), createProject()]);
  const held = { id: "held", name: "Held", provider: "openai", providerModel: "gpt-image-2" };
  await addModel(app.ctx, { ...held, maxImages: 4, referenceImageLimit: 4 });
  await setRoutes(app.ctx, { model: "held", routes: [held] });
  flaky = await startFlakyProxy(app.url);
  const scenarios = join(import.meta.dir, "../support/client/scenarios.mjs");
  await copyFile(scenarios, join(project.folder, "scenarios.mjs"));
  await Bun.write(
    join(project.folder, "boat.png"),
    Buffer.from(await renderBase64(boat), "base64"),
  );
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
  await flaky.stop();
  await receiver.stop();
  await project.remove();
});

interface Setting extends CustomerOptions {
  url?: string;
  input?: object;
}

/** Runs a scenario on Node as a customer of its own. */
async function play(scenario: string, { url = app.url, input, ...options }: Setting = {}) {
  const customer = await app.customer(options);
  const given = input === undefined ? {} : { INPUT: JSON.stringify(input) };
  const env = { URL: url, KEY: customer.key, ...given };
  const lines = await project.node("scenarios.mjs", [scenario], env);
  return {
    customer,
    result: JSON.parse(lines.join("\n")),
    state: () => readAccountState(app, customer.accountId),
  };
}

const ID = expect.stringMatching(/^[\w-]{36}$/);

describe("on Node, the installed client", () => {
  test("generates images in one call", async () => {
    const { result, state } = await play("draws");
    expect(result).toEqual({ status: "succeeded", count: 2 });
    expect(await state()).toMatchObject({ available: 984, held: 0 });
  });

  test("waits for a generation, reports its progress, and polls its poll_url", async () => {
    const polls = () => app.lines.filter((line) => line.includes('"path":"/api/v1/generations/'));
    const played = play("waits", { input: { model: "held", prompt: "#up:hold a hill" } });
    await upstream.arrived(1);
    const { length: earlier } = polls();
    // The second of them was sent while the generation was running.
    await eventually(() => polls().length >= earlier + 2, { message: "The client does not poll" });
    upstream.release();
    const { result } = await played;
    expect(result.accepted).toMatchObject({ status: "queued", poll_url: expect.any(String) });
    expect(result.seen.at(-1)).toBe("succeeded");
    expect(result.seen.slice(0, -1)).toContain("running");
    expect(result.replies[1]).toEqual({ status: 200, url: result.accepted.poll_url });
    expect(result.ended.images).toHaveLength(1);
    expect([result.again, result.known]).toEqual([result.ended, result.ended]);
  });

  test("polls its own server if the poll_url names another one, which never gets the key", async () => {
    flaky.expect();
    const { result } = await play("waits", { url: flaky.url });
    expect(result.accepted.poll_url).toStartWith(app.url);
    for (const { url } of result.replies) expect(url).toStartWith(flaky.url);
  });

  test("stops waiting when its signal aborts, and the generation continues", async () => {
    const { result } = await play("stopsWaiting");
    expect(result.fault).toMatchObject({ name: "AbortError", code: "aborted" });
    expect(result.late).toMatchObject({ name: "ConnectionError", code: "timeout" });
    expect(["queued", "running"]).toContain(result.after);
  });

  test("throws errors with the reason and whether the request was charged", async () => {
    const { result, state } = await play("fails");
    const refused = { name: "ApiError", charged: false, requestId: ID };
    expect(result).toMatchObject({
      key: { ...refused, status: 401, code: "invalidApiKey" },
      field: { ...refused, status: 400, code: "invalid_request" },
      sync: {
        ...refused,
        status: 500,
        code: "generationFailed",
        idempotencyKey: expect.any(String),
      },
      waited: { name: "GenerationError", code: "generationFailed", charged: false, requestId: ID },
      unreachable: { name: "ConnectionError", code: "connection_failed", charged: null },
    });
    // What has ended is not asked for again.
    expect(result.replies.filter(({ status }: { status: number }) => status === 500)).toHaveLength(
      1,
    );
    expect(await state()).toMatchObject({ available: 1000, held: 0 });
  });

  test("reads streams, event by event", async () => {
    const input = { prompt: "a lantern", key: "lantern" };
    const { result } = await play("streams", { dialect: "openai", input });
    expect(result.events.at(-1)).toBe("image_generation.completed");
    const blocked = { prompt: "#slow:0.2 #blocked", key: "blocked" };
    const { fault } = (await play("streams", { dialect: "openai", input: blocked })).result;
    expect(fault).toMatchObject({ code: "moderation_blocked", charged: false, requestId: ID });
  });

  test("uploads images and sends them as forms", async () => {
    expect((await play("uploads", { dialect: "plus" })).result).toMatchObject({
      status: "succeeded",
      type: "edit",
      fault: { name: "DarkroomError", code: "invalid_image" },
    });
    expect((await play("sendsForms", { dialect: "openai" })).result).toBe(1);
  });

  test("waits for tasks", async () => {
    expect((await play("makesTasks", { dialect: "art" })).result).toBe("succeeded");
  });

  test("signs in, keeps the session, and reads tables", async () => {
    const input = { email: "grace@example.com", password: "correct horse battery" };
    const { result } = await play("keepsAccounts", { input });
    expect(result).toMatchObject({ email: input.email, credits: 0, before: { data: [] } });
    expect(result.table).toStartWith("day,");
    expect(result.fault).toMatchObject({ status: 401, code: "sign_in_required" });
  });

  test("watches a generation of the account as it changes", async () => {
    const input = { email: "alan@example.com", password: "correct horse battery" };
    const { accountId } = await signUp(app, input);
    await credits.createGrant(app.ctx, { accountId, credits: 100, source: "promo" });
    const { result } = await play("watches", { input });
    expect(result.seen.at(-1)).toBe("succeeded");
    expect(result.type).toBe("image/png");
  });

  test("verifies webhooks with both signatures, and rejects forged and old ones", async () => {
    const person = await signUp(app);
    const { id, secret } = await registerEndpoint(person, receiver.url("/hook"));
    await sendTest(person, id);
    const [delivery] = await receiver.wait("/hook", 1);
    const { result } = await play("verifies", { input: { secret, delivery } });
    const refused = (code: string) => expect.objectContaining({ name: "WebhookError", code });
    expect(result).toEqual({
      event: "generation.succeeded",
      bytes: "generation.succeeded",
      changed: refused("wrong_signature"),
      stranger: refused("wrong_signature"),
      nothing: refused("wrong_secret"),
      unsigned: refused("unsigned"),
      old: refused("too_old"),
      impatient: refused("too_old"),
      ...{ seed: true, seedChanged: false, seedStranger: false, seedUnsigned: false },
    });
  });
});

describe("on a bad connection, the client", () => {
  const keysOf = () => flaky.requests.map(({ headers }) => headers.get("idempotency-key"));

  test("retries with the same idempotency key and is charged once", async () => {
    flaky.requests.length = 0;
    flaky.expect("lose", "cut");
    const { result, state } = await play("buys", { url: flaky.url });
    expect(result).toMatchObject({ id: ID, replies: [{ status: 200 }] });
    expect(keysOf()).toEqual(Array(3).fill(expect.stringMatching(/^[0-9a-f]{32}$/)));
    expect(new Set(keysOf()).size).toBe(1);
    expect(await state()).toMatchObject({ generations: "1", available: 992, held: 0 });
  });

  test("sends a file that was read from a stream again in a retry", async () => {
    flaky.requests.length = 0;
    flaky.expect("lose");
    const { result, state } = await play("sendsStreams", { url: flaky.url });
    expect(result).toMatchObject({ id: ID, replies: [{ status: 200 }] });
    const [first, second, ...more] = flaky.requests.map(({ body }) => body.length);
    expect([second, more]).toEqual([first, []]);
    expect(await state()).toMatchObject({ generations: "1", available: 992, held: 0 });
  });

  test("reports the idempotency key of a failed call", async () => {
    flaky.expect("lose", "lose", "lose");
    const input = { prompt: "a lantern", key: "order-4711" };
    const lost = await play("streams", { url: flaky.url, dialect: "openai", input });
    const fault = { name: "ConnectionError", idempotencyKey: "order-4711", charged: null };
    expect(lost.result).toMatchObject({ fault, events: [] });
    expect(await lost.state()).toMatchObject({ generations: "1" });
  });

  test("reports a truncated stream as an error", async () => {
    flaky.expect("cut");
    const input = { prompt: "a lantern", key: "half" };
    const { result } = await play("streams", { url: flaky.url, dialect: "openai", input });
    expect(result).toMatchObject({ fault: { name: "ConnectionError", idempotencyKey: "half" } });
  });

  test("never retries a call without an idempotency key: a lost response is an error", async () => {
    const input = { email: "mary@example.com", password: "correct horse battery" };
    await signUp(app, input);
    flaky.requests.length = 0;
    flaky.expect("pass", "lose");
    const { result } = await play("writes", { url: flaky.url, input });
    expect(result).toMatchObject({ name: "ConnectionError" });
    expect(flaky.requests).toHaveLength(2);
  });

  test("waits as long as the server asks, unless that is too long", async () => {
    flaky.expect("503 Busy\r\nRetry-After: 1", "429 Slowly\r\nRetry-After: 0");
    const asked = (await play("tries", { url: flaky.url })).result;
    expect(asked.replies.map(({ status }: { status: number }) => status)).toEqual([503, 429, 200]);
    expect(asked.delaysMs).toEqual([1000, 0]);
    expect(asked.seconds).toBeGreaterThanOrEqual(0.99);
    flaky.expect("429 Tomorrow\r\nRetry-After: 86400");
    const { fault } = (await play("tries", { url: flaky.url })).result;
    expect(fault).toMatchObject({ status: 429, code: "http_429", retryAfterSeconds: 86_400 });
  });

  test("retries at most maxRetries times, and never with 0", async () => {
    flaky.expect("504 Late", "500 Oh");
    const input = { maxRetries: 1 };
    const { result } = await play("tries", { url: flaky.url, input });
    expect(result).toMatchObject({ fault: { status: 500, code: "http_500", charged: null } });
    expect(result.replies).toHaveLength(2);
    flaky.expect("503 Busy");
    const never = (await play("tries", { url: flaky.url, input: { maxRetries: 0 } })).result;
    expect(never).toMatchObject({ fault: { status: 503 }, replies: [{ status: 503 }] });
  });
});

test("the package imports and names nothing of a runtime, so that it runs without Node.js", async () => {
  const files = await Array.fromAsync(
    new Bun.Glob("lib/**/*.js").scan(join(root, "generated/client")),
  );
  expect(files).toContain("lib/hub.js");
  const transpiler = new Bun.Transpiler({ loader: "js" });
  for (const path of files) {
    const text = await Bun.file(join(root, "generated/client", path)).text();
    const foreign = transpiler
      .scanImports(text)
      .map((each) => each.path)
      .filter((name) => !name.startsWith(".") && name !== "openapi-fetch");
    const matches = text.match(/\b(?:process|Buffer|Bun|Deno|require|global)\b\W/g) ?? [];
    // It looks the global up and does without.
    const named = [...matches].filter(
      (each) => path !== "lib/environment.js" || each !== `process"`,
    );
    expect({ path, foreign, named }).toEqual({ path, foreign: [], named: [] });
  }
});
