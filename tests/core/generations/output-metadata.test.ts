import { afterAll, beforeAll, expect, test } from "bun:test";
import * as plans from "../../../src/core/billing/plans.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { createHubGeneration } from "../../support/hub-client.ts";
import { parseEvents } from "../../support/document-validator.ts";
import type { ImageEvent } from "../../support/openai-client.ts";
import { createPlusGeneration, getFinishedPlusGeneration } from "../../support/plus-client.ts";
import { createPngChunk } from "../../support/png-chunk.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { renderBase64 } from "../../support/upstream/images.ts";
import { readNote, streaming } from "../../support/upstream/streams.ts";

const SECRET = "a prompt of another customer";
const TRAILING = "<script>alert(1)</script>";

let upstream: Upstream;
let app: App;
let image: Buffer<ArrayBuffer>;

beforeAll(async () => {
  const png = Buffer.from(
    await renderBase64({ width: 1024, height: 1024, index: 0, format: "png" }),
    "base64",
  );
  const notes = ["tEXt", "iTXt", "eXIf"].map((type) => createPngChunk(type, SECRET));
  image = Buffer.concat([png.subarray(0, 33), ...notes, png.subarray(33), Buffer.from(TRAILING)]);
  upstream = await startUpstream();
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
  app = await startApp({ env });
  await plans.setPlanPolicy(app.ctx, { planId: "max", imageMetadata: "remove" });
});

afterAll(async () => {
  await app.stop();
  await upstream.stop();
});

/** Makes the next call to the provider return the image with metadata. */
function respondWithMetadata(): void {
  const data = [{ b64_json: image.toString("base64") }];
  upstream.respondWith(({ send }) => send(JSON.stringify({ created: 1, data })));
}

async function createUrl(customer: Customer): Promise<string> {
  respondWithMetadata();
  const { body } = await createHubGeneration(customer, app.url);
  return body.images?.[0]?.url ?? "";
}

async function readUrl(url: string): Promise<Buffer> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

function expectClean(bytes: Buffer): void {
  expect(bytes.toString("latin1")).not.toMatch(/another customer|script|tEXt|iTXt|eXIf/);
}

function toPixels(bytes: Buffer): Promise<string> {
  return new Bun.Image(new Uint8Array(bytes)).png().toBase64();
}

test("an image is stored as the provider sent it, by default", async () => {
  const customer = await app.customer({ planId: "pro" });
  expect(await readUrl(await createUrl(customer))).toEqual(image);
});

test("metadata and trailing bytes are removed where the plan says so, and no pixel changes", async () => {
  const customer = await app.customer({ planId: "max" });
  const bytes = await readUrl(await createUrl(customer));
  expectClean(bytes);
  expect(await toPixels(bytes)).toBe(await toPixels(image));
  const { rows } = await app.ctx.db.query(
    `select i.size_bytes::integer, i.width, i.height
    from images i
      join generations g on g.id = i.generation_id
    where g.account_id = $1`,
    [customer.accountId],
  );
  expect<unknown[]>(rows).toEqual([{ sizeBytes: bytes.length, width: 1024, height: 1024 }]);
});

test("the WebP of an image has no metadata either", async () => {
  const customer = await app.customer({ planId: "max", dialect: "plus" });
  respondWithMetadata();
  const { body } = await createPlusGeneration(customer, { quality: "low" });
  const end = await getFinishedPlusGeneration(app, customer, body.generationId);
  const [output] = end.outputs;
  expectClean(await readUrl(output?.png ?? ""));
  expectClean(await readUrl(output?.webp ?? ""));
});

test("previews have no metadata either", async () => {
  const path = "/v1/images/generations";
  const notes = ["max", "pro"].map(async (planId) => {
    const customer = await app.customer({ planId, dialect: "openai" });
    const body = { model: "gpt-image-2", prompt: planId, stream: true, partial_images: 1 };
    const response = await customer.call(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const [preview] = parseEvents(await response.text()).map(({ data }) => data as ImageEvent);
    expect(preview?.type).toBe("image_generation.partial_image");
    return readNote(Buffer.from(preview?.b64_json ?? "", "base64"));
  });
  upstream.respondWith(streaming({ sizeBytes: 100 }), streaming({ sizeBytes: 100 }));
  expect(await Promise.all(notes)).toEqual([undefined, "pro 0"]);
});

test("a change of the plan applies to the next request", async () => {
  const customer = await app.customer({ planId: "free" });
  const removed = async () => {
    const bytes = await readUrl(await createUrl(customer));
    return bytes.length < image.length;
  };
  expect(await removed()).toBe(false);
  await plans.setPlanPolicy(app.ctx, { planId: "free", imageMetadata: "remove" });
  expect(await removed()).toBe(true);
  await plans.setPlanPolicy(app.ctx, { planId: "free", imageMetadata: "keep" });
  expect(await removed()).toBe(false);
});

test("where the plan removes metadata, an image without it is stored as it was sent", async () => {
  const customer = await app.customer({ planId: "max" });
  const { body } = await createHubGeneration(customer, app.url);
  const bytes = await readUrl(body.images?.[0]?.url ?? "");
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  expectClean(bytes);
});
