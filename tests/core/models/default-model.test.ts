import { afterAll, beforeAll, expect, test } from "bun:test";
import * as models from "../../../src/core/models/models.ts";
import { type App, startApp } from "../../support/app.ts";
import { cliInProcess } from "../../support/cli.ts";
import type { AccountClient } from "../../support/account-client.ts";
import { signUpAdmin, requestJson, type Schemas } from "../../support/playground.ts";
import { createPlusGeneration } from "../../support/plus-client.ts";

let app: App;
let admin: AccountClient;

beforeAll(async () => {
  app = await startApp({ worker: false });
  admin = await signUpAdmin(app);
});

afterAll(async () => {
  await app.stop();
});

async function cli(...args: string[]) {
  const settings = { DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl, PORT: "0" };
  const { code, err } = await cliInProcess(settings, "models", ...args);
  expect({ code, err }).toEqual({ code: 0, err: "" });
}

/** The model that a plus request is accepted with. */
async function ofPlus(): Promise<unknown> {
  const { body } = await createPlusGeneration(
    await app.customer({ dialect: "plus", planId: "max" }),
  );
  const query = "select model from generations where id = $1";
  const { rows } = await app.ctx.db.query(query, [body.generationId]);
  return rows.map((row: { model: string }) => row.model)[0];
}

/** The model that the playground selects first. */
async function ofPlayground(): Promise<string | undefined> {
  return (await requestJson<Schemas["ModelList"]>(admin, "/api/account/models")).data[0]?.id;
}

async function defaults() {
  return { plus: await ofPlus(), playground: await ofPlayground() };
}

const FORMER = { plus: "gpt-image-2", playground: "gpt-image-2" };

test("a model added with defaults changes no default and comes last, by command and API", async () => {
  await cli("add", "a-first-by-name", "--name", "A");
  const json = {
    ...{ id: "b-by-api", name: "B", providers: [], max_images: 4, reference_image_limit: 4 },
    enabled: true,
  };
  const added = await requestJson<Schemas["AdminModel"]>(admin, "/api/admin/models", {
    method: "PUT",
    json,
  });
  expect(added).toMatchObject({ position: 2, default_for: [] });
  expect(await defaults()).toEqual(FORMER);
});

test("models of equal position are listed in order of creation", async () => {
  await models.changeModel(app.ctx, "a-first-by-name", { position: 0 });
  const ids = (await models.listAllModels(app.ctx)).map(({ id }) => id);
  expect(ids).toEqual(["gpt-image-2", "a-first-by-name", "b-by-api"]);
  expect(await defaults()).toEqual(FORMER);
});

test("--default-for sets the model of a request without a model, for that dialect only", async () => {
  await cli("set", "a-first-by-name", "--default-for", "plus");
  expect(await defaults()).toEqual({ ...FORMER, plus: "a-first-by-name" });
  await cli("add", "c-last", "--name", "C", "--default-for", "hub");
  expect(await defaults()).toEqual({ plus: "a-first-by-name", playground: "c-last" });
});

test("the admin API moves a default to another model and removes it", async () => {
  const { data } = await requestJson<Schemas["AdminModelList"]>(admin, "/api/admin/models");
  const model = data.find(({ id }) => id === "b-by-api");
  const put = (default_for: string[]) =>
    requestJson<Schemas["AdminModel"]>(admin, "/api/admin/models", {
      method: "PUT",
      json: { ...model, default_for },
    });
  expect(await put(["hub", "plus"])).toMatchObject({ default_for: ["hub", "plus"] });
  const moved = { plus: "b-by-api", playground: "b-by-api" };
  expect(await defaults()).toEqual(moved);
  await put([]);
  expect(await defaults()).toEqual(FORMER);
  const log = await requestJson<Schemas["AuditEntryList"]>(admin, "/api/admin/audit?limit=10");
  const change = log.data.find(({ action }) => action === "model");
  expect(change?.details).toMatchObject({
    before: { default_for: ["hub", "plus"] },
    after: { default_for: [] },
  });
});

test("the first enabled model replaces a default model that is disabled", async () => {
  await models.changeModel(app.ctx, "a-first-by-name", { defaultFor: ["plus"] });
  expect(await ofPlus()).toBe("a-first-by-name");
  await models.changeModel(app.ctx, "a-first-by-name", { enabled: false });
  expect(await ofPlus()).toBe("gpt-image-2");
});
