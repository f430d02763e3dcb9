import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { type App, type Customer, startApp } from "../support/app.ts";
import { findViolations } from "../support/invariants.ts";
import { getBalance } from "../support/hub-client.ts";
import { renderBase64 } from "../support/upstream/images.ts";

let app: App;
let customer: Customer;
let image: Blob;

beforeAll(async () => {
  app = await startApp({ worker: false });
  customer = await app.customer();
  const base64 = await renderBase64({ width: 64, height: 64, format: "png", index: 0 });
  image = new Blob([Buffer.from(base64, "base64")], { type: "image/png" });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

test("a form whose files cannot be written is answered 503 with Retry-After", async () => {
  await using _ = await brokenFolder("tmp");
  await expectUnavailable(await createForm());
});

test("a data URL that cannot be written is answered 503 with Retry-After", async () => {
  const { call } = await app.customer({ dialect: "openai" });
  const url = `data:image/png;base64,${Buffer.from(await image.arrayBuffer()).toString("base64")}`;
  await using _ = await brokenFolder("tmp");
  const reply = await call("/v1/images/edits", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "gpt-image-2", prompt: "a hill", images: [{ image_url: url }] }),
  });
  await expectUnavailable(reply);
});

test("inputs that storage does not take are answered 503, and no credits are held", async () => {
  await using _ = await brokenFolder("files");
  await expectUnavailable(await createForm());
  expect(await getBalance(customer)).toMatchObject({ credits: 1000, held: 0 });
});

test("a signed upload that the disk does not take is answered 503 with Retry-After", async () => {
  const { url, headers } = await app.ctx.storage.presignPut("uploads/a.png", {
    sizeBytes: image.size,
    contentType: "image/png",
    expiresInSeconds: 60,
  });
  {
    await using _ = await brokenFolder("files");
    await expectUnavailable(await fetch(url, { method: "PUT", headers, body: image }));
  }
  expect((await fetch(url, { method: "PUT", headers, body: image })).status).toBe(200);
});

test("a folder of objects that cannot be read does not pass for one without the object", async () => {
  const key = "inputs/a/0.png";
  await using _ = await brokenFolder("files");
  const target = join(app.dataDir, "target");
  await expect(app.ctx.storage.find(key)).rejects.toMatchObject({ code: "unavailable" });
  await expect(app.ctx.storage.fetchTo(key, target)).rejects.toMatchObject({ code: "unavailable" });
});

test("an image that the disk does not return is answered 503, not 404", async () => {
  const key = "generations/a/0.png";
  const source = join(app.dataDir, "source");
  await Bun.write(source, image);
  await app.ctx.storage.put(key, source, "image/png");
  {
    await using _ = await brokenFolder("files");
    await expectUnavailable(await fetch(app.ctx.storage.imageUrl(key)));
  }
  expect((await fetch(app.ctx.storage.imageUrl(key))).status).toBe(200);
});

function createForm(): Promise<Response> {
  const form = new FormData();
  form.append("model", "gpt-image-2");
  form.append("prompt", "a hill");
  form.append("reference_image", image, "reference.png");
  return customer.call("/api/v1/images/generations", { method: "POST", body: form });
}

async function expectUnavailable(reply: Response): Promise<void> {
  expect(reply.status).toBe(503);
  expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(0);
}

/** Puts a file in the place of a folder of DATA_DIR, where nothing can be written, until disposed. */
async function brokenFolder(name: string): Promise<AsyncDisposable> {
  const path = join(app.dataDir, name);
  await mkdir(path, { recursive: true });
  await rename(path, `${path}-aside`);
  await Bun.write(path, "no folder");
  return {
    async [Symbol.asyncDispose]() {
      await rm(path, { force: true });
      await rename(`${path}-aside`, path);
    },
  };
}
