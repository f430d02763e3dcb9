import { afterAll, beforeAll, expect, test } from "bun:test";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type App, startApp } from "../../support/app.ts";
import { eventually } from "../../support/eventually.ts";
import {
  createHubGeneration,
  getBalance,
  getFinishedGeneration,
} from "../../support/hub-client.ts";
import { findViolations } from "../../support/invariants.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

let upstream: Upstream;
let app: App;

beforeAll(async () => {
  upstream = await startUpstream();
  const provider = { PROVIDER: "openai", OPENAI_API_KEY: "sk-test" };
  app = await startApp({ env: { ...provider, OPENAI_BASE_URL: upstream.url } });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
});

test("generations wait until a temporary directory can be created, and each is sent once", async () => {
  const customer = await app.customer();
  // A file in the place of the folder.
  const [folder, aside] = ["tmp", "tmp-aside"].map((name) => join(app.dataDir, name));
  // Creates the folder.
  await app.ctx.disk.freeBytes();
  await rename(folder ?? "", aside ?? "");
  await Bun.write(folder ?? "", "");
  const calls = upstream.calls.length;
  const ids: string[] = [];
  for (let count = 0; count < 4; count++) {
    const { body } = await createHubGeneration(customer, app.url, { async: true });
    ids.push(body.id ?? "");
    await eventually(() => app.ctx.storageHealth.hasFault(), { message: "no fault was reported" });
  }
  expect(upstream.calls.length - calls).toBe(0);
  await rm(folder ?? "");
  await rename(aside ?? "", folder ?? "");
  for (const id of ids)
    expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  expect(upstream.calls.length - calls).toBe(ids.length);
  expect(await getBalance(customer)).toMatchObject({ credits: 1000 - 8 * ids.length, held: 0 });
});
