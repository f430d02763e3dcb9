import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import OpenAI, { toFile } from "openai";
import type { ResponseCreateParamsNonStreaming } from "openai/resources/responses/responses";
import { type App, type CustomerOptions, startApp } from "../../support/app.ts";
import { countCallsWith, readAccountState } from "../../support/account-state.ts";
import * as models from "../../../src/core/models/models.ts";
import { findViolations } from "../../support/invariants.ts";
import { openClient, postJson, readEvents } from "../../support/openai-client.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const PATH = "/v1/responses";
const FILE = `file-${"0".repeat(32)}`;
const model = "gpt-image-2";
const tool = { type: "image_generation" } as const;
let upstream: Upstream;
let app: App;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    env: { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
  });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  upstream.release();
  await app.stop();
  await upstream.stop();
});

async function setUp(options: CustomerOptions = {}) {
  const customer = await app.customer({ dialect: "openai", credits: 20, ...options });
  const mark = `[${customer.accountId}]`;
  return {
    customer,
    client: openClient(app, customer, { maxRetries: 0 }),
    mark,
    /** The only provider call. */
    call() {
      const own = upstream.calls.filter(({ fields }) => String(fields.prompt).includes(mark));
      return own.length === 1 && own[0] ? own[0] : expect.unreachable();
    },
    state: () => readAccountState(app, customer.accountId),
  };
}

async function toDataUrl(index: number): Promise<string> {
  const image = { width: 64, height: 64, format: "png", index } as const;
  return `data:image/png;base64,${await renderBase64(image)}`;
}

async function createMaskUrl(): Promise<string> {
  const image = { width: 64, height: 64, format: "webp", index: 0 } as const;
  const png = await new Bun.Image(Buffer.from(await renderBase64(image), "base64")).png().bytes();
  return `data:image/png;base64,${png.toBase64()}`;
}

function readMetadata(base64: string | null) {
  return new Bun.Image(Buffer.from(base64 ?? "", "base64")).metadata();
}

function findCall({ output }: OpenAI.Responses.Response) {
  const [call] = output;
  return call?.type === "image_generation_call" ? call : expect.unreachable();
}

describe("the image_generation tool of the Responses API", () => {
  test("creates an image and charges its price", async () => {
    const { client, mark, call, state } = await setUp();
    const made = await client.responses.create({
      model: "gpt-5.6",
      input: mark,
      metadata: { order: "4711" },
      tools: [{ ...tool, size: "1536x1024", quality: "low", output_format: "webp" }],
    });
    expect(made).toMatchObject({ status: "completed", model: "gpt-5.6", output_text: "" });
    expect(made.metadata).toEqual({ order: "4711" });
    expect(made.tool_usage?.image_gen.output_tokens).toBeGreaterThan(0);
    const image = findCall(made);
    expect(image).toMatchObject({ status: "completed", action: "generate", revised_prompt: mark });
    expect(image).toMatchObject({ size: "1536x1024", quality: "low", output_format: "webp" });
    expect(await readMetadata(image.result)).toMatchObject({ width: 1536, format: "webp" });
    expect(call()).toMatchObject({ operation: "generations", fields: { model, quality: "low" } });
    expect(await state()).toMatchObject({ available: 12, held: 0, images: "1" });
  });

  test("edits the images of the messages and of earlier calls, with a mask", async () => {
    const { client, mark, call } = await setUp();
    const [first, second, mask_url] = [
      await toDataUrl(0),
      await toDataUrl(1),
      await createMaskUrl(),
    ];
    const file = await client.files.create({
      file: await toFile(Buffer.from(second.slice(second.indexOf(",") + 1), "base64"), "a.png"),
      purpose: "vision",
    });
    const made = await client.responses.create({
      tools: [{ ...tool, action: "edit", input_image_mask: { image_url: mask_url } }],
      input: [
        {
          role: "user",
          content: [
            { type: "input_text", text: "A cat" },
            { type: "input_image", image_url: first, detail: "auto" },
            { type: "input_image", file_id: file.id, detail: "auto" },
          ],
        },
        {
          type: "image_generation_call",
          id: "ig_1",
          status: "completed",
          result: second.slice(second.indexOf(",") + 1),
        },
        { role: "assistant", content: "A cat." },
        { role: "user", content: `Make it blue ${mark}` },
      ],
    });
    expect(findCall(made).action).toBe("edit");
    expect(call()).toMatchObject({
      operation: "edits",
      fields: { prompt: `Make it blue ${mark}` },
    });
    expect(call().files.map(({ field }) => field)).toEqual([
      "image[]",
      "image[]",
      "image[]",
      "mask",
    ]);
  });

  test("streams the events in the order of OpenAI's API", async () => {
    const { client, mark } = await setUp();
    const tools = [{ ...tool, partial_images: 2 }];
    const stream = client.responses.stream({ model, input: mark, tools });
    const events = await Array.fromAsync(stream);
    const call = "response.image_generation_call";
    expect(events.map(({ type }) => type)).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      `${call}.in_progress`,
      `${call}.generating`,
      `${call}.partial_image`,
      `${call}.partial_image`,
      `${call}.completed`,
      "response.output_item.done",
      "response.completed",
    ]);
    expect(events.map(({ sequence_number: number }) => number)).toEqual([...events.keys()]);
    const made = await stream.finalResponse();
    expect(made.status).toBe("completed");
    expect(await readMetadata(findCall(made).result)).toMatchObject({ width: 1024 });
  });

  test("sends events that match the document", async () => {
    const { customer, mark } = await setUp();
    const body = { input: mark, tools: [{ ...tool, partial_images: 1 }], stream: true };
    const events = await readEvents(await postJson(customer, PATH, { body }), PATH);
    expect(events.at(-1)?.type).toBe("response.completed");
  });

  test("sends a failure as the last event and charges nothing", async () => {
    const { customer, mark, state } = await setUp();
    const body = { input: `${mark} #up:moderation`, tools: [tool], stream: true };
    const events = await readEvents(await postJson(customer, PATH, { body }), PATH);
    expect(events.at(-1)).toMatchObject({
      type: "response.failed",
      response: {
        status: "failed",
        error: { code: "image_content_policy_violation" },
        output: [{ status: "failed", error: { code: "moderation_blocked" } }],
      },
    });
    expect(await state()).toMatchObject({ available: 20, held: 0 });
  });

  test("ends a stream that waits too long with an error event", async () => {
    const { customer, mark } = await setUp();
    const body = { input: `${mark} #up:hold`, tools: [tool], stream: true };
    const headers = { prefer: "wait=0" };
    const events = await readEvents(await postJson(customer, PATH, { body, headers }), PATH);
    expect(events.at(-1)).toMatchObject({ type: "error", code: "generation_timeout" });
  });

  test("accepts empty fields and fields that concern only text", async () => {
    const { client, mark, call } = await setUp();
    const image = { type: "input_image", image_url: await toDataUrl(0), file_id: null };
    const mask = { image_url: await createMaskUrl(), file_id: null };
    const body = {
      ...{ conversation: null, prompt: null, moderation: null, context_management: [] },
      ...{ top_logprobs: 2, reasoning: { effort: "high" } },
      input: [{ role: "user", content: [{ type: "input_text", text: mark }, image] }],
      tools: [{ ...tool, svg: null, frame_count: null, input_image_mask: mask }],
    };
    // The types of the SDK do not allow null in all of these fields.
    const made = await client.post<OpenAI.Responses.Response>("/responses", { body });
    expect(findCall(made).status).toBe("completed");
    expect(call().files.map(({ field }) => field)).toEqual(["image", "mask"]);
    expect(call().fields).not.toHaveProperty("complexity");
  });

  test("stores and repeats only the documented fields of the tool and of its choice", async () => {
    const { client, mark } = await setUp();
    const made = await client.post<OpenAI.Responses.Response>("/responses", {
      body: {
        ...{ input: mark, tool_choice: { ...tool, note: "unlisted" } },
        tools: [{ ...tool, quality: "low", unlisted: [] }],
      },
    });
    expect(made.tool_choice).toEqual(tool);
    expect(made.tools).toEqual([expect.objectContaining({ ...tool, quality: "low" })]);
    const stored = "select options from generations where id = $1";
    const { rows } = await app.ctx.db.query(stored, [made.id.slice("resp_".length)]);
    expect(JSON.stringify([made, rows])).not.toContain("unlisted");
  });

  test("returns the same response for a repeated request", async () => {
    const { client, mark, state } = await setUp();
    const send = () =>
      client.responses.create(
        { input: mark, tools: [tool] },
        { headers: { "Idempotency-Key": "order-1" } },
      );
    const [first, second] = [await send(), await send()];
    expect(second.id).toBe(first.id);
    expect(countCallsWith(upstream.calls, mark)).toBe(1);
    expect(await state()).toMatchObject({ available: 12, generations: "1" });
  });

  test("creates the image with the model of the response if the tool names none", async () => {
    const { client, mark, call } = await setUp();
    const unknown = { input: mark, tools: [{ ...tool, model: "gpt-5.6" }] };
    const error = await client.responses.create(unknown).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(OpenAI.NotFoundError);
    const id = "small-images";
    const name = { provider: "openai", providerModel: "gpt-image-1-mini" };
    const limits = { maxImages: 1, referenceImageLimit: 1 };
    await models.addModel(app.ctx, { id, name: id, ...name, ...limits, defaultFor: [] });
    const made = await client.responses.create({ model: id, input: mark, tools: [tool] });
    expect(made.model).toBe(id);
    expect(call().fields).toMatchObject({ model: "gpt-image-1-mini" });
  });
});

describe("a response request is rejected without a charge if it has", () => {
  type Fields = { [Name in keyof ResponseCreateParamsNonStreaming]?: unknown };
  const image = { type: "input_image", image_url: "https://example.com/a.png" };
  const words = { type: "input_text", text: "A cat" };
  const said = { role: "user", content: "A cat" };
  const earlier = {
    previous_response_id: `resp_${"0".repeat(32)}`,
    tools: [{ ...tool, action: "generate" }],
  };
  const cases: [name: string, fields: Fields, param: string][] = [
    ["no tool", { tools: [] }, "tools"],
    ["another tool", { tools: [{ type: "web_search" }] }, "tools[0].type"],
    ["a second tool", { tools: [tool, { type: "web_search" }] }, "tools"],
    ["an unknown option of the tool", { tools: [{ ...tool, seed: 1 }] }, "tools[0].seed"],
    ["metadata of the tool", { tools: [{ ...tool, metadata: { a: "b" } }] }, "tools[0].metadata"],
    ["storage of the tool", { tools: [{ ...tool, store: true }] }, "tools[0].store"],
    ["a template of a prompt", { prompt: { id: "pmpt_1" } }, "prompt"],
    ["moderation of its own", { moderation: { model: "omni-moderation-latest" } }, "moderation"],
    [
      "a quality that the model lacks",
      { tools: [{ ...tool, quality: "max" }] },
      "tools[0].quality",
    ],
    ["planning that the model lacks", { tools: [{ ...tool, complexity: "low" }] }, "tools[0].comp"],
    ["a size that no model has", { tools: [{ ...tool, size: "10x10" }] }, "tools[0].size"],
    ["an earlier response", { previous_response_id: "resp_1" }, "previous_response_id"],
    ["a conversation", { conversation: "conv_1" }, "conversation"],
    ["background processing of what is not stored", { background: true, store: false }, "store"],
    ["a long key of the metadata", { metadata: { ["k".repeat(65)]: "v" } }, "metadata"],
    ["a call without its ID", { input: [{ type: "image_generation_call" }, said] }, "input[0].id"],
    [
      "a reference to another item",
      { input: [{ type: "item_reference", id: "msg_1" }, said] },
      "input[0].id",
    ],
    ["an earlier image to generate without it", earlier, "tools[0].action"],
    ["instructions", { instructions: "Be brief" }, "instructions"],
    ["a choice of no tool", { tool_choice: "none" }, "tool_choice"],
    ["a format of text", { text: { format: { type: "json_object" } } }, "text.format.type"],
    ["a message of the system", { input: [{ role: "system", content: "a" }] }, "input[0].role"],
    ["no text", { input: [{ role: "user", content: [image] }] }, "input[0].content"],
    [
      "a file",
      { input: [{ role: "user", content: [{ type: "input_file" }] }] },
      "input[0].content",
    ],
    [
      "the ID of a file that does not exist",
      { input: [{ role: "user", content: [words, { type: "input_image", file_id: FILE }] }] },
      "input[0].content[1].file_id",
    ],
    [
      "an image to generate without it",
      {
        input: [{ role: "user", content: [words, image] }],
        tools: [{ ...tool, action: "generate" }],
      },
      "tools[0].action",
    ],
    ["an edit without an image", { tools: [{ ...tool, action: "edit" }] }, "tools[0].action"],
    [
      "a mask without an image",
      { tools: [{ ...tool, input_image_mask: { image_url: "data:image/png;base64,AA" } }] },
      "tools[0].input_image_mask",
    ],
  ];
  test.each(cases)("%s", async (_name, fields, param) => {
    const { customer, mark, state } = await setUp();
    const body = { input: mark, tools: [tool], ...fields };
    const reply = await postJson(customer, PATH, { body });
    expect(reply.status).toBe(400);
    const { error } = await reply.json();
    expect(error.param).toStartWith(param);
    expect(await state()).toMatchObject({ available: 20, generations: "0" });
  });
});
