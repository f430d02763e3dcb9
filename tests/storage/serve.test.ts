import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDisk } from "../../src/storage/disk.ts";

const PNG = "image/png";
const IMAGE = crypto.getRandomValues(new Uint8Array(5_000));
const PATH = "/files/generations/0193a/0.png";

let root: string;
let server: Bun.Server<undefined>;
let disk: ReturnType<typeof createDisk>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "darkroom-files-"));
  disk = createDisk({ root, publicUrl: () => server.url.origin, secret: "for tests" });
  server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request) =>
      new URL(request.url).pathname.startsWith("/uploads/")
        ? disk.receiveUpload(request, request.body ?? [])
        : disk.serveFile(request),
  });
  await Bun.write(join(root, "source"), IMAGE);
  await disk.put("generations/0193a/0.png", join(root, "source"), PNG);
  await disk.put("inputs/0193a/0.png", join(root, "source"), PNG);
  await disk.put("uploads/0193a/0.png", join(root, "source"), PNG);
});

afterAll(async () => {
  await server.stop(true);
  await rm(root, { recursive: true });
});

describe("a public image", () => {
  test("is served completely, immutable, and without active content in a browser", async () => {
    const reply = await get();
    expect(reply.status).toBe(200);
    expect(await reply.bytes()).toEqual(IMAGE);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      "content-type": PNG,
      "content-length": "5000",
      "cache-control": "public, max-age=3600, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "cross-origin",
      "content-disposition": "inline",
      "accept-ranges": "bytes",
    });
  });

  test.each([
    ["0.jpg", "image/jpeg"],
    ["0.jpeg", "image/jpeg"],
    ["0.webp", "image/webp"],
  ])("named %s is served as %s", async (name, type) => {
    await disk.put(`generations/types/${name}`, join(root, "source"), type);
    const reply = await fetch(disk.imageUrl(`generations/types/${name}`));
    expect(reply.headers.get("content-type")).toBe(type);
  });

  test("answers HEAD with the headers of GET and no body", async () => {
    const [head, whole] = await Promise.all([get({}, { method: "HEAD" }), get()]);
    expect(head.status).toBe(200);
    expect(await head.text()).toBe("");
    for (const name of ["content-type", "content-length", "etag", "cache-control"]) {
      expect(head.headers.get(name)).toBe(whole.headers.get(name));
    }
  });

  test("cannot be written", async () => {
    for (const method of ["POST", "PUT", "DELETE"]) {
      const reply = await get({}, { method });
      expect([reply.status, reply.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    }
  });

  test("is not sent again to a client that has it", async () => {
    const etag = (await get()).headers.get("etag") ?? "";
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const reply = await get({ "if-none-match": known });
      expect([reply.status, await reply.text(), reply.headers.get("etag")]).toEqual([
        304,
        "",
        etag,
      ]);
    }
    expect((await get({ "if-none-match": '"other"' })).status).toBe(200);
  });

  test("that is replaced has another etag", async () => {
    const key = "generations/replaced/0.png";
    const etags = new Set<string | null>();
    for (let n = 0; n < 2; n++) {
      await disk.put(key, join(root, "source"), PNG);
      etags.add((await fetch(disk.imageUrl(key))).headers.get("etag"));
    }
    expect(etags.size).toBe(2);
  });
});

describe("a byte range", () => {
  test.each([
    ["bytes=0-0", 0, 1],
    ["bytes=0-99", 0, 100],
    ["bytes=100-", 100, 5000],
    ["bytes=-100", 4900, 5000],
    ["bytes=-9999", 0, 5000],
    ["bytes=4990-9999", 4990, 5000],
  ])("%s returns these bytes only", async (range, start, end) => {
    const reply = await get({ range });
    expect(reply.status).toBe(206);
    expect(reply.headers.get("content-range")).toBe(`bytes ${start}-${end - 1}/5000`);
    expect(reply.headers.get("content-length")).toBe(String(end - start));
    expect(await reply.bytes()).toEqual(IMAGE.slice(start, end));
  });

  test.each(["bytes=5000-", "bytes=9999-99999", "bytes=-0"])(
    "%s outside the image gets 416 with the size",
    async (range) => {
      const reply = await get({ range });
      expect(reply.status).toBe(416);
      expect(reply.headers.get("content-range")).toBe("bytes */5000");
      expect(await reply.text()).toBe("");
    },
  );

  test.each(["bytes=0-1,4-5", "bytes=9-1", "bytes=-", "bytes=x-y", "items=0-1"])(
    "%s is not a single range, so the whole image is returned",
    async (range) => {
      const reply = await get({ range });
      expect(reply.status).toBe(200);
      expect(await reply.bytes()).toEqual(IMAGE);
    },
  );

  test("of another version gets the complete current image", async () => {
    const etag = (await get()).headers.get("etag") ?? "";
    expect((await get({ range: "bytes=0-9", "if-range": etag })).status).toBe(206);
    expect((await get({ range: "bytes=0-9", "if-range": '"other"' })).status).toBe(200);
  });
});

test.each([
  "/files/inputs/0193a/0.png",
  "/files/uploads/0193a/0.png",
  "/files/source",
  "/files/generations",
  "/files/generations/",
  "/files/generations/0193a",
  "/files/generations/folder.png",
  "/files/generations/0193a/1.png",
  "/files/generations/0193a/0.svg",
  "/files/generations/0193a/0.png/",
  "/files/generations/0193a/0.png%00",
  "/files/generations/0193a/0.png%00.png",
  "/files/generations/../inputs/0193a/0.png",
  "/files/generations/%2e%2e/inputs/0193a/0.png",
  "/files/generations/..%2finputs%2f0193a%2f0.png",
  "/files/generations/%252e%252e/inputs/0193a/0.png",
  "/files/generations/..\\inputs\\0193a\\0.png",
  "/files/generations//0193a/0.png",
  "/files//generations/0193a/0.png",
  "/generations/0193a/0.png",
  "//files/generations/0193a/0.png",
  "/files/../../../../etc/passwd",
  "/files/%2e%2e/%2e%2e/etc/passwd",
  "/FILES/generations/0193a/0.png",
])("the unnormalized path %s is not found", async (path) => {
  await mkdir(join(root, "generations/folder.png"), { recursive: true });
  const reply = await raw(`GET ${path} HTTP/1.1\r\n`);
  expect(reply).toStartWith("HTTP/1.1 404");
  expect(reply.toLowerCase()).toContain("x-content-type-options: nosniff");
});

describe("a signed upload", () => {
  async function presign(expiresInSeconds = 60) {
    const key = `uploads/${Bun.randomUUIDv7()}.png`;
    const object = { sizeBytes: IMAGE.length, contentType: PNG, expiresInSeconds };
    return { key, ...(await disk.presignPut(key, object)) };
  }

  const put = (url: string, change: RequestInit = {}) =>
    fetch(url, { method: "PUT", headers: { "content-type": PNG }, body: IMAGE, ...change });

  test("stores the body, which is not public", async () => {
    const { key, url } = await presign();
    expect(url).toStartWith(`${server.url.origin}/${key}?expires=`);
    expect((await put(url)).status).toBe(200);
    expect(await Bun.file(join(root, key)).bytes()).toEqual(IMAGE);
    expect((await fetch(`${server.url.origin}/files/${key}`)).status).toBe(404);
  });

  test("of 8 MB in many chunks is stored byte for byte", async () => {
    const body = crypto.getRandomValues(new Uint8Array(8_000_000));
    const object = { sizeBytes: body.length, contentType: PNG, expiresInSeconds: 60 };
    const { url, headers } = await disk.presignPut("uploads/large.png", object);
    expect((await put(url, { headers, body })).status).toBe(200);
    const stored = await Bun.file(join(root, "uploads/large.png")).bytes();
    expect(Bun.hash(stored)).toBe(Bun.hash(body));
  });

  test("gets 413 if too long, 400 if too short or of another type, and is not stored", async () => {
    const { key, url } = await presign();
    const changes: [RequestInit, number][] = [
      [{ body: new Uint8Array(IMAGE.length + 1) }, 413],
      [{ body: IMAGE.slice(1) }, 400],
      [{ headers: { "content-type": "image/svg+xml" } }, 400],
      [{ headers: { "content-type": `${PNG}; charset=utf-8` } }, 400],
      [{ method: "POST" }, 405],
    ];
    for (const [change, status] of changes) expect((await put(url, change)).status).toBe(status);
    expect(await disk.find(key)).toBeUndefined();
  });

  test("without a type is stored as one of the signed type", async () => {
    const { key, url } = await presign();
    expect((await fetch(url, { method: "PUT", body: IMAGE })).status).toBe(200);
    expect(await disk.find(key)).toEqual({ sizeBytes: IMAGE.length, contentType: PNG });
  });

  test("without a length gets 400", async () => {
    const { key, url } = await presign();
    const { pathname, search } = new URL(url);
    const head = `PUT ${pathname}${search} HTTP/1.1\r\nContent-Type: ${PNG}\r\n`;
    const chunk = `${IMAGE.length.toString(16)}\r\n${"x".repeat(IMAGE.length)}\r\n0\r\n\r\n`;
    expect(await raw(`${head}Transfer-Encoding: chunked\r\n`, chunk)).toStartWith("HTTP/1.1 400");
    expect(await disk.find(key)).toBeUndefined();
  });

  test("that is modified, forged, unsigned or expired gets the same 403", async () => {
    const { key, url } = await presign();
    const changed = (name: string, value: string) => {
      const copy = new URL(url);
      copy.searchParams.set(name, value);
      return copy.href;
    };
    const forged = [
      changed("expires", "99999999999"),
      changed("size", "9999"),
      changed("type", "image/webp"),
      changed("signature", "0".repeat(64)),
      changed("signature", ""),
      changed("signature", "zz"),
      ...["zz", " ", "0"].map((end) => `${url}${encodeURIComponent(end)}`),
      url.replace(key, "uploads/other.png"),
      url.replace(key, "uploads/..%2fgenerations%2f0193a%2f0.png"),
      url.split("?")[0] ?? "",
      (await presign(-1)).url,
    ];
    const answers = forged.map(async (each) => {
      const reply = await put(each);
      return `${reply.status} ${await reply.text()}`;
    });
    const [first = "", ...others] = new Set(await Promise.all(answers));
    expect(first).toStartWith("403 ");
    expect(others).toEqual([]);
    expect(await disk.find(key)).toBeUndefined();
  });

  test("signed with another secret is rejected", async () => {
    const key = "uploads/stranger.png";
    const stranger = createDisk({ root, publicUrl: () => server.url.origin, secret: "another" });
    const object = { sizeBytes: IMAGE.length, contentType: PNG, expiresInSeconds: 60 };
    expect((await put((await stranger.presignPut(key, object)).url)).status).toBe(403);
  });

  test("whose sender disconnects leaves neither an object nor a temporary file", async () => {
    const { key, url } = await presign();
    const { pathname, search } = new URL(url);
    const arrived = Promise.withResolvers<{ answer: Promise<Response> }>();
    using listener = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      fetch(request) {
        const answer = disk.receiveUpload(request, request.body ?? []);
        arrived.resolve({ answer });
        return answer;
      },
    });
    const socket = connect(listener.port ?? 0, "127.0.0.1");
    const head = `PUT ${pathname}${search} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${PNG}\r\n`;
    socket.write(`${head}Content-Length: ${IMAGE.length}\r\n\r\n${"x".repeat(100)}`);
    const { answer } = await arrived.promise;
    socket.destroy();
    expect((await answer).status).toBe(400);
    expect(await disk.find(key)).toBeUndefined();
    expect(await readdir(join(root, "drafts"))).toEqual([]);
  });
});

function get(headers: Record<string, string> = {}, change: RequestInit = {}): Promise<Response> {
  return fetch(server.url.origin + PATH, { headers, ...change });
}

/** Sends a request verbatim; HTTP clients would normalize the URL. */
function raw(head: string, body = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    let reply = "";
    const socket = connect(server.port ?? 0, "127.0.0.1");
    socket.on("data", (data) => (reply += data));
    socket.on("close", () => resolve(reply));
    socket.on("error", reject);
    socket.write(`${head}Host: localhost\r\nConnection: close\r\n\r\n${body}`);
  });
}
