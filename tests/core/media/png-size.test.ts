import { expect, test } from "bun:test";
import { readPngSize } from "../../../src/core/media/png-size.ts";
import { createPngChunk } from "../../support/png-chunk.ts";

const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

/** Returns the first bytes of a PNG of 40x20. `color` is its bit depth and color type. */
function createHead(color: [number, number], more: Buffer[] = []): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(40, 0);
  header.writeUInt32BE(20, 4);
  header.set(color, 8);
  return Buffer.concat([SIGNATURE, createPngChunk("IHDR", header), ...more]);
}

test("the size of a PNG is what a decoder reads", async () => {
  const bytes = await new Bun.Image(createBmp(40, 20)).png().bytes();
  const { width, height } = await new Bun.Image(bytes).metadata();
  expect(readPngSize(bytes)).toEqual({ width, height });
});

test("the size of a PNG with an EXIF orientation is left to a decoder", () => {
  const exif = createPngChunk("eXIf", Buffer.from("MM\0*"));
  expect(readPngSize(createHead([8, 6]))).toEqual({ width: 40, height: 20 });
  expect(readPngSize(createHead([8, 6], [exif]))).toBeUndefined();
});

test.each([
  [16, 3],
  [4, 2],
  [8, 5],
  [8, 7],
  [3, 0],
])("a PNG with bit depth %i and color type %i is left to a decoder", (depth, type) => {
  expect(readPngSize(createHead([depth, type]))).toBeUndefined();
});

test("the size of an incomplete header is left to a decoder", () => {
  expect(readPngSize(createHead([8, 6]).subarray(0, 32))).toBeUndefined();
});

/** Returns a black uncompressed bitmap. */
function createBmp(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(54 + width * height * 4);
  bytes.write("BM");
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(width, 18);
  bytes.writeInt32LE(height, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(32, 28);
  return bytes;
}
