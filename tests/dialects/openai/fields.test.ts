import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type App, type Customer, type CustomerOptions, startApp } from "../../support/app.ts";
import { readAccountState } from "../../support/account-state.ts";
import { findViolations } from "../../support/invariants.ts";
import { postJson } from "../../support/openai-client.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const CREATE = "/v1/images/generations";
const EDIT = "/v1/images/edits";

let upstream: Upstream;
let host: ReturnType<typeof Bun.serve>;
let app: App;
let dataUrl = "";
let link = "";

beforeAll(async () => {
  upstream = await startUpstream();
  const image = await renderBase64({ width: 64, height: 64, format: "png", index: 0 });
  dataUrl = `data:image/png;base64,${image}`;
  const bytes = Buffer.from(image, "base64");
  host = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response(bytes) });
  link = `http://127.0.0.1:${host.port}/cup.png`;
  app = await startApp({
    env: {
      ...{ PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
      OUTBOUND_ALLOW: `127.0.0.1:${host.port}`,
    },
  });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await host.stop(true);
  await upstream.stop();
});

const createCustomer = (options: CustomerOptions = {}) =>
  app.customer({ dialect: "openai", ...options });

interface Sent {
  reply: Response;
  /** The calls of the provider. */
  calls: Upstream["calls"];
}

async function send(path: string, fields: object, customer?: Customer): Promise<Sent> {
  const own = customer ?? (await createCustomer());
  const prompt = `a cup [${own.accountId}]`;
  const reply = await postJson(own, path, { body: { model: "gpt-image-2", prompt, ...fields } });
  return { reply, calls: upstream.calls.filter((call) => call.fields.prompt === prompt) };
}

describe("input images sent to generations are used, as in edits:", () => {
  const forms: [string, () => object, number][] = [
    ["image as a URL", () => ({ image: link }), 1],
    ["image as a data URL", () => ({ image: dataUrl }), 1],
    ["image as a list of texts", () => ({ image: [link, dataUrl] }), 2],
    ["images as a text", () => ({ images: link }), 1],
    ["images with image_url", () => ({ images: [{ image_url: link }] }), 1],
    ["images without a file", () => ({ images: [{ image_url: link, file_id: null }] }), 1],
    ["image with url and type", () => ({ image: { url: dataUrl, type: "image_url" } }), 1],
    ["image_urls as a list of texts", () => ({ image_urls: [link, dataUrl] }), 2],
    ["image_url as a text", () => ({ image_url: link }), 1],
    ["images of different forms", () => ({ images: [link, { url: link }] }), 2],
  ];
  test.each(forms)("%s", async (_, fields, count) => {
    const { reply, calls } = await send(CREATE, fields());
    expect(reply.status).toBe(200);
    expect(calls.map(({ operation, files }) => [operation, files.length])).toEqual([
      ["edits", count],
    ]);
  });

  test.each(forms)("and so are those of a JSON edit: %s", async (_, fields, count) => {
    const { reply, calls } = await send(EDIT, fields());
    expect(reply.status).toBe(200);
    expect(calls.map(({ files }) => files.length)).toEqual([count]);
  });

  test("none are sent as a generation", async () => {
    const { calls } = await send(CREATE, { image: null, images: [] });
    expect(calls.map(({ operation }) => operation)).toEqual(["generations"]);
  });
});

describe("a size can also be sent as", () => {
  const shapes: [fields: object, size: string, credits: number][] = [
    [{ aspect_ratio: "16:9" }, "1280x720", 8],
    [{ aspectRatio: "9:16", resolution: "1k" }, "720x1280", 8],
    [{ aspect_ratio: "1:1", resolution: "2k" }, "2048x2048", 10],
    [{ resolution: "4K" }, "2880x2880", 12],
    [{ width: 1024, height: 1536 }, "1024x1536", 8],
    [{ aspect_ratio: "auto", size: "auto" }, "auto", 8],
    [{ aspect_ratio: "auto", aspectRatio: "16:9" }, "1280x720", 8],
    [{ size: "16:9" }, "1280x720", 8],
    [{ size: "16:9", resolution: "2k" }, "2560x1440", 10],
    [{ size: "4k", aspect_ratio: "1:1" }, "2880x2880", 12],
    [{ size: "1024*1536" }, "1024x1536", 8],
    [{ size: "1536x1024", aspect_ratio: "3:2", resolution: "1K" }, "1536x1024", 8],
  ];
  test.each(shapes)("%j", async (fields, size, credits) => {
    const customer = await createCustomer({ credits: 20 });
    const { reply, calls } = await send(CREATE, fields, customer);
    expect(reply.status).toBe(200);
    expect(calls.map((call) => call.fields.size)).toEqual([size]);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      available: 20 - credits,
      held: 0,
    });
  });
});

describe("a field without its effect is rejected before anything is charged:", () => {
  const fields: [fields: object, param: string][] = [
    [{ quality: "xhigh" }, "quality"],
    [{ quality: "max" }, "quality"],
    [{ complexity: "high" }, "complexity"],
    [{ seed: 7 }, "seed"],
    [{ style: "natural" }, "style"],
    [{ output_format: "gif" }, "output_format"],
    [{ output_format: "svg" }, "output_format"],
    [{ frame_count: 4 }, "frame_count"],
    [{ svg: { model: "gpt-5" } }, "svg"],
    [{ negative_prompt: "rain" }, "negative_prompt"],
    [{ cfg: 7 }, "cfg"],
    [{ steps: 20 }, "steps"],
    [{ image_urls: ["cup.png"] }, "image_urls[0]"],
    [{ image_url: "cup.png" }, "image_url"],
    [{ reference_images: ["https://example.com/a.png"] }, "reference_images"],
    [{ watermark: true }, "watermark"],
    [{ size: "16:9", aspect_ratio: "1:1" }, "aspect_ratio"],
    [{ size: "4K", resolution: "2k" }, "resolution"],
    [{ size: "7:1" }, "size"],
    [{ aspect_ratio: "7:1" }, "aspect_ratio"],
    [{ aspect_ratio: "1:1", aspectRatio: "16:9" }, "aspectRatio"],
    [{ aspect_ratio: "16:9", size: "1024x1024" }, "aspect_ratio"],
    [{ resolution: "4k", size: "1024x1024" }, "resolution"],
    [{ resolution: "8k" }, "resolution"],
    [{ width: 1024 }, "height"],
    [{ width: 1024, height: 1024, size: "1536x1024" }, "width"],
    [{ image: "cup.png" }, "image"],
    [{ image: {} }, "image"],
    [{ image: { file: "a" } }, "image"],
    [{ mask: "data:image/png;base64,AAAA" }, "mask"],
  ];
  test.each(fields)("%j", async (sent, param) => {
    const customer = await createCustomer({ credits: 20 });
    const { reply, calls } = await send(CREATE, sent, customer);
    const { error } = await reply.json();
    expect([reply.status, error.type, error.code]).toEqual([
      ...[400, "invalid_request_error", "invalid_value"],
    ]);
    expect(error.param).toBe(param);
    expect(error.message).toContain(param);
    expect(calls).toEqual([]);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      available: 20,
      held: 0,
    });
  });

  test("an input image in both fields", async () => {
    const { reply } = await send(CREATE, { image: dataUrl, images: [dataUrl] });
    expect([reply.status, (await reply.json()).error.param]).toEqual([400, "image"]);
  });

  test("an edit without an image, and with a field of no edit", async () => {
    const none = await send(EDIT, {});
    expect([none.reply.status, (await none.reply.json()).error.param]).toEqual([400, "images"]);
    const strength = await send(EDIT, { image: dataUrl, strength: 0.5 });
    expect((await strength.reply.json()).error.param).toBe("strength");
    const fidelity = await send(EDIT, { image: dataUrl, input_fidelity: "low" });
    expect((await fidelity.reply.json()).error.param).toBe("input_fidelity");
  });

  test.each(["markup", "seed", "strength"])("%s in a form", async (field) => {
    const customer = await createCustomer({ credits: 20 });
    const form = new FormData();
    const image = await (await fetch(link)).blob();
    form.set("image", image, "a.png");
    form.set("prompt", "a cup");
    if (field === "markup") form.set(field, image, "b.png");
    else form.set(field, "1");
    const reply = await customer.call(EDIT, { method: "POST", body: form });
    expect([reply.status, (await reply.json()).error.param]).toEqual([400, field]);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({ available: 20 });
  });
});

test("fields without an effect and empty fields are accepted", async () => {
  const empty = { seed: null, cfg: null, negative_prompt: "", loras: [], extra: {}, svg: null };
  const harmless = { metadata: { chat: "1" }, store: true, style: "vivid", input_fidelity: "high" };
  const usual = { watermark: false, sequential_image_generation: "disabled" };
  const { reply, calls } = await send(CREATE, { ...empty, ...harmless, ...usual });
  expect(reply.status).toBe(200);
  expect(Object.keys(calls[0]?.fields ?? {}).toSorted()).toEqual(
    ["model", "n", "output_format", "prompt", "quality", "size", "user"].toSorted(),
  );
});

describe("the key can be sent in the header `api-key` with ?api-version,", () => {
  const send = async (path: string, headers: Record<string, string>) => {
    const body = JSON.stringify({ model: "gpt-image-2", prompt: "a cup" });
    const init = { method: "POST", headers: { "content-type": "application/json", ...headers } };
    return (await app.fetch(path, { ...init, body })).status;
  };

  test("and in no other way", async () => {
    const { key } = await createCustomer();
    const path = `${CREATE}?api-version=2026-04-01`;
    expect(await send(path, { "api-key": key })).toBe(200);
    expect(await send(path, { "api-key": "sk-wrong" })).toBe(401);
    expect(await send(path, { "x-api-key": key })).toBe(401);
    expect(await send(path, { "api-key": key, authorization: "Bearer sk-wrong" })).toBe(401);
  });
});

describe("without response_format the images are", () => {
  test.each([
    ["dall-e-2", "url"],
    ["dall-e-3", "url"],
    ["gpt-image-1", "b64_json"],
    ["gpt-image-2", "b64_json"],
  ])("those of %s in %s", async (model, member) => {
    const { reply } = await send(CREATE, { model, n: 1 });
    const { data } = await reply.json();
    expect(data.map(Object.keys)).toEqual([[member]]);
    if (member === "url") expect((await fetch(data[0].url)).status).toBe(200);
  });
});

test("the effective safety identifier is returned: safety_identifier, otherwise user", async () => {
  const read = async (fields: object) =>
    (await (await send(CREATE, fields)).reply.json()).safety_identifier;
  expect(await read({ safety_identifier: "a", user: "b" })).toBe("a");
  expect(await read({ safety_identifier: "", user: "b" })).toBe("b");
  expect(await read({})).toBeUndefined();
});
