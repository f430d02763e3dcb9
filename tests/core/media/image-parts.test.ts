import { afterAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import type { ImageFormat } from "../../../src/core/media/images.ts";
import { removeInputMetadata } from "../../../src/core/media/metadata/remove-metadata.ts";
import { createPngChunk } from "../../support/png-chunk.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const SIZE = { width: 64, height: 32 };
const COUNT = 20_000;
const PNG_HEADER_BYTES = 33;

const folder = await mkdtemp(join(tmpdir(), "image-parts-"));
afterAll(() => rm(folder, { recursive: true }));

/** Returns an image with so many parts that belong to it, most of them without content. */
const CREATE: Record<ImageFormat, (count: number) => Promise<Buffer>> = {
  async jpeg(count) {
    const jpeg = await render("jpeg");
    const emptyTables = Buffer.alloc(4 * count, Buffer.from([0xff, 0xdb, 0, 2]));
    return Buffer.concat([jpeg.subarray(0, -2), emptyTables, jpeg.subarray(-2)]);
  },
  async png(count) {
    const png = await render("png");
    const emptyData = Array<Buffer>(count).fill(createPngChunk("IDAT", ""));
    const start = png.subarray(0, PNG_HEADER_BYTES);
    return Buffer.concat([start, ...emptyData, png.subarray(PNG_HEADER_BYTES)]);
  },
  async webp(count) {
    const webp = await render("webp");
    const profile = Buffer.concat([Buffer.alloc(36), Buffer.from("acsp"), Buffer.alloc(88)]);
    const head = Buffer.from([0x20, 0, 0, 0, SIZE.width - 1, 0, 0, SIZE.height - 1, 0, 0]);
    const profiles = Array<Buffer>(count).fill(createWebpChunk("ICCP", profile));
    const chunks = [createWebpChunk("VP8X", head), ...profiles, webp.subarray(12)];
    return createWebpChunk("RIFF", Buffer.concat([Buffer.from("WEBP"), ...chunks]));
  },
};

const FORMATS: ImageFormat[] = ["jpeg", "png", "webp"];

test.each(FORMATS)("a %s of thousands of parts is encoded again", async (format) => {
  const cleaned = await removeFrom(format, await CREATE[format](COUNT));
  expect(cleaned.length).toBeLessThan(COUNT);
  expect(await new Bun.Image(cleaned).metadata()).toMatchObject({ ...SIZE, format });
});

test.each(FORMATS)("a %s of hundreds of parts is used as it is", async (format) => {
  const image = await CREATE[format](500);
  expect((await removeFrom(format, image)).equals(image)).toBe(true);
});

test("a PNG keeps one color profile", async () => {
  const png = await render("png");
  const profile = Buffer.concat([Buffer.alloc(36), Buffer.from("acsp"), Buffer.alloc(88)]);
  const chunk = createPngChunk(
    "iCCP",
    Buffer.concat([Buffer.from("P3\0\0"), deflateSync(profile)]),
  );
  const [start, rest] = [png.subarray(0, PNG_HEADER_BYTES), png.subarray(PNG_HEADER_BYTES)];
  const cleaned = await removeFrom("png", Buffer.concat([start, chunk, chunk, rest]));
  expect(cleaned.equals(Buffer.concat([start, chunk, rest]))).toBe(true);
});

async function removeFrom(format: ImageFormat, image: Buffer): Promise<Buffer<ArrayBuffer>> {
  const path = join(folder, crypto.randomUUID());
  await Bun.write(path, image);
  const cleaned = await removeInputMetadata(path, format, `${path}-clean`);
  return Buffer.from(await Bun.file(cleaned).bytes());
}

async function render(format: ImageFormat): Promise<Buffer> {
  return Buffer.from(await renderBase64({ ...SIZE, index: 1, format }), "base64");
}

function createWebpChunk(type: string, data: Buffer): Buffer {
  const sizeBytes = Buffer.from(new Uint32Array([data.length]).buffer);
  return Buffer.concat([Buffer.from(type), sizeBytes, data, Buffer.alloc(data.length % 2)]);
}
