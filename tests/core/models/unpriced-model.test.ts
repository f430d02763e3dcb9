import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import type postgres from "postgres";
import type { AccountClient } from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { cliInProcess } from "../../support/cli.ts";
import { requestJson, type Schemas, signUpAdmin } from "../../support/playground.ts";
import { openSessions, runTogether } from "../../support/run-together.ts";

const MODELS = "/api/admin/models";
const PRICES = "/api/admin/prices";
const FLUX = {
  ...{ id: "flux", name: "Flux", providers: [], max_images: 4, reference_image_limit: 4 },
  ...{ enabled: true, default_for: [], aliases: [], capabilities: [] },
};
const MISSING =
  "The enabled model would have no price for flux, art, 1K, auto. " +
  "Set this price first, or save the model disabled until it has all prices.";

let app: App;
let boss: AccountClient;
let sql: postgres.Sql;
let standard: Schemas["Price"][];

beforeAll(async () => {
  app = await startApp({ worker: false });
  boss = await signUpAdmin(app);
  sql = openSessions(app.databaseUrl);
  standard = (await requestJson<Schemas["PriceList"]>(boss, PRICES)).data;
});

beforeEach(async () => {
  await replacePrices(price({ model: "gpt-image-2" }));
});

afterEach(async () => {
  await replacePrices(...standard);
  await sql`delete from models where id = 'flux'`;
});

afterAll(async () => {
  await sql.end();
  await app.stop();
});

function cli(...args: string[]) {
  return cliInProcess({ DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl }, ...args);
}

function price(scope: Partial<Schemas["Price"]>): Schemas["Price"] {
  return { dialect: "*", model: "*", tier: "*", quality: "*", credits: 8, ...scope };
}

async function replacePrices(...data: Schemas["Price"][]): Promise<void> {
  await requestJson(boss, PRICES, { method: "PUT", json: { data, reason: "other prices" } });
}

function putModel(json: object) {
  return boss.call(MODELS, { method: "PUT", json });
}

async function findModel(id: string) {
  const { data } = await requestJson<Schemas["AdminModelList"]>(boss, MODELS);
  return data.find((model) => model.id === id);
}

/** The credits of the models on offer, by id. */
async function listOffered() {
  const { data } = await requestJson<Schemas["ModelList"]>(boss, "/api/account/models");
  return Object.fromEntries(data.map(({ id, credits }) => [id, credits["1K"]]));
}

describe("a model without all prices", () => {
  test("is added disabled by the command, which says how to set them and enable it", async () => {
    const { code, out } = await cli("models", "add", "flux", "--name", "Flux");
    expect([code, ...out.split("\n").slice(0, 2)]).toEqual([
      0,
      "Added the model flux.",
      "Warning: flux is disabled, because there is no price for flux, art, 1K, auto. " +
        "Run `prices set --model flux --credits N`, then `models set flux --enabled yes`.",
    ]);
    expect(await listOffered()).toEqual({ "gpt-image-2": 8 });
    const enable = ["models", "set", "flux", "--enabled", "yes"];
    expect(await cli(...enable)).toEqual({ code: 1, out: "", err: `darkroom: ${MISSING}\n` });
    expect(await findModel("flux")).toMatchObject({ enabled: false });
    const set = await cli("prices", "set", "--model", "flux", "--credits", "5");
    expect(set).toMatchObject({ code: 0, err: "" });
    expect(await cli(...enable)).toMatchObject({ code: 0, err: "" });
    expect(await listOffered()).toEqual({ "gpt-image-2": 8, flux: 5 });
  });

  test("becomes no default before it is enabled", async () => {
    const add = ["models", "add", "flux", "--name", "Flux", "--default-for", "hub", "--json"];
    const { id, warnings } = JSON.parse((await cli(...add)).out);
    expect({ id, warnings }).toEqual({
      id: "flux",
      warnings: [expect.stringContaining("`models set flux --enabled yes --default-for hub`")],
    });
    expect(await findModel("flux")).toMatchObject({ enabled: false, default_for: [] });
  });

  test("is not enabled by the API until it has them", async () => {
    const rejected = await putModel(FLUX);
    expect(rejected.status).toBe(400);
    expect((await rejected.json()).error).toEqual({
      ...{ code: "invalid_request", message: MISSING },
      issues: [{ path: ["enabled"], message: "leaves without a price: flux, art, 1K, auto" }],
    });
    expect(await findModel("flux")).toBeUndefined();
    expect((await putModel({ ...FLUX, enabled: false })).status).toBe(200);
    expect((await putModel(FLUX)).status).toBe(400);
    expect(await findModel("flux")).toMatchObject({ enabled: false });
    await replacePrices(price({ model: "gpt-image-2" }), price({ model: "flux", credits: 5 }));
    expect((await putModel(FLUX)).status).toBe(200);
    expect(await listOffered()).toEqual({ "gpt-image-2": 8, flux: 5 });
  });

  test("is not enabled after its price was removed while it was disabled", async () => {
    await cli("models", "add", "flux", "--name", "Flux");
    const key = ["--model", "flux"];
    await cli("prices", "set", ...key, "--credits", "5");
    expect(await cli("prices", "remove", ...key)).toMatchObject({ code: 0 });
    const enabled = await cli("models", "set", "flux", "--enabled", "yes");
    expect(enabled).toEqual({ code: 1, out: "", err: `darkroom: ${MISSING}\n` });
  });

  test("is not enabled while its price is being removed", async () => {
    await cli("models", "add", "flux", "--name", "Flux");
    await cli("prices", "set", "--model", "flux", "--credits", "5");
    const [enabled] = await runTogether(sql, {
      locked: (run) => run`select admin_remove_price(null, '*', 'flux', '*', '*')`,
      changes: [() => cli("models", "set", "flux", "--enabled", "yes")],
      end: "commit",
    });
    expect(enabled).toEqual({ code: 1, out: "", err: `darkroom: ${MISSING}\n` });
  });

  test("cannot be the result of a removed price, and the message says what to do", async () => {
    const json = { data: [price({ dialect: "hub" })], reason: "too few" };
    const rejected = await boss.call(PRICES, { method: "PUT", json });
    expect(rejected.status).toBe(400);
    expect((await rejected.json()).error.message).toBe(
      "data leaves without a price: gpt-image-2, art, 1K, auto. " +
        "Add a price for it, or disable the model first.",
    );
  });
});

describe("a quality that needs a price of its own", () => {
  const CAPABLE = { capabilities: ["quality_xhigh"] };
  const MISSING_XHIGH = "would have no price for gpt-image-2, openai, 1K, xhigh. Set this price";
  const setXhigh = ["models", "set", "gpt-image-2", "--capabilities", "quality_xhigh"];
  const xhighPrice = ["--dialect", "openai", "--quality", "xhigh"];

  beforeEach(async () => {
    const qualities = ["low", "medium", "high", "auto"] as const;
    const openai = qualities.map((quality) => price({ dialect: "openai", quality }));
    const others = (["hub", "plus", "art"] as const).map((dialect) => price({ dialect }));
    await replacePrices(...openai, ...others);
  });

  test("is declared by the API and the command only once it has one", async () => {
    const model = await findModel("gpt-image-2");
    const rejected = await putModel({ ...model, ...CAPABLE, name: "Other" });
    expect(rejected.status).toBe(400);
    expect((await rejected.json()).error.message).toContain(MISSING_XHIGH);
    const failed = await cli(...setXhigh);
    expect(failed).toMatchObject({ code: 1, err: expect.stringContaining(MISSING_XHIGH) });
    expect(await findModel("gpt-image-2")).toEqual(model);
    await cli("prices", "set", ...xhighPrice, "--credits", "17");
    expect((await putModel({ ...model, ...CAPABLE })).status).toBe(200);
    expect((await putModel({ ...model })).status).toBe(200);
    expect(await cli(...setXhigh)).toMatchObject({ code: 0 });
    expect((await putModel({ ...model })).status).toBe(200);
  });

  test("keeps its price until the API withdraws the quality, also with the price", async () => {
    const model = await findModel("gpt-image-2");
    await cli("prices", "set", ...xhighPrice, "--credits", "17");
    expect((await putModel({ ...model, ...CAPABLE })).status).toBe(200);
    const kept = await cli("prices", "remove", ...xhighPrice);
    expect(kept).toMatchObject({ code: 1, err: expect.stringContaining("quality xhigh") });
    // As left by a release that did not check this.
    await sql`delete from prices where quality = 'xhigh'`;
    expect((await putModel({ ...model, ...CAPABLE })).status).toBe(400);
    expect((await putModel({ ...model })).status).toBe(200);
  });
});
