import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { type ArtReply, getFinishedTask, createTask } from "../../support/art-client.ts";
import { validateResponse } from "../../support/contract-validator.ts";
import { readCommand, type Send, SENDERS } from "../../support/curl.ts";
import { findViolations } from "../../support/invariants.ts";
import { type RawServer, reply, startRawServer } from "../../support/raw-server.ts";
import { readAccountState } from "../../support/account-state.ts";
import type { UpstreamCall } from "../../support/upstream/call.ts";
import { renderBase64 } from "../../support/upstream/images.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

const fixtures = join(import.meta.dir, "../../fixtures/art");
const fastTimers = join(import.meta.dir, "../../support/fast-timers.ts");
/** Values in the published requests and responses that differ for each customer. */
const BASE_URL = "https://gpt-image-2.art";
const PRODUCT = "https://example.com/product.png";
const KEY = "$GPT_IMAGE_2_API_KEY";
const TASK = "8f6d9f87-1b3f-4f89-bdfb-3df8e77b7af3";
/** Fields whose values differ for each call. */
const VARIABLE: Record<string, RegExp> = {
  id: /^[0-9a-f-]{36}$/,
  url: /^http:\/\/127\.0\.0\.1:\d+\/files\/generations\/[\w/-]+\.png$/,
  created: /^\d{10}$/,
};
const SIZES = [
  ...["1024x1024", "1536x1024", "1024x1536", "1920x1088", "1088x1920", "3824x2160", "2160x3824"],
];

let folder: string;
let host: RawServer;
let product: string;
let upstream: Upstream;
let app: App;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-art-"));
  const image = { width: 512, height: 512, format: "png", index: 0 } as const;
  const bytes = Buffer.from(await renderBase64(image), "base64");
  host = await startRawServer(reply("200 OK", ["Content-Type: image/png"], bytes));
  product = `http://127.0.0.1:${host.port}/product.png`;
  upstream = await startUpstream();
  app = await startApp({
    env: {
      ...{ PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url },
      OUTBOUND_ALLOW: `127.0.0.1:${host.port}`,
    },
  });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
  await host[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const art = (credits = 1000) => app.customer({ dialect: "art", credits });

for (const [sender, send] of SENDERS) {
  describe(`with ${sender}, a published art request gets the published response:`, () => {
    test("text to image", async () => {
      const customer = await art();
      const reply = await run("text-to-image.sh", { customer, send });
      await expectLike(reply, "created.json");
      await getFinishedTask(app, customer, reply.id);
      expect(findCall("matte black coffee bag")).toMatchObject({
        operation: "generations",
        fields: { model: "gpt-image-2", size: "1536x1024", quality: "high", n: 1 },
      });
    });

    test("image to image", async () => {
      const customer = await art();
      const reply = await run("image-to-image.sh", { customer, send });
      const model = "gpt-image-2-image-to-image";
      await expectLike(
        { ...reply, model: reply.model.replace("image-to", "text-to") },
        "created.json",
      );
      expect(reply.model).toBe(model);
      expect(await getFinishedTask(app, customer, reply.id)).toMatchObject({
        model,
        status: "succeeded",
      });
      const call = findCall("Keep the product unchanged");
      expect(call).toMatchObject({ operation: "edits", fields: { size: "1024x1024" } });
      expect(call?.files).toHaveLength(1);
    });

    test("a succeeded task", async () => {
      const customer = await art();
      const { body } = await createTask(customer);
      await getFinishedTask(app, customer, body.id);
      const reply = await run("get-task.sh", { customer, send, id: body.id });
      await expectLike(reply, "succeeded.json");
      await expectImage(reply.data[0]?.url, "image/png", [1024, 1024]);
    });
  });
}

test("the published art script runs unchanged except for its URL, and prints the images", async () => {
  const { key } = await art();
  const path = join(folder, "example.js");
  const script = await Bun.file(join(fixtures, "example.js")).text();
  await Bun.write(path, script.replaceAll(BASE_URL, app.url));
  upstream.respondWith("delay:50");
  const env = { ...process.env, GPT_IMAGE_2_API_KEY: key, NO_COLOR: "1" };
  const child = Bun.spawn([process.execPath, "--preload", fastTimers, path], {
    env,
    stderr: "pipe",
  });
  const printed = await new Response(child.stdout).text();
  expect([await child.exited, await new Response(child.stderr).text()]).toEqual([0, ""]);
  const urls = [...printed.matchAll(/"(http[^"]+)"/g)].map(([, url]) => url);
  expect(urls).toHaveLength(1);
  await expectImage(urls[0], "image/png", [1024, 1024]);
});

test("an invalid key gets the published art error", async () => {
  const headers = { authorization: "Bearer sk-xxx" };
  const reply = await app.fetch(`/api/v1/images/tasks/${TASK}`, { headers });
  const documented = await Bun.file(join(fixtures, "error.json")).json();
  expect([reply.status, await reply.json()]).toEqual([401, documented]);
});

test("a key of art gets the hub's format from paths that only the hub has", async () => {
  const customer = await art(7);
  const credits = await (await customer.call("/api/v1/credits")).json();
  expect(credits).toMatchObject({ object: "credit_balance", credits: 7 });
  expect(await (await customer.call("/api/v1/models")).json()).toMatchObject({ object: "list" });
  const headers = { authorization: "Bearer sk-xxx" };
  const rejected = await app.fetch("/api/v1/credits", { headers });
  expect([rejected.status, (await rejected.json()).error.code]).toEqual([401, "invalidApiKey"]);
});

describe("the input images, not the requested model name, decide which art model a response names:", () => {
  const names = ["", "gpt-image-2", "gpt-image-2-text-to-image", "gpt-image-2-image-to-image"];
  test.each(names)("'%s'", async (model) => {
    const customer = await art();
    const named = model === "" ? {} : { model };
    const text = await createTask(customer, { ...named, prompt: `from text by '${model}'` });
    const image = await createTask(customer, { ...named, image_urls: [product] });
    expect(text.body.model).toBe("gpt-image-2-text-to-image");
    expect(image.body.model).toBe("gpt-image-2-image-to-image");
    await getFinishedTask(app, customer, text.body.id);
    expect(findCall(`from text by '${model}'`)?.fields.model).toBe("gpt-image-2");
    await getFinishedTask(app, customer, image.body.id);
  });
});

describe("each art size is generated as requested at the same price:", () => {
  test.each(SIZES)("%s", async (size) => {
    const customer = await art(10);
    const reply = await createTask(customer, { prompt: `${size} of art`, size });
    const { data, credits } = await getFinishedTask(app, customer, reply.body.id);
    expect(credits).toBe(10);
    await expectImage(data[0]?.url, "image/png", size.split("x").map(Number));
    expect(findCall(`${size} of art`)?.fields.size).toBe(size);
  });

  test.each([{}, { size: "auto" }])("the model chooses the size for %j", async (fields) => {
    const customer = await art(10);
    const prompt = `auto ${JSON.stringify(fields)}`;
    const reply = await createTask(customer, { ...fields, prompt });
    expect(await getFinishedTask(app, customer, reply.body.id)).toMatchObject({ credits: 10 });
    expect(findCall(prompt)?.fields.size ?? "auto").toBe("auto");
  });
});

describe("images cost ten credits each in art:", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])("%d", async (n) => {
    const customer = await art(100);
    const reply = await createTask(customer, { n, quality: "high" });
    expect(reply.body.credits).toBe(10 * n);
    const end = await getFinishedTask(app, customer, reply.body.id);
    expect(end.data).toHaveLength(n);
    expect(new Set(end.data.map(({ url }) => url)).size).toBe(n);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      available: 100 - 10 * n,
      held: 0,
    });
  });

  test("images that are not delivered are not charged", async () => {
    const customer = await art(100);
    const reply = await createTask(customer, { n: 3, prompt: "#up:fewer:2" });
    const end = await getFinishedTask(app, customer, reply.body.id);
    expect(end).toMatchObject({ status: "succeeded", credits: 30, data: [{}, {}] });
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      available: 80,
      held: 0,
    });
  });
});

test.each([["png"], ["jpeg"], ["webp"]])(
  "images are delivered as %s if it is requested",
  async (format) => {
    const customer = await art();
    const reply = await createTask(customer, { output_format: format, response_format: "url" });
    const { data } = await getFinishedTask(app, customer, reply.body.id);
    await expectImage(data[0]?.url, `image/${format}`, [1024, 1024]);
  },
);

test.each(["low", "medium", "high", "auto"])(
  "quality %s is passed to the model",
  async (quality) => {
    const customer = await art(10);
    const reply = await createTask(customer, { quality, prompt: `${quality} quality` });
    expect(await getFinishedTask(app, customer, reply.body.id)).toMatchObject({
      status: "succeeded",
      credits: 10,
    });
    expect(findCall(`${quality} quality`)?.fields.quality ?? "auto").toBe(quality);
  },
);

test("the end user of a request is stored with the task", async () => {
  const customer = await art();
  const reply = await createTask(customer, { user: "person-7" });
  const sql = "select end_user from generations where id = $1";
  const { rows } = await app.ctx.db.query(sql, [reply.body.id]);
  expect(rows).toEqual([{ endUser: "person-7" }] as never[]);
});

describe("an art request that is repeated", () => {
  test("with its Idempotency-Key returns the same task, charged once", async () => {
    const customer = await art(10);
    const headers = { "idempotency-key": "mine" };
    const first = await createTask(customer, {}, headers);
    const again = await createTask(customer, {}, headers);
    expectSame(first, again);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({ generations: "1" });
  });

  test("by an SDK retry returns the same task, charged once", async () => {
    const customer = await art(10);
    const first = await createTask(customer, {}, { "x-stainless-retry-count": "0" });
    const again = await createTask(customer, {}, { "x-stainless-retry-count": "1" });
    expectSame(first, again);
  });
});

function expectSame(first: ArtReply, again: ArtReply): void {
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(again.body.id).toBe(first.body.id);
  expect(first.headers.has("idempotent-replayed")).toBe(false);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
}

/** Returns the latest upstream call whose prompt contains these words. */
function findCall(words: string): UpstreamCall | undefined {
  return upstream.calls.findLast(({ fields }) => String(fields.prompt).includes(words));
}

async function run(
  name: string,
  { customer, send, id = TASK }: { customer: Customer; send: Send; id?: string },
): Promise<ArtReply["body"]> {
  const text = await Bun.file(join(fixtures, name)).text();
  const command = text
    .replaceAll(BASE_URL, app.url)
    .replaceAll(KEY, customer.key)
    .replaceAll(PRODUCT, product)
    .replaceAll(TASK, id);
  const reply = await send(command, folder);
  const { method, url } = readCommand(command);
  const headers = { authorization: `Bearer ${customer.key}` };
  await validateResponse(new Request(url, { method, headers }), reply);
  expect(reply.status).toBe(200);
  return reply.json();
}

/** Expects the documented fields with the documented values; variable fields match their pattern. */
async function expectLike(reply: unknown, fixture: string): Promise<void> {
  const documented = await Bun.file(join(fixtures, fixture)).json();
  expect(normalize(reply)).toEqual(normalize(documented, true));
}

function normalize(value: unknown, isDocument = false): unknown {
  return JSON.parse(JSON.stringify(value), (field, each: unknown) => {
    const pattern = VARIABLE[field];
    return pattern && (isDocument || pattern.test(String(each))) ? `any ${field}` : each;
  });
}

async function expectImage(url = "", type: string, size: number[]): Promise<void> {
  const reply = await fetch(url);
  expect([reply.status, reply.headers.get("content-type")]).toEqual([200, type]);
  const { width, height } = await new Bun.Image(await reply.arrayBuffer()).metadata();
  expect([width, height]).toEqual(size);
}
