import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import OpenAI, { toFile } from "openai";
import { processBatch } from "../../../jobs/process-batch.ts";
import { addRule } from "../../../src/core/moderation/moderation.ts";
import { readAccountState, countCallsWith } from "../../support/account-state.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { openClient } from "../../support/openai-client.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const IMAGES = "/v1/images/generations";
const ENDED = ["completed", "failed", "expired", "cancelled"];
let upstream: Upstream;
let app: App;

beforeAll(async () => {
  upstream = await startUpstream();
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
  app = await startApp({ env });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  upstream.release();
  await app.stop();
  await upstream.stop();
});

interface Setup {
  app: App;
  customer: Customer;
  client: OpenAI;
}

async function setUp(credits = 100, own = app): Promise<Setup> {
  const customer = await own.customer({ dialect: "openai", credits });
  return { app: own, customer, client: openClient(own, customer, { maxRetries: 0 }) };
}

type Fields = Record<string, unknown> & { url?: string };

/** Returns the line of a request whose prompt names the account. */
function line({ customer }: Setup, id: string, fields: Fields = {}): object {
  const { url = IMAGES, ...body } = fields;
  const prompt = `[${customer.accountId}] ${id}`;
  return { custom_id: id, method: "POST", url, body: { model: "gpt-image-2", prompt, ...body } };
}

async function upload({ client }: Setup, lines: (object | string)[]): Promise<string> {
  const texts = lines.map((each) => (typeof each === "string" ? each : JSON.stringify(each)));
  const file = await toFile(Buffer.from(texts.join("\n")), "requests.jsonl");
  return (await client.files.create({ file, purpose: "batch" })).id;
}

async function create(
  own: Setup,
  lines: (object | string)[],
  endpoint: "/v1/images/generations" | "/v1/images/edits" = IMAGES,
): Promise<OpenAI.Batch> {
  const input_file_id = await upload(own, lines);
  return own.client.batches.create({ input_file_id, endpoint, completion_window: "24h" });
}

function untilEnded({ client }: Setup, { id }: OpenAI.Batch): Promise<OpenAI.Batch> {
  return eventually(
    async () => {
      const batch = await client.batches.retrieve(id);
      return ENDED.includes(batch.status) ? batch : undefined;
    },
    { message: "the batch has not ended" },
  );
}

interface Result {
  custom_id: string;
  response: {
    status_code: number;
    body: OpenAI.ImagesResponse & { error?: { code: string; param: string | null } };
  };
  error: { code: string } | null;
}

/** Reads a file of results, and checks its announced size. */
async function readResults({ client }: Setup, fileId = ""): Promise<Result[]> {
  const file = await client.files.retrieve(fileId);
  const text = await (await client.files.content(fileId)).text();
  expect(file).toMatchObject({ purpose: "batch_output", bytes: Buffer.byteLength(text) });
  return text
    .trim()
    .split("\n")
    .map((each) => JSON.parse(each));
}

const calls = ({ customer }: Setup) => countCallsWith(upstream.calls, `[${customer.accountId}]`);

test("the requests of a batch are run, charged once and returned in files", async () => {
  const own = await setUp();
  const made = await create(own, [
    line(own, "a"),
    line(own, "b", { n: 2, response_format: "url" }),
    line(own, "c", { size: "large" }),
    "",
    line(own, "d", { model: "no-such-model" }),
    line(own, "e", { stream: true }),
  ]);
  expect(made).toMatchObject({ object: "batch", endpoint: IMAGES });
  const batch = await untilEnded(own, made);
  expect(batch.status).toBe("completed");
  expect(batch.request_counts).toEqual({ total: 5, completed: 2, failed: 3 });
  const [a, b] = await readResults(own, batch.output_file_id);
  expect([a?.custom_id, b?.custom_id]).toEqual(["a", "b"]);
  expect(a?.response).toMatchObject({ status_code: 200, body: { output_format: "png" } });
  const bytes = Buffer.from(a?.response.body.data?.[0]?.b64_json ?? "", "base64");
  expect(await new Bun.Image(bytes).metadata()).toMatchObject({ format: "png" });
  expect(b?.response.body.data).toHaveLength(2);
  const url = new URL(b?.response.body.data?.[1]?.url ?? "").pathname;
  expect((await app.fetch(url)).status).toBe(200);
  const failed = await readResults(own, batch.error_file_id);
  expect(failed.map(({ custom_id, response }) => [custom_id, response.status_code])).toEqual([
    ["c", 400],
    ["d", 404],
    ["e", 400],
  ]);
  expect(failed[1]?.response.body.error?.code).toBe("model_not_found");
  const params = failed.map(({ response }) => response.body.error?.param);
  expect(params).toEqual(["size", "model", "stream"]);
  expect(calls(own)).toBe(2);
  const state = await readAccountState(app, own.customer.accountId);
  expect(state).toMatchObject({ available: 100 - 3 * 8, held: 0 });
});

test("edits of a batch use files by their ids", async () => {
  const own = await setUp();
  const png = await renderBase64({ width: 320, height: 200, format: "png", index: 3 });
  const file = await toFile(Buffer.from(png, "base64"), "a.png");
  const { id } = await own.client.files.create({ file, purpose: "vision" });
  const url = "/v1/images/edits";
  const images = [{ file_id: id }];
  const batch = await untilEnded(own, await create(own, [line(own, "a", { images, url })], url));
  expect(batch.request_counts).toEqual({ total: 1, completed: 1, failed: 0 });
  expect(batch.error_file_id).toBeUndefined();
});

test("requests that the account cannot pay for are in the error file", async () => {
  const own = await setUp(8);
  const lines = ["a", "b", "c"].map((id) => line(own, id));
  const batch = await untilEnded(own, await create(own, lines));
  expect(batch.request_counts).toEqual({ total: 3, completed: 1, failed: 2 });
  const failed = await readResults(own, batch.error_file_id);
  const codes = failed.map(({ response }) => response.body.error?.code);
  expect(codes).toEqual(["credit_balance_exhausted", "credit_balance_exhausted"]);
  expect(calls(own)).toBe(1);
});

test("a batch with only an error file states when the file was created", async () => {
  const own = await setUp(0);
  const batch = await untilEnded(own, await create(own, [line(own, "a")]));
  expect(batch.output_file_id).toBeUndefined();
  expect(await readResults(own, batch.error_file_id)).toHaveLength(1);
  expect(batch.finalizing_at).toBe(batch.completed_at as number);
});

const INVALID: [reason: string, lines: (own: Setup) => (object | string)[], code: string][] = [
  ["an empty file", () => ["", " "], "empty_file"],
  ["a line that is no JSON", (own) => [line(own, "a"), "{"], "invalid_json_line"],
  ["a line without custom_id", () => [{ method: "POST" }], "invalid_json_line"],
  ["equal ids", (own) => [line(own, "a"), line(own, "a")], "duplicate_custom_id"],
  ["another method", (own) => [{ ...line(own, "a"), method: "GET" }], "invalid_method"],
  ["another URL", (own) => [line(own, "a", { url: "/v1/responses" })], "invalid_url"],
  ["no body", (own) => [{ ...line(own, "a"), body: 7 }], "invalid_body"],
];

test.each(INVALID)(
  "a batch with %s fails before any request is run",
  async (_name, lines, code) => {
    const own = await setUp();
    const batch = await untilEnded(own, await create(own, lines(own)));
    expect(batch.status).toBe("failed");
    expect(batch.errors?.data?.map((each) => each.code)).toEqual([code]);
    expect(calls(own)).toBe(0);
  },
);

test("a canceled batch releases its unfinished requests and returns the finished ones", async () => {
  const own = await setUp(1_000);
  const held = { prompt: `[${own.customer.accountId}] #up:hold` };
  const lines = [line(own, "0"), ...[1, 2, 3].map((id) => line(own, `${id}`, held))];
  const made = await create(own, lines);
  const running = async () =>
    (await own.client.batches.retrieve(made.id)).request_counts?.completed === 1 && calls(own) > 1;
  await eventually(running, { message: "the first request has not ended" });
  const asked = await own.client.batches.cancel(made.id);
  expect(asked.status).toBe("cancelling");
  const batch = await untilEnded(own, made);
  expect(batch.status).toBe("cancelled");
  expect(batch.request_counts).toEqual({ total: 4, completed: 1, failed: 3 });
  expect((await readResults(own, batch.output_file_id))[0]?.custom_id).toBe("0");
  const failed = await readResults(own, batch.error_file_id);
  expect(failed.map(({ error }) => error?.code)).toEqual(Array(3).fill("batch_cancelled"));
  expect(await readAccountState(app, own.customer.accountId)).toMatchObject({ held: 0 });
  expect(await own.client.batches.cancel(made.id)).toEqual(batch);
});

describe("without a worker,", () => {
  let still: App;

  beforeAll(async () => {
    still = await startApp({ worker: false });
  });

  afterAll(async () => {
    expect(await findViolations(still.databaseUrl)).toEqual([]);
    await still.stop();
  });

  const query = (text: string, values: unknown[] = []) => still.ctx.db.query(text, values);
  const pass = ({ id }: OpenAI.Batch) => processBatch(still.ctx, { batchId: toRowId(id) });

  test("a pass that is repeated after a crash buys nothing twice", async () => {
    const own = await setUp(100, still);
    const made = await create(own, [line(own, "a"), line(own, "b")]);
    expect(made.status).toBe("validating");
    await pass(made);
    await pass(made);
    const state = () => readAccountState(still, own.customer.accountId);
    expect(await state()).toMatchObject({ held: 16 });
    await query(LOSE_ACCEPTED, [toRowId(made.id)]);
    await pass(made);
    expect(await state()).toMatchObject({ held: 16 });
    await query(LOSE_ACCEPTED, [toRowId(made.id)]);
    await own.client.batches.cancel(made.id);
    await pass(made);
    await pass(made);
    await pass(made);
    expect(await state()).toMatchObject({ held: 0, available: 100 });
    const batch = await own.client.batches.retrieve(made.id);
    expect(batch).toMatchObject({ status: "cancelled", request_counts: { failed: 2 } });
  });

  test("a request that was accepted before a crash is kept if its prompt is refused since", async () => {
    const own = await setUp(100, still);
    const made = await create(own, [line(own, "a", { prompt: "a quiet lantern" })]);
    for (let count = 0; count < 2; count += 1) await pass(made);
    await query(LOSE_ACCEPTED, [toRowId(made.id)]);
    await addRule(still.ctx, { pattern: "quiet lantern", reason: "not here" });
    await pass(made);
    const batch = await own.client.batches.retrieve(made.id);
    expect(batch).toMatchObject({ status: "in_progress", request_counts: { failed: 0 } });
    const { rows } = await query("select state from batch_lines where batch_id = $1", [
      toRowId(made.id),
    ]);
    expect(JSON.stringify(rows)).toBe('[{"state":"accepted"}]');
  });

  test("requests of a batch go after all others, and leave half of the key's slots", async () => {
    const own = await setUp(1_000, still);
    await query("update keys set running_limit = 4 where id = $1", [own.customer.keyId]);
    const made = await create(
      own,
      ["a", "b", "c"].map((id) => line(own, id)),
    );
    await pass(made);
    await pass(made);
    const { rows } = await query("select priority from queued_generations where account_id = $1", [
      own.customer.accountId,
    ]);
    expect(JSON.stringify(rows)).toBe('[{"priority":-1},{"priority":-1}]');
    expect(await own.client.batches.retrieve(made.id)).toMatchObject({ status: "in_progress" });
  });

  test("after 24 hours the rest of a batch expires", async () => {
    const own = await setUp(100, still);
    const made = await create(own, [line(own, "a"), line(own, "b")]);
    await pass(made);
    await moveClock(still.databaseUrl, 86_401);
    await pass(made);
    await pass(made);
    const batch = await own.client.batches.retrieve(made.id);
    expect(batch).toMatchObject({ status: "expired", request_counts: { total: 2, failed: 2 } });
    const failed = await readResults(own, batch.error_file_id);
    expect(failed.map(({ error }) => error?.code)).toEqual(["batch_expired", "batch_expired"]);
    await moveClock(still.databaseUrl, 0);
  });

  test("after 24 hours a batch whose input is lost expires as well", async () => {
    const own = await setUp(100, still);
    const made = await create(own, [line(own, "a"), line(own, "b")]);
    await pass(made);
    const keys = "select storage_key from files where account_id = $1";
    const { rows }: { rows: { storageKey: string }[] } = await query(keys, [
      own.customer.accountId,
    ]);
    await still.ctx.storage.remove(rows.map(({ storageKey }) => storageKey));
    await pass(made);
    expect(await own.client.batches.retrieve(made.id)).toMatchObject({ status: "in_progress" });
    await moveClock(still.databaseUrl, 86_401);
    await pass(made);
    const batch = await own.client.batches.retrieve(made.id);
    expect(batch).toMatchObject({ status: "expired", request_counts: { total: 2, failed: 2 } });
    expect(batch.errors?.data?.map(({ code }) => code)).toEqual(["file_not_found"]);
    // The IDs of the requests are unknown.
    expect(batch.error_file_id).toBeUndefined();
    await moveClock(still.databaseUrl, 0);
  });

  test("an idempotency key or a retry returns the same batch, and another request 422", async () => {
    const own = await setUp(100, still);
    const input_file_id = await upload(own, [line(own, "a")]);
    const wanted = { input_file_id, endpoint: IMAGES, completion_window: "24h" } as const;
    const send = (body: OpenAI.BatchCreateParams, headers: Record<string, string>) =>
      own.client.batches.create(body, { headers });
    const first = await send(wanted, { "idempotency-key": "one" });
    expect((await send(wanted, { "idempotency-key": "one" })).id).toBe(first.id);
    expect((await send(wanted, { "x-stainless-retry-count": "1" })).id).toBe(first.id);
    const other = { ...wanted, metadata: { a: "b" } };
    const refused = await send(other, { "idempotency-key": "one" }).catch((error) => error);
    expect(refused.status).toBe(422);
    expect((await send(other, { "idempotency-key": "two" })).id).not.toBe(first.id);
    await own.client.files.delete(input_file_id);
    expect((await send(wanted, { "idempotency-key": "one" })).id).toBe(first.id);
    const late = await send(wanted, { "idempotency-key": "three" }).catch((error) => error);
    expect(late.status).toBe(400);
  });

  test("a batch beyond the limit of unfinished or of kept ones is rejected with what to do", async () => {
    const own = await setUp(0, still);
    const input_file_id = await upload(own, [line(own, "a")]);
    const wanted = { input_file_id, endpoint: IMAGES, completion_window: "24h" } as const;
    const createOne = () => own.client.batches.create(wanted).catch((error) => error);
    for (let count = 0; count < 20; count += 1) await createOne();
    const unfinished = await createOne();
    expect(unfinished).toMatchObject({ status: 400, code: "invalid_value" });
    expect(unfinished.message).toContain("20 unfinished batches. Wait for one of them to finish");
    await query(COPY_AS_ENDED, [own.customer.accountId, 980]);
    const kept = await createOne();
    expect(kept).toMatchObject({ status: 400, code: "invalid_value" });
    expect(kept.message).toContain("1000 batches, each of which is kept for up to 30 days");
  });

  test("batches are listed by pages, and those of others are not found", async () => {
    const own = await setUp(0, still);
    const ids: string[] = [];
    for (const id of ["a", "b", "c"]) ids.unshift((await create(own, [line(own, id)])).id);
    const listed = await Array.fromAsync(own.client.batches.list({ limit: 2 }));
    expect(listed.map(({ id }) => id)).toEqual(ids);
    const other = await setUp(0, still);
    const [id = ""] = ids;
    const toStatus = (error: { status: number }) => error.status;
    expect<unknown>(await other.client.batches.retrieve(id).catch(toStatus)).toBe(404);
    expect<unknown>(await other.client.batches.cancel(id).catch(toStatus)).toBe(404);
    const input_file_id = (await own.client.batches.retrieve(id)).input_file_id;
    const wanted = { input_file_id, endpoint: IMAGES, completion_window: "24h" } as const;
    expect<unknown>(await other.client.batches.create(wanted).catch(toStatus)).toBe(400);
  });
});

// What a worker leaves that dies before it records what was accepted.
const LOSE_ACCEPTED =
  "update batch_lines set state = 'waiting', generation_id = null where batch_id = $1";

// Adds ended batches that are like one of the account.
const COPY_AS_ENDED = `
  insert into batches (
    id, account_id, key_id, endpoint, input_file_id, fingerprint, status, created_at, expires_at,
    finished_at, delete_at
  )
  select
    gen_random_uuid(), account_id, key_id, endpoint, input_file_id, fingerprint, 'failed', created_at,
    expires_at, created_at, created_at + interval '30 days'
  from (select * from batches where account_id = $1 limit 1) one
    cross join generate_series(1, $2)`;

function toRowId(batchId: string): string {
  const hex = batchId.slice("batch_".length);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
