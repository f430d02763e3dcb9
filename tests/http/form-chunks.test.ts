import { afterAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMultipart } from "../../src/http/multipart.ts";
import type { Upload } from "../../src/http/upload.ts";
import type { Field } from "../../src/openapi/fields.ts";

const BOUNDARY = "----WebKitFormBoundaryk3J0pTq8ZsWv2LxN";
const folder = await mkdtemp(join(tmpdir(), "form-chunks-"));
afterAll(() => rm(folder, { recursive: true }));

const random = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes)));
// The start of a delimiter, which is none.
const nearly = Buffer.from(`\r\n--${BOUNDARY.slice(0, -1)}`);
const files = [
  Buffer.concat([random(150_000), nearly, random(20_000), nearly.subarray(0, 5)]),
  Buffer.alloc(0),
  random(70_000),
];
const text = "naïve 🎨 ".repeat(25_000);

const form = Buffer.concat([
  toPart('name="before"', text),
  ...files.map((bytes) => toPart('name="image"; filename=""', bytes)),
  toPart('name="after"', text),
  Buffer.from(`--${BOUNDARY}--\r\n`),
]);

for (const chunkBytes of [307, 9_973, 65_536, 100_000, form.length]) {
  test(`a form that arrives in chunks of ${chunkBytes} bytes is received byte for byte`, async () => {
    const { before, after, image } = await receive(chunkBytes);
    expect(before).toBe(text);
    expect(after).toBe(text);
    // Only files are uploads.
    const uploads = image as Upload[];
    const received = await Promise.all(uploads.map(({ path }) => Bun.file(path).bytes()));
    expect(received.map((bytes) => bytes.toBase64())).toEqual(
      files.map((bytes) => bytes.toString("base64")),
    );
    expect(uploads.map(({ sizeBytes }) => sizeBytes)).toEqual(files.map(({ length }) => length));
  });
}

function receive(chunkBytes: number): Promise<Record<string, unknown>> {
  const request = new Request("http://localhost/", {
    method: "POST",
    headers: { "content-type": `multipart/form-data; boundary=${BOUNDARY}` },
    body: split(chunkBytes),
  });
  const rate = { graceMs: 600_000, bytesPerSecond: 1, totalMs: 600_000 };
  return readMultipart(request, fields(), { folder: join(folder, String(chunkBytes)), rate });
}

// Each chunk has a buffer of its own, as those of a connection.
function split(chunkBytes: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= form.length) return controller.close();
      controller.enqueue(new Uint8Array(form.subarray(at, at + chunkBytes)));
      at += chunkBytes;
    },
  });
}

function fields(): Map<string, Field> {
  const text = {
    types: new Set(["string"]),
    ...{ isFile: false, acceptsSingle: true, maxValues: 1, maxBytes: 0 },
  };
  const image = { ...text, isFile: true, maxValues: 9, maxBytes: 1_000_000 };
  return new Map([
    ["before", text],
    ["after", text],
    ["image", image],
  ]);
}

function toPart(disposition: string, content: string | Buffer): Buffer {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from("\r\n")]);
}
