import { createPngChunk } from "./png-chunk.ts";

/** A request body that the hub rejects, with the status. */
export type HostileBody = [what: string, body: string | Uint8Array<ArrayBuffer>, status: number];

const good = { model: "gpt-image-2", prompt: "a marked prompt" };
const json = (fields: object) => JSON.stringify({ ...good, ...fields });
/** Returns a valid request with `extra` inserted as text, for what JSON.stringify cannot write. */
const raw = (extra: string) => `{"model":"gpt-image-2","prompt":"a marked prompt",${extra}}`;

/** Bodies sent as JSON. */
export const JSON_BODIES: HostileBody[] = [
  ["cut JSON", '{"model":"gpt-image-2"', 400],
  ["a trailing comma", '{"model":"gpt-image-2",}', 400],
  ["single quotes", "{'model':'gpt-image-2'}", 400],
  ["NaN", raw('"n":NaN'), 400],
  ...["", "null", "[]", '"x"', "1"].map((body): HostileBody => [`the body ${body}`, body, 400]),
  ["UTF-16", new Uint8Array(Buffer.from(json({}), "utf16le")), 400],
  ["a megabyte too many", json({ user: "u".repeat(1_100_000) }), 413],
  ["a hundred thousand keys", raw(list(100_000, (n) => `"k${n}":1`).join(",")), 413],
  ["twenty thousand keys", raw(list(20_000, (n) => `"k${n}":1`).join(",")), 400],
  ["a key of 900 KB", raw(`"${"k".repeat(900_000)}":1`), 400],
  ["__proto__", raw('"__proto__":{"n":4}'), 400],
  ["constructor.prototype", raw('"constructor":{"prototype":{"n":4}}'), 400],
  ["nesting without end", raw(`"user":${"[".repeat(50_000)}${"]".repeat(50_000)}`), 400],
  ...["user_id", "account_id", "credits", "cost", "status", "is_admin", "key_id", "provider"].map(
    (name): HostileBody => [`the field ${name}`, json({ [name]: 1 }), 400],
  ),
  ...["0", "-1", "5", "1.5", '"2"', "1e9", "1e400", "9007199254740992", "true", "null", "[1]"].map(
    (n): HostileBody => [`n ${n}`, raw(`"n":${n}`), 400],
  ),
  ...["2147483648", "9223372036854775808", "-9223372036854775809"].map((n): HostileBody => [
    `n ${n}, too large for the database`,
    raw(`"n":${n}`),
    400,
  ]),
  ["a NUL in the prompt", raw('"prompt":"a\\u0000b"'), 400],
  ["a NUL in the end user", raw('"user":"a\\u0000b"'), 400],
  ["half a surrogate pair", raw('"prompt":"\\ud800"'), 400],
  ["32,001 emoji", json({ prompt: "🎨".repeat(32_001) }), 400],
  ...["", "   ", "\t\n", "\u3000"].map((prompt): HostileBody => [
    `the blank prompt ${JSON.stringify(prompt)}`,
    json({ prompt }),
    400,
  ]),
  ...["1024x1024; rm", "99999x99999", "0x0", "1024×1024", "1024X1024", "-1024x1024", "16x16"].map(
    (size): HostileBody => [`the size ${size}`, json({ size }), 400],
  ),
  ...["HIGH", "8K", "", " high"].map((quality): HostileBody => [
    `the quality "${quality}"`,
    json({ quality }),
    400,
  ]),
  ["SQL for a model", json({ model: "'; drop table models;--" }), 400],
  ["a model of 900 KB", json({ model: "m".repeat(900_000) }), 400],
  ["a list for a prompt", json({ prompt: ["a"] }), 400],
  ["a text for async", json({ async: "true" }), 400],
  ["a file's place on our disk", json({ reference_image: [{ path: "/etc/passwd" }] }), 400],
];

const png = createPng(1024, 1024);

/** Files sent as the reference image, all called "reference.png" and image/png. */
export const FILES: HostileBody[] = [
  ["nothing", "", 400],
  ["words", "just some words", 400],
  ["HTML", "<!doctype html><script>alert(1)</script>", 400],
  ["a program", "MZ\x90\0\x03\0\0\0", 400],
  ["a ZIP", "PK\x03\x04\x14\0\0\0", 400],
  ["a PDF", "%PDF-1.7\n", 400],
  ["a GIF", "GIF89a\x01\0\x01\0\0\0\0;", 400],
  ["an SVG", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 400],
  [
    "an SVG that reads files",
    '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg/>',
    400,
  ],
  ["a packed SVG", new Uint8Array(Bun.gzipSync("<svg/>")), 400],
  ["the first bytes of a PNG", png.subarray(0, 8), 400],
  ["a PNG cut in its header", png.subarray(0, 20), 400],
  ["a PNG of 900 megapixels", createPng(30_000, 30_000), 400],
  ["a PNG wider than anything", createPng(2_147_483_647, 1), 400],
  ["a PNG without a pixel", createPng(0, 0), 400],
  ["a JPEG of four gigapixels", jpegOf(64_250, 64_250), 400],
  ["a WebP with nothing in it", "RIFF\x04\0\0\0WEBP", 400],
];

/** Returns a PNG that declares this size and contains no pixels. */
export function createPng(width: number, height: number): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const ends = [
    createPngChunk("IHDR", header),
    createPngChunk("IDAT", Buffer.alloc(0)),
    createPngChunk("IEND", Buffer.alloc(0)),
  ];
  return new Uint8Array(Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...ends]));
}

function jpegOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  const frame = Buffer.from([
    0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0, 0xff, 0xd9,
  ]);
  frame.writeUInt16BE(height, 7);
  frame.writeUInt16BE(width, 9);
  return new Uint8Array(frame);
}

function list(count: number, make: (n: number) => string): string[] {
  return Array.from({ length: count }, (_, n) => make(n));
}
