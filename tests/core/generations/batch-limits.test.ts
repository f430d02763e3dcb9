import { afterAll, beforeAll, expect, test } from "bun:test";
import { processBatch } from "../../../jobs/process-batch.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});
afterAll(() => app.stop());

const URL_OF_LINES = "/v1/images/generations";
const query = (text: string, values: unknown[]) => app.ctx.db.query(text, values);

interface Run {
  customer: Customer;
  batchId: string;
  input_file_id: string;
}

/** Creates a batch with some requests and makes the pass that validates it. */
async function start(lines: number): Promise<Run> {
  const customer = await app.customer({ dialect: "openai", credits: 1_000 });
  const texts = Array.from({ length: lines }, (_, at) =>
    JSON.stringify({
      ...{ custom_id: `${at}`, method: "POST", url: URL_OF_LINES },
      body: { prompt: "a hill" },
    }),
  );
  const form = new FormData();
  form.append("purpose", "batch");
  form.append("file", new Blob([texts.join("\n")]), "requests.jsonl");
  const file = await customer.call("/v1/files", { method: "POST", body: form });
  const { id: input_file_id } = (await file.json()) as { id: string };
  const batchId = await create(customer, input_file_id);
  await processBatch(app.ctx, { batchId });
  return { customer, batchId, input_file_id };
}

async function create(customer: Customer, input_file_id: string): Promise<string> {
  const body = JSON.stringify({ input_file_id, endpoint: URL_OF_LINES, completion_window: "24h" });
  const headers = { "content-type": "application/json" };
  const made = await customer.call("/v1/batches", { method: "POST", headers, body });
  const { id } = (await made.json()) as { id: string };
  return id.replace(/^batch_(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

async function countGenerations({ customer, batchId }: Run): Promise<unknown> {
  await processBatch(app.ctx, { batchId });
  await processBatch(app.ctx, { batchId });
  const { rows } = await query(
    "select count(*)::integer as count from generations where account_id = $1",
    [customer.accountId],
  );
  return rows[0];
}

test.each([
  ["has lost the scope generate", "update keys set scopes = '{read}' where id = $1"],
  ["was revoked", "update keys set revoked_at = clock() where id = $1"],
  [
    "is on a plan without the API",
    `with changed as (
      update accounts set plan_id = 'max' where id = (select account_id from keys where id = $1)
    )
    insert into plan_access (plan_id, dialect, allowed) values ('max', 'openai', false)
    on conflict (plan_id, dialect) do update set allowed = false`,
  ],
])("a batch whose key %s generates nothing more", async (_, change) => {
  const run = await start(2);
  await query(change, [run.customer.keyId]);
  expect(await countGenerations(run)).toEqual({ count: 0 });
  const { rows } = await query("select distinct error_code from batch_lines where batch_id = $1", [
    run.batchId,
  ]);
  expect(JSON.stringify(rows)).toBe('[{"errorCode":"invalid_api_key"}]');
});

test("the requests of batches keep the hourly limit, beside those that the customer sends", async () => {
  const run = await start(5);
  await query("update keys set requests_per_hour = 2 where id = $1", [run.customer.keyId]);
  expect(await countGenerations(run)).toEqual({ count: 2 });
  // What the customer sends has its own window, of which the upload used nothing.
  const statuses: number[] = [];
  for (const path of ["/v1/models", "/v1/files", "/v1/files"])
    statuses.push((await run.customer.call(path)).status);
  expect(statuses).toEqual([200, 200, 429]);
  await moveClock(app.databaseUrl, 3_601);
  expect(await countGenerations(run)).toEqual({ count: 4 });
  await moveClock(app.databaseUrl, 0);
});

test("the batches of an account run one after another, so that others have a turn", async () => {
  const { customer, input_file_id } = await start(1);
  const ids: string[] = [];
  for (let made = 0; made < 8; made++) ids.push(await create(customer, input_file_id));
  const { rows } = await query(
    `select count(*)::integer as jobs, count(distinct queue_name)::integer as queues
    from graphile_worker.jobs
    where key = any ($1)`,
    [ids.map((id) => `batch:${id}`)],
  );
  expect(JSON.stringify(rows)).toBe('[{"jobs":8,"queues":1}]');
});
