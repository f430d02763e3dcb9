import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { readAccountState } from "../../support/account-state.ts";
import { cli, cliInProcess } from "../../support/cli.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { openClient, postJson } from "../../support/openai-client.ts";
import { runStatement } from "../../support/run-statement.ts";

const CREATE = "/v1/images/generations";
const SEEDED = [
  ...["chatgpt-image-latest", "dall-e-2", "dall-e-3", "gpt-image-1", "gpt-image-1-mini"],
  ...["gpt-image-1.5", "gpt-image-2-2026-04-21", "gpt-image-2.5-flare"],
  ...["gpt-image-2.5-flare-2026-09-08", "gpt-image-2.5-sunburst"],
  ...["gpt-image-2.5-sunburst-2026-09-08", "gpt-image-2.6-flare", "gpt-image-2.6-sunburst"],
];

let app: App;
let customer: Customer;

beforeAll(async () => {
  app = await startApp();
  customer = await app.customer({ dialect: "openai" });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

async function create(model: string): Promise<number> {
  const body = { model, prompt: "a cup", size: "1024x1024", quality: "low" };
  return (await postJson(customer, CREATE, { body })).status;
}

const settings = () => ({ DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl, PORT: "0" });

const models = (...args: string[]) => cliInProcess(settings(), "models", ...args);

describe("the names of OpenAI's models", () => {
  test("are listed beside the models, and each can be read", async () => {
    const client = openClient(app, customer);
    const listed = await Array.fromAsync(client.models.list());
    expect(listed.map(({ id }) => id)).toEqual(["gpt-image-2", ...SEEDED]);
    const [model, ...aliases] = listed;
    if (model === undefined) return expect.unreachable();
    for (const alias of aliases) {
      expect(alias).toEqual({ ...model, id: alias.id });
      expect(await client.models.retrieve(alias.id)).toEqual(alias);
    }
  });

  test.each(SEEDED)("%s generates with the model on offer, at its price", async (model) => {
    const own = await app.customer({ dialect: "openai", credits: 8 });
    const body = { model, prompt: "a cup", size: "1024x1024", quality: "low" };
    expect((await postJson(own, CREATE, { body })).status).toBe(200);
    expect(await readAccountState(app, own.accountId)).toMatchObject({ available: 0, held: 0 });
    const text = `select model from generations where account_id = '${own.accountId}'`;
    expect(await runStatement(app.databaseUrl, text)).toEqual([{ model: "gpt-image-2" }]);
  });

  test("are not names of models in the other APIs", async () => {
    const body = { model: "dall-e-3", prompt: "a cup" };
    const hub = await app.customer({ dialect: "hub" });
    const reply = await postJson(hub, "/api/v1/images/generations", { body });
    expect(reply.status).toBe(400);
  });
});

describe("the command `models alias`", () => {
  test("adds an alias, moves it to another model and removes it, without a restart", async () => {
    expect(await create("studio-model")).toBe(404);
    const add = ["models", "alias", "studio-model", "--to", "gpt-image-2", "--json"];
    const added = await cli(settings(), ...add);
    expect(JSON.parse(added.out)).toEqual({ alias: "studio-model", model: "gpt-image-2" });
    await untilCreated("studio-model", 200);
    await models("add", "other", "--name", "Other");
    expect((await models("alias", "studio-model", "--to", "other", "--reason", "New")).code).toBe(
      0,
    );
    const { aliases } = await findModel("other");
    expect(aliases).toEqual(["studio-model"]);
    expect((await findModel("gpt-image-2")).aliases).toEqual(SEEDED);
    expect((await models("alias", "studio-model", "--to", "none")).code).toBe(0);
    await untilCreated("studio-model", 404);
    expect(await readAudit("other")).toEqual([
      { before: ["studio-model"], after: [] },
      { before: [], after: ["studio-model"] },
      { before: null, after: [] },
    ]);
  });

  test("rejects an unknown model and an unknown alias", async () => {
    expect(await models("alias", "x", "--to", "nothing")).toMatchObject({
      code: 1,
      err: expect.stringContaining("There is no model nothing"),
    });
    expect(await models("alias", "unknown", "--to", "none")).toMatchObject({
      code: 1,
      err: expect.stringContaining("There is no alias unknown"),
    });
  });
});

test("a model takes precedence over an alias of its name, also while it is disabled", async () => {
  await models("alias", "named-twice", "--to", "gpt-image-2");
  await untilCreated("named-twice", 200);
  await models("add", "named-twice", "--name", "Real");
  await models("set", "named-twice", "--enabled", "no");
  await untilCreated("named-twice", 404);
  const { data } = await (await customer.call("/v1/models")).json();
  expect(data.map(({ id }: { id: string }) => id)).not.toContain("named-twice");
});

async function findModel(id: string): Promise<{ aliases: string[] }> {
  const listed = JSON.parse((await models("list", "--json")).out).models;
  return listed.find((each: { id: string }) => each.id === id);
}

function readAudit(id: string) {
  return runStatement(
    app.databaseUrl,
    `select details->'before'->'aliases' as before, details->'after'->'aliases' as after
     from audit_entries where action = 'model' and subject = '${id}' order by id desc`,
  );
}

/** Waits until the server knows of a change that another process has made. */
function untilCreated(model: string, status: number): Promise<unknown> {
  const message = `no create with ${model} had the status ${status}`;
  return eventually(async () => (await create(model)) === status, { message });
}
