import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspectImage } from "../../../src/core/media/images.ts";
import { createDemo } from "../../../src/providers/demo/demo.ts";
import { readPixels } from "../../../src/foundation/image-pixels.ts";
import type { Attempt, LocalImage, ProviderRequest } from "../../../src/providers/provider.ts";
import { createProviderRequest } from "../../support/provider-request.ts";

const demo = createDemo();
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "darkroom-demo-"));
});
afterAll(() => rm(root, { recursive: true }));

describe("the demo provider:", () => {
  test("the same request gives the same bytes, and another prompt or index gives others", async () => {
    const [first, second] = await rendered({ prompt: "a quiet lake", n: 2 });
    const [again] = await rendered({ prompt: "a quiet lake" });
    const [other] = await rendered({ prompt: "a quiet lake at night" });
    expect(await bytes(again)).toEqual(await bytes(first));
    expect(await bytes(second)).not.toEqual(await bytes(first));
    expect(await bytes(other)).not.toEqual(await bytes(first));
  });

  test("no prompt produces black areas, which no palette contains", async () => {
    const [width, height] = [96, 64];
    const prompts = Array.from({ length: 160 }, (_, index) => `scene ${index}`);
    const black = await Promise.all(
      prompts.map(async (prompt) => {
        const [image] = await rendered({ prompt, size: { width, height } });
        const pixels = await readPixels(image.path, width, height);
        const sky = pixels.subarray(0, width * 4);
        return sky.every((value, at) => at % 4 === 3 || value === 0) ? prompt : undefined;
      }),
    );
    expect(black.filter((prompt) => prompt !== undefined)).toEqual([]);
  });

  test("each image has exactly the requested size, up to the largest", async () => {
    const sizes = [
      [1024, 1024],
      [1536, 1024],
      [1024, 1536],
      [3840, 2160],
      [1280, 656],
      [16, 16],
    ] as const;
    for (const [width, height] of sizes) {
      const [image] = await rendered({ size: { width, height } });
      expect(await inspectImage(image.path)).toMatchObject({
        width,
        height,
        sizeBytes: image.sizeBytes,
      });
    }
  });

  test("without a size, the ratio and tier choose it, then the reference image, then a square", async () => {
    const wide = await reference("wide.png", "#cc2211", { width: 96, height: 48 });
    const cases: [Partial<ProviderRequest>, number, number][] = [
      [{}, 1024, 1024],
      [{ aspectRatio: "16:9", tier: "4K" }, 3840, 2160],
      [{ aspectRatio: "9:16" }, 768, 1360],
      [{ inputs: [wide] }, 1440, 720],
    ];
    for (const [asked, width, height] of cases) {
      const [image] = await rendered({ size: "auto", outputFormat: "jpeg", ...asked });
      expect(await inspectImage(image.path)).toMatchObject({ width, height });
    }
  });

  test("each image has the requested format, and compression makes it smaller", async () => {
    for (const outputFormat of ["png", "jpeg", "webp"] as const) {
      const [image] = await rendered({ outputFormat });
      expect(image.contentType).toBe(`image/${outputFormat}`);
      expect((await inspectImage(image.path)).format).toBe(outputFormat);
    }
    for (const outputFormat of ["jpeg", "webp"] as const) {
      const [fine] = await rendered({ outputFormat, outputCompression: 95 });
      const [coarse] = await rendered({ outputFormat, outputCompression: 0 });
      expect(coarse.sizeBytes).toBeLessThan(fine.sizeBytes / 2);
    }
  });

  test("a transparent background has transparent corners and an opaque center", async () => {
    const [image] = await rendered({ background: "transparent" });
    const pixels = await readPixels(image.path, 256, 256);
    expect(pixels[3]).toBe(0);
    expect(pixels[(128 * 256 + 128) * 4 + 3]).toBe(255);
  });
});

describe("reference images of the demo provider:", () => {
  test("each one is visible in the image with its colors", async () => {
    const red = await reference("red.png", "#cc2211", SQUARE);
    const blue = await reference("blue.png", "#1133cc", SQUARE);
    const [withRed] = await rendered({ inputs: [red] });
    const [withBlue] = await rendered({ inputs: [blue] });
    expect(await pixel(withRed, 128, 128)).toEqual([0xcc, 0x22, 0x11]);
    expect(await pixel(withBlue, 128, 128)).toEqual([0x11, 0x33, 0xcc]);
    const [both] = await rendered({ inputs: [red, blue], size: { width: 512, height: 256 } });
    expect(await pixel(both, 150, 124)).toEqual([0xcc, 0x22, 0x11]);
    expect(await pixel(both, 362, 124)).toEqual([0x11, 0x33, 0xcc]);
  });

  test("sixteen of them fit", async () => {
    const red = await reference("red.png", "#cc2211", { width: 64, height: 32 });
    const [image] = await rendered({ inputs: Array.from({ length: 16 }, () => red) });
    expect(image.sizeBytes).toBeGreaterThan(0);
  });

  test("a mask keeps the image where it is opaque and repaints it where it is transparent", async () => {
    const red = await reference("red.png", "#cc2211", SQUARE);
    const mask = await reference("mask.png", "#000000", {
      ...SQUARE,
      alpha: (x) => (x < 32 ? 255 : 0),
    });
    const [image] = await rendered({ inputs: [red], mask });
    expect(await pixel(image, 40, 128)).toEqual([0xcc, 0x22, 0x11]);
    expect(await pixel(image, 220, 60)).not.toEqual([0xcc, 0x22, 0x11]);
  });

  test("one that cannot be read is rejected", async () => {
    const path = join(root, "torn.png");
    await Bun.write(path, "\x89PNG");
    const outcome = await generate({ inputs: [{ path, contentType: "image/png", sizeBytes: 4 }] });
    expect(outcome.kind).toBe("rejected");
  });
});

describe("a tag in the prompt:", () => {
  test("#fail, #blocked and #short determine the outcome", async () => {
    expect((await generate({ prompt: "a cat #fail" })).kind).toBe("failed");
    expect((await generate({ prompt: "#blocked a cat" })).kind).toBe("blocked");
    expect((await generate({ prompt: "#short" })).kind).toBe("failed");
    expect(await rendered({ prompt: "#short", n: 3 })).toHaveLength(2);
    expect(await rendered({ prompt: "#failure is not a tag" })).toHaveLength(1);
  });

  test("#slow waits for the given time", async () => {
    const start = performance.now();
    await rendered({ prompt: "#slow:0.3" });
    expect(performance.now() - start).toBeGreaterThanOrEqual(295);
  });
});

describe("an attempt of the demo provider:", () => {
  test("an abort ends the wait and the rendering immediately, as unknown with its cause", async () => {
    const large = { prompt: "a planet", size: { width: 3840, height: 2160 } };
    const rest = generate(large);
    for (const asked of [{ prompt: "#slow:600" }, large]) {
      const stop = new AbortController();
      const cause = new Error("canceled");
      const sent = async () => void setImmediate(() => stop.abort(cause));
      const outcome = generate(asked, { signal: stop.signal, sent });
      // The same drawing without an abort started earlier and is not finished.
      expect(await Promise.race([outcome, rest])).toEqual({ kind: "unknown", cause });
    }
    expect((await rest).kind).toBe("images");
  });

  test("nothing is rendered when sent() rejects", async () => {
    const refusal = new Error("fenced off");
    const folder = await mkdtemp(join(root, "fenced-"));
    const sent = () => Promise.reject(refusal);
    expect(await generate({}, { sent, folder })).toEqual({ kind: "not_accepted", cause: refusal });
    expect([...new Bun.Glob("*").scanSync(folder)]).toEqual([]);
  });

  test("previews have the full size, each sharper than the one before, and only if requested", async () => {
    const partials: Uint8Array[] = [];
    const onPartial: Attempt["onPartial"] = async (index, { path }) =>
      void (partials[index] = await Bun.file(path).bytes());
    await generate({ outputFormat: "webp", n: 2 }, { onPartial });
    expect(partials).toHaveLength(0);
    await generate({ outputFormat: "webp", partialImages: 3, n: 2 }, { onPartial });
    expect(partials).toHaveLength(3);
    for (const partial of partials) {
      expect(await new Bun.Image(partial).metadata()).toMatchObject({ width: 256, height: 256 });
    }
    const sizes = partials.map(({ length }) => length);
    expect(sizes).toEqual(sizes.toSorted((one, other) => one - other));
  });

  test("rendering the largest image leaves the event loop responsive", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    await rendered({ size: { width: 3840, height: 2160 }, outputFormat: "jpeg" });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
  });
});

async function generate(asked: Partial<ProviderRequest>, how: Partial<Attempt> = {}) {
  const folder = await mkdtemp(join(root, "attempt-"));
  const request = createProviderRequest({
    model: "demo",
    prompt: "hills in the mist",
    size: { width: 256, height: 256 },
    ...asked,
  });
  const { signal } = new AbortController();
  const nothing = async () => {};
  return demo.generate(request, {
    folder,
    signal,
    sent: nothing,
    notAccepted: async () => {},
    ...{ callsSent: 0, taskIds: [], reference: "1", findTaskIds: async () => [] },
    taskCreated: nothing,
    ...how,
  });
}

/** Returns the images of a generation that must succeed. */
async function rendered(asked: Partial<ProviderRequest>): Promise<[LocalImage, ...LocalImage[]]> {
  const outcome = await generate(asked);
  if (outcome.kind !== "images") throw new Error(`Ended as ${outcome.kind}`);
  expect(outcome.costMicros).toBe(0);
  const [first, ...others] = outcome.images;
  if (!first) throw new Error("No images");
  return [first, ...others];
}

function bytes(image: LocalImage | undefined): Promise<Uint8Array> {
  return Bun.file(image?.path ?? "").bytes();
}

async function pixel({ path }: LocalImage, x: number, y: number): Promise<number[]> {
  const { width, height } = await inspectImage(path);
  const pixels = await readPixels(path, width, height);
  return [...pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)];
}

const SQUARE = { width: 64, height: 64 };

type Alpha = (x: number) => number;

/** An image of one color, whose alpha may change from left to right. */
async function reference(
  name: string,
  color: string,
  { width, height, alpha = () => 255 }: { width: number; height: number; alpha?: Alpha },
): Promise<LocalImage> {
  const rgb = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const bitmap = Buffer.alloc(138 + width * height * 4);
  bitmap.write("BM");
  const head = [bitmap.length, 0, 138, 124, width, -height, 1 | (32 << 16), 3];
  head.forEach((field, index) => bitmap.writeInt32LE(field, 2 + index * 4));
  [0xff, 0xff00, 0xff0000, 0xff000000].forEach((mask, i) => bitmap.writeUInt32LE(mask, 54 + i * 4));
  for (let i = 0; i < width * height; i++) bitmap.set([...rgb, alpha(i % width)], 138 + i * 4);
  const path = join(root, name);
  await Bun.write(path, await new Bun.Image(bitmap).png().bytes());
  return { path, contentType: "image/png", sizeBytes: Bun.file(path).size };
}
