import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { createPngCheck } from "../../src/foundation/png-checksums.ts";
import { createPngChunk } from "../support/png-chunk.ts";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
// A zlib header and more; the checksums do not depend on the pixels.
const PIXELS = Buffer.from([0x78, 0x01, 1, 2, 3, 4, 5, 6, 7]);

const VALID = toPng(PIXELS);

describe("the check of a PNG that arrives in parts", () => {
  test("accepts it however it is divided", () => {
    fc.assert(
      fc.property(sizes(), (lengths) => {
        expect(check(VALID, lengths)).toBe(true);
      }),
    );
  });

  test("accepts pixel data in several chunks, also empty ones, and any bytes after the end", () => {
    const divided = [PIXELS.subarray(0, 1), Buffer.alloc(0), PIXELS.subarray(1)];
    const png = Buffer.concat([toPng(...divided), Buffer.from("and more")]);
    expect([1, 7, png.length].map((length) => check(png, [length]))).toEqual([true, true, true]);
  });

  test("rejects every part of it and every changed bit after its signature", () => {
    fc.assert(
      fc.property(sizes(), fc.nat(), (lengths, place) => {
        expect(check(VALID.subarray(0, place % VALID.length), lengths)).toBe(false);
        const at = SIGNATURE.length + (place % (VALID.length - SIGNATURE.length));
        const changed = VALID.map((byte, index) => (index === at ? byte ^ 1 : byte));
        expect(check(changed, lengths)).toBe(false);
      }),
    );
  });

  test("rejects pixel data that is missing or not compressed", () => {
    for (const png of [toPng(), toPng(Buffer.from("junk"))]) expect(check(png, [5])).toBe(false);
  });
});

function toPng(...data: Buffer[]): Buffer {
  const header = createPngChunk("IHDR", Buffer.alloc(13, 1));
  const chunks = data.map((bytes) => createPngChunk("IDAT", bytes));
  return Buffer.concat([SIGNATURE, header, ...chunks, createPngChunk("IEND", "")]);
}

function sizes() {
  return fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
}

function check(png: Uint8Array, lengths: number[]): boolean {
  const whole = createPngCheck();
  for (let at = 0, turn = 0; at < png.length; turn++) {
    const end = at + (lengths[turn % lengths.length] ?? 1);
    whole.update(png.subarray(at, end));
    at = end;
  }
  return whole.isValid();
}
