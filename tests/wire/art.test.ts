import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type ArtReply, getFinishedTask, createTask } from "../support/art-client.ts";
import { validateResponse } from "../support/contract-validator.ts";
import { readCommand, type Send, SENDERS } from "../support/curl.ts";
import { findViolations } from "../support/invariants.ts";
import { type RawServer, reply, startRawServer } from "../support/raw-server.ts";
import { readAccountState } from "../support/account-state.ts";
import type { UpstreamCall } from "../support/upstream/call.ts";
import { renderBase64 } from "../support/upstream/images.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

const fixtures = join(import.meta.dir, "fixtures/art");
const hurry = join(import.meta.dir, "../support/fast-timers.ts");
/** What the published requests and replies say where each customer has something else. */
const BASE_URL = "https://gpt-image-2.art";
const PRODUCT = "https://example.com/product.png";
const KEY = "$GPT_IMAGE_2_API_KEY";
const TASK = "8f6d9f87-1b3f-4f89-bdfb-3df8e77b7af3";
/** Values that are different on each call, by field. */
const PASSING: Record<string, RegExp> = {
  id: /^[0-9a-f-]{36}$/,
  url: /^http:\/\/127\.0\.0\.1:\d+\/files\/generations\/[\w/-]+\.png$/,
  created: /^\d{10}$/,
};
const SIZES = [
  ...["1024x1024", "1536x1024", "1024x1536", "1920x1088", "1088x1920", "3824x2160", "2160x3824"],
];

// A file that runs alone starts a database server of its own first.
setDefaultTimeout(30_000);

let folder: string;
let host: RawServer;
let product: string;
let upstream: Upstream;
let app: App;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-art-"));
  const drawing = { width: 512, height: 512, format: "png", index: 0 } as const;
  const picture = Buffer.from(await renderBase64(drawing), "base64");
  host = await startRawServer(reply("200 OK", ["Content-Type: image/png"], picture));
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
  describe(`with ${sender}, a published request gets the published reply:`, () => {
    test("an image from text", async () => {
      const customer = await art();
      const told = await run("text-to-image.sh", { customer, send });
      await expectLike(told, "created.json");
      await getFinishedTask(app, customer, told.id);
      expect(callOf("matte black coffee bag")).toMatchObject({
        operation: "generations",
        fields: { model: "gpt-image-2", size: "1536x1024", quality: "high", n: 1 },
      });
    });

    test("an image from an image", async () => {
      const customer = await art();
      const told = await run("image-to-image.sh", { customer, send });
      const model = "gpt-image-2-image-to-image";
      await expectLike(
        { ...told, model: told.model.replace("image-to", "text-to") },
        "created.json",
      );
      expect(told.model).toBe(model);
      expect(await getFinishedTask(app, customer, told.id)).toMatchObject({
        model,
        status: "succeeded",
      });
      const call = callOf("Keep the product unchanged");
      expect(call).toMatchObject({ operation: "edits", fields: { size: "1024x1024" } });
      expect(call?.files).toHaveLength(1);
    });

    test("a task that has succeeded", async () => {
      const customer = await art();
      const { body } = await createTask(customer);
      await getFinishedTask(app, customer, body.id);
      const told = await run("get-task.sh", { customer, send, id: body.id });
      await expectLike(told, "succeeded.json");
      await expectPicture(told.data[0]?.url, "image/png", [1024, 1024]);
    });
  });
}

test("the published script runs as it is but for the address, and prints the pictures", async () => {
  const { key } = await art();
  const path = join(folder, "example.js");
  const script = await Bun.file(join(fixtures, "example.js")).text();
  await Bun.write(path, script.replaceAll(BASE_URL, app.url));
  upstream.respondWith("delay:50");
  const env = { ...process.env, GPT_IMAGE_2_API_KEY: key, NO_COLOR: "1" };
  const child = Bun.spawn([process.execPath, "--preload", hurry, path], { env, stderr: "pipe" });
  const printed = await new Response(child.stdout).text();
  expect([await child.exited, await new Response(child.stderr).text()]).toEqual([0, ""]);
  const urls = [...printed.matchAll(/"(http[^"]+)"/g)].map(([, url]) => url);
  expect(urls).toHaveLength(1);
  await expectPicture(urls[0], "image/png", [1024, 1024]);
});

test("a wrong key is told in the published words", async () => {
  const headers = { authorization: "Bearer sk-xxx" };
  const told = await app.fetch(`/api/v1/images/tasks/${TASK}`, { headers });
  const documented = await Bun.file(join(fixtures, "error.json")).json();
  expect([told.status, await told.json()]).toEqual([401, documented]);
});

test("what only the hub offers, an sk- key gets in the hub's words", async () => {
  const customer = await art(7);
  const credits = await (await customer.call("/api/v1/credits")).json();
  expect(credits).toMatchObject({ object: "credit_balance", credits: 7 });
  expect(await (await customer.call("/api/v1/models")).json()).toMatchObject({ object: "list" });
  const headers = { authorization: "Bearer sk-xxx" };
  const refused = await app.fetch("/api/v1/credits", { headers });
  expect([refused.status, (await refused.json()).error.code]).toEqual([401, "invalidApiKey"]);
});

describe("whatever the name of the model, the pictures decide which one a reply tells:", () => {
  const names = ["", "gpt-image-2", "gpt-image-2-text-to-image", "gpt-image-2-image-to-image"];
  test.each(names)("'%s'", async (model) => {
    const customer = await art();
    const named = model === "" ? {} : { model };
    const text = await createTask(customer, { ...named, prompt: `from text by '${model}'` });
    const image = await createTask(customer, { ...named, image_urls: [product] });
    expect(text.body.model).toBe("gpt-image-2-text-to-image");
    expect(image.body.model).toBe("gpt-image-2-image-to-image");
    await getFinishedTask(app, customer, text.body.id);
    expect(callOf(`from text by '${model}'`)?.fields.model).toBe("gpt-image-2");
    await getFinishedTask(app, customer, image.body.id);
  });
});

describe("each size is drawn as it is asked for, at the price of any other:", () => {
  test.each(SIZES)("%s", async (size) => {
    const customer = await art(10);
    const told = await createTask(customer, { prompt: `${size} of art`, size });
    const { data, credits } = await getFinishedTask(app, customer, told.body.id);
    expect(credits).toBe(10);
    await expectPicture(data[0]?.url, "image/png", size.split("x").map(Number));
    expect(callOf(`${size} of art`)?.fields.size).toBe(size);
  });

  test.each([{}, { size: "auto" }])("%j is left to the model", async (fields) => {
    const customer = await art(10);
    const prompt = `auto ${JSON.stringify(fields)}`;
    const told = await createTask(customer, { ...fields, prompt });
    expect(await getFinishedTask(app, customer, told.body.id)).toMatchObject({ credits: 10 });
    expect(callOf(prompt)?.fields.size ?? "auto").toBe("auto");
  });
});

describe("pictures cost ten credits each:", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])("%d", async (n) => {
    const customer = await art(100);
    const told = await createTask(customer, { n, quality: "high" });
    expect(told.body.credits).toBe(10 * n);
    const end = await getFinishedTask(app, customer, told.body.id);
    expect(end.data).toHaveLength(n);
    expect(new Set(end.data.map(({ url }) => url)).size).toBe(n);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      available: 100 - 10 * n,
      held: 0,
    });
  });

  test("those that do not come are not paid for", async () => {
    const customer = await art(100);
    const told = await createTask(customer, { n: 3, prompt: "#up:fewer:2" });
    const end = await getFinishedTask(app, customer, told.body.id);
    expect(end).toMatchObject({ status: "succeeded", credits: 30, data: [{}, {}] });
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      available: 80,
      held: 0,
    });
  });
});

test.each([["png"], ["jpeg"], ["webp"]])(
  "pictures come as %s where that is asked for",
  async (format) => {
    const customer = await art();
    const told = await createTask(customer, { output_format: format, response_format: "url" });
    const { data } = await getFinishedTask(app, customer, told.body.id);
    await expectPicture(data[0]?.url, `image/${format}`, [1024, 1024]);
  },
);

test.each(["low", "medium", "high", "auto"])("quality %s reaches the model", async (quality) => {
  const customer = await art(10);
  const told = await createTask(customer, { quality, prompt: `${quality} quality` });
  expect(await getFinishedTask(app, customer, told.body.id)).toMatchObject({
    status: "succeeded",
    credits: 10,
  });
  expect(callOf(`${quality} quality`)?.fields.quality ?? "auto").toBe(quality);
});

test("the caller's own id of a person is kept with the task", async () => {
  const customer = await art();
  const told = await createTask(customer, { user: "person-7" });
  const sql = "select end_user from generations where id = $1";
  const { rows } = await app.ctx.db.query(sql, [told.body.id]);
  expect(rows).toEqual([{ endUser: "person-7" }] as never[]);
});

describe("an order that is sent again", () => {
  test("with its Idempotency-Key is the same task, paid once", async () => {
    const customer = await art(10);
    const headers = { "idempotency-key": "mine" };
    const first = await createTask(customer, {}, headers);
    const again = await createTask(customer, {}, headers);
    expectSame(first, again);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({ generations: "1" });
  });

  test("by an SDK on its own is the same task, paid once", async () => {
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

/** The latest call upstream whose prompt has these words. */
function callOf(words: string): UpstreamCall | undefined {
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
  const told = await send(command, folder);
  const { method, url } = readCommand(command);
  const headers = { authorization: `Bearer ${customer.key}` };
  await validateResponse(new Request(url, { method, headers }), told);
  expect(told.status).toBe(200);
  return told.json();
}

/** The very fields of the document, each with its value, or with one of its kind where values pass. */
async function expectLike(told: unknown, fixture: string): Promise<void> {
  const documented = await Bun.file(join(fixtures, fixture)).json();
  expect(normalise(told)).toEqual(normalise(documented, true));
}

function normalise(value: unknown, isDocument = false): unknown {
  return JSON.parse(JSON.stringify(value), (field, each: unknown) => {
    const passes = PASSING[field];
    return passes && (isDocument || passes.test(String(each))) ? `any ${field}` : each;
  });
}

async function expectPicture(url = "", type: string, size: number[]): Promise<void> {
  const told = await fetch(url);
  expect([told.status, told.headers.get("content-type")]).toEqual([200, type]);
  const { width, height } = await new Bun.Image(await told.arrayBuffer()).metadata();
  expect([width, height]).toEqual(size);
}
