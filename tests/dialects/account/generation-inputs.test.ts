import { afterAll, beforeAll, expect, test } from "bun:test";
import OpenAI, { toFile } from "openai";
import { addModel, changeModel } from "../../../src/core/models/models.ts";
import { type AccountClient } from "../../support/account-client.ts";
import { type App, startApp } from "../../support/app.ts";
import { openClient } from "../../support/openai-client.ts";
import { requestJson, type Schemas, signUpWithCredits } from "../../support/playground.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const MODEL = "marked-up";
const MAX_REFERENCE_IMAGES = 16;

let upstream: Upstream;
let app: App;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    env: { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
  });
  const limits = { maxImages: 1, referenceImageLimit: MAX_REFERENCE_IMAGES };
  const route = { provider: "openai", providerModel: "gpt-image-2" };
  await addModel(app.ctx, { id: MODEL, name: "Marked up", ...route, ...limits });
  await changeModel(app.ctx, MODEL, { capabilities: ["markup"] });
});

afterAll(async () => {
  await app.stop();
  await upstream.stop();
});

test("the mask of an edit has its role and can be read after as many images as are allowed", async () => {
  const person = await signUpWithCredits(app);
  const client = await openEdits(person);
  const images = await Promise.all(Array.from({ length: MAX_REFERENCE_IMAGES }, createImage));
  await client.images.edit({
    model: MODEL,
    prompt: "a cup",
    image: images,
    mask: await createOverlay(),
  });
  const { id, inputs } = await readNewest(person);
  expect(inputs.map(({ role }) => role)).toEqual([...images.map(() => "image" as const), "mask"]);
  const mask = await person.call(`/api/account/generations/${id}/inputs/${images.length}`);
  expect([mask.status, (await mask.bytes()).length]).toEqual([200, inputs.at(-1)?.size_bytes ?? 0]);
});

test("the markup of an edit has its role", async () => {
  const person = await signUpWithCredits(app);
  const client = await openEdits(person);
  const files = { image: await createImage(), markup: await createOverlay() };
  await client.images.edit({ model: MODEL, prompt: "a cup", ...files });
  const { inputs } = await readNewest(person);
  expect(inputs.map(({ role }) => role)).toEqual(["image", "markup"]);
});

/** Returns a client of the OpenAI-compatible API with a key of the account. */
async function openEdits(person: AccountClient): Promise<OpenAI> {
  const json = { dialect: "openai", label: "Edits" };
  const { key } = await requestJson<Schemas["CreatedKey"]>(person, "/api/account/keys", { json });
  return openClient(app, { key }, { maxRetries: 0 });
}

async function readNewest(person: AccountClient): Promise<Schemas["GenerationDetail"]> {
  const path = "/api/account/generations";
  const { data } = await requestJson<Schemas["GenerationList"]>(person, `${path}?limit=1`);
  return requestJson(person, `${path}/${data[0]?.id}`);
}

async function createImage(): Promise<File> {
  return toFile(await render("png"), "image.png");
}

// The WebP images of the upstream have an alpha channel.
async function createOverlay(): Promise<File> {
  return toFile(await new Bun.Image(await render("webp")).png().bytes(), "overlay.png");
}

async function render(format: "png" | "webp"): Promise<Uint8Array> {
  return Buffer.from(await renderBase64({ width: 64, height: 64, format, index: 0 }), "base64");
}
