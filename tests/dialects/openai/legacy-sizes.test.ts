import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { AccountClient } from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { readAccountState } from "../../support/account-state.ts";
import { cli, cliInProcess } from "../../support/cli.ts";
import { findViolations } from "../../support/invariants.ts";
import { openClient, postJson } from "../../support/openai-client.ts";
import { requestJson, type Schemas, signUpAdmin } from "../../support/playground.ts";

const PATH = "/api/admin/legacy-sizes";

let app: App;
let boss: AccountClient;

beforeAll(async () => {
  app = await startApp();
  boss = await signUpAdmin(app);
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

async function create(fields: object) {
  const customer = await app.customer({ dialect: "openai" });
  const client = openClient(app, customer, { maxRetries: 0 });
  const made = await client.images.generate({ model: "gpt-image-2", prompt: "a cup", ...fields });
  return { made, customer };
}

async function readMetadata(base64 = ""): Promise<Bun.Image.Metadata> {
  return new Bun.Image(Buffer.from(base64, "base64")).metadata();
}

const settings = () => ({ DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl, PORT: "0" });

const sizes = (...args: string[]) => cli(settings(), "sizes", ...args);

const sizesInProcess = (...args: string[]) => cliInProcess(settings(), "sizes", ...args);

const list = () => requestJson<Schemas["LegacySizeList"]>(boss, PATH);

describe("an image of a legacy size", () => {
  const cases: [size: string, fields: object, format: string, credits: number][] = [
    ["256x256", {}, "png", 8],
    ["512x512", { output_format: "webp", output_compression: 50 }, "webp", 8],
    ["800x600", { output_format: "jpeg" }, "jpeg", 8],
    ["1920x1080", {}, "png", 10],
  ];
  test.each(cases)(
    "%s is generated larger and resized",
    async (...[size, fields, format, credits]) => {
      const { made, customer } = await create({ size, ...fields });
      const [width, height] = size.split("x").map(Number);
      expect(made.size).toBe(size);
      expect(await readMetadata(made.data?.[0]?.b64_json)).toMatchObject({ width, height, format });
      expect(await readAccountState(app, customer.accountId)).toMatchObject({
        available: 1000 - credits,
        held: 0,
      });
    },
  );

  test("keeps transparent pixels, and its size in a stream", async () => {
    const fields = { size: "512x512", background: "transparent" };
    const { made } = await create(fields);
    expect(made).toMatchObject({ size: "512x512", background: "transparent" });
    const customer = await app.customer({ dialect: "openai" });
    const streamed = { model: "gpt-image-2", prompt: "a cup", ...fields, stream: true as const };
    const events = await openClient(app, customer).images.generate({
      ...streamed,
      background: "transparent",
    });
    const [event] = await Array.fromAsync(events);
    expect(event).toMatchObject({ type: "image_generation.completed", size: "512x512" });
    expect(await readMetadata(event?.b64_json)).toMatchObject({ width: 512, height: 512 });
  });

  test("can be asked for by width and height", async () => {
    const customer = await app.customer({ dialect: "openai" });
    const body = { prompt: "a cup", width: 512, height: 512 };
    const reply = await postJson(customer, "/v1/images/generations", { body });
    expect(await reply.json()).toMatchObject({ size: "512x512" });
  });

  test("differs for idempotency from an image of the generated size", async () => {
    const customer = await app.customer({ dialect: "openai" });
    const headers = { "idempotency-key": "one" };
    const statuses: number[] = [];
    for (const size of ["512x512", "1024x1024", "512x512"]) {
      const body = { prompt: "a cup", size };
      const reply = await postJson(customer, "/v1/images/generations", { body, headers });
      statuses.push(reply.status);
    }
    expect(statuses).toEqual([200, 422, 200]);
  });
});

describe("an admin", () => {
  test("replaces the sizes, with an audit entry, and requests follow at once", async () => {
    const { data } = await list();
    expect(data).toContainEqual({ size: "512x512", generated_size: "1024x1024" });
    await expect(create({ size: "300x300" })).rejects.toThrow("Invalid size '300x300'");
    const more = [...data, { size: "300x300", generated_size: "1024x1024" }];
    const json = { data: more, reason: "A plugin asks for it" };
    const saved = await requestJson<Schemas["LegacySizeList"]>(boss, PATH, { method: "PUT", json });
    expect(saved.data).toHaveLength(more.length);
    expect((await create({ size: "300x300" })).made.size).toBe("300x300");
    const audit = await requestJson<Schemas["AuditEntryList"]>(
      boss,
      "/api/admin/audit?action=sizes",
    );
    expect(audit.data[0]).toMatchObject({
      reason: "A plugin asks for it",
      details: { after: { "300x300": "1024x1024" } },
    });
  });

  const invalid: [string, object[]][] = [
    ["of another ratio", [{ size: "300x300", generated_size: "1536x1024" }]],
    ["that is generated as it is", [{ size: "1024x1024", generated_size: "2048x2048" }]],
    ["generated at an unsupported size", [{ size: "300x300", generated_size: "600x600" }]],
    ["with an edge of no pixels", [{ size: "0x300", generated_size: "1024x1024" }]],
    ["that is repeated", Array(2).fill({ size: "300x300", generated_size: "1024x1024" })],
  ];
  test.each(invalid)("cannot save a size %s", async (_, data) => {
    const before = await list();
    const reply = await boss.call(PATH, { method: "PUT", json: { data } });
    expect(reply.status).toBe(400);
    expect(await list()).toEqual(before);
  });
});

describe("the commands for sizes", () => {
  test("add, change, list and remove a size", async () => {
    const set = await sizes("set", "320x320", "--to", "1024x1024", "--json");
    expect(JSON.parse(set.out)).toEqual({ size: "320x320", generated_size: "1024x1024" });
    await sizesInProcess("set", "320x320", "--to", "2048x2048", "--reason", "Sharper");
    const listed = JSON.parse((await sizes("list", "--json")).out).sizes;
    expect(listed).toContainEqual({ size: "320x320", generated_size: "2048x2048" });
    expect(await sizes("remove", "320x320")).toMatchObject({ code: 0 });
    expect(await sizesInProcess("remove", "320x320")).toMatchObject({
      code: 1,
      err: expect.stringContaining("There is no legacy size 320x320"),
    });
    expect(await sizesInProcess("set", "wide", "--to", "1024x1024")).toMatchObject({ code: 2 });
  });

  test("at the same time, none is lost", async () => {
    const names = [330, 340, 350, 360, 370, 380].map((edge) => `${edge}x${edge}`);
    const before = await list();
    const set = names.map((name) => sizesInProcess("set", name, "--to", "1024x1024"));
    expect((await Promise.all(set)).map(({ code }) => code)).toEqual(names.map(() => 0));
    const added = names.map((size) => ({ size, generated_size: "1024x1024" }));
    expect((await list()).data).toEqual(expect.arrayContaining([...before.data, ...added]));
    const remove = names.map((name) => sizesInProcess("remove", name, "--reason", "Unused"));
    expect((await Promise.all(remove)).map(({ code }) => code)).toEqual(names.map(() => 0));
    expect(await list()).toEqual(before);
  });
});
