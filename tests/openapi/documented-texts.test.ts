import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import account from "../../generated/account/openapi.json";
import art from "../../generated/art/openapi.json";
import hub from "../../generated/hub/openapi.json";
import openai from "../../generated/openai/openapi.json";
import plus from "../../generated/plus/openapi.json";
import {
  type Document,
  readDocument,
  resolveSchema,
  type Schema,
} from "../../src/openapi/document.ts";
import { compileSchema } from "../../src/openapi/validators.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { postPlus } from "../support/plus-client.ts";
import { renderBase64 } from "../support/upstream/images.ts";

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
    [{ size: "1024" }, 'size: must be "auto" or WIDTHxHEIGHT, such as 1536x1024.'],
    [{ seed: 1 }, "seed: is an unknown field."],
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

  test("that says which URLs art accepts", async () => {
    const own = await app.customer({ dialect: "art" });
    const image_urls = ["https://example.com/a.png", "data:image/png;base64,iVBORw0KGgo="];
    const reply = await postPlus(own, CREATE, { body: { prompt: "a hill", image_urls } });
    const { error } = await reply.json();
    expect(error).toMatchObject({
      message: "image_urls[1]: must be an https URL.",
      param: "image_urls[1]",
    });
  });

  test("that names the reference image which is none", async () => {
    const form = new FormData();
    for (const [name, text] of [
      ["model", "gpt-image-2"],
      ["prompt", "a hill"],
    ] as const)
      form.append(name, text);
    const png = Buffer.from(
      await renderBase64({ width: 64, height: 64, format: "png", index: 0 }),
      "base64",
    );
    for (const bytes of [png, "text"])
      form.append("reference_image", new Blob([bytes]), "图像.png");
    const reply = await customer.call(CREATE, { method: "POST", body: form });
    const { error } = await reply.json();
    expect(error).toMatchObject({
      message: "reference_image[1]: The image must be a PNG, JPEG or WebP file.",
      details: [{ path: "reference_image[1]" }],
    });
  });

  test("that names the upload which does not exist", async () => {
    const own = await app.customer({ dialect: "plus" });
    const body = { prompt: "a hill", type: "edit", inputImageKeys: ["uploads/none.png"] };
    const reply = await postPlus(own, "/api/v1/generate", { body });
    const { error } = await reply.json();
    expect(error.message).toBe("inputImageKeys[0]: is not the key of an upload of this account.");
  });

  test("for each pattern of a request body, a query or a header", () => {
    for (const [name, pattern] of listRequestPatterns()) {
      // No pattern accepts a blank text.
      const schema: Schema & { pattern: string } = { type: "string", pattern };
      const validate = compileSchema(NO_COMPONENTS, schema, "refused");
      expect(() => validate("\n"), name).toThrow(/must /);
    }
  });
});

const NO_COMPONENTS = { operations: [], schemas: {} };

/** Returns the patterns of all requests but those of paths, whose mismatches are 404. */
function listRequestPatterns(): Map<string, string> {
  const found = new Map<string, string>();
  for (const source of [hub, plus, art, openai, account]) {
    const document = readDocument(source);
    for (const { id, parameters, body } of document.operations) {
      const sent = parameters.filter((each) => each.in !== "path").map(({ schema }) => schema);
      const patterns = listPatterns(document, [...sent, body?.json, body?.multipart]);
      for (const pattern of patterns) found.set(`${id} ${pattern}`, pattern);
    }
  }
  return found;
}

function listPatterns(document: Document, node: unknown, seen = new Set<unknown>()): string[] {
  if (typeof node !== "object" || node === null || seen.has(node)) return [];
  seen.add(node);
  const own = "pattern" in node && typeof node.pattern === "string" ? [node.pattern] : [];
  const target =
    "$ref" in node && typeof node.$ref === "string"
      ? [resolveSchema(document, { $ref: node.$ref })]
      : Object.values(node);
  return [...own, ...target.flatMap((part) => listPatterns(document, part, seen))];
}

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
