import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import art from "../../generated/art/openapi.json";
import hub from "../../generated/hub/openapi.json";
import openai from "../../generated/openai/openapi.json";
import plus from "../../generated/plus/openapi.json";
import { type App, type Customer, startApp } from "../support/app.ts";
import { postPlus } from "../support/plus-client.ts";

let app: App;
let customer: Customer;

beforeAll(async () => {
  app = await startApp({ worker: false });
  customer = await app.customer();
});

afterAll(() => app.stop());

const CREATE = "/api/v1/images/generations";
const create = (fields: object) =>
  postPlus(customer, CREATE, { body: { model: "gpt-image-2", prompt: "a hill", ...fields } });

describe("the aspect ratio auto above 1K", () => {
  test.each(["2K", "4K"])("stays auto while the generation is queued, at %s", async (quality) => {
    const reply = await create({ aspect_ratio: "auto", quality, async: true });
    expect(await reply.json()).toMatchObject({ aspect_ratio: "auto", quality, status: "queued" });
  });

  test("is documented as square", () => {
    const { description } = hub.components.schemas.AspectRatio;
    expect(description).toContain("at `2K`\nand `4K` the image is square");
  });
});

describe("a rejected field has a readable message", () => {
  test.each([
    [{ size: "1000x1000" }, "size: width and height must be divisible by 16."],
    [{ size: "4096x1024" }, "size: no edge may be longer than 3840 pixels."],
    [{ size: "3200x640" }, "size: the long edge may be at most 3 times the short one."],
    [{ size: "640x640" }, "size: the image must have at least 655360 pixels, such as 1024x640."],
    [
      { size: "1024x1024", quality: "4K" },
      "quality: contradicts the size, which is 1K: send one of the two.",
    ],
  ])("%j", async (fields, message) => {
    const reply = await create(fields);
    const { error } = await reply.json();
    expect([reply.status, error.message]).toEqual([400, message]);
    expect(error.details).toHaveLength(1);
  });

  test("that lists the available models for an unknown model in art", async () => {
    const own = await app.customer({ dialect: "art" });
    const reply = await postPlus(own, CREATE, { body: { model: "dall-e-9", prompt: "a hill" } });
    const { error } = await reply.json();
    expect(error.message).toMatch(/^model: unknown model\. Available models: .*gpt-image-2\b.*\.$/);
    expect([error.param, error.code]).toEqual(["model", "invalid_request"]);
  });
});

test("a file that is too large gets 413 with the limit in MB, as in the example", async () => {
  const form = new FormData();
  form.append("model", "gpt-image-2");
  form.append("prompt", "a hill");
  form.append("reference_image", new Blob([new Uint8Array(50 * 1024 * 1024 + 1)]), "a.png");
  const reply = await customer.call(CREATE, { method: "POST", body: form });
  const { payloadTooLarge } =
    hub.components.responses.PayloadTooLarge.content["application/json"].examples;
  expect([reply.status, await reply.json()]).toEqual([413, payloadTooLarge.value]);
});

test("the example of the model list equals the response of a new server", async () => {
  const { data } = await (await app.fetch("/api/v1/models")).json();
  const [example] = hub.components.examples.ModelList.value.data;
  expect(data.find(({ id }: { id: string }) => id === example?.id)).toEqual(example);
});

test("the example of a succeeded generation has the usage that the server sends", () => {
  expect(hub.components.examples.GenerationSucceeded.value.usage).toEqual({ credits: 8 });
});

test("no header of a create has an example that a client could send twice by accident", () => {
  for (const { components } of [hub, plus, art, openai]) {
    expect(components.parameters.IdempotencyKey).not.toHaveProperty("example");
    if ("Prefer" in components.parameters)
      expect(components.parameters.Prefer).not.toHaveProperty("example");
  }
});

describe("an Idempotency-Key of an upload", () => {
  const body = { filename: "a.png", contentType: "image/png", size: 100 };
  const send = (own: Customer, key: string, changes: object = {}) =>
    postPlus(own, "/api/v1/upload", {
      body: { ...body, ...changes },
      headers: { "idempotency-key": key },
    });

  test("returns the same upload with a new signature", async () => {
    const own = await app.customer({ dialect: "plus" });
    const first = await send(own, "one");
    const again = await send(own, "one");
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const { key } = await first.json();
    expect((await again.json()).key).toBe(key);
    expect((await (await send(own, "two")).json()).key).not.toBe(key);
    const other = await app.customer({ dialect: "plus" });
    expect((await (await send(other, "one")).json()).key).not.toBe(key);
  });

  test.each([{ size: 101 }, { filename: "b.png" }, { contentType: "image/webp" }])(
    "is rejected with 422 for another file: %j",
    async (changes) => {
      const own = await app.customer({ dialect: "plus" });
      await send(own, "one");
      const reply = await send(own, "one", changes);
      expect([reply.status, (await reply.json()).error.code]).toEqual([
        422,
        "idempotency_key_reused",
      ]);
    },
  );
});
