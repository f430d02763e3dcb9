import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI, { toFile, toStreamingFile } from "openai";
import { type App, type Customer, type CustomerOptions, startApp } from "../../support/app.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { openClient } from "../../support/openai-client.ts";
import { countCallsWith, readAccountState } from "../../support/account-state.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const model = "gpt-image-2";
let upstream: Upstream;
let app: App;
let folder: string;

beforeAll(async () => {
  upstream = await startUpstream();
  folder = await mkdtemp(join(tmpdir(), "darkroom-sdk-"));
  app = await startApp({
    env: { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
  });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
  await rm(folder, { recursive: true });
});

interface Setup {
  customer: Customer;
  client: OpenAI;
  /** Part of every prompt, to identify the upstream calls of this test. */
  mark: string;
  /** The only upstream call. */
  call(): Upstream["calls"][number];
}

async function setUp(options: CustomerOptions & { maxRetries?: number } = {}): Promise<Setup> {
  const customer = await app.customer({ dialect: "openai", ...options });
  const mark = `[${customer.accountId}]`;
  return {
    customer,
    client: openClient(app, customer, { maxRetries: options.maxRetries ?? 0 }),
    mark,
    call() {
      const own = upstream.calls.filter(({ fields }) => String(fields.prompt).includes(mark));
      return own.length === 1 && own[0] ? own[0] : expect.unreachable();
    },
  };
}

async function png(index = 0, size = 64): Promise<Buffer<ArrayBuffer>> {
  const image = { width: size, height: size, format: "png", index } as const;
  return Buffer.from(await renderBase64(image), "base64");
}

async function createMask(size: number): Promise<Uint8Array<ArrayBuffer>> {
  const image = { width: size, height: size, format: "webp", index: 0 } as const;
  const webp = Buffer.from(await renderBase64(image), "base64");
  return new Uint8Array(await new Bun.Image(webp).png().bytes());
}

describe("the openai client", () => {
  test("generates images and reads their metadata", async () => {
    const { client, mark, customer } = await setUp({ credits: 20 });
    const made = await client.images.generate({ model, prompt: mark, size: "1536x1024", n: 2 });
    expect(made.data).toHaveLength(2);
    for (const { b64_json = "" } of made.data ?? []) {
      const metadata = await new Bun.Image(Buffer.from(b64_json, "base64")).metadata();
      expect(metadata).toMatchObject({ width: 1536, height: 1024, format: "png" });
    }
    expect(made).toMatchObject({ size: "1536x1024", background: "opaque", output_format: "png" });
    expect(made.usage?.total_tokens).toBeGreaterThan(0);
    expect(made._request_id).toMatch(/^[\w-]{36}$/);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      available: 4,
      held: 0,
    });
  });

  test("edits one file", async () => {
    const { client, mark, call } = await setUp();
    const image = await toFile(await png(), "soap.png", { type: "image/png" });
    const made = await client.images.edit({ model, prompt: mark, image, n: 2, size: "auto" });
    expect(made.data).toHaveLength(2);
    expect(call()).toMatchObject({ operation: "edits", fields: { n: "2" } });
    const [file] = call().files;
    expect(file).toMatchObject({ field: "image", sha256: await digest(await png()) });
  });

  test("edits many files from memory, disk, without a name and streamed, in their order", async () => {
    const { client, mark, call } = await setUp();
    const path = join(folder, "1.png");
    await Bun.write(path, await png(1));
    const image = [
      await toFile(await png(0)),
      Bun.file(path),
      new File([await png(2)], "2.bin", { type: "application/octet-stream" }),
      toStreamingFile(Bun.file(path).stream(), "3.png", { type: "image/png" }),
    ];
    const made = await client.images.edit({ model, prompt: mark, image });
    expect(made.data).toHaveLength(1);
    const digests = await Promise.all([0, 1, 2, 1].map(async (index) => digest(await png(index))));
    expect(call().files.map(({ sha256 }) => sha256)).toEqual(digests);
  });

  test("edits with a mask", async () => {
    const { client, mark, call } = await setUp();
    const image = [await toFile(await png(), "a.png"), await toFile(await png(1, 128), "b.png")];
    const mask = await toFile(await createMask(64), "mask.png");
    await client.images.edit({ model, prompt: mark, image, mask });
    expect(call().files.map(({ field }) => field)).toEqual(["image[]", "image[]", "mask"]);
    expect(call().files[2]?.sha256).toBe(await digest(await createMask(64)));
  });

  test("streams an image with its previews", async () => {
    const { client, mark } = await setUp();
    const events = await client.images.generate({
      model,
      prompt: mark,
      stream: true,
      partial_images: 3,
      quality: "low",
    });
    const seen: string[] = [];
    for await (const event of events) {
      seen.push(event.type);
      const isPreview = event.type === "image_generation.partial_image";
      if (isPreview) expect(event.partial_image_index).toBe(seen.length - 1);
      else expect(event.usage.output_tokens).toBe(196);
      const metadata = await new Bun.Image(Buffer.from(event.b64_json, "base64")).metadata();
      expect(metadata.width).toBe(isPreview ? 64 : 1024);
    }
    const preview = "image_generation.partial_image";
    expect(seen).toEqual([preview, preview, preview, "image_generation.completed"]);
  });

  test("streams an edit, and each of several images", async () => {
    const { client, mark } = await setUp();
    const image = await toFile(await png(), "a.png");
    const events = await client.images.edit({ model, prompt: mark, image, stream: true, n: 3 });
    const seen = await Array.fromAsync(events);
    expect(seen.map(({ type }) => type)).toEqual(Array(3).fill("image_edit.completed"));
    const tokens = seen.map((event) => ("usage" in event ? event.usage.output_tokens : 0));
    expect(tokens.reduce((sum, each) => sum + each, 0)).toBe(3 * 196);
  });

  test("receives an error in the middle of a stream", async () => {
    const { client, mark, customer } = await setUp({ credits: 8 });
    const prompt = `${mark} #up:moderation`;
    const events = await client.images.generate({ model, prompt, stream: true });
    const error = await Array.fromAsync(events).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect(error).toMatchObject({ code: "moderation_blocked", param: null });
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      available: 8,
      held: 0,
    });
  });

  test("lists the models and reads one", async () => {
    const { client } = await setUp();
    const listed = await Array.fromAsync(client.models.list());
    expect(listed[0]?.id).toBe(model);
    expect(await client.models.retrieve(model)).toMatchObject({ id: model, object: "model" });
  });
});

describe("the openai client throws its own error class for", () => {
  type Case = [name: string, (setup: Setup) => Promise<unknown>, [kind: unknown, code: string]];
  const generate = (fields: object) => (setup: Setup) =>
    setup.client.images.generate({ model, prompt: setup.mark, ...fields });
  const generateWith = (word: string) => (setup: Setup) =>
    setup.client.images.generate({ model, prompt: `${setup.mark} #up:${word}` });
  const cases: Case[] = [
    [
      "400 for an invalid size",
      generate({ size: "1000x1000" }),
      [OpenAI.BadRequestError, "invalid_value"],
    ],
    [
      "400 for blocked content",
      generateWith("moderation"),
      [OpenAI.BadRequestError, "moderation_blocked"],
    ],
    [
      "401",
      ({ client }) => client.withOptions({ apiKey: "sk-nonsense" }).models.retrieve("a"),
      [OpenAI.AuthenticationError, "invalid_api_key"],
    ],
    ["402", generate({ n: 10 }), [OpenAI.APIError, "credit_balance_exhausted"]],
    ["404", generate({ model: "dall-e-9" }), [OpenAI.NotFoundError, "model_not_found"]],
    ["500", generateWith("500"), [OpenAI.InternalServerError, "generation_failed"]],
    ["503", generateWith("quota"), [OpenAI.InternalServerError, "server_is_overloaded"]],
  ];
  test.each(cases)("%s", async (name, send, expected) => {
    // With retries enabled, an unnecessary retry would be visible.
    const setup = await setUp({ credits: 16, maxRetries: 2 });
    const error = await send(setup).catch((cause: unknown) => cause);
    const [kind, code] = expected;
    expect(error).toBeInstanceOf(kind as typeof OpenAI.APIError);
    expect(error).toMatchObject({ status: Number(name.slice(0, 3)), code });
    expect(await readAccountState(app, setup.customer.accountId)).toMatchObject({
      available: 16,
      held: 0,
    });
  });

  test("429, without a retry", async () => {
    let calls = 0;
    const customer = await app.customer({ dialect: "openai" });
    const client = openClient(app, customer, {
      maxRetries: 2,
      fetch: (url, init) => {
        calls++;
        return app.fetch(String(url), init);
      },
    });
    await app.ctx.db.query("update keys set requests_per_hour = 1 where id = $1", [customer.keyId]);
    await client.models.retrieve(model);
    const error = await client.models.retrieve(model).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(OpenAI.RateLimitError);
    expect(calls).toBe(2);
  });
});

describe("the retries of the openai client charge nothing twice", () => {
  test.each(["500", "reset", "truncated"])("if the upstream responds with %s", async (word) => {
    const { client, mark, customer } = await setUp({ credits: 16, maxRetries: 2 });
    const prompt = `${mark} #up:${word}`;
    const error = await client.images.generate({ model, prompt }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(OpenAI.InternalServerError);
    expect(countCallsWith(upstream.calls, mark)).toBe(1);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      generations: "1",
      held: 0,
    });
  });

  test("if the client times out and retries, also with a form", async () => {
    const { mark, customer } = await setUp({ credits: 30 });
    const countCalls = () => countCallsWith(upstream.calls, mark);
    const client = openClient(app, customer, {
      maxRetries: 2,
      fetch: async (url, init) => {
        const isFirst = new Headers(init?.headers).get("x-stainless-retry-count") === "0";
        if (isFirst) return timeOut(String(url), init, countCalls);
        const reply = app.fetch(String(url), init);
        upstream.release();
        return reply;
      },
    });
    const prompt = `${mark} #up:hold`;
    const made = await client.images.generate({ model, prompt });
    expect(made.data).toHaveLength(1);
    const image = await toFile(await png(), "a.png");
    const edited = await client.images.edit({ model, prompt, image });
    expect(edited.data).toHaveLength(1);
    expect(countCalls()).toBe(2);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      available: 14,
      generations: "2",
    });
  });

  test("if a stream is lost before its first event", async () => {
    const { customer, mark } = await setUp({ credits: 8 });
    let losses = 1;
    const client = openClient(app, customer, {
      maxRetries: 2,
      fetch: async (url, init) => {
        const reply = await app.fetch(String(url), init);
        if (losses-- > 0) throw new Error("The connection is lost");
        return reply;
      },
    });
    const events = await client.images.generate({ model, prompt: mark, stream: true });
    expect(await Array.fromAsync(events)).toHaveLength(1);
    expect(countCallsWith(upstream.calls, mark)).toBe(1);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      available: 0,
      held: 0,
    });
  });

  test("and an Idempotency-Key returns the same images", async () => {
    const { client, mark, customer } = await setUp({ credits: 16 });
    const headers = { "Idempotency-Key": "one" };
    const generate = () => client.images.generate({ model, prompt: mark }, { headers });
    expect(await generate()).toEqual(await generate());
    expect(await readAccountState(app, customer.accountId)).toMatchObject({ available: 8 });
  });
});

/** Sends a request and ends it, like a client that times out, once the provider has been called. */
async function timeOut(
  url: string,
  init: RequestInit | undefined,
  countCalls: () => number,
): Promise<Response> {
  const controller = new AbortController();
  const calls = countCalls();
  const reply = app.fetch(url, { ...init, signal: controller.signal });
  reply.catch(() => undefined);
  await eventually(() => countCalls() > calls, { message: "The provider was not called" });
  controller.abort();
  return reply;
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
}
