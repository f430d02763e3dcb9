import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdir, statfs } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { startServer } from "../../src/server/listen.ts";
import { openDiskSpace } from "../../src/storage/disk-space.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type MeasuredServer, startMeasuredServer } from "../support/measured-server.ts";
import { createScenario } from "../support/scenario.ts";
import { postPlus, signUpload } from "../support/plus-client.ts";
import { toResponse, sendRaw } from "../support/raw-request.ts";

const MB = 1024 * 1024;
const EDITS = "/v1/images/edits";

let app: App;
let server: MeasuredServer;

beforeAll(async () => {
  app = await startApp({ worker: false });
  server = await startMeasuredServer(app);
});

afterAll(async () => {
  await server.stop();
  await app.stop();
});

/** 70 MB of JSON: a valid request except for its image. */
const LARGE = `{"prompt":"x","images":[{"image_url":"data:image/png;base64,${"A".repeat(70 * MB)}"}]}`;

const edit = ({ key }: Customer, body: string) =>
  fetch(new URL(EDITS, server.url), {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body,
  }).then((reply) => reply.status);

test("large bodies of an account without credits use little memory", async () => {
  const poor = await app.customer({ dialect: "openai", credits: 0 });
  expect(await edit(poor, '{"prompt":"x","images":[]}')).toBe(400);
  await server.grownBytes();
  const statuses = await Promise.all(Array.from({ length: 8 }, () => edit(poor, LARGE)));
  expect(statuses).toEqual(Array.from({ length: 8 }, () => 402));
  expect(await server.grownBytes()).toBeLessThan(150 * MB);
});

test("bodies beyond the byte budget of an account are rejected before they are read", async () => {
  const rich = await app.customer({ dialect: "openai" });
  const statuses = await Promise.all(Array.from({ length: 4 }, () => edit(rich, LARGE)));
  // The bodies that were read contain no valid image.
  for (const status of statuses) expect([400, 429]).toContain(status);
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
  // A finished request frees its budget.
  expect(await edit(rich, LARGE)).toBe(400);
});

describe("before a large body is read, its sender gets the error", () => {
  const head = (path: string, key: string, length: string) =>
    [
      `POST ${path} HTTP/1.1`,
      ...["Host: darkroom", `Authorization: Bearer ${key}`, length],
      "Content-Type: multipart/form-data; boundary=b\r\n\r\n",
    ].join("\r\n");
  const LENGTHS = ["Content-Length: 500000000", "Transfer-Encoding: chunked"];
  const HUB = "/api/v1/images/generations";
  const send = async (path: string, key: string, length: string) =>
    toResponse(await sendRaw(Number(new URL(app.url).port), head(path, key, length)));

  test.each([
    ["hub", HUB, "insufficientCredits"],
    ["openai", EDITS, "credit_balance_exhausted"],
  ] as const)("that it has no credits (%s)", async (dialect, path, code) => {
    const { key } = await app.customer({ dialect, credits: 0 });
    for (const length of LENGTHS) {
      const reply = await send(path, key, length);
      expect([reply.status, (await reply.json()).error.code]).toEqual([402, code]);
    }
    expect(await readdir(join(app.dataDir, "tmp")).catch(() => [])).toEqual([]);
  });

  test("that its key has reached the concurrency limit", async () => {
    const scene = createScenario(app, await app.customer());
    await scene.alterKey("running_limit = 1");
    expect((await scene.create({ async: true })).status).toBe(202);
    const reply = await send(HUB, scene.customer.key, LENGTHS[0] ?? "");
    expect([reply.status, (await reply.json()).error.code]).toEqual([429, "rateLimited"]);
    expect(reply.headers.get("retry-after")).toBe("2");
  });

  // These are known to cost credits only after they have been read, so an account sends one at a time.
  test.each(["/v1/moderations", "/mcp"])("that another one is under way (%s)", async (path) => {
    const { key } = await app.customer({ dialect: "openai", credits: 0 });
    const { host } = new URL(app.url);
    const text = head(path, key, `Content-Length: ${23 * MB}`)
      .replace("multipart/form-data", "application/json")
      .replace("Host: darkroom", `Host: ${host}`);
    expect(await readFirstHead(text, 2)).toStartWith("HTTP/1.1 429 ");
  });

  // Files are not paid for.
  test.each([
    [HUB, "hub", 800],
    ["/v1/files", "openai", 200],
  ] as const)(
    "that its account has reached the byte budget (%s)",
    async (path, dialect, sizeMb) => {
      const { key } = await app.customer({ dialect });
      const text = head(path, key, `Content-Length: ${sizeMb * MB}`);
      // One more than the budget allows.
      const reply = await readFirstHead(text, path === HUB ? 5 : 6);
      expect(reply).toMatch(/^HTTP\/1\.1 (429|503) /);
      expect(reply).toMatch(/^retry-after: [1-9]/im);
    },
  );
});

test("a large request is replayed with its Idempotency-Key after the credits are spent", async () => {
  const customer = await app.customer({ credits: 8 });
  const send = () => {
    const form = new FormData();
    form.append("model", "gpt-image-2");
    form.append("prompt", "like this");
    form.append("async", "true");
    form.append("reference_image", new Blob([png(2 * MB)]), "reference.png");
    const headers = { "idempotency-key": "large" };
    return customer.call("/api/v1/images/generations", { method: "POST", headers, body: form });
  };
  const [first, again] = [await send(), await send()];
  expect([first.status, again.status]).toEqual([202, 202]);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
});

test("a request that is rejected for lack of credits stores no input image", async () => {
  const customer = await app.customer({ credits: 1 });
  const form = new FormData();
  form.append("model", "gpt-image-2");
  form.append("prompt", "like this");
  form.append("reference_image", new Blob([png(0)]), "reference.png");
  const before = await inputs();
  const reply = await customer.call("/api/v1/images/generations", { method: "POST", body: form });
  expect(reply.status).toBe(402);
  expect(await inputs()).toEqual(before);
});

describe("an account can have unused uploads of up to", () => {
  test.each([
    ["500 MB", 10_000_000, 52],
    ["100 files", 1_000, 100],
  ] as const)("%s", async (_, size, granted) => {
    const customer = await app.customer({ dialect: "plus" });
    for (let made = 0; made < granted; made++) {
      expect((await signUpload(customer, size)).key).toStartWith("uploads/");
    }
    const body = { filename: "one", contentType: "image/png", size };
    const reply = await postPlus(customer, "/api/v1/upload", { body });
    expect([reply.status, (await reply.json()).error.code]).toEqual([429, "rate_limited"]);
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThan(80_000);
  });
});

test("the slow bodies of an account leave space for others on a nearly full disk", async () => {
  const { bavail, bsize } = await statfs(app.dataDir);
  const disk = openDiskSpace(app.dataDir, bavail * bsize - 2000 * MB);
  const nearlyFull = startServer({ ...app.ctx, disk });
  const { port } = new URL(nearlyFull.url);
  const { key } = await app.customer();
  const head = [
    "POST /api/v1/images/generations HTTP/1.1",
    ...["Host: darkroom", `Authorization: Bearer ${key}`, `Content-Length: ${700 * MB}`],
    "Content-Type: multipart/form-data; boundary=b\r\n\r\n",
  ].join("\r\n");
  const sockets = Array.from({ length: 3 }, () => connect(Number(port), "127.0.0.1"));
  try {
    const replies = sockets.map(async (socket) => {
      socket.write(head);
      for await (const bytes of socket) return String(bytes).split(" ")[1];
    });
    // 503 if two of them had reserved so much that the third one finds no space.
    expect(await Promise.any(replies)).toBe("429");
  } finally {
    for (const socket of sockets) socket.destroy();
    await nearlyFull.stop();
  }
});

test("files are rejected with 503 while too little disk space is free", async () => {
  const full = await startApp({ worker: false, env: { MIN_FREE_DISK_MB: "1000000000" } });
  try {
    const { call } = await full.customer();
    const form = new FormData();
    form.append("model", "gpt-image-2");
    form.append("prompt", "like this");
    form.append("reference_image", new Blob([png(MB)]), "reference.png");
    const plus = await full.customer({ dialect: "plus" });
    const body = { filename: "one", contentType: "image/png", size: 1_000_000 };
    const object = { sizeBytes: 9, contentType: "image/png" as const, expiresInSeconds: 60 };
    const key = `uploads/${crypto.randomUUID()}.png`;
    const { url, headers } = await full.ctx.storage.presignPut(key, object);
    const replies = await Promise.all([
      call("/api/v1/images/generations", { method: "POST", body: form }),
      postPlus(plus, "/api/v1/upload", { body }),
      fetch(url, { method: "PUT", headers, body: "123456789" }),
    ]);
    for (const { status, headers } of replies) {
      expect([status, Number(headers.get("retry-after")) > 0]).toEqual([503, true]);
    }
  } finally {
    await full.stop();
  }
});

/**
 * Sends this head of a request on several connections. Returns the head of the first response: the server
 * waits for the bodies of the requests that it does not reject.
 */
async function readFirstHead(text: string, connections: number): Promise<string> {
  const port = Number(new URL(app.url).port);
  const sockets = Array.from({ length: connections }, () => connect(port, "localhost"));
  const heads = sockets.map(async (socket) => {
    socket.write(text);
    let received = "";
    for await (const bytes of socket) {
      received += bytes;
      if (received.includes("\r\n\r\n")) return received;
    }
    throw new Error(`The connection was closed after "${received}"`);
  });
  try {
    return await Promise.any(heads);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

async function inputs(): Promise<string[]> {
  return readdir(join(app.dataDir, "files", "inputs")).catch(() => []);
}

/** Returns a PNG of one pixel, followed by `extraBytes`. */
function png(extraBytes: number): Uint8Array<ArrayBuffer> {
  const pixel =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  return Uint8Array.from(Buffer.concat([Buffer.from(pixel, "base64"), Buffer.alloc(extraBytes)]));
}
