import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import { startWorker } from "../../../jobs/worker.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import {
  createHubGeneration,
  getBalance,
  getFinishedGeneration,
} from "../../support/hub-client.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

// A restored database does not know of the calls whose images are in the storage.

let upstream: Upstream;
let app: App;
let customer: Customer;

beforeAll(async () => {
  upstream = await startUpstream();
});

afterAll(() => upstream.stop());

beforeEach(async () => {
  app = await startApp({
    env: { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
    worker: false,
  });
  customer = await app.customer({ credits: 100 });
});

afterEach(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

/** Creates a queued generation that was accepted some time ago. */
async function queue(n: number, age: string): Promise<string> {
  const { body } = await createHubGeneration(customer, app.url, { async: true, n });
  const text = "update generations set created_at = created_at - $2::interval where id = $1";
  await app.ctx.db.query(text, [body.id, age]);
  return body.id ?? "";
}

async function store(id: string, position: number): Promise<void> {
  const base64 = await renderBase64({ width: 1024, height: 1024, format: "png", index: 0 });
  const path = join(app.dataDir, `${id}-${position}.png`);
  await Bun.write(path, Buffer.from(base64, "base64"));
  await app.ctx.storage.put(`generations/${id}/${position}.png`, path, "image/png");
}

/** Runs a worker until the generation has finished. Returns it and how often the provider was called. */
async function work(id: string) {
  const before = upstream.calls.length;
  const worker = await startWorker(app.ctx, app.databaseUrl);
  const generation = await getFinishedGeneration(app, customer, id);
  await worker.stop();
  return { generation, calls: upstream.calls.length - before };
}

test("a queued generation whose images are in the storage delivers them without a call", async () => {
  const id = await queue(2, "2 minutes");
  for (const position of [0, 1]) await store(id, position);
  const { generation, calls } = await work(id);
  expect(generation).toMatchObject({ status: "succeeded", usage: { credits: 16 } });
  expect(calls).toBe(0);
  expect(await getBalance(customer)).toMatchObject({ credits: 84, held: 0 });
});

test("only the images of a queued generation that are in the storage are charged", async () => {
  const id = await queue(2, "2 minutes");
  await store(id, 1);
  const { generation, calls } = await work(id);
  expect(generation).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
  expect(calls).toBe(0);
  expect(await getBalance(customer)).toMatchObject({ credits: 92, held: 0 });
});

test("a generation that has waited long without images in the storage is sent", async () => {
  const { generation, calls } = await work(await queue(1, "2 minutes"));
  expect(generation).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
  expect(calls).toBe(1);
});

test("a generation that was never sent delivers images of the storage even after its deadline", async () => {
  const [delivered, failed] = [await queue(1, "2 hours"), await queue(1, "2 hours")];
  await store(delivered, 0);
  const text = "update generations set deadline_at = clock() - interval '1 minute'";
  await app.ctx.db.query(text, []);
  const { generation, calls } = await work(delivered);
  expect(generation).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
  const { generation: other } = await work(failed);
  expect(other).toMatchObject({ status: "failed", usage: { credits: 0 } });
  expect(calls).toBe(0);
  expect(await getBalance(customer)).toMatchObject({ credits: 92, held: 0 });
  const { rows } = await app.ctx.db.query("select account_id from provider_attempts", []);
  expect<unknown[]>(rows).toEqual([{ accountId: customer.accountId }]);
});
