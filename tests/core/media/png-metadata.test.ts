import { afterAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { removeInputMetadata } from "../../../src/core/media/metadata/remove-metadata.ts";
import { createPngChunk } from "../../support/png-chunk.ts";

const EDGE = 500;
const folder = await mkdtemp(join(tmpdir(), "png-metadata-"));
afterAll(() => rm(folder, { recursive: true }));

const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
const size = Buffer.alloc(8);
size.writeUInt32BE(EDGE, 0);
size.writeUInt32BE(EDGE, 4);
const header = createPngChunk("IHDR", Buffer.concat([size, Buffer.from([8, 2, 0, 0, 0])]));
// 750 KB in chunks of 100 KB, so that the file is read in many parts.
const pixels = deflateSync(Buffer.alloc(EDGE * (1 + 3 * EDGE)), { level: 0 });
const data = Array.from({ length: Math.ceil(pixels.length / 100_000) }, (_, index) =>
  createPngChunk("IDAT", pixels.subarray(index * 100_000, (index + 1) * 100_000)),
);
const end = createPngChunk("IEND", "");
const clean = Buffer.concat([signature, header, ...data, end]);

/** Returns the path of the image without metadata, and that of the image. */
async function remove(name: string, chunks: Buffer[]): Promise<{ path: string; cleaned: string }> {
  const path = join(folder, name);
  await Bun.write(path, Buffer.concat([signature, ...chunks]));
  return { path, cleaned: await removeInputMetadata(path, "png", `${path}-clean`) };
}

test("a large PNG without metadata is used as it is", async () => {
  const { path, cleaned } = await remove("clean", [header, ...data, end]);
  expect(cleaned).toBe(path);
});

test("a large PNG loses its metadata and nothing else", async () => {
  const text = createPngChunk("tEXt", `Comment\0${"secret ".repeat(20_000)}`);
  const time = createPngChunk("tIME", Buffer.alloc(7));
  const chunks = [header, text, ...data, time, text, end, Buffer.from("trailing bytes")];
  const { cleaned } = await remove("texts", chunks);
  expect((await Bun.file(cleaned).bytes()).toBase64()).toBe(clean.toString("base64"));
});

test("a PNG with EXIF data that are too large to be read is encoded again without them", async () => {
  const exif = createPngChunk("eXIf", Buffer.alloc(70_000, "secret"));
  const { cleaned } = await remove("exif", [header, exif, ...data, end]);
  const bytes = Buffer.from(await Bun.file(cleaned).bytes());
  expect(bytes.includes("secret")).toBe(false);
  expect(await new Bun.Image(bytes).metadata()).toMatchObject({ width: EDGE, height: EDGE });
});

test("a PNG that ends within a chunk is rejected as damaged", async () => {
  const cut = data.map((chunk, index) =>
    index === data.length - 1 ? chunk.subarray(0, 500) : chunk,
  );
  await expect(remove("cut", [header, ...cut])).rejects.toMatchObject({ code: "invalid_request" });
});
