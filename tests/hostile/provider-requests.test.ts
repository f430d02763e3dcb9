import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import * as plans from "../../src/core/billing/plans.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { readAccountState } from "../support/account-state.ts";
import { type Attack, describeAttacks } from "../support/attacks.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

const END_USER = "grace@customer.example";
let upstream: Upstream;
let app: App;

beforeAll(async () => {
  upstream = await startUpstream();
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
  app = await startApp({ env });
});
afterAll(async () => {
  await app.stop();
  await upstream.stop();
});

/** Creates an image and returns the `user` that the provider has received. */
async function findSentUser(customer: Customer, user?: string): Promise<unknown> {
  const prompt = crypto.randomUUID();
  const response = await customer.call("/v1/images/generations", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "gpt-image-2", prompt, ...(user && { user }) }),
  });
  expect(response.status).toBe(200);
  return upstream.calls.find(({ fields }) => fields.prompt === prompt)?.fields.user;
}

describe("a provider receives", () => {
  test("a pseudonym that is the same for all requests of an end user", async () => {
    const customer = await app.customer({ dialect: "openai" });
    const first = await findSentUser(customer, END_USER);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(await findSentUser(customer, END_USER)).toBe(first);
    expect(await findSentUser(customer, "another")).not.toBe(first);
    expect(JSON.stringify(upstream.calls)).not.toContain(END_USER);
  });

  test("different pseudonyms for the same end user of two accounts, and for none", async () => {
    const customers = [
      await app.customer({ dialect: "openai" }),
      await app.customer({ dialect: "openai" }),
    ];
    const sent = new Set<unknown>();
    for (const customer of customers) {
      sent.add(await findSentUser(customer, END_USER));
      sent.add(await findSentUser(customer));
    }
    expect(sent).not.toContain(undefined);
    expect(sent.size).toBe(4);
  });
});

test("with MIN_MODERATION=auto, a customer cannot lower the moderation of the provider", async () => {
  const requests: [App["ctx"]["config"]["minModeration"], string | undefined][] = [
    ["auto", undefined],
    ["low", "low"],
  ];
  for (const [minModeration, expected] of requests) {
    const env = { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
    const own = await startApp({ env: { ...env, MIN_MODERATION: minModeration } });
    const customer = await own.customer({ dialect: "openai" });
    const prompt = crypto.randomUUID();
    const response = await customer.call("/v1/images/generations", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "gpt-image-2", prompt, moderation: "low" }),
    });
    expect(response.status).toBe(200);
    const call = upstream.calls.find(({ fields }) => fields.prompt === prompt);
    expect(call?.fields.moderation).toBe(expected);
    await own.stop();
  }
});

test("with a plan whose least moderation is auto, a customer cannot lower it", async () => {
  const sendLow = async (customer: Customer) => {
    const prompt = crypto.randomUUID();
    const response = await customer.call("/v1/images/generations", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "gpt-image-2", prompt, moderation: "low" }),
    });
    expect(response.status).toBe(200);
    return upstream.calls.find(({ fields }) => fields.prompt === prompt)?.fields.moderation;
  };
  await plans.setPlanPolicy(app.ctx, { planId: "max", minModeration: "auto" });
  const [strict, other] = [
    await app.customer({ dialect: "openai", planId: "max" }),
    await app.customer({ dialect: "openai", planId: "pro" }),
  ];
  expect(await sendLow(strict)).toBeUndefined();
  expect(await sendLow(other)).toBe("low");
  await plans.setPlanPolicy(app.ctx, { planId: "max", minModeration: "low" });
  expect(await sendLow(strict)).toBe("low");
});

const ARGS = '<sd_cpp_extra_args>{"steps":1000}</sd_cpp_extra_args>';
const PROMPTS = [
  ...[`a hill ${ARGS}`, ARGS.toUpperCase(), "<sd_cpp_extra_args >{}", "</sd_cpp_extra_args>"],
  ...["a hill <lora:../../secret:1>", "<LORA:x:1>", "< lora :x:1>", "<lyco:x:1>", "<hypernet:x:1>"],
];

describeAttacks(
  "a prompt cannot control a self-hosted provider:",
  PROMPTS.map((prompt): Attack => [
    prompt,
    async () => {
      const customer = await app.customer({ credits: 8 });
      const { status, body } = await createHubGeneration(customer, app.url, { prompt });
      expect([status, body.error?.code]).toEqual([400, "invalid_request"]);
      expect(upstream.calls.filter(({ fields }) => fields.prompt === prompt)).toEqual([]);
      const state = await readAccountState(app, customer.accountId);
      expect(state).toMatchObject({ available: 8, held: 0 });
    },
  ]),
);

test("a prompt with other angle brackets reaches the provider unchanged", async () => {
  const customer = await app.customer({ credits: 8 });
  const prompt = "a sign that reads <3 and <b>lora</b>: 1 < 2";
  const { status } = await createHubGeneration(customer, app.url, { prompt });
  expect(status).toBe(200);
  expect(upstream.calls.some(({ fields }) => fields.prompt === prompt)).toBe(true);
});
