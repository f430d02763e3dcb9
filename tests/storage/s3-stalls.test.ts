import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createS3 } from "../../src/storage/s3.ts";
import { READ_TIMES } from "../../src/storage/s3-read.ts";
import { eventually } from "../support/eventually.ts";
import { s3Config } from "../support/s3-server.ts";

const KEY = "inputs/00000000/0.png";
const PART = Buffer.alloc(1_000_000);
const REQUEST_MS = 2_000;

let folder: string;
let server: Server;
let endpoint: string;
/** Sends the second half of an object. */
let sendRest: (response: ServerResponse) => Promise<void>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-stalls-"));
  server = createServer((_, response) => {
    const headers = { "content-type": "image/png", "content-length": 2 * PART.length };
    response.writeHead(200, headers).write(PART);
    void sendRest(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : expect.unreachable();
  endpoint = `http://127.0.0.1:${port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

test("reading an object ends with an error if the store stops sending it", async () => {
  sendRest = async () => undefined;
  const storage = createS3(s3Config(endpoint), 0, { ...READ_TIMES, stallMs: 200 });
  const body = (await storage.read(KEY)) ?? expect.unreachable();
  await expect(Array.fromAsync(body)).rejects.toMatchObject({ code: "unavailable" });
});

test("an object that takes longer than a request may is fetched if enough arrives", async () => {
  sendRest = async (response) => {
    const began = performance.now();
    await eventually(() => performance.now() - began > 1.5 * REQUEST_MS, {
      message: "The request did not last that long",
    });
    response.end(PART);
  };
  const storage = createS3(s3Config(endpoint), 0, { ...READ_TIMES, requestMs: REQUEST_MS });
  const path = join(folder, "slow.png");
  expect(await storage.fetchTo(KEY, path)).toMatchObject({ sizeBytes: 2 * PART.length });
});

test("fetching an object ends when its caller no longer waits", async () => {
  const controller = new AbortController();
  const reason = new Error("no one waits");
  sendRest = async () => controller.abort(reason);
  const path = join(folder, "stopped.png");
  const fetched = createS3(s3Config(endpoint)).fetchTo(KEY, path, controller.signal);
  expect(await fetched.catch((error: unknown) => error)).toBe(reason);
  expect(existsSync(path)).toBe(false);
});

test("objects that no one reads do not keep connections to the store", async () => {
  sendRest = async () => undefined;
  // Each of the others waits for a connection, on a busy machine for seconds.
  const storage = createS3(s3Config(endpoint), 0, { ...READ_TIMES, unreadMs: 200 });
  const [first] = await Promise.all(Array.from({ length: 100 }, () => storage.read(KEY)));
  await expect(Array.fromAsync(first ?? expect.unreachable())).rejects.toMatchObject({
    code: "unavailable",
  });
});

test("an object whose reader stops in the middle does not keep its connection", async () => {
  sendRest = async () => undefined;
  const storage = createS3(s3Config(endpoint), 0, { ...READ_TIMES, unreadMs: 200 });
  const closed = Promise.withResolvers<void>();
  server.once("connection", (socket) => socket.once("close", () => closed.resolve()));
  const body = (await storage.read(KEY)) ?? expect.unreachable();
  for await (const _ of body) {
    await closed.promise;
    break;
  }
});
