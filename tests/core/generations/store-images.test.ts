import { afterAll, beforeAll, expect, test } from "bun:test";
import { rename, symlink } from "node:fs/promises";
import { join } from "node:path";
import { storeImages } from "../../../src/core/generations/store-images.ts";
import type { LocalImage } from "../../../src/providers/provider.ts";
import { type App, startApp } from "../../support/app.ts";
import { eventually } from "../../support/eventually.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

// Reading it fails with EIO.
const UNREADABLE = "/proc/self/mem";
const OPTIONS = { background: "auto", outputFormat: "png", moderation: "auto" } as const;

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(() => app.stop());

test.each([
  ["inspected", false],
  ["decoded", true],
])(
  "an image of a provider that the disk does not return when it is %s is stored later",
  async (_, isHeadKnown) => {
    const base64 = await renderBase64({ width: 1024, height: 1024, format: "png", index: 0 });
    const bytes = Buffer.from(base64, "base64");
    const path = join(app.dataDir, crypto.randomUUID());
    await symlink(UNREADABLE, path);
    const { length: sizeBytes } = bytes;
    const head = isHeadKnown ? { head: bytes.subarray(0, 65_536) } : {};
    const image: LocalImage = { path, contentType: "image/png", sizeBytes, ...head };
    const generation = { id: crypto.randomUUID(), n: 1, options: OPTIONS };
    const retried = () => app.lines.filter((line) => line.includes("image_store_retried")).length;
    const before = retried();
    const until = new AbortController().signal;
    const stored = storeImages(app.ctx, generation, { images: [image], until });
    void eventually(() => retried() > before, { message: "Storing was not tried again" }).then(
      async () => {
        await Bun.write(`${path}-read`, bytes);
        await rename(`${path}-read`, path);
      },
    );
    expect(await stored).toMatchObject([{ width: 1024, height: 1024 }]);
    expect(await app.ctx.storage.find(`generations/${generation.id}/0.png`)).toMatchObject({
      sizeBytes,
    });
  },
);

test("an image that cannot be stored in time costs only itself unless a worker continues", async () => {
  const base64 = await renderBase64({ width: 1024, height: 1024, format: "png", index: 0 });
  const bytes = Buffer.from(base64, "base64");
  const paths = [crypto.randomUUID(), crypto.randomUUID()].map((name) => join(app.dataDir, name));
  const [good = "", bad = ""] = paths;
  await Bun.write(good, bytes);
  await symlink(UNREADABLE, bad);
  const { length: sizeBytes } = bytes;
  const images = paths.map((path): LocalImage => ({ path, contentType: "image/png", sizeBytes }));
  const store = (isContinued: boolean) => {
    const generation = { id: crypto.randomUUID(), n: 2, options: OPTIONS };
    const until = AbortSignal.timeout(100);
    return storeImages(app.ctx, generation, { images, until, isContinued: () => isContinued });
  };
  expect(await store(false)).toMatchObject([{ position: 0, sizeBytes }]);
  expect(await store(true).catch((error: unknown) => error)).toBeInstanceOf(Error);
});
