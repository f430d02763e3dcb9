import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import {
  inspectImage,
  placeholder,
  assertDecodable,
  toWebp,
  stripMetadata,
} from "../../../src/core/media/images.ts";
import { AppError } from "../../../src/foundation/errors.ts";
import { createPngChunk } from "../../support/png-chunk.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-images-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("inspectImage", () => {
  test("returns format, size and dimensions of PNG, JPEG and WebP under any file name", async () => {
    for (const format of ["png", "jpeg", "webp"] as const) {
      const bytes = await new Bun.Image(png(40, 20))[format]().bytes();
      const path = await write("image.bin", bytes);
      expect(await inspectImage(path)).toEqual({
        format,
        contentType: `image/${format}`,
        width: 40,
        height: 20,
        sizeBytes: bytes.length,
      });
    }
  });

  test("rejects a file that is not a PNG, JPEG or WebP", async () => {
    const others = {
      svg: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      html: "<!doctype html><img src=x>",
      gif: "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00",
      bmp: "BM\x3a\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00",
      riff: "RIFF\x24\x00\x00\x00WAVEfmt ",
      short: "\x89PN",
    };
    for (const [name, text] of Object.entries(others)) {
      const path = await write(name, Buffer.from(text, "latin1"));
      await expectRejection(path, "The image must be a PNG, JPEG or WebP file.");
    }
  });

  test("rejects an empty file", async () => {
    await expectRejection(await write("empty.png", Buffer.alloc(0)), "The image is empty.");
  });

  test("rejects a truncated header", async () => {
    for (const format of ["png", "jpeg", "webp"] as const) {
      const bytes = await new Bun.Image(png(40, 20))[format]().bytes();
      const path = await write("cut", bytes.subarray(0, 18));
      await expectRejection(path, "The image is damaged and cannot be read.");
    }
  });

  test("rejects a small file that declares huge dimensions without allocating memory for them", async () => {
    const bombs = [
      await write("bomb.png", png(30_000, 30_000)),
      await write("bomb.jpg", await hugeJpeg()),
    ];
    for (const bomb of bombs) await expectRejection(bomb, /too large/);
    const program = join(import.meta.dir, "../../support/inspect-images-process.ts");
    const small = await write("small.png", png(100, 100));
    const child = Bun.spawn([process.execPath, program, small, ...bombs]);
    const grownBytes = Number(await new Response(child.stdout).text());
    expect(await child.exited).toBe(0);
    expect(grownBytes).toBeLessThan(20_000_000);
  });

  test("accepts up to 64 megapixels and 16384 pixels per edge", async () => {
    expect(await inspectImage(await write("a", png(8000, 8000)))).toMatchObject({ width: 8000 });
    expect(await inspectImage(await write("b", png(16_384, 100)))).toMatchObject({ width: 16_384 });
    await expectRejection(await write("c", png(8001, 8000)), /too large/);
    await expectRejection(await write("d", png(16_385, 1)), /too large/);
    await expectRejection(await write("e", png(1, 16_385)), /too large/);
  });

  test("finds the dimensions after more than a megabyte of metadata", async () => {
    const plain = await new Bun.Image(png(64, 32)).jpeg().bytes();
    const notes = Array.from({ length: 20 }, () => segment(0xe2, Buffer.alloc(65_000)));
    const path = await write("notes.jpg", withSegments(plain, notes));
    expect(await inspectImage(path)).toMatchObject({ width: 64, height: 32 });
  });
});

describe("stripMetadata", () => {
  test("removes EXIF and applies its orientation to the pixels", async () => {
    const plain = await new Bun.Image(png(64, 32)).jpeg().bytes();
    const path = await write("turned.jpg", withSegments(plain, [segment(0xe1, exif(6))]));
    expect(await inspectImage(path)).toMatchObject({ width: 32, height: 64 });
    const into = join(folder, "clean.jpg");
    await stripMetadata(path, into);
    expect(Buffer.from(await Bun.file(into).bytes()).includes("Exif")).toBe(false);
    const unturned = await new Bun.Image(into, { autoOrient: false }).metadata();
    expect(unturned).toEqual({ width: 32, height: 64, format: "jpeg" });
  });

  test("removes the text chunks of a PNG and the EXIF data of a WebP", async () => {
    const texted = png(8, 8, [
      createPngChunk("tEXt", "Author\0secret"),
      createPngChunk("eXIf", exif(1)),
    ]);
    await expectClean(texted);
    const webp = Buffer.from(await new Bun.Image(png(8, 8)).webp().bytes());
    await expectClean(extendedWebp(webp, exif(1)));
  });

  test("rejects an image with damaged pixels", async () => {
    const path = await write("torn.png", png(300, 300));
    await expect(stripMetadata(path, join(folder, "torn"))).rejects.toMatchObject({
      code: "invalid_request",
    });
  });
});

describe("assertDecodable", () => {
  const note = createPngChunk("tEXt", "Title\0A hill");
  const image = png(40, 20, [note]);
  const changed = (at: number) => Buffer.from(image.map((byte, i) => (i === at ? byte ^ 1 : byte)));
  const find = (text: string) => image.indexOf(text);

  test("accepts a PNG with valid checksums without decoding it", async () => {
    // The pixel data is truncated, which only decoding detects.
    const undecoded = await write("whole.png", png(300, 300));
    await expect(placeholder(undecoded)).rejects.toThrow("damaged");
    expect(await assertDecodable(undecoded, "png")).toEqual({});
    const trailing = Buffer.concat([image, Buffer.from("and more")]);
    const noted = changed(find("A hill"));
    for (const bytes of [image, trailing, noted]) {
      expect(await assertDecodable(await write("whole.png", bytes), "png")).toEqual({});
    }
  });

  test("decodes a PNG whose checksums do not match, and rejects one that cannot be decoded", async () => {
    const junk = [
      createPngChunk("IHDR", image.subarray(16, 29)),
      createPngChunk("IDAT", "junk"),
      createPngChunk("IEND", ""),
    ];
    const damaged = {
      cut: image.subarray(0, find("IEND") - 20),
      inItsPixels: changed(find("IDAT") + 4),
      inItsLength: changed(find("IDAT") - 4),
      withoutPixels: Buffer.concat([
        image.subarray(0, find("IDAT") - 4),
        createPngChunk("IEND", ""),
      ]),
      junk: Buffer.concat([image.subarray(0, 8), ...junk]),
    };
    for (const [name, bytes] of Object.entries(damaged)) {
      const proof = assertDecodable(await write(name, bytes), "png");
      await expect(proof, name).rejects.toMatchObject({ code: "invalid_request" });
    }
    // Without the IEND chunk all pixels are still present.
    const endless = await assertDecodable(await write("endless", image.subarray(0, -12)), "png");
    expect(endless.placeholder).toStartWith("data:");
  });

  test("decodes a JPEG and a WebP", async () => {
    for (const format of ["jpeg", "webp"] as const) {
      const bytes = await new Bun.Image(image)[format]().bytes();
      const proof = await assertDecodable(await write("decoded", bytes), format);
      expect(proof.placeholder).toStartWith("data:");
      const half = await write("half", bytes.subarray(0, bytes.length / 2));
      await expect(assertDecodable(half, format), format).rejects.toMatchObject({
        code: "invalid_request",
      });
    }
  });
});

test("toWebp converts an image to WebP with the same dimensions", async () => {
  const from = await write("from.png", await new Bun.Image(png(20, 10)).png().bytes());
  await toWebp(from, join(folder, "to.webp"));
  expect(await inspectImage(join(folder, "to.webp"))).toMatchObject({
    format: "webp",
    width: 20,
    height: 10,
  });
});

test("a placeholder is a small data URL of a decodable image with the same aspect ratio", async () => {
  const url = await placeholder(await write("any.png", png(40, 20)));
  expect(url.length).toBeLessThan(6000);
  const [, base64 = ""] = url.split("data:image/png;base64,");
  const { width, height } = await new Bun.Image(Buffer.from(base64, "base64")).metadata();
  expect(width / height).toBeCloseTo(2, 0);
});

async function expectClean(bytes: Uint8Array): Promise<void> {
  const into = join(folder, "clean");
  await stripMetadata(await write("noted", bytes), into);
  const clean = Buffer.from(await Bun.file(into).bytes()).toString("latin1");
  expect(clean).not.toMatch(/secret|Exif|EXIF|eXIf|tEXt|MM\0\*/);
}

async function expectRejection(path: string, message: string | RegExp): Promise<void> {
  const error = await inspectImage(path).catch((cause) => cause);
  expect(error).toBeInstanceOf(AppError);
  expect(error.code).toBe("invalid_request");
  expect(error.message).toMatch(message);
}

async function write(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await Bun.write(path, bytes);
  return path;
}

/**
 * Returns a PNG with at most 20,000 bytes of pixel data: complete if it is small, otherwise an
 * image that declares more pixels than it contains.
 */
function png(width: number, height: number, extra: Buffer[] = []): Buffer {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const lines = Buffer.alloc(Math.min(20_000, (width * 4 + 1) * height));
  const parts = [
    createPngChunk("IHDR", head),
    ...extra,
    createPngChunk("IDAT", deflateSync(lines)),
    createPngChunk("IEND", ""),
  ];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]);
}

async function hugeJpeg(): Promise<Buffer> {
  const bytes = Buffer.from(await new Bun.Image(png(8, 8)).jpeg().bytes());
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(64_250, frame + 5);
  bytes.writeUInt16BE(64_250, frame + 7);
  return bytes;
}

function segment(marker: number, data: Buffer): Buffer {
  const size = data.length + 2;
  return Buffer.concat([Buffer.from([0xff, marker, size >> 8, size & 255]), data]);
}

function withSegments(jpeg: Uint8Array, segments: Buffer[]): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

/** Returns an EXIF block whose only entry is the orientation. */
function exif(orientation: number): Buffer {
  const tiff = Buffer.from("4d4d002a00000008000101120003000000010000000000000000", "hex");
  tiff.writeUInt16BE(orientation, 18);
  return Buffer.concat([Buffer.from("Exif\0\0"), tiff]);
}

/** Wraps a simple WebP into the extended format with an EXIF chunk after the image data. */
function extendedWebp(webp: Buffer, block: Buffer): Buffer {
  const size = (length: number) => Buffer.from(new Uint32Array([length]).buffer);
  const head = Buffer.from([0x08, 0, 0, 0, 7, 0, 0, 7, 0, 0]);
  const body = Buffer.concat([
    Buffer.from("WEBPVP8X"),
    size(head.length),
    head,
    webp.subarray(12),
    Buffer.from("EXIF"),
    size(block.length),
    block,
  ]);
  return Buffer.concat([Buffer.from("RIFF"), size(body.length), body]);
}
