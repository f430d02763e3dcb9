import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, generateImage, type ImageModel } from "ai";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import { readAccountState } from "../../support/account-state.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const ID = "gpt-image-2";
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
  await app.stop();
  await upstream.stop();
});

type Model = Exclude<ImageModel, string>;

/** Sends requests through the test app, which validates them against the contract. */
function createModels(customer: Customer): Record<string, (id: string) => Model> {
  const send = async (url: string | URL | Request, init?: RequestInit) =>
    app.fetch(String(url), init);
  const fetch = Object.assign(send, { preconnect: () => undefined });
  const options = { baseURL: `${app.url}/v1`, apiKey: customer.key, fetch };
  return {
    openai: (id) => createOpenAI(options).image(id),
    "openai-compatible": (id) =>
      createOpenAICompatible({ ...options, name: "darkroom" }).imageModel(id),
  };
}

async function setUp(provider: string, credits = 200) {
  const customer = await app.customer({ dialect: "openai", credits });
  const createModel = createModels(customer)[provider] ?? expect.unreachable();
  const mark = `[${customer.accountId}]`;
  const calls = () => upstream.calls.filter(({ fields }) => String(fields.prompt).includes(mark));
  return { customer, model: createModel(ID), createModel, mark, calls };
}

async function png(index: number): Promise<Uint8Array> {
  const image = { width: 64, height: 64, format: "png", index } as const;
  return Buffer.from(await renderBase64(image), "base64");
}

describe.each(["openai", "openai-compatible"])("the AI SDK with %s", (provider) => {
  test("generates an image", async () => {
    const { model, mark, customer } = await setUp(provider, 8);
    const { image, warnings } = await generateImage({ model, prompt: mark, size: "1536x1024" });
    expect(warnings).toEqual([]);
    expect(image.mediaType).toBe("image/png");
    const metadata = await new Bun.Image(image.uint8Array).metadata();
    expect(metadata).toMatchObject({ width: 1536, height: 1024 });
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      available: 0,
      held: 0,
    });
  });

  test("edits one or many input images, with a mask", async () => {
    const { model, mark, calls } = await setUp(provider);
    const images = [await png(0), await png(1)];
    const webp = await renderBase64({ width: 64, height: 64, format: "webp", index: 0 });
    const mask = await new Bun.Image(Buffer.from(webp, "base64")).png().bytes();
    await generateImage({ model, prompt: { text: mark, images: images.slice(0, 1) } });
    await generateImage({ model, prompt: { text: mark, images, mask } });
    const fields = calls().map(({ files }) => files.map(({ field }) => field));
    expect(fields).toEqual([["image"], ["image[]", "image[]", "mask"]]);
  });

  test("splits a request for 12 images and receives all of them", async () => {
    const { model, mark, customer } = await setUp(provider, 96);
    const { images } = await generateImage({ model, prompt: mark, n: 12 });
    expect(images).toHaveLength(12);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      available: 0,
      held: 0,
    });
  });

  test("receives an error for an unknown model without a retry", async () => {
    const { createModel, mark, customer } = await setUp(provider);
    const error = await generateImage({ model: createModel("my-image-model"), prompt: mark }).catch(
      (cause: unknown) => cause,
    );
    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({ statusCode: 404, isRetryable: false });
    expect(String(error)).toContain("my-image-model");
    expect(await readAccountState(app, customer.accountId)).toMatchObject({ generations: "0" });
  });

  test("does not retry a request without enough credits", async () => {
    const { model, mark } = await setUp(provider, 0);
    const error = await generateImage({ model, prompt: mark }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ statusCode: 402, isRetryable: false });
  });
});

test("options of the AI SDK's openai provider reach the image", async () => {
  const { model, mark, calls } = await setUp("openai");
  const openai = {
    quality: "low",
    outputFormat: "webp",
    background: "opaque",
    user: "u-1",
  } as const;
  const { image } = await generateImage({ model, prompt: mark, providerOptions: { openai } });
  expect(image.mediaType).toBe("image/webp");
  expect(calls()[0]?.fields).toMatchObject({ quality: "low", output_format: "webp" });
});
