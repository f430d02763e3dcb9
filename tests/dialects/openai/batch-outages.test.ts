import { afterAll, beforeAll, expect, test } from "bun:test";
import { rm } from "node:fs/promises";
import { processBatch } from "../../../jobs/process-batch.ts";
import { startWorker } from "../../../jobs/worker.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { type Batch, readBatch, startBatch } from "../../support/batch-client.ts";
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

const toLine = (id: string, prompt = "A hill") =>
  JSON.stringify({
    ...{ custom_id: id, method: "POST", url: "/v1/images/generations" },
    body: { model: "gpt-image-2", prompt },
  });
const line = toLine("a");

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
  const lines = ["a", "b", "c"].map((id) => toLine(id));
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

test("a canceled batch whose input is lost ends with what it has completed", async () => {
  const customer = await app.customer({ dialect: "openai", credits: 100 });
  // One request at a time, so that the last one is not read.
  const limit = "update keys set running_limit = 2 where id = $1";
  await app.ctx.db.query(limit, [customer.keyId]);
  const lines = [line, toLine("b", "#up:hold"), toLine("c")];
  const calls = upstream.calls.length;
  const { id } = await startBatch(customer, lines.join("\n"));
  await upstream.arrived(calls + 2);
  const { input_file_id } = await readBatch(customer, id);
  await removeObject(`files/${input_file_id.slice("file-".length)}/0.jsonl`);
  await customer.call(`/v1/batches/${id}/cancel`, { method: "POST" });
  const ended = await eventually(async () => findEnded(await readBatch(customer, id)), {
    message: "the batch has not ended",
  });
  expect(ended).toMatchObject({
    status: "cancelled",
    request_counts: { total: 3, completed: 1, failed: 2 },
    errors: { data: [{ code: "file_not_found" }] },
  });
  const { response } = await readResult(customer, ended.output_file_id ?? "");
  expect(response?.body.data).toHaveLength(1);
  const { error } = await readResult(customer, ended.error_file_id ?? "");
  expect(error?.code).toBe("batch_cancelled");
});

test("a request whose image is lost fails, and the others of its batch are completed", async () => {
  const { ctx, databaseUrl } = withoutWorker;
  const customer = await withoutWorker.customer({ dialect: "openai", credits: 100 });
  const { id, uuid: batchId } = await startBatch(customer, [line, toLine("b")].join("\n"));
  for (let pass = 0; pass < 2; pass++) await processBatch(ctx, { batchId });
  // Its worker makes no pass before the image is lost.
  await ctx.db.query("select graphile_worker.remove_job($1)", [`batch:${batchId}`]);
  const worker = await startWorker(ctx, databaseUrl);
  const finished = async () => {
    const generations = `select id from generations where account_id = $1 and finished_at is not null`;
    const { rows }: { rows: { id: string }[] } = await ctx.db.query(generations, [
      customer.accountId,
    ]);
    return rows.length === 2 ? rows[0]?.id : undefined;
  };
  const lost = await eventually(finished, { message: "the requests have not finished" });
  await worker.stop();
  await removeObject(`generations/${lost.replaceAll("-", "")}/0.png`);
  await processBatch(ctx, { batchId });
  const batch = await readBatch(customer, id);
  expect(batch).toMatchObject({
    status: "completed",
    request_counts: { total: 2, completed: 1, failed: 1 },
  });
  const { response } = await readResult(customer, batch.output_file_id ?? "");
  expect(response?.body.data).toHaveLength(1);
  const failed = await readResult(customer, batch.error_file_id ?? "");
  expect(failed.response).toMatchObject({
    status_code: 404,
    body: { error: { code: "not_found" } },
  });
});

/** Removes the object with a key, in which ids are given without hyphens. */
async function removeObject(key: string): Promise<void> {
  const objects = await storage.listObjects();
  const path = [...objects].find(([each]) => each.replaceAll("-", "") === key)?.[1];
  if (path === undefined) throw new Error(`There is no object ${key}.`);
  await rm(path);
}

function findEnded(batch: Batch): Batch | undefined {
  return ["completed", "cancelled", "expired"].includes(batch.status) ? batch : undefined;
}
