import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type OpenAI from "openai";
import { createModerator } from "../../../src/providers/openai/moderation.ts";
import { addRule } from "../../../src/core/moderation/moderation.ts";
import { readAccountState } from "../../support/account-state.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { openClient } from "../../support/openai-client.ts";

let app: App;
let customer: Customer;
let client: OpenAI;

beforeAll(async () => {
  app = await startApp({ worker: false });
  customer = await app.customer({ dialect: "openai", credits: 5 });
  client = openClient(app, customer, { maxRetries: 0 });
  await addRule(app.ctx, { pattern: "dark room", reason: "not here" });
});

afterAll(() => app.stop());

test("a text that a rule of the operator matches is flagged, free of charge", async () => {
  const model = "omni-moderation-2024-09-26";
  const flagged = await client.moderations.create({ model, input: "A Dark  Room" });
  expect(flagged.id).toStartWith("modr-");
  expect(flagged.model).toBe(model);
  const [result] = flagged.results;
  expect(result).toMatchObject({
    flagged: true,
    categories: { illicit: true, violence: false },
    category_scores: { illicit: 1, violence: 0 },
    category_applied_input_types: { illicit: ["text"], violence: [] },
  });
  const clean = await client.moderations.create({ input: "a hill" });
  expect(clean.model).toBe("omni-moderation-latest");
  expect(clean.results[0]?.flagged).toBe(false);
  expect(Object.values(clean.results[0]?.categories ?? {})).toEqual(Array(13).fill(false));
  expect(await readAccountState(app, customer.accountId)).toMatchObject({ available: 5, held: 0 });
});

test("each text of a list has a result, and all parts of a message have one together", async () => {
  const texts = await client.moderations.create({ input: ["a hill", "#refused", "a dark room"] });
  expect(texts.results.map(({ flagged }) => flagged)).toEqual([false, true, true]);
  const image = { type: "image_url", image_url: { url: "https://example.com/a.png" } } as const;
  const parts = await client.moderations.create({
    input: [{ type: "text", text: "a hill" }, image, { type: "text", text: "a dark room" }],
  });
  expect(parts.results.map(({ flagged }) => flagged)).toEqual([true]);
  const alone = await client.moderations.create({ input: [image] });
  expect(alone.results).toHaveLength(1);
  expect(alone.results[0]?.category_applied_input_types.illicit).toEqual([]);
});

test("the limit of all texts counts characters, not UTF-16 code units", async () => {
  const check = (length: number) => client.moderations.create({ input: "😀".repeat(length) });
  expect((await check(131_072)).results).toHaveLength(1);
  const error = await check(131_073).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ status: 400, param: "input" });
});

test("a text that is not flagged is not rejected as a prompt", async () => {
  const prompt = "a room with a view";
  const input = [prompt];
  expect((await client.moderations.create({ input })).results[0]?.flagged).toBe(false);
  const send = () => client.images.generate({ prompt, model: "gpt-image-2" });
  // Rules are checked before the balance, which is too low.
  expect(await send().catch((error) => error.code)).toBe("credit_balance_exhausted");
});

describe("with a moderation model of the provider,", () => {
  const calls: { model: string; input: unknown[] }[] = [];
  let model: ReturnType<typeof Bun.serve>;
  let moderated: App;
  let own: OpenAI;

  beforeAll(async () => {
    model = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: answer });
    const env = {
      ...{ OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: `http://127.0.0.1:${model.port}/v1` },
      OPENAI_MODERATION_MODEL: "omni-moderation-latest",
    };
    // Dropped by the first app.
    const database = { url: app.databaseUrl, drop: async () => undefined };
    moderated = await startApp({ worker: false, env, database });
    own = openClient(moderated, await moderated.customer({ dialect: "openai", credits: 5 }), {
      maxRetries: 0,
    });
  });

  afterAll(async () => {
    await moderated.stop();
    await model.stop(true);
  });

  async function answer(request: Request): Promise<Response> {
    const body = (await request.json()) as { model: string; input: unknown[] };
    calls.push(body);
    if (JSON.stringify(body).includes("#down")) return new Response(null, { status: 500 });
    const isMessage = body.input.some((part) => typeof part === "object");
    const results = (isMessage ? [body.input] : body.input).map((item) => {
      const flagged = JSON.stringify(item).includes("#harm");
      return {
        flagged,
        categories: { violence: flagged },
        category_scores: { violence: flagged ? 0.9 : 0.1 },
        category_applied_input_types: { violence: isMessage ? ["text", "image"] : ["text"] },
      };
    });
    return Response.json({ id: "modr-1", model: body.model, results });
  }

  const generate = (prompt: string) =>
    own.images.generate({ prompt, model: "gpt-image-2" }).catch((error) => error);

  test("texts and images are examined by it and by the rules of the operator", async () => {
    const { results } = await own.moderations.create({ input: ["a hill", "#harm", "a dark room"] });
    expect(results.map(({ flagged }) => flagged)).toEqual([false, true, true]);
    expect(results[1]).toMatchObject({
      categories: { violence: true, illicit: false },
      category_scores: { violence: 0.9 },
    });
    expect(results[2]).toMatchObject({ categories: { violence: false, illicit: true } });
    const image = { type: "image_url", image_url: { url: "https://example.com/#harm" } } as const;
    const message = await own.moderations.create({ input: [{ type: "text", text: "x" }, image] });
    expect(message.results[0]).toMatchObject({
      flagged: true,
      category_applied_input_types: { violence: ["text", "image"] },
    });
    expect(calls.at(-1)).toEqual({
      model: "omni-moderation-latest",
      input: [{ type: "text", text: "x" }, image],
    });
  });

  test("a prompt that it flags is rejected before anything is held", async () => {
    expect(await generate("a fight #harm")).toMatchObject({
      status: 400,
      code: "moderation_blocked",
      message: expect.stringContaining("it was flagged as violence"),
    });
    // Not flagged, and too expensive.
    expect((await generate("a quiet hill")).code).toBe("credit_balance_exhausted");
  });

  test("the rules of the operator apply alone while it does not answer", async () => {
    const { results } = await own.moderations.create({ input: ["#harm #down", "#refused #down"] });
    expect(results.map(({ flagged }) => flagged)).toEqual([false, true]);
    expect((await generate("a hill #harm #down")).code).toBe("credit_balance_exhausted");
    await moderated.logged("moderation_unavailable");
  });

  test("a call that takes too long ends, and the next ones are not sent", async () => {
    let requests = 0;
    const silent = Bun.serve({
      ...{ port: 0, hostname: "127.0.0.1" },
      fetch() {
        requests++;
        return new Promise<Response>(() => undefined);
      },
    });
    const failures: unknown[] = [];
    const moderator = createModerator({
      ...{ apiKey: "sk-test", baseUrl: `http://127.0.0.1:${silent.port}/v1`, model: "m" },
      timeoutMs: 200,
      onFailure: (cause) => failures.push(cause),
    });
    for (const text of ["a", "b"]) expect(await moderator.examine([text])).toBeUndefined();
    expect(failures).toHaveLength(1);
    expect(requests).toBeLessThanOrEqual(1);
    await silent.stop(true);
  });
});
