import { afterAll, beforeAll, expect, test } from "bun:test";
import type OpenAI from "openai";
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

test("a text that is not flagged is not rejected as a prompt", async () => {
  const prompt = "a room with a view";
  const input = [prompt];
  expect((await client.moderations.create({ input })).results[0]?.flagged).toBe(false);
  const send = () => client.images.generate({ prompt, model: "gpt-image-2" });
  // Rules are checked before the balance, which is too low.
  expect(await send().catch((error) => error.code)).toBe("credit_balance_exhausted");
});
