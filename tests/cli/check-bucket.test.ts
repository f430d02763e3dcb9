import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { checkBucket } from "../../src/cli/check-bucket.ts";
import type { S3Config } from "../../src/foundation/config.ts";
import { startS3 } from "../support/s3-server.ts";

let s3: { config: S3Config; stop: () => Promise<void> };
let gateway: Bun.Server<undefined>;
let config: S3Config;
/** Paths that the bucket serves without credentials. */
let open: RegExp;
/** Queries that the bucket refuses. */
let refused = /^$/;

beforeAll(async () => {
  s3 = await startS3();
  gateway = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: forward });
  config = { ...s3.config, endpoint: `http://127.0.0.1:${gateway.port}` };
});

afterAll(async () => {
  await gateway.stop(true);
  await s3.stop();
});

test("a bucket that serves generated images only passes", async () => {
  open = /^\/images\/generations\//;
  expect(await checkBucket(config)).toMatchObject({ state: "ok" });
});

test.each([
  ["inputs", /^\/images\/(generations|inputs)\//, "Everyone can read inputs/:"],
  [
    "everything",
    /^/,
    "Everyone can read inputs/, uploads/, partials/, files/, the list of objects:",
  ],
])("a bucket that serves %s fails", async (_, paths, message) => {
  open = paths;
  const found = await checkBucket(config);
  expect(found.state).toBe("fail");
  expect(found.message).toStartWith(message);
});

test("a bucket that is open behind a closed public URL fails", async () => {
  open = /^/;
  const closed = Bun.serve({ port: 0, fetch: () => new Response("Forbidden", { status: 403 }) });
  const publicUrl = `http://127.0.0.1:${closed.port}`;
  expect(await checkBucket({ ...config, publicUrl })).toMatchObject({ state: "fail" });
  await closed.stop(true);
});

test("a bucket that serves nothing is reported, and no object is left", async () => {
  open = /^$/;
  expect(await checkBucket(config)).toMatchObject({
    state: "warn",
    message: "Customers cannot read images: allow public reads of generations/*.",
  });
  open = /^/;
  const list = await fetch(`${config.endpoint}/images/?list-type=2`);
  expect(await list.text()).not.toContain("<Contents>");
});

describe("with signed URLs of images", () => {
  test("a bucket that serves nothing without a signature passes", async () => {
    open = /^$/;
    expect(await checkBucket(config, 3600)).toMatchObject({
      state: "ok",
      message: "Images can be read with signed URLs only.",
    });
  });

  test("a bucket that serves generated images fails", async () => {
    open = /^\/images\/generations\//;
    expect(await checkBucket(config, 3600)).toMatchObject({
      state: "fail",
      message:
        "Everyone can read generations/: allow no public reads, because SIGNED_IMAGE_URLS_SECONDS is set.",
    });
  });

  test("a bucket that refuses signatures is reported", async () => {
    open = /^$/;
    const elsewhere = { ...config, region: "eu-west-1" };
    refused = /X-Amz-Signature/;
    expect(await checkBucket(elsewhere, 3600)).toMatchObject({ state: "warn" });
    refused = /^$/;
  });
});

/** Forwards requests with credentials or a signature, and those without if the path is open. */
async function forward(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const isSigned = request.headers.has("authorization") || search.includes("X-Amz-Signature");
  const isAllowed = isSigned || open.test(pathname);
  if (!isAllowed || (search !== "" && refused.test(search)))
    return new Response("Forbidden", { status: 403 });
  const headers = new Headers(request.headers);
  const body = request.method === "PUT" ? await request.bytes() : null;
  return fetch(`${s3.config.endpoint}${pathname}${search}`, {
    method: request.method,
    headers,
    body,
  });
}
