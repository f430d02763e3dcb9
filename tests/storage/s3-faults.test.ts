import { afterEach, expect, test } from "bun:test";
import { mkdtemp, readdir, readlink, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { S3Config } from "../../src/foundation/config.ts";
import { AppError } from "../../src/foundation/errors.ts";
import { createS3 } from "../../src/storage/s3.ts";
import { eventually } from "../support/eventually.ts";
import { s3Config, startS3 } from "../support/s3-server.ts";

const KEY = "generations/00000000/0.png";
const PNG = "image/png";
const REQUEST_TIMEOUT = `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>RequestTimeout</Code><Message>Idle connections will be closed.</Message></Error>`;
const UNREACHABLE = "http://127.0.0.1:1";
const IMAGE = crypto.getRandomValues(new Uint8Array(10_000));

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

test("put fails if the store reports success without storing the object", async () => {
  const lossy = startStore((request) => new Response(null, { status: isPut(request) ? 200 : 404 }));
  expect((await catchFailure(createS3(lossy).put(KEY, await writeImage(), PNG))).code).toBe(
    "unavailable",
  );
});

test("put fails if the store reports success but stores half of the object", async () => {
  const headers = { "content-length": String(IMAGE.length / 2) };
  const lossy = startStore((request) => new Response(null, isPut(request) ? {} : { headers }));
  expect((await catchFailure(createS3(lossy).put(KEY, await writeImage(), PNG))).code).toBe(
    "unavailable",
  );
});

test.each([
  ["503", () => new Response(null, { status: 503 })],
  ["RequestTimeout", () => new Response(REQUEST_TIMEOUT, { status: 400 })],
])(
  "a put that the store rejects twice with %s succeeds with the third attempt",
  async (_, reject) => {
    let refusals = 2;
    let stored: Uint8Array | undefined;
    const busy = startStore(async (request) => {
      if (!isPut(request)) return found(stored?.length);
      const body = new Uint8Array(await request.arrayBuffer());
      if (refusals-- > 0) return reject();
      stored = body;
      return new Response(null);
    });
    await createS3(busy).put(KEY, await writeImage(), PNG);
    expect(stored).toEqual(IMAGE);
  },
);

test("a large image is sent without an Expect header", async () => {
  const path = join(await folder(), "large.png");
  await Bun.write(path, new Uint8Array(3_000_000));
  const expectHeaders: (string | null)[] = [];
  const store = startStore(async (request) => {
    if (!isPut(request)) return found(3_000_000);
    expectHeaders.push(request.headers.get("expect"));
    await request.arrayBuffer();
    return new Response(null);
  });
  await createS3(store).put(KEY, path, PNG);
  expect(expectHeaders).toEqual([null]);
});

test("a put with a 403 response is not retried", async () => {
  let attempts = 0;
  const strict = startStore(() => {
    attempts++;
    return new Response(null, { status: 403 });
  });
  expect((await catchFailure(createS3(strict).put(KEY, await writeImage(), PNG))).code).toBe(
    "unavailable",
  );
  expect(attempts).toBe(1);
});

test("a put that fails closes the file", async () => {
  const path = await writeImage();
  const stores = [startStore(() => new Response(null, { status: 503 })), s3Config(UNREACHABLE)];
  for (const config of stores)
    expect((await catchFailure(createS3(config).put(KEY, path, PNG))).code).toBe("unavailable");
  const listOpen = async () =>
    Promise.all((await readdir("/proc/self/fd")).map((name) => readLink(`/proc/self/fd/${name}`)));
  await eventually(async () => !(await listOpen()).includes(path), {
    message: "the file is still open",
  });
});

test("a put of a file that cannot be read fails at once", async () => {
  const store = startStore(async (request) => {
    await request.arrayBuffer();
    return new Response(null);
  });
  // A folder can be opened, but not read.
  const path = await folder();
  const startedAt = performance.now();
  expect((await catchFailure(createS3(store).put(KEY, path, PNG))).code).toBe("unavailable");
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test("a truncated object never leaves a file", async () => {
  const target = join(await folder(), "target.png");
  const truncated = await startTruncatingStore(
    "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(900),
  );
  expect((await catchFailure(createS3(truncated).fetchTo(KEY, target))).code).toBe("unavailable");
  expect(await Bun.file(target).exists()).toBe(false);
});

test("a store that closes every connection is unavailable", async () => {
  const store = createS3(await startTruncatingStore(""));
  expect((await catchFailure(store.find(KEY))).code).toBe("unavailable");
  expect((await catchFailure(store.put(KEY, await writeImage(), PNG))).code).toBe("unavailable");
  expect((await catchFailure(store.remove([KEY]))).code).toBe("unavailable");
});

test("check reports a missing bucket, a wrong secret and an unreachable store", async () => {
  const { config, stop } = await startS3();
  closers.push(stop);
  const cases: [Partial<S3Config>, string][] = [
    [{ bucket: "absent" }, "NoSuchBucket"],
    [{ secretAccessKey: "wrong" }, "SignatureDoesNotMatch"],
    [{ accessKeyId: "wrong" }, "InvalidAccessKeyId"],
    [{ endpoint: UNREACHABLE }, "Error"],
  ];
  for (const [change, name] of cases) {
    const { code, cause } = await catchFailure(createS3({ ...config, ...change }).check());
    expect([code, cause]).toEqual(["unavailable", name]);
  }
});

test("a signed S3 upload signs host, size and type", async () => {
  const object = { sizeBytes: 4242, contentType: PNG, expiresInSeconds: 600 };
  const signed = await createS3(s3Config(UNREACHABLE)).presignPut("uploads/a.png", object);
  const query = new URL(signed.url).searchParams;
  expect(query.get("X-Amz-SignedHeaders")).toBe("content-length;content-type;host");
  expect(query.get("X-Amz-Expires")).toBe("600");
  expect([...query.keys()].filter((name) => /checksum/i.test(name))).toEqual([]);
  expect(signed.headers).toEqual({ "content-type": PNG, "content-length": "4242" });
});

test.each([
  [{}, "http://store:9000/images/"],
  [{ publicUrl: "https://cdn.example.com" }, "https://cdn.example.com/"],
  [{ endpoint: undefined, region: "eu-west-1" }, "https://images.s3.eu-west-1.amazonaws.com/"],
])("with %j the public URL of an image starts with %s", (settings, base) => {
  const store = createS3({ ...s3Config("http://store:9000"), ...settings });
  expect(store.imageUrl(KEY)).toBe(base + KEY);
});

test.each([
  ["images", "us-east-1"],
  ["images.example.com", "eu-central-1"],
  ["Images_1", "us-east-1"],
  ["images", "cn-north-1"],
  ["images.example.com", "cn-northwest-1"],
  ["images", "eusc-de-east-1"],
])("on AWS, images of bucket %s in %s have the URL of the SDK", async (bucket, region) => {
  const config = { ...s3Config(""), endpoint: undefined, bucket, region };
  const object = { sizeBytes: 1, contentType: PNG, expiresInSeconds: 60 };
  const { url } = await createS3(config).presignPut("uploads/a.png", object);
  const base = url.slice(0, url.indexOf("uploads/a.png?"));
  expect(createS3(config).imageUrl(KEY)).toBe(base + KEY);
  expect(createS3(config, 60).imageUrl(KEY)).toStartWith(`${base}${KEY}?`);
});

function isPut(request: Request): boolean {
  return request.method === "PUT";
}

function found(size: number | undefined): Response {
  if (size === undefined) return new Response(null, { status: 404 });
  return new Response(null, { headers: { "content-length": String(size) } });
}

/** Starts a store with these responses. */
function startStore(fetch: (request: Request) => Response | Promise<Response>): S3Config {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch });
  closers.push(() => server.stop(true));
  return s3Config(server.url.origin);
}

/** Starts a store that sends these bytes for every request and closes the connection. */
async function startTruncatingStore(reply: string): Promise<S3Config> {
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", () => socket.end(reply));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return s3Config(`http://127.0.0.1:${getPort(server)}`);
}

function getPort(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : expect.unreachable();
}

async function writeImage(): Promise<string> {
  const path = join(await folder(), "image.png");
  await Bun.write(path, IMAGE);
  return path;
}

// Undefined for a descriptor that was closed since.
function readLink(path: string): Promise<string | undefined> {
  return readlink(path).catch(() => undefined);
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "darkroom-storage-"));
  closers.push(() => rm(path, { recursive: true }));
  return path;
}

/** Returns the error code and the name of its cause. The cause itself contains a whole connection. */
async function catchFailure(call: Promise<unknown>): Promise<{ code: string; cause: string }> {
  const failure = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof AppError))
    throw new Error("The call did not fail with an AppError", { cause: failure });
  return { code: failure.code, cause: failure.cause instanceof Error ? failure.cause.name : "" };
}
