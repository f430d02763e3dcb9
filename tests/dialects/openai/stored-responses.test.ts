import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import OpenAI from "openai";
import { applyRetention } from "../../../jobs/apply-retention.ts";
import { readAccountState } from "../../support/account-state.ts";
import { type App, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { openClient, postJson } from "../../support/openai-client.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

const model = "gpt-image-2";
const tools: [OpenAI.Responses.Tool.ImageGeneration] = [{ type: "image_generation" }];
let upstream: Upstream;
let app: App;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    env: {
      ...{ PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
      RETENTION_DAYS: "30",
    },
  });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  upstream.release();
  await app.stop();
  await upstream.stop();
});

async function setUp() {
  const customer = await app.customer({ dialect: "openai", credits: 40 });
  const mark = `[${customer.accountId}]`;
  return {
    customer,
    client: openClient(app, customer, { maxRetries: 0 }),
    mark,
    calls: () => upstream.calls.filter(({ fields }) => String(fields.prompt).includes(mark)),
    state: () => readAccountState(app, customer.accountId),
  };
}

/** Resolves to the error of a call of the SDK. */
function toError(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

async function readStored(id: string): Promise<object> {
  const uuid = id.slice(id.indexOf("_") + 1);
  const text = "select prompt, options, end_user from generations where id = $1";
  const { rows } = await app.ctx.db.query(text, [uuid]);
  return Object.assign({}, rows[0]);
}

function poll(client: OpenAI, id: string): Promise<OpenAI.Responses.Response> {
  return eventually(
    async () => {
      const response = await client.responses.retrieve(id);
      return ["queued", "in_progress"].includes(response.status ?? "") ? undefined : response;
    },
    { message: "The response did not end" },
  );
}

describe("a stored response", () => {
  test("is read as it was returned when it was created", async () => {
    const { client, mark } = await setUp();
    const made = await client.responses.create({
      ...{ model: "gpt-5.6", input: mark, metadata: { order: "4711" }, user: "ada" },
      tools: [{ ...tools[0], size: "1536x1024", quality: "low", output_format: "webp" }],
      tool_choice: { type: "image_generation" },
    });
    expect(made).toMatchObject({ store: true });
    const found = await client.responses.retrieve(made.id);
    const { _request_id: _made, ...expected } = made;
    const { _request_id: _found, ...actual } = found;
    expect(actual).toEqual(expected);
  });

  test("is read after a stream as its last event contained it", async () => {
    const { client, mark } = await setUp();
    const input = mark;
    const made = await client.responses.stream({ model, input, tools }).finalResponse();
    const found = await client.responses.retrieve(made.id);
    expect(found.output).toEqual(made.output);
    expect(found.created_at).toBe(made.created_at);
  });

  test("is read with its failure", async () => {
    const { client, mark } = await setUp();
    const body = { model, input: `${mark} #up:moderation`, tools, stream: true } as const;
    const events = await Array.fromAsync(await client.responses.create(body));
    const last = events.at(-1);
    if (last?.type !== "response.failed") return expect.unreachable();
    const found = await client.responses.retrieve(last.response.id);
    expect(found.status).toBe("failed");
    expect(found.error).toEqual(last.response.error);
    expect(found.output).toEqual(last.response.output);
  });

  test("is not found if it was not to be stored", async () => {
    const { client, mark } = await setUp();
    const secret = { metadata: { note: "secret" } };
    const made = await client.responses.create({ input: mark, tools, store: false, ...secret });
    expect(made).toMatchObject({ store: false, metadata: { note: "secret" } });
    expect(await toError(client.responses.retrieve(made.id))).toBeInstanceOf(OpenAI.NotFoundError);
    expect(JSON.stringify(await readStored(made.id))).not.toContain("secret");
  });

  test("is that of the first of equal requests with one Idempotency-Key", async () => {
    const { client, mark, calls } = await setUp();
    const send = (order: string) =>
      client.responses.create(
        { input: mark, tools, metadata: { order } },
        { headers: { "Idempotency-Key": "order-1" } },
      );
    const [first, second] = [await send("1"), await send("2")];
    const found = await client.responses.retrieve(second.id);
    expect([first.metadata, second.metadata, found.metadata]).toEqual([
      { order: "1" },
      { order: "1" },
      { order: "1" },
    ]);
    expect(calls()).toHaveLength(1);
  });

  test("is not found with the key of another account, nor deleted or canceled", async () => {
    const { client, mark } = await setUp();
    const { client: stranger } = await setUp();
    const { id } = await client.responses.create({ input: mark, tools });
    for (const attempt of [
      stranger.responses.retrieve(id),
      stranger.responses.delete(id),
      stranger.responses.cancel(id),
    ])
      expect(await toError(attempt)).toBeInstanceOf(OpenAI.NotFoundError);
    expect((await client.responses.retrieve(id)).status).toBe("completed");
  });

  test("is no response of a generation that another operation created", async () => {
    const { client, customer, mark } = await setUp();
    const reply = await postJson(customer, "/v1/images/generations", { body: { prompt: mark } });
    const id = reply.headers.get("x-generation-id")?.replaceAll("-", "");
    const error = await toError(client.responses.retrieve(`resp_${id}`));
    expect(error).toBeInstanceOf(OpenAI.NotFoundError);
  });

  test("has no stream of events", async () => {
    const { client, mark } = await setUp();
    const { id } = await client.responses.create({ input: mark, tools });
    const error = await toError(client.responses.retrieve(id, { stream: true }));
    expect(error).toMatchObject({ status: 400, param: "stream" });
  });
});

describe("a deleted response", () => {
  test("is not found, and its texts, image and metadata are erased, but not its charge", async () => {
    const { client, customer, mark, state } = await setUp();
    const made = await client.responses.create({
      ...{ input: mark, tools, metadata: { note: "secret" }, user: "ada" },
    });
    const before = await state();
    const body = { input: mark, tools };
    const deleted = await customer.call(`/v1/responses/${made.id}`, { method: "DELETE" });
    expect(await deleted.json()).toEqual({ id: made.id, object: "response", deleted: true });
    expect(await toError(client.responses.retrieve(made.id))).toBeInstanceOf(OpenAI.NotFoundError);
    expect(await toError(client.responses.delete(made.id))).toBeInstanceOf(OpenAI.NotFoundError);
    const again = await toError(
      client.responses.create({ ...body, previous_response_id: made.id }),
    );
    expect(again).toMatchObject({ status: 400, param: "previous_response_id" });
    const stored = await readStored(made.id);
    expect(stored).toMatchObject({ prompt: "", endUser: null });
    expect(JSON.stringify(stored)).not.toMatch(/secret|ada/);
    expect(await state()).toEqual({ ...before, images: "0" });
  });

  test("cannot be one that has not finished", async () => {
    const { client, mark } = await setUp();
    const before = upstream.calls.length;
    const { id } = await client.responses.create({
      ...{ input: `${mark} #up:hold`, tools, background: true },
    });
    await upstream.arrived(before + 1);
    expect(await toError(client.responses.delete(id))).toMatchObject({ status: 400 });
    upstream.release();
    await poll(client, id);
    await client.responses.delete(id);
  });

  test("is also one whose retention has ended", async () => {
    const { client, mark } = await setUp();
    const made = await client.responses.create({ input: mark, tools, metadata: { a: "secret" } });
    await moveClock(app.databaseUrl, 31 * 86_400);
    await applyRetention(app.ctx);
    expect(await toError(client.responses.retrieve(made.id))).toBeInstanceOf(OpenAI.NotFoundError);
    expect(JSON.stringify(await readStored(made.id))).not.toContain("secret");
  });
});

describe("a response with background", () => {
  test("is returned at once, and completed when it is polled", async () => {
    const { client, mark, state } = await setUp();
    const before = upstream.calls.length;
    const made = await client.responses.create({
      ...{ model, input: `${mark} #up:hold`, tools, background: true },
    });
    expect(made).toMatchObject({ status: "queued", background: true, output: [], usage: null });
    await upstream.arrived(before + 1);
    upstream.release();
    const found = await poll(client, made.id);
    expect(found).toMatchObject({ status: "completed", background: true, model });
    expect(found.output[0]).toMatchObject({ revised_prompt: `${mark} #up:hold` });
    expect(await state()).toMatchObject({ captured: "8", held: 0 });
  });

  test("is bought once by a repeated request", async () => {
    const { client, mark, calls } = await setUp();
    const send = () =>
      client.responses.create(
        { input: mark, tools, background: true },
        { headers: { "Idempotency-Key": "order-1" } },
      );
    const first = await send();
    await poll(client, first.id);
    expect(await send()).toMatchObject({ id: first.id, status: "completed" });
    expect(calls()).toHaveLength(1);
  });

  test("is canceled, costs nothing and stays canceled", async () => {
    const { client, mark, state } = await setUp();
    const { id } = await client.responses.create({
      ...{ input: `${mark} #up:hold`, tools, background: true },
    });
    await client.responses.cancel(id);
    const found = await poll(client, id);
    expect(found).toMatchObject({ status: "cancelled", error: null, output: [] });
    expect((await client.responses.cancel(id)).status).toBe("cancelled");
    expect(await state()).toMatchObject({ available: 40, held: 0 });
  });
});

describe("an image is edited that is named by", () => {
  test.each<[string, (id: string, call: string, text: string) => object]>([
    ["the previous response", (id, _call, text) => ({ input: text, previous_response_id: id })],
    [
      "the ID of its call",
      (_id, call, text) => ({
        input: [
          { type: "image_generation_call", id: call },
          { role: "user", content: text },
        ],
      }),
    ],
    [
      "a reference to its call",
      (_id, call, text) => ({
        input: [
          { type: "item_reference", id: call },
          { role: "user", content: text },
        ],
      }),
    ],
  ])("%s", async (_name, toBody) => {
    const { client, customer, mark, calls, state } = await setUp();
    const first = await client.responses.create({ input: mark, tools });
    const call = first.output[0]?.id ?? "";
    const body = { tools, ...toBody(first.id, call, `Make it blue ${mark}`) };
    const reply = await postJson(customer, "/v1/responses", { body });
    expect(reply.status).toBe(200);
    const { output, previous_response_id } = (await reply.json()) as OpenAI.Responses.Response;
    expect(output[0]).toMatchObject({ action: "edit", status: "completed" });
    expect(previous_response_id).toBe("previous_response_id" in body ? first.id : null);
    const edit = calls().find(({ operation }) => operation === "edits");
    expect(edit?.fields.prompt).toBe(`Make it blue ${mark}`);
    expect(edit?.files.map(({ field }) => field)).toEqual(["image"]);
    expect(await state()).toMatchObject({ captured: "16" });
  });

  test("a response of another account, which is rejected", async () => {
    const { client, mark } = await setUp();
    const { client: stranger, state } = await setUp();
    const { id } = await client.responses.create({ input: mark, tools });
    const error = await toError(
      stranger.responses.create({ input: "Make it blue", tools, previous_response_id: id }),
    );
    expect(error).toMatchObject({ status: 400, param: "previous_response_id" });
    expect(await state()).toMatchObject({ available: 40, generations: "0" });
  });

  test("a response without an image, which is rejected", async () => {
    const { client, mark, state } = await setUp();
    const { id } = await client.responses.create({
      ...{ input: `${mark} #up:moderation`, tools, background: true },
    });
    await poll(client, id);
    const error = await toError(
      client.responses.create({ input: "Make it blue", tools, previous_response_id: id }),
    );
    expect(error).toMatchObject({ status: 400, param: "previous_response_id" });
    expect(await state()).toMatchObject({ available: 40, generations: "1" });
  });
});
