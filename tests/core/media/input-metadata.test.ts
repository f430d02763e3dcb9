import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { deflateSync } from "node:zlib";
import { type App, startApp } from "../../support/app.ts";
import { signUpWithCredits } from "../../support/playground.ts";
import type { AccountClient } from "../../support/account-client.ts";
import { createPngChunk } from "../../support/png-chunk.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const SECRET = "48.2082 N, 16.3738 E";
const SIZE = { width: 64, height: 32, index: 1 };

let app: App;
let host: Bun.Server<undefined>;
let person: AccountClient;
let image: Buffer<ArrayBuffer>;

beforeAll(async () => {
  image = withSegments(await render("jpeg"), [exif(1), segment(0xfe, Buffer.from(SECRET))]);
  host = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: () => new Response(image, { headers: { "content-type": "image/jpeg" } }),
  });
  const env = { OUTBOUND_ALLOW: `127.0.0.1:${host.port}` };
  app = await startApp({ env });
  person = await signUpWithCredits(app);
});

afterAll(async () => {
  await app.stop();
  await host.stop(true);
});

describe("an input image is stored without its location, comments and trailing bytes by", () => {
  const form = (name: string) => {
    const body = new FormData();
    body.append("model", "gpt-image-2");
    body.append("prompt", "a hill");
    body.append(name, new Blob([image], { type: "image/jpeg" }), "a.jpg");
    return { method: "POST", body };
  };
  const APIS: [name: string, create: () => Promise<Response>][] = [
    ["the Image Hub API", () => send("hub", "/api/v1/images/generations", form("reference_image"))],
    [
      "the Image Art API",
      () => {
        const url = `http://127.0.0.1:${host.port}/a.jpg`;
        const body = { model: "gpt-image-2", prompt: "a hill", image_urls: [url] };
        return send("art", "/api/v1/images/generations", toJson(body));
      },
    ],
    [
      "the OpenAI-compatible API, from a data URL",
      () => edit(`data:image/jpeg;base64,${image.toString("base64")}`),
    ],
    [
      "the OpenAI-compatible API, from a form",
      () => send("openai", "/v1/images/edits", form("image")),
    ],
    ["the playground", () => person.call("/api/account/generations", form("reference_image"))],
  ];
  test.each(APIS)("%s", async (_, create) => {
    expect((await create()).status).toBeOneOf([200, 202]);
    const stored = await readStoredInput();
    expectClean(stored);
    expect(await toPixels(stored)).toEqual(await toPixels(image));
  });
});

describe("metadata is removed without a change of the pixels from", () => {
  const trailing = Buffer.from(`<script>${SECRET}</script>`);
  const FILES: [name: string, create: () => Promise<Buffer>][] = [
    [
      "a PNG with texts, EXIF, a private chunk and bytes after its end",
      async () => {
        const png = await render("png");
        const notes = ["tEXt", "zTXt", "iTXt", "eXIf", "prVt", "tIME"].map((type) =>
          createPngChunk(type, SECRET),
        );
        return Buffer.concat([png.subarray(0, 33), ...notes, png.subarray(33), trailing]);
      },
    ],
    [
      "a WebP with EXIF, XMP and bytes after its end",
      async () => Buffer.concat([extendWebp(await render("webp")), trailing]),
    ],
    [
      "a JPEG with EXIF, XMP, IPTC, a thumbnail and bytes after its end",
      async () => {
        const notes = [0xe1, 0xed, 0xe2, 0xe0].map((marker) =>
          segment(marker, Buffer.from(SECRET)),
        );
        return Buffer.concat([withSegments(await render("jpeg"), notes), trailing]);
      },
    ],
  ];
  test.each(FILES)("%s", async (_, create) => {
    const bytes = await create();
    await edit(`data:image/png;base64,${bytes.toString("base64")}`);
    const stored = await readStoredInput();
    expectClean(stored);
    expect(stored.length).toBeLessThan(bytes.length);
    expect(await toPixels(stored)).toEqual(await toPixels(bytes));
  });
});

describe("other data is removed from the place of", () => {
  const disguised = Buffer.concat([Buffer.from("ICC_PROFILE\0\x01\x01"), Buffer.from(SECRET)]);
  const FILES: [name: string, create: () => Promise<Buffer>][] = [
    ["the color profile of a PNG", () => insertChunk("iCCP", `${SECRET}\0\0${SECRET}`)],
    [
      "the compressed color profile of a PNG",
      () => insertChunk("iCCP", Buffer.concat([Buffer.from("sRGB\0\0"), deflateSync(SECRET)])),
    ],
    ["the palettes of a PNG", () => insertChunk("sPLT", `${SECRET}\0\x08${SECRET}`)],
    ["the histogram of a PNG", () => insertChunk("hIST", SECRET)],
    ["the color profile of a JPEG", () => insertSegment(0xe2, disguised)],
    [
      "a later part of the color profile of a JPEG",
      () => insertSegment(0xe2, Buffer.from(`ICC_PROFILE\0\x02\x02${SECRET}`)),
    ],
    [
      "the color transform of a JPEG",
      () => insertSegment(0xee, Buffer.from(`Adobe\0d\0\0\0\0\x01${SECRET}`)),
    ],
    [
      "the color profile of a JPEG that is turned",
      async () => withSegments(await render("jpeg"), [exif(3), segment(0xe2, disguised)]),
    ],
    [
      "the color profile of a WebP",
      async () => extendWebp(await render("webp"), { flags: 0x20, types: ["ICCP"] }),
    ],
  ];
  test.each(FILES)("%s", async (_, create) => {
    const bytes = await create();
    expect((await edit(`data:image/png;base64,${bytes.toString("base64")}`)).status).toBe(200);
    const stored = await readStoredInput();
    expect(stored.toString("latin1")).not.toMatch(/48\.2082|iCCP|ICCP|ICC_PROFILE/);
    expect(await new Bun.Image(stored).metadata()).toMatchObject({ width: 64, height: 32 });
  });
});

test.each([
  [
    "a PNG",
    () => insertChunk("iCCP", Buffer.concat([Buffer.from("P3\0\0"), deflateSync(PROFILE)])),
  ],
  [
    "a JPEG",
    () => insertSegment(0xe2, Buffer.concat([Buffer.from("ICC_PROFILE\0\x01\x01"), PROFILE])),
  ],
] as const)("the color profile of %s is kept", async (_, create) => {
  const bytes = await create();
  await edit(`data:image/png;base64,${bytes.toString("base64")}`);
  expect((await readStoredInput()).equals(bytes)).toBe(true);
});

/** The start of a color profile, with its signature. */
const PROFILE = Buffer.concat([Buffer.alloc(36), Buffer.from("acsp"), Buffer.alloc(88)]);

async function insertChunk(type: string, data: Buffer | string): Promise<Buffer> {
  const png = await render("png");
  return Buffer.concat([png.subarray(0, 33), createPngChunk(type, data), png.subarray(33)]);
}

async function insertSegment(marker: number, data: Buffer): Promise<Buffer> {
  return withSegments(await render("jpeg"), [segment(marker, data)]);
}

test("an orientation in EXIF is applied to the pixels", async () => {
  const turned = withSegments(await render("jpeg"), [exif(6)]);
  await edit(`data:image/jpeg;base64,${turned.toString("base64")}`);
  const stored = await readStoredInput();
  expectClean(stored);
  const size = await new Bun.Image(stored, { autoOrient: false }).metadata();
  expect(size).toMatchObject({ width: 32, height: 64 });
});

test("an image without metadata is stored as it was sent", async () => {
  const plain = await render("png");
  await edit(`data:image/png;base64,${plain.toString("base64")}`);
  expect(await readStoredInput()).toEqual(plain);
});

test("a damaged image is rejected before credits are held", async () => {
  const whole = await render("jpeg");
  const half = whole.subarray(0, whole.length / 2);
  const reply = await edit(`data:image/jpeg;base64,${half.toString("base64")}`);
  expect(reply.status).toBe(400);
  expect((await reply.json()).error.message).toContain("The image is damaged and cannot be read.");
});

const toJson = (body: object) => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

/** Sends a request with a new key of an API. */
async function send(dialect: "hub" | "art" | "openai", path: string, init: RequestInit) {
  const { call } = await app.customer({ dialect, credits: 100 });
  return call(path, init);
}

function edit(image_url: string): Promise<Response> {
  return send("openai", "/v1/images/edits", toJson({ prompt: "a hill", images: [{ image_url }] }));
}

/** Returns the stored input of the newest generation. */
async function readStoredInput(): Promise<Buffer<ArrayBuffer>> {
  const { rows } = await app.ctx.db.query(
    "select inputs -> 0 ->> 'storageKey' as key from generations order by created_at desc limit 1",
    [],
  );
  // Only `acceptGenerations` writes the column.
  const [row] = rows as { key: string }[];
  const bytes = await app.ctx.storage.read(row?.key ?? "");
  if (bytes === undefined) throw new Error("The input is not stored");
  return Buffer.concat(await Array.fromAsync(bytes));
}

function expectClean(bytes: Buffer): void {
  expect(bytes.toString("latin1")).not.toMatch(/48\.2082|script|Exif|EXIF|eXIf|XMP |tEXt|prVt/);
}

/** Returns the decoded pixels as a PNG. */
async function toPixels(bytes: Buffer): Promise<string> {
  return new Bun.Image(new Uint8Array(bytes)).png().toBase64();
}

async function render(format: "png" | "jpeg" | "webp"): Promise<Buffer<ArrayBuffer>> {
  return Buffer.from(await renderBase64({ ...SIZE, format }), "base64");
}

function segment(marker: number, data: Buffer): Buffer {
  const size = data.length + 2;
  return Buffer.concat([Buffer.from([0xff, marker, size >> 8, size & 255]), data]);
}

function withSegments(jpeg: Buffer, segments: Buffer[]): Buffer<ArrayBuffer> {
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

/** Returns EXIF data with an orientation, followed by a location. */
function exif(orientation: number): Buffer {
  const tiff = Buffer.from("4d4d002a00000008000101120003000000010000000000000000", "hex");
  tiff.writeUInt16BE(orientation, 18);
  return segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), tiff, Buffer.from(SECRET)]));
}

/** Wraps a simple WebP into the extended format with chunks after its data, EXIF and XMP if not given. */
function extendWebp(webp: Buffer, { flags = 0x0c, types = ["EXIF", "XMP "] } = {}): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const sizeBytes = Buffer.from(new Uint32Array([data.length]).buffer);
    return Buffer.concat([Buffer.from(type), sizeBytes, data, Buffer.alloc(data.length % 2)]);
  };
  const head = Buffer.from([flags, 0, 0, 0, SIZE.width - 1, 0, 0, SIZE.height - 1, 0, 0]);
  const notes = types.map((type) => chunk(type, Buffer.from(SECRET)));
  const chunks = [chunk("VP8X", head), webp.subarray(12), ...notes];
  return chunk("RIFF", Buffer.concat([Buffer.from("WEBP"), ...chunks]));
}
