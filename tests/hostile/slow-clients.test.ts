import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { type RunningServer, startServer } from "../../src/server/listen.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type ClosedConnection, type SlowOptions, stayConnected } from "../support/slow-client.ts";

// Bun checks idle connections every four seconds. A limit of one check would close a connection that has
// just opened.
const IDLE_SECONDS = 8;
const LONG_IDLE_SECONDS = 12;
/** The longest time that a stalled connection may stay open. */
const toLongestMs = (idleSeconds: number) => 3000 * idleSeconds + 10_000;
const REPLY_SECONDS = 3;
const REQUEST = { model: "gpt-image-2", prompt: "a hill" };
// More than socket buffers can hold.
const LARGE_BYTES = 60 * 1024 * 1024;
// A slow client reads it in many times the time for a response, and socket buffers cannot hold it.
const MEDIUM_BYTES = 20 * 1024 * 1024;
// Whether Bun closes the connection of a stream itself depends on when its socket becomes writable.
const STALLED_CLIENTS = 20;
const HALF_OPEN = 300;
const OPENED_TOGETHER = 50;

let app: App;
/**
 * A second server on the same context that accepts idle connections but limits the time of a
 * response.
 */
let strict: RunningServer;
/** A server that waits longer for its clients. */
let patient: RunningServer;
/** As strict, but with more time for a larger response. */
let proportional: RunningServer;
let customer: Customer;
/** The path of a very large image of the customer. */
let largePath: string;

beforeAll(async () => {
  app = await startApp({ idleSeconds: IDLE_SECONDS });
  strict = startServer(app.ctx, { replySeconds: REPLY_SECONDS });
  proportional = startServer(app.ctx, { replySeconds: REPLY_SECONDS, replyBytes: 1024 * 1024 });
  patient = startServer(app.ctx, { idleSeconds: LONG_IDLE_SECONDS });
  customer = await app.customer({ dialect: "openai" });
  largePath = await createImage("large", LARGE_BYTES);
  await createImage("medium", MEDIUM_BYTES);
});

/** Creates an image whose file has so many bytes more, and returns its path. */
async function createImage(idempotencyKey: string, bytes: number): Promise<string> {
  const response = await customer.call("/v1/images/generations", {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": idempotencyKey },
    body: JSON.stringify({ ...REQUEST, response_format: "url" }),
  });
  const { data } = (await response.json()) as { data: { url: string }[] };
  const path = new URL(data[0]?.url ?? "").pathname;
  const file = join(app.dataDir, path);
  await Bun.write(file, Buffer.concat([await Bun.file(file).bytes(), Buffer.alloc(bytes)]));
  return path;
}

afterAll(async () => {
  await strict.stop();
  await proportional.stop();
  await patient.stop();
  await app.stop();
});

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

/** The head of a request that announces a body. */
const withoutBody = (path: string) =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n`;

function post(path: string, body: object, headers: string[] = []): string {
  const text = JSON.stringify(body);
  const lines = [
    ...[`POST ${path} HTTP/1.1`, "Host: localhost", `Authorization: Bearer ${customer.key}`],
    ...["Content-Type: application/json", `Content-Length: ${text.length}`, ...headers],
  ];
  return `${lines.join("\r\n")}\r\n\r\n${text}`;
}

/** As clients do, sends the request again if the server was too busy for it. */
async function stay(request: string, options: SlowOptions, url = app.url) {
  for (;;) {
    const closed = await stayConnected(url, request, options);
    if (!closed.head.startsWith("HTTP/1.1 503 ")) return closed;
  }
}

describe("a connection that is idle after a response is closed, like one without a request, after", () => {
  const requests: [name: string, request: () => string][] = [
    ["a public operation", () => get("/api/v1/models")],
    ["the sign-in state", () => get("/api/auth")],
    ["an unknown operation", () => get("/api/v1/nothing")],
    ["a request without a key", () => get("/v1/models")],
    ["a health check", () => get("/healthz")],
    ["the metrics", () => get("/metrics")],
    ["a docs page", () => get("/docs")],
    ["the head of a docs page", () => get("/docs").replace("GET", "HEAD")],
    ["a missing file", () => get("/files/generations/none.png")],
    ["a redirection of the console", () => get("/settings/apikeys")],
    ["a rejected request whose body it does not send", () => withoutBody("/docs")],
    ["a request without a key whose body it does not send", () => withoutBody("/v1/images/edits")],
    ["a synchronous wait", () => post("/v1/images/generations", REQUEST)],
    ["a stream of events", () => post("/v1/images/generations", { ...REQUEST, stream: true })],
  ];
  test.concurrent.each(requests)("%s", async (_, request) => {
    const idle = stay(request(), { reads: "all" });
    const slow = stay(request(), { reads: "all", then: "G" });
    for (const { head, stalledMs } of await Promise.all([idle, slow])) {
      expect(head).toStartWith("HTTP/1.1 ");
      expect(stalledMs).toBeLessThan(toLongestMs(IDLE_SECONDS));
    }
  });
});

describe("a client that does not read its response is disconnected:", () => {
  const requests: [name: string, request: () => string][] = [
    ["a file", () => get(largePath)],
    ["images in base64", () => postLarge()],
    ["a stream of events", () => postLarge({ stream: true })],
  ];
  test.concurrent.each(requests)("%s that it does not read", async (_, request) => {
    const { head, receivedBytes } = await stay(request(), { reads: "nothing" });
    expect(head).toStartWith("HTTP/1.1 200 ");
    expect(receivedBytes).toBeLessThan(LARGE_BYTES);
  });

  // A stream of events may take as long as its generation.
  test.concurrent.each(requests.slice(0, 2))("%s that it reads too slowly", async (_, request) => {
    const { head, receivedBytes } = await stay(request(), { reads: "slowly" }, strict.url);
    expect(head).toStartWith("HTTP/1.1 200 ");
    expect(receivedBytes).toBeLessThan(LARGE_BYTES);
  });

  test.concurrent("but not one that reads a large stream at the least rate", async () => {
    const request = postAgain("medium");
    const [whole, cut] = await Promise.all([
      stay(request, { reads: "slowly" }, proportional.url),
      stay(request, { reads: "slowly" }, strict.url),
    ]);
    expect(whole.receivedBytes).toBeGreaterThan((MEDIUM_BYTES * 4) / 3);
    expect(cut.receivedBytes).toBeLessThan((MEDIUM_BYTES * 4) / 3);
  });
});

describe("all clients that do not read their response are disconnected:", () => {
  const limits: [idleSeconds: number, url: () => string][] = [
    [IDLE_SECONDS, () => app.url],
    [LONG_IDLE_SECONDS, () => patient.url],
  ];
  test.concurrent.each(limits)("with an idle timeout of %d seconds", async (idleSeconds, url) => {
    const requests = Array.from({ length: STALLED_CLIENTS }, () => [
      ...[get(largePath), postLarge(), postLarge({ stream: true })],
    ]).flat();
    const stays = requests.map((request) => stay(request, { reads: "nothing" }, url()));
    for (const { head, stalledMs } of await Promise.all(stays)) {
      expect(head).toStartWith("HTTP/1.1 200 ");
      expect(stalledMs).toBeLessThan(toLongestMs(idleSeconds));
    }
  });
});

describe("half-open connections are closed:", () => {
  const starts: [name: string, start: string][] = [
    ["without a byte of a request", ""],
    ["with the first byte of a request", "G"],
    ["without the end of the headers", "GET /healthz HTTP/1.1\r\nHost: "],
    ["with a complete request before the first byte of the next", `${get("/healthz")}G`],
  ];
  test.concurrent.each(starts)("%s", async (_, start) => {
    const stays: Promise<ClosedConnection>[] = [];
    // If more are opened together than a listen queue holds, the server may forget a connection that the
    // client takes for open, and that never ends because the client sends nothing.
    while (stays.length < HALF_OPEN) await openTogether(start, stays);
    for (const { stalledMs } of await Promise.all(stays))
      expect(stalledMs).toBeLessThan(toLongestMs(IDLE_SECONDS));
  });
});

/** Adds some connections, and resolves when all of them are open. */
async function openTogether(start: string, stays: Promise<ClosedConnection>[]): Promise<void> {
  const opening = Array.from(
    { length: OPENED_TOGETHER },
    () =>
      new Promise<void>((onConnect) => {
        stays.push(stay(start, { reads: "all", onConnect }));
      }),
  );
  await Promise.all(opening);
}

function postLarge(more: object = {}): string {
  return postAgain("large", more);
}

/** Repeats a request, so that the response contains the same images. */
function postAgain(idempotencyKey: string, more: object = {}): string {
  const headers = [`Idempotency-Key: ${idempotencyKey}`];
  return post("/v1/images/generations", { ...REQUEST, ...more }, headers);
}

test.concurrent("a client may be idle while it waits for a stream", async () => {
  const prompt = "a slow glacier #slow:14";
  const request = post("/v1/images/generations", { ...REQUEST, prompt, stream: true });
  const events = await stay(request, { reads: "all" });
  expect(events.head).toContain("HTTP/1.1 200 ");
  expect(events.openMs).toBeGreaterThan(14_000);
  expect(events.receivedBytes).toBeGreaterThan(10_000);
});
