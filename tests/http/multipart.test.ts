import { afterAll, afterEach, describe, expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { sendRaw } from "../support/raw-request.ts";
import { startSampleApi } from "../support/sample-api.ts";

// As long as browsers write them: the search for a short one is slow.
const BOUNDARY = "----WebKitFormBoundaryk3J0pTq8ZsWv2LxN";

const sample = startSampleApi();
afterAll(sample.close);
afterEach(() => expect(leftovers(sample.dataDir)).toEqual([]));

test("fields get their documented types, and files are on disk while the handler runs", async () => {
  const bytes = crypto.getRandomValues(new Uint8Array(300_000));
  const reply = await send(
    fields(["prompt", "naïve 🎨"], ["n", "2"], ["async", "true"], ["tags", "a"], ["tags", "b"]),
    ["image", new File([bytes], "ä.png", { type: "image/png" })],
    ["image[]", new File(["abc"], "b.jpg", { type: "image/jpeg" })],
    ["mask", new File(["m"], "m.png", { type: "image/png" })],
  );
  const { seen } = await reply.json();
  const { image, mask, ...texts } = seen.body;
  expect(texts).toEqual({ prompt: "naïve 🎨", n: 2, async: true, tags: ["a", "b"] });
  expect(image).toMatchObject([
    { name: "image", filename: "ä.png", contentType: "image/png", sizeBytes: 300_000 },
    { name: "image", filename: "b.jpg", contentType: "image/jpeg", sizeBytes: 3 },
  ]);
  expect(mask).toMatchObject({ name: "mask", filename: "m.png", sizeBytes: 1 });
  expect(seen.onDisk).toEqual([300_000, 3]);
});

test("a boolean can be written as Python's libraries write it", async () => {
  const reply = await send(fields(["prompt", "a"], ["async", "True"]));
  expect((await reply.json()).seen.body).toMatchObject({ async: true });
});

test("an image without a file name is a file, byte for byte", async () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, n) => (n * 7) % 256);
  const reply = await send(fields(["prompt", "a"]), [
    "image",
    new Blob([bytes], { type: "image/png" }),
  ]);
  const { seen } = await reply.json();
  expect(seen.body.image).toMatchObject([{ filename: "blob", contentType: "image/png" }]);
  expect(seen.onDisk).toEqual([70_000]);
});

test("content that looks like a boundary or an unnamed file is not changed", async () => {
  const inside = 'x--b\r\n; filename=""\r\n\r\n\r\n--c--\r\n';
  const reply = await sendRaw(
    sample.port,
    form([part("prompt", "a"), file("image", "x.png", inside)]),
  );
  expect(JSON.parse(reply.body).seen.onDisk).toEqual([inside.length]);
});

describe("a file name is sanitized for display:", () => {
  const names: [string, string][] = [
    ["../../etc/passwd", "passwd"],
    ["..\\\\..\\\\x.png", "x.png"],
    ["a\tb.png", "ab.png"],
    ["x".repeat(5000), "x".repeat(255)],
    ["\u202egnp.exe", "gnp.exe"],
    ["=cmd|'/c calc'!A0", "c calc'!A0"],
  ];
  test.each(names)("%p", async (name, shown) => {
    const reply = await sendRaw(sample.port, form([part("prompt", "a"), file("image", name, "x")]));
    const [image] = JSON.parse(Buffer.from(reply.body, "latin1").toString()).seen.body.image;
    expect(image.filename).toBe(shown);
    expect(image.path).toMatch(/\/tmp\/[0-9a-f-]{36}\/0$/);
  });
});

const many = (count: number, make: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => make(n));
const tooManyFiles = many(17, (n) => file("image", `${n}.png`, "x"));

/** What is wrong, the parts, status, and what the message names. */
const REFUSED: [string, string[], number, string][] = [
  ["a 17th file", [part("prompt", "a"), ...tooManyFiles], 400, "image: must have at most 16 files"],
  [
    "a second mask",
    [file("mask", "a", "x"), file("mask", "b", "x")],
    400,
    "mask: must be a single file",
  ],
  [
    "a byte too many",
    [part("prompt", "a"), file("mask", "a", "x".repeat(1001))],
    413,
    "mask: is larger",
  ],
  [
    "two prompts",
    [part("prompt", "a"), part("prompt", "b")],
    400,
    "prompt: must be given only once",
  ],
  ["a list of prompts", [part("prompt[]", "a")], 400, "prompt: must not be a list"],
  ["a file as a text", [file("prompt", "a.txt", "a")], 400, "prompt: must not be a file"],
  ["a text as a file", [part("prompt", "a"), part("image", "a")], 400, "image: must be a file"],
  [
    "an undeclared file",
    [part("prompt", "a"), file("extra", "a", "x")],
    400,
    "extra: is an unknown field",
  ],
  [
    "a numbered file",
    [part("prompt", "a"), file("image[0]", "a", "x")],
    400,
    "image[0]: is an unknown field",
  ],
  [
    "an undeclared field",
    [part("prompt", "a"), part("credits", "9")],
    400,
    "credits: is an unknown",
  ],
  [
    "a part without a name",
    ["Content-Disposition: form-data\r\n\r\nx"],
    400,
    "a part without a name",
  ],
  ["no prompt", [part("n", "1")], 400, "prompt: is required"],
  ["a number that is none", [part("prompt", "a"), part("n", "two")], 400, "n: must be a number"],
  ["a number out of range", [part("prompt", "a"), part("n", "5")], 400, "n: must be at most 4"],
  [
    "yes for true",
    [part("prompt", "a"), part("async", "yes")],
    400,
    "async: must be true or false",
  ],
  ["a NUL character", [part("prompt", "a\0")], 400, "prompt: contains a NUL"],
  ["a __proto__ field", [part("prompt", "a"), part("__proto__", "x")], 400, "name is not allowed"],
  [
    "JSON for a list",
    [part("prompt", "a"), part("tags", '["a"]'), part("image", "{}")],
    400,
    "image: must be",
  ],
  ["2,000 fields", many(2000, (n) => part(`f${n}`, "x")), 400, "too many fields"],
  [
    "2 MB of text",
    [part("prompt", "a".repeat(2_000_000))],
    413,
    "text fields of the form are larger",
  ],
  [
    "a field name of 1 MB",
    [part("x".repeat(1_000_000), "a")],
    400,
    "not a complete multipart form",
  ],
  [
    "part headers of 100 KB",
    [`X-A: ${"a".repeat(100_000)}\r\n${part("prompt", "a")}`],
    400,
    "complete multipart form",
  ],
];

describe("a form is rejected for", () => {
  test.each(REFUSED)("%s", async (...[, parts, status, message]) => {
    const reply = await sendRaw(sample.port, form(parts));
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.body).error.message).toContain(message);
  });
});

describe("a form without a valid boundary is rejected:", () => {
  const good = [part("prompt", "a"), file("image", "a.png", "x")];
  const whole = form(good);
  const body = whole.slice(whole.indexOf("\r\n\r\n") + 4);
  const cut = (text: string) => `${head("multipart/form-data; boundary=b", text.length)}${text}`;
  const frames: [string, string][] = [
    ["no boundary", form(good, "multipart/form-data")],
    ["an empty boundary", form(good, "multipart/form-data; boundary=")],
    ["a boundary of 1 KB", form(good, `multipart/form-data; boundary=${"b".repeat(1024)}`)],
    ["another boundary", form(good, "multipart/form-data; boundary=c")],
    ["no final boundary", cut(body.replace("--b--\r\n", ""))],
    ["half of the body", cut(body.slice(0, body.length / 2))],
    ["no body", cut("")],
    ["a broken part header", cut("--b\r\nContent Disposition\r\n\r\nx\r\n--b--\r\n")],
  ];
  test.each(frames)("%s", async (_, bytes) => {
    const reply = await sendRaw(sample.port, bytes);
    expect(reply.status).toBe(400);
    expect(JSON.parse(reply.body).error.code).toBe("invalid_request");
  });
});

test("a form that announces more than all its fields may have is rejected unread", async () => {
  const reply = await sendRaw(sample.port, head("multipart/form-data; boundary=b", 900_000_000));
  expect(reply.status).toBe(413);
});

test("a client that disconnects in the middle of a file leaves no file", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const lone = startSampleApi({
    toErrorResponse: (error) => {
      resolve(error.code);
      return new Response(null, { status: 400 });
    },
  });
  const start = `--b\r\n${file("image", "a.png", "x".repeat(100_000))}`;
  const bytes = `${head("multipart/form-data; boundary=b", 900_000)}${start}`;
  await sendRaw(lone.port, bytes, { hangUp: true });
  expect(await promise).toBe("invalid_request");
  expect(leftovers(lone.dataDir)).toEqual([]);
  expect(lone.lines).toEqual([]);
  await lone.close();
});

test("a form that arrives too slowly is aborted, and its files are removed", async () => {
  const pace = { graceMs: 100, bytesPerSecond: 10_000, totalMs: 1000 };
  const slow = startSampleApi({ bodyLimits: { jsonBytes: 1000, jsonRate: pace, formRate: pace } });
  const start = `--b\r\n${file("image", "a.png", "x")}`;
  const bytes = `${head("multipart/form-data; boundary=b", 900_000)}${start}`;
  const reply = await sendRaw(slow.port, bytes, { drip: "x" });
  expect(reply.status).toBe(408);
  expect(leftovers(slow.dataDir)).toEqual([]);
  await slow.close();
});

test("sixteen files of 50 MB in one request use less than 150 MB of memory", async () => {
  const messages: Record<string, unknown>[] = [];
  const waiting: (() => void)[] = [];
  const { PATH, HOME, TMPDIR } = process.env;
  const child = Bun.spawn(
    [process.execPath, join(import.meta.dir, "../support/sample-api-process.ts")],
    {
      // Its memory is a server's, so nothing is said of the allocator.
      env: { PATH, HOME, TMPDIR },
      stderr: "inherit",
      ipc: (message) => {
        messages.push(message);
        waiting.shift()?.();
      },
    },
  );
  const next = () => new Promise<void>((resolve) => void waiting.push(resolve));
  await next();
  const reply = await fetch(`${messages[0]?.url}/v1/images`, {
    method: "POST",
    headers: {
      authorization: "Bearer good",
      "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
    },
    // Bun's fetch takes a generator, which its types do not say.
    body: sixteenLargeFiles() as unknown as BodyInit,
  });
  const { seen } = await reply.json();
  expect(seen.onDisk).toEqual(Array.from({ length: 16 }, () => 50 * 1024 * 1024));
  child.send("done");
  await next();
  expect(Number(messages[1]?.grownBytes)).toBeLessThan(150_000_000);
  await child.exited;
});

async function* sixteenLargeFiles(): AsyncGenerator<Uint8Array> {
  const block = new Uint8Array(64 * 1024);
  yield Buffer.from(`--${BOUNDARY}\r\n${part("prompt", "a")}\r\n`);
  for (let n = 0; n < 16; n++) {
    yield Buffer.from(`--${BOUNDARY}\r\n${file("image", `${n}.png`, "")}`);
    for (let sent = 0; sent < 50 * 1024 * 1024; sent += block.length) yield block;
    yield Buffer.from("\r\n");
  }
  yield Buffer.from(`--${BOUNDARY}--\r\n`);
}

function send(texts: [string, string][], ...files: [string, Blob][]): Promise<Response> {
  const body = new FormData();
  for (const [name, value] of [...texts, ...files]) body.append(name, value);
  const headers = { authorization: "Bearer good" };
  return fetch(`${sample.url}/v1/images`, { method: "POST", headers, body });
}

function fields(...pairs: [string, string][]): [string, string][] {
  return pairs;
}

function part(name: string, text: string): string {
  return `Content-Disposition: form-data; name="${name}"\r\n\r\n${text}`;
}

function file(name: string, filename: string, bytes: string): string {
  const type = "Content-Type: image/png";
  return `Content-Disposition: form-data; name="${name}"; filename="${filename}"\r\n${type}\r\n\r\n${bytes}`;
}

function form(parts: string[], type = "multipart/form-data; boundary=b"): string {
  const body = `${parts.map((each) => `--b\r\n${each}\r\n`).join("")}--b--\r\n`;
  return `${head(type, Buffer.byteLength(body))}${body}`;
}

function head(type: string, length: number): string {
  const lines = ["POST /v1/images HTTP/1.1", "Host: sample", "Authorization: Bearer good"];
  return [...lines, `Content-Type: ${type}`, `Content-Length: ${length}`, "", ""].join("\r\n");
}

function leftovers(dataDir: string): string[] {
  const folder = join(dataDir, "tmp");
  return existsSync(folder) ? readdirSync(folder) : [];
}
