import { expect, test } from "bun:test";
import fc from "fast-check";
import { createBase64Decoder } from "../../../src/providers/openai/base64.ts";
import { createFieldScanner } from "../../../src/providers/openai/field-scanner.ts";

/** Scans the text in chunks of the given sizes, over and over. */
function scan(text: string, sizes: number[]) {
  const scanner = createFieldScanner("b64_json");
  const bytes = new TextEncoder().encode(text);
  const values: string[] = [];
  let value = "";
  let rest = "";
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const sizeBytes = sizes[turn % sizes.length] ?? 1;
    for (const piece of scanner.scan(bytes.subarray(at, at + sizeBytes))) {
      value += piece.text;
      if (piece.ends) values.push(value);
      if (piece.ends) value = "";
    }
    rest += scanner.takeRest();
    at += sizeBytes;
  }
  return { values, rest };
}

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
const ascii = fc.string({ unit: "binary-ascii" });

test("every value of the field is found, for every chunk boundary and every context", () => {
  const items = fc.array(fc.record({ 'n\\"': fc.string(), b64_json: ascii, z: fc.string() }));
  fc.assert(
    fc.property(items, sizes, fc.json(), (data, chunkSizes, other) => {
      const text = `{"a":${other},"note":"\\"b64_json\\":\\"x\\"","data":${JSON.stringify(data)}}`;
      const { values, rest } = scan(text, chunkSizes);
      expect(values).toEqual(data.map((item) => item.b64_json));
      const numbered = data.map((item, index) => ({ ...item, b64_json: String(index) }));
      expect(JSON.parse(rest)).toEqual({ ...JSON.parse(text), data: numbered });
    }),
    { numRuns: 1000 },
  );
});

test("a stray quote in one line of an event stream does not hide the next line", () => {
  const { values } = scan(': say "hello\n\ndata: {"b64_json" : "QUJD"}\n\n', [3]);
  expect(values).toEqual(["QUJD"]);
});

test("endless text between the values is rejected before it fills the memory", () => {
  const scanner = createFieldScanner("b64_json");
  const chunk = new Uint8Array(300_000).fill(120);
  const scanAll = () => {
    for (let turn = 0; turn < 10; turn++) for (const _ of scanner.scan(chunk));
  };
  expect(scanAll).toThrow("too much");
});

test("base64 split anywhere decodes to the same bytes, into buffers of any size", () => {
  fc.assert(
    fc.property(
      fc.uint8Array(),
      sizes,
      fc.integer({ min: 3, max: 99 }),
      (bytes, chunkSizes, room) => {
        const decoder = createBase64Decoder();
        const text = bytes.toBase64();
        const decoded: number[] = [];
        for (let at = 0, turn = 0; at < text.length; turn++) {
          const end = at + (chunkSizes[turn % chunkSizes.length] ?? 1);
          decoder.add(text.slice(at, end), false);
          decoded.push(...readAll(decoder, room));
          at = end;
        }
        decoder.add("", true);
        decoded.push(...readAll(decoder, room));
        expect(decoded).toEqual([...bytes]);
      },
    ),
  );
});

for (const text of ["QU*D", "QUJDR", "QQ==QUJD", "<html>", "QUJD\\/"]) {
  test(`"${text}" is rejected as base64, also in pieces`, () => {
    const decoder = createBase64Decoder();
    const decode = (letters: string, ends: boolean) => {
      decoder.add(letters, ends);
      return readAll(decoder, 3);
    };
    const decodeAll = () => [...[...text].map((letter) => decode(letter, false)), decode("", true)];
    expect(decodeAll).toThrow(SyntaxError);
  });
}

function readAll(decoder: ReturnType<typeof createBase64Decoder>, room: number): number[] {
  const target = new Uint8Array(room);
  const decoded: number[] = [];
  for (let read = decoder.readInto(target); read > 0; read = decoder.readInto(target))
    decoded.push(...target.subarray(0, read));
  return decoded;
}
