import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { type RunningServer, startServer } from "../../src/server/listen.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type SlowOptions, stayConnected } from "../support/slow-client.ts";

// A file that runs alone starts a Postgres for itself.
setDefaultTimeout(60_000);

// Bun checks idle connections every four seconds. On a busy machine a page may take longer than that.
const IDLE_SECONDS = 8;
const REPLY_SECONDS = 3;
// More than the buffers between two programs hold.
const PICTURE = { model: "gpt-image-2", prompt: "a hill" };
const LARGE_BYTES = 60 * 1024 * 1024;

let app: App;
/** Another server over the same, which bears silence but no long reply. */
let strict: RunningServer;
let customer: Customer;
/** Where a picture of the customer's lies that is very large. */
let largePath: string;

beforeAll(async () => {
  app = await startApp({ idleSeconds: IDLE_SECONDS });
  strict = startServer(app.ctx, { replySeconds: REPLY_SECONDS });
  customer = await app.customer({ dialect: "openai" });
  const first = await customer.call("/v1/images/generations", {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": "large" },
    body: JSON.stringify({ ...PICTURE, response_format: "url" }),
  });
  const { data } = (await first.json()) as { data: { url: string }[] };
  largePath = new URL(data[0]?.url ?? "").pathname;
  const file = join(app.dataDir, largePath);
  await Bun.write(file, Buffer.concat([await Bun.file(file).bytes(), Buffer.alloc(LARGE_BYTES)]));
});

afterAll(async () => {
  await strict.stop();
  await app.stop();
});

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: darkroom\r\n\r\n`;

function post(path: string, body: object, headers: string[] = []): string {
  const text = JSON.stringify(body);
  const lines = [
    ...[`POST ${path} HTTP/1.1`, "Host: darkroom", `Authorization: Bearer ${customer.key}`],
    ...["Content-Type: application/json", `Content-Length: ${text.length}`, ...headers],
  ];
  return `${lines.join("\r\n")}\r\n\r\n${text}`;
}

const stay = (request: string, options: SlowOptions, url = app.url) =>
  stayConnected(url, request, options);

describe("a connection that is silent after a reply is closed, as one that never asked:", () => {
  const requests: [name: string, request: () => string][] = [
    ["a public operation", () => get("/api/v1/models")],
    ["the state of sign-in", () => get("/api/auth")],
    ["no such operation", () => get("/api/v1/nothing")],
    ["no key", () => get("/v1/models")],
    ["a probe", () => get("/healthz")],
    ["a page of the docs", () => get("/docs")],
    ["a synchronous wait", () => post("/v1/images/generations", PICTURE)],
    ["a stream of events", () => post("/v1/images/generations", { ...PICTURE, stream: true })],
  ];
  test.concurrent.each(requests)("%s", async (_, request) => {
    const quiet = stay(request(), { reads: "all" });
    const slow = stay(request(), { reads: "all", then: "G" });
    for (const { head, openMs } of await Promise.all([quiet, slow])) {
      expect(head).toStartWith("HTTP/1.1 ");
      expect(openMs).toBeLessThan(30_000);
    }
  });
});

describe("a client that does not take its reply is cut off:", () => {
  const requests: [name: string, request: () => string][] = [
    ["a file", () => get(largePath)],
    ["pictures in base64", () => largePictures()],
    ["a stream of events", () => largePictures({ stream: true })],
  ];
  test.concurrent.each(requests)("%s, of which it reads nothing", async (_, request) => {
    const { head, receivedBytes } = await stay(request(), { reads: "nothing" });
    expect(head).toStartWith("HTTP/1.1 200 ");
    expect(receivedBytes).toBeLessThan(LARGE_BYTES);
  });

  // Events may take as long as their generation.
  test.concurrent.each(requests.slice(0, 2))(
    "%s, which it takes too slowly",
    async (_, request) => {
      const { head, receivedBytes } = await stay(request(), { reads: "slowly" }, strict.url);
      expect(head).toStartWith("HTTP/1.1 200 ");
      expect(receivedBytes).toBeLessThan(LARGE_BYTES);
    },
  );
});

/** The same request as the first, so that it is answered with the same pictures. */
function largePictures(more: object = {}): string {
  return post("/v1/images/generations", { ...PICTURE, ...more }, ["Idempotency-Key: large"]);
}

test.concurrent("a client may be silent while it waits, also for a stream", async () => {
  const prompt = "a slow glacier #slow:9";
  const request = post("/v1/images/generations", { ...PICTURE, prompt, stream: true });
  const events = await stay(request, { reads: "all" });
  expect(events.head).toContain("HTTP/1.1 200 ");
  expect(events.openMs).toBeGreaterThan(9_000);
  expect(events.receivedBytes).toBeGreaterThan(10_000);
});
