import { afterAll, beforeAll, expect, test } from "bun:test";
import { rm } from "node:fs/promises";
import { processBatch } from "../../../jobs/process-batch.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { readBatch, startBatch } from "../../support/batch-client.ts";
import { eventually } from "../../support/eventually.ts";
import { type BreakableStorage, startBreakableStorage } from "../../support/outage/storage.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

let upstream: Upstream;
let storage: BreakableStorage;
let app: App;
let withoutWorker: App;

beforeAll(async () => {
  upstream = await startUpstream();
  storage = await startBreakableStorage();
  const provider = {
    PROVIDER: "openai",
    OPENAI_API_KEY: "sk-test",
    OPENAI_BASE_URL: upstream.url,
  };
  const env = { ...storage.env, ...provider };
  [app, withoutWorker] = [await startApp({ env }), await startApp({ env, worker: false })];
});

afterAll(async () => {
  await app.stop();
  await withoutWorker.stop();
  await storage.stop();
  await upstream.stop();
});

interface Result {
  response: { body: { data: { b64_json?: string }[] } } | null;
  error: { code: string } | null;
}

const line = JSON.stringify({
  ...{ custom_id: "a", method: "POST", url: "/v1/images/generations" },
  body: { model: "gpt-image-2", prompt: "A hill" },
});

async function readResult(customer: Customer, fileId: string): Promise<Result> {
  const response = await customer.call(`/v1/files/${fileId}/content`);
  if (!response.ok) throw new Error(`The file was answered with ${response.status}.`);
  return JSON.parse(await response.text());
}

test("an image is reported as deleted only if it does not exist, not during an outage", async () => {
  const customer = await app.customer({ dialect: "openai", credits: 100 });
  const { id } = await startBatch(customer, line);
  const fileId = await eventually(async () => (await readBatch(customer, id)).output_file_id, {
    message: "the batch has no results",
  });
  const before = await readResult(customer, fileId);
  expect(before.response?.body.data[0]?.b64_json).toStartWith("iVBOR");

  storage.become("refusing");
  // The connection is closed before the end of the file, so that a client does not take it for complete.
  const during = await readResult(customer, fileId).catch(() => "incomplete");
  expect(during).toBe("incomplete");
  storage.become("well");
  expect(await readResult(customer, fileId)).toEqual(before);

  for (const path of (await storage.listObjects()).values()) await rm(path);
  const { response, error } = await readResult(customer, fileId);
  expect({ response, error }).toMatchObject({ response: null, error: { code: "not_found" } });
});

test("a pass that cannot read its input uses nothing of the hourly limit", async () => {
  const { ctx } = withoutWorker;
  const customer = await withoutWorker.customer({ dialect: "openai", credits: 100 });
  const limit = "update keys set requests_per_hour = 2 where id = $1";
  await ctx.db.query(limit, [customer.keyId]);
  const lines = ["a", "b", "c"].map((id) => line.replace('"a"', `"${id}"`));
  const { uuid: batchId } = await startBatch(customer, lines.join("\n"));
  await processBatch(ctx, { batchId });
  storage.become("refusing");
  for (let pass = 0; pass < 2; pass++) await processBatch(ctx, { batchId });
  storage.become("well");
  await processBatch(ctx, { batchId });
  expect(await countGenerations(customer)).toBe(2);
});

test("a batch continues within a minute after an outage in which many passes have failed", async () => {
  const { ctx } = withoutWorker;
  const customer = await withoutWorker.customer({ dialect: "openai", credits: 100 });
  const { uuid: batchId } = await startBatch(customer, line);
  await processBatch(ctx, { batchId });
  storage.become("refusing");
  for (let pass = 0; pass < 10; pass++) await processBatch(ctx, { batchId });
  storage.become("well");
  const { rows } = await ctx.db.query(
    `select attempts, run_at < clock_timestamp() + interval '1 minute' as "isSoon"
    from graphile_worker.jobs
    where key = 'batch:' || $1`,
    [batchId],
  );
  expect<unknown[]>(rows).toEqual([{ attempts: 0, isSoon: true }]);
  await processBatch(ctx, { batchId });
  expect(await countGenerations(customer)).toBe(1);
});

async function countGenerations({ accountId }: Customer): Promise<number> {
  const list = "select id from generations where account_id = $1";
  return (await withoutWorker.ctx.db.query(list, [accountId])).rowCount;
}
