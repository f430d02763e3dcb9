import { afterEach, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { S3Config } from "../src/foundation/config.ts";
import { AppError } from "../src/foundation/errors.ts";
import { createS3 } from "../src/storage/s3.ts";
import { s3Config, startS3 } from "./support/s3-server.ts";

const KEY = "generations/00000000/0.png";
const PNG = "image/png";
const PICTURE = crypto.getRandomValues(new Uint8Array(10_000));

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

test("a store that says yes and keeps nothing is caught", async () => {
  const liar = answering((request) => new Response(null, { status: isPut(request) ? 200 : 404 }));
  expect((await faultOf(createS3(liar).put(KEY, await picture(), PNG))).code).toBe("unavailable");
});

test("a store that says yes and keeps half is caught", async () => {
  const headers = { "content-length": String(PICTURE.length / 2) };
  const liar = answering((request) => new Response(null, isPut(request) ? {} : { headers }));
  expect((await faultOf(createS3(liar).put(KEY, await picture(), PNG))).code).toBe("unavailable");
});

test("a put that the store refuses twice for a moment is stored at the third attempt", async () => {
  let refusals = 2;
  let kept: Uint8Array | undefined;
  const busy = answering(async (request) => {
    if (!isPut(request)) return found(kept?.length);
    const body = new Uint8Array(await request.arrayBuffer());
    if (refusals-- > 0) return new Response(null, { status: 503 });
    kept = body;
    return new Response(null);
  });
  await createS3(busy).put(KEY, await picture(), PNG);
  expect(kept).toEqual(PICTURE);
});

test("a large picture is sent at once, without asking the store for leave", async () => {
  const path = join(await folder(), "large.png");
  await Bun.write(path, new Uint8Array(3_000_000));
  const asked: (string | null)[] = [];
  const store = answering(async (request) => {
    if (!isPut(request)) return found(3_000_000);
    asked.push(request.headers.get("expect"));
    await request.arrayBuffer();
    return new Response(null);
  });
  await createS3(store).put(KEY, path, PNG);
  expect(asked).toEqual([null]);
});

test("a put that the store forbids is not tried again", async () => {
  let attempts = 0;
  const strict = answering(() => {
    attempts++;
    return new Response(null, { status: 403 });
  });
  expect((await faultOf(createS3(strict).put(KEY, await picture(), PNG))).code).toBe("unavailable");
  expect(attempts).toBe(1);
});

test("an object that breaks off at nine tenths is never left in a file", async () => {
  const target = join(await folder(), "target.png");
  const cut = await cutting("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(900));
  expect((await faultOf(createS3(cut).fetchTo(KEY, target))).code).toBe("unavailable");
  expect(await Bun.file(target).exists()).toBe(false);
});

test("a store that hangs up on every request is unavailable", async () => {
  const store = createS3(await cutting(""));
  expect((await faultOf(store.find(KEY))).code).toBe("unavailable");
  expect((await faultOf(store.put(KEY, await picture(), PNG))).code).toBe("unavailable");
  expect((await faultOf(store.remove([KEY]))).code).toBe("unavailable");
});

test("a check tells a missing bucket, a wrong secret and a store that is down", async () => {
  const { config, stop } = await startS3();
  closers.push(stop);
  const faults: [Partial<S3Config>, string][] = [
    [{ bucket: "absent" }, "NoSuchBucket"],
    [{ secretAccessKey: "wrong" }, "SignatureDoesNotMatch"],
    [{ accessKeyId: "wrong" }, "InvalidAccessKeyId"],
    [{ endpoint: "http://127.0.0.1:1" }, "Error"],
  ];
  for (const [fault, name] of faults) {
    const { code, cause } = await faultOf(createS3({ ...config, ...fault }).check());
    expect([code, cause]).toEqual(["unavailable", name]);
  }
});

test("a signed S3 upload names host, size and type among its signed headers", async () => {
  const object = { sizeBytes: 4242, contentType: PNG, expiresInSeconds: 600 };
  const signed = await createS3(s3Config("http://127.0.0.1:1")).presignPut("uploads/a.png", object);
  const query = new URL(signed.url).searchParams;
  expect(query.get("X-Amz-SignedHeaders")).toBe("content-length;content-type;host");
  expect(query.get("X-Amz-Expires")).toBe("600");
  expect([...query.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
  expect(signed.headers).toEqual({ "content-type": PNG, "content-length": "4242" });
});

test.each([
  [{}, "http://store:9000/pictures/"],
  [{ publicUrl: "https://cdn.example.com" }, "https://cdn.example.com/"],
  [{ endpoint: undefined, region: "eu-west-1" }, "https://pictures.s3.eu-west-1.amazonaws.com/"],
])("with %j a picture's public address starts with %s", (settings, base) => {
  const store = createS3({ ...s3Config("http://store:9000"), ...settings });
  expect(store.publicUrl(KEY)).toBe(base + KEY);
});

function isPut(request: Request): boolean {
  return request.method === "PUT";
}

function found(size: number | undefined): Response {
  if (size === undefined) return new Response(null, { status: 404 });
  return new Response(null, { headers: { "content-length": String(size) } });
}

/** A store that gives these answers. */
function answering(fetch: (request: Request) => Response | Promise<Response>): S3Config {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch });
  closers.push(() => server.stop(true));
  return s3Config(server.url.origin);
}

/** A store that sends these bytes whatever it is asked, and hangs up. */
async function cutting(reply: string): Promise<S3Config> {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", () => socket.end(reply));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return s3Config(`http://127.0.0.1:${portOf(server)}`);
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : expect.unreachable();
}

async function picture(): Promise<string> {
  const path = join(await folder(), "picture.png");
  await Bun.write(path, PICTURE);
  return path;
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "darkroom-storage-"));
  closers.push(() => rm(path, { recursive: true }));
  return path;
}

/** What a call fails with: its code and its cause's name. The cause itself is a whole connection. */
async function faultOf(call: Promise<unknown>): Promise<{ code: string; cause: string }> {
  const fault = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(fault instanceof AppError)) throw new Error("did not fail as it should", { cause: fault });
  return { code: fault.code, cause: fault.cause instanceof Error ? fault.cause.name : "" };
}
