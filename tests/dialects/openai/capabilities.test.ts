import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import OpenAI, { toFile } from "openai";
import type { AccountClient } from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { readAccountState } from "../../support/account-state.ts";
import { cliInProcess } from "../../support/cli.ts";
import { findViolations } from "../../support/invariants.ts";
import { openClient } from "../../support/openai-client.ts";
import { requestJson, type Schemas, signUpAdmin } from "../../support/playground.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const CAPABLE = "gpt-image-2.5-sunburst";
const ALL = "quality_xhigh,quality_max,complexity,markup,seed,input_fidelity,style";

let upstream: Upstream;
let app: App;
let boss: AccountClient;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    env: { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
  });
  boss = await signUpAdmin(app);
  await models("add", CAPABLE, "--name", "Sunburst");
  await models("set", CAPABLE, "--capabilities", ALL);
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
});

function models(...args: string[]) {
  const settings = { DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl, PORT: "0" };
  return cliInProcess(settings, "models", ...args);
}

async function setUp() {
  const customer = await app.customer({ dialect: "openai", credits: 20 });
  const prompt = `a cup [${customer.accountId}]`;
  return {
    customer,
    prompt,
    client: openClient(app, customer, { maxRetries: 0 }),
    calls: () => upstream.calls.filter(({ fields }) => fields.prompt === prompt),
  };
}

async function image(format: "png" | "webp" = "png"): Promise<Uint8Array> {
  return Buffer.from(await renderBase64({ width: 64, height: 64, format, index: 0 }), "base64");
}

// The WebP images of the upstream have an alpha channel.
async function overlay(): Promise<File> {
  return toFile(await new Bun.Image(await image("webp")).png().bytes(), "markup.png");
}

const toError = (cause: unknown) => cause;

const fields: [name: string, sent: object][] = [
  ["xhigh", { quality: "xhigh" }],
  ["max", { quality: "max" }],
  ["complexity", { complexity: "high" }],
  ["seed", { seed: 7 }],
  ["style", { style: "natural" }],
];

describe("a model that is declared to honor a field", () => {
  test.each(fields)("receives it: %s", async (_, sent) => {
    const { client, prompt, calls } = await setUp();
    const made = await client.images.generate({ model: CAPABLE, prompt, ...sent });
    expect(made.data).toHaveLength(1);
    if ("quality" in sent) expect(made.quality as string).toBe(String(sent.quality));
    expect(calls().map((call) => call.fields)).toMatchObject([sent]);
  });

  test.each([
    [{}, "low"],
    [{ complexity: "high" }, "high"],
  ] as const)(
    "receives the effort of a response as its complexity: %j",
    async (own, complexity) => {
      const { client, prompt, calls } = await setUp();
      const made = await client.responses.create({
        ...{ model: CAPABLE, input: prompt, reasoning: { effort: "low" } },
        tools: [{ type: "image_generation", ...own }],
      });
      expect(made.status).toBe("completed");
      expect(calls().map((call) => call.fields)).toMatchObject([{ complexity }]);
    },
  );

  test("receives the markup and the fidelity of an edit", async () => {
    const { client, prompt, calls } = await setUp();
    const files = { image: await toFile(await image(), "a.png"), markup: await overlay() };
    const made = await client.images.edit({
      ...{ model: CAPABLE, prompt, ...files },
      input_fidelity: "low",
    });
    expect(made.data).toHaveLength(1);
    expect(calls().map((call) => call.files.map(({ field }) => field))).toEqual([
      ["image", "markup"],
    ]);
    expect(calls()[0]?.fields).toMatchObject({ input_fidelity: "low" });
  });

  test("receives no markup without an alpha channel, or beside a mask", async () => {
    const { client, prompt, calls, customer } = await setUp();
    const first = await toFile(await image(), "a.png");
    const opaque = client.images.edit({ model: CAPABLE, prompt, image: first, markup: first });
    expect(await opaque.catch(toError)).toMatchObject({ status: 400, param: "markup" });
    const both = { markup: await overlay(), mask: await overlay() };
    const masked = client.images.edit({ model: CAPABLE, prompt, image: first, ...both });
    expect(await masked.catch(toError)).toMatchObject({ status: 400, param: "markup" });
    expect(calls()).toEqual([]);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({ available: 20 });
  });
});

test.each(fields)("another model is not called with such a field: %s", async (_, sent) => {
  const { client, prompt, calls, customer } = await setUp();
  const [param = ""] = Object.keys(sent);
  const error = await client.images
    .generate({ model: "gpt-image-2", prompt, ...sent })
    .catch(toError);
  expect(error).toBeInstanceOf(OpenAI.BadRequestError);
  expect(error).toMatchObject({ code: "invalid_value", param });
  expect(calls()).toEqual([]);
  expect(await readAccountState(app, customer.accountId)).toMatchObject({ available: 20, held: 0 });
});

test("a provider that cannot pass a field on is not used for it", async () => {
  await models("add", "kie-only", "--name", "Kie");
  await models("set", "kie-only", "--capabilities", "seed");
  await models("routes", "kie-only", "--to", "kie:gpt-image-2");
  const { client, prompt } = await setUp();
  const made = client.images.generate({ model: "kie-only", prompt, ...{ seed: 7 } });
  expect(await made.catch(toError)).toMatchObject({ status: 400, param: "seed" });
});

test("the demo provider repeats the images of a seed", async () => {
  await models("add", "demo-model", "--name", "Demo");
  await models("routes", "demo-model", "--to", "demo:demo");
  const { client } = await setUp();
  const create = async (seed: number) => {
    const request = { model: "demo-model", prompt: "a cup", size: "1024x1024", ...{ seed } };
    return (await client.images.generate(request)).data?.[0]?.b64_json;
  };
  const first = await create(1);
  expect(await create(2)).not.toBe(first);
  const again = await setUp();
  const request = { model: "demo-model", prompt: "a cup", size: "1024x1024", ...{ seed: 1 } };
  const repeated = await again.client.images.generate(request);
  expect(repeated.data?.[0]?.b64_json).toBe(first);
});

describe("the qualities of a capable model have prices:", () => {
  test("a price of one quality applies to it", async () => {
    const settings = { DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl, PORT: "0" };
    const key = ["--dialect", "openai", "--model", CAPABLE, "--quality", "max"];
    await cliInProcess(settings, "prices", "set", ...key, "--credits", "17");
    const { client, prompt, customer } = await setUp();
    await client.images.generate({ model: CAPABLE, prompt, quality: "max", size: "1024x1024" });
    expect(await readAccountState(app, customer.accountId)).toMatchObject({ available: 3 });
  });
});

test("an admin declares and withdraws capabilities of a model", async () => {
  const path = "/api/admin/models";
  const { data } = await requestJson<Schemas["AdminModelList"]>(boss, path);
  const model = data.find(({ id }) => id === CAPABLE);
  expect(model?.capabilities).toEqual(ALL.split(",") as Schemas["Capability"][]);
  const own = { ...model, id: "other-model", aliases: [], capabilities: ["seed"] };
  const saved = await requestJson<Schemas["AdminModel"]>(boss, path, { method: "PUT", json: own });
  expect(saved.capabilities).toEqual(["seed"]);
  const { capabilities: _omitted, ...kept } = own;
  const same = await requestJson<Schemas["AdminModel"]>(boss, path, { method: "PUT", json: kept });
  expect(same.capabilities).toEqual(["seed"]);
  const unknown = { ...own, capabilities: ["telepathy"] };
  expect((await boss.call(path, { method: "PUT", json: unknown })).status).toBe(400);
  expect(await models("set", CAPABLE, "--capabilities", "telepathy")).toMatchObject({ code: 2 });
});
