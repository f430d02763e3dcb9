import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createOutbound, type OutboundOptions } from "../../src/outbound/outbound.ts";
import { createUnreachableError } from "../../src/outbound/check-url.ts";
import { reply, startRawServer, writeForever, type RawRequest } from "../support/raw-server.ts";
import { authority, leaf } from "../support/tls.ts";
import { CLOSED_PORT } from "../support/ports.ts";

const LIMITS = { deadlineMs: 3000, maxBytes: 1_000_000, maxRedirects: 3 };
const ONE_ERROR = { code: "invalid_request", message: createUnreachableError(0).message };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "outbound-"));
});
afterAll(() => rm(folder, { recursive: true }));

function createTestOutbound(ports: number[], options: Partial<OutboundOptions> = {}) {
  return createOutbound({
    allow: ports.map((port) => `receiver.test:${port}`),
    self: [],
    resolve: async (name) => (name === "receiver.test" ? ["127.0.0.1"] : []),
    ca: authority,
    failureFloorMs: 0,
    ...options,
  });
}

/** Returns the error of a download. The folder must be empty afterwards. */
async function catchFailure(work: (path: string) => Promise<unknown>): Promise<unknown> {
  const error = await work(join(folder, "image")).then(
    () => undefined,
    (each: unknown) => each,
  );
  expect(await readdir(folder)).toEqual([]);
  return error;
}

type Answer = (socket: Socket, request: RawRequest) => void;

describe("a download fails with one error and leaves no file", () => {
  const write = (text: string) => (socket: Socket) => void socket.write(text);
  const bomb = gzipSync(new Uint8Array(100_000_000));
  const answers: [string, Answer][] = [
    ["for 206", reply("206 Partial Content", ["Content-Range: bytes 0-1/9"], "hi")],
    ["for 304", (socket) => socket.end("HTTP/1.1 304 Not Modified\r\n\r\n")],
    ["for 401", reply("401 Unauthorized", ["WWW-Authenticate: Basic"], "who?")],
    ["for 404", reply("404 Not Found")],
    ["for 500", reply("500 Internal Server Error", [], "stack trace")],
    ["for a length above the limit", write("HTTP/1.1 200 OK\r\nContent-Length: 1000001\r\n\r\n")],
    ["for a body shorter than its Content-Length", reply("200 OK", ["Content-Length: 9"], "hi")],
    [
      "for a gzip bomb",
      (socket) => {
        socket.write(
          `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`,
        );
        socket.end(bomb);
      },
    ],
    ["for any content encoding", reply("200 OK", ["Content-Encoding: br"], "hi")],
    [
      "for endless headers",
      (socket) => {
        socket.write("HTTP/1.1 200 OK\r\n");
        writeForever(socket, `X-A: ${"a".repeat(1000)}\r\n`);
      },
    ],
    ["for a response that is not HTTP", (socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n")],
    ["for an empty response", (socket) => socket.end()],
    ["for a reset", (socket) => socket.resetAndDestroy()],
  ];
  test.each(answers)("%s", async (_, answer) => {
    await using server = await startRawServer(answer);
    const url = `http://receiver.test:${server.port}/`;
    const outbound = createTestOutbound([server.port]);
    expect(await catchFailure((path) => outbound.download(url, path, LIMITS))).toMatchObject(
      ONE_ERROR,
    );
    await Promise.all(server.ended);
    expect(server.connections).toBe(1);
  });

  test("for an endless body, which it stops reading at the limit", async () => {
    let socket: Socket | undefined;
    await using server = await startRawServer((each) => {
      socket = each;
      each.write("HTTP/1.1 200 OK\r\n\r\n");
      writeForever(each, "x".repeat(10_000));
    });
    const url = `http://receiver.test:${server.port}/`;
    const outbound = createTestOutbound([server.port]);
    expect(await catchFailure((path) => outbound.download(url, path, LIMITS))).toMatchObject(
      ONE_ERROR,
    );
    await Promise.all(server.ended);
    expect(socket?.bytesWritten).toBeLessThan(40_000_000);
  });

  test.each<[string, Answer]>([
    ["for a body that arrives byte by byte", drip("HTTP/1.1 200 OK\r\n\r\n")],
    ["for headers that arrive byte by byte", drip("HTTP/1.1 200 OK\r\nX-A: ")],
    [
      "for endless provisional responses",
      (socket) => writeForever(socket, "HTTP/1.1 100 A\r\n\r\n".repeat(500)),
    ],
    ["for no response", () => undefined],
  ])("%s, at the deadline", async (_, answer) => {
    await using server = await startRawServer(answer);
    const url = `http://receiver.test:${server.port}/`;
    const limits = { ...LIMITS, deadlineMs: 200 };
    const outbound = createTestOutbound([server.port]);
    expect(await catchFailure((path) => outbound.download(url, path, limits))).toMatchObject(
      ONE_ERROR,
    );
    await Promise.all(server.ended);
  });

  test("for a name that never resolves, at the deadline", async () => {
    const outbound = createTestOutbound([], { resolve: () => new Promise(() => undefined) });
    const limits = { ...LIMITS, deadlineMs: 100 };
    const work = (path: string) => outbound.download("https://never.test/", path, limits);
    expect(await catchFailure(work)).toMatchObject(ONE_ERROR);
  });
});

describe("the content type of a download is returned as declared", () => {
  test.each([
    ["text/html", "<html></html>"],
    ["image/png", "GIF89a"],
    ["image/png", ""],
  ])("%s %j", async (type, body) => {
    await using server = await startRawServer(reply("200 OK", [`Content-Type: ${type}`], body));
    const path = join(await mkdtemp(join(tmpdir(), "outbound-")), "file");
    const url = `http://receiver.test:${server.port}/`;
    const download = await createTestOutbound([server.port]).download(url, path, LIMITS);
    expect(download).toEqual({ url, contentType: type, sizeBytes: body.length });
    expect(await Bun.file(path).text()).toBe(body);
    await rm(join(path, ".."), { recursive: true });
  });
});

describe("a redirect is checked like a URL", () => {
  const locations = [
    ...[
      "http://127.0.0.1:PORT/",
      "http://localhost:PORT/",
      "//127.0.0.1:PORT/",
      "http://2130706433:PORT/",
    ],
    ...["http://[::ffff:127.0.0.1]:PORT/", "http://inside.test:PORT/", "file:///etc/passwd"],
    ...["data:image/png,hi", "ftp://receiver.test:PORT/", "http://user@receiver.test:OWN/"],
    ...["http://receiver.test:PORT/", "http://receiver.test:22/", "http://", "http://a:99999/"],
  ];
  const statuses = ["301 A", "302 A", "303 A", "307 A", "308 A"];

  test.each(locations)("%s", async (location) => {
    await using inside = await startRawServer(reply("200 OK", [], "secret"));
    for (const status of statuses) {
      await using server = await startRawServer((socket) => {
        const to = location
          .replace("PORT", String(inside.port))
          .replace("OWN", String(server.port));
        reply(status, [`Location: ${to}`])(socket);
      });
      const outbound = createTestOutbound([server.port], {
        allowHttp: true,
        ports: [inside.port],
        resolve: async (name) => [name === "receiver.test" ? "127.0.0.1" : "127.0.0.2"],
        allow: [`receiver.test:${server.port}`],
      });
      const url = `http://receiver.test:${server.port}/`;
      const work = (path: string) => outbound.download(url, path, LIMITS);
      expect(await catchFailure(work)).toMatchObject(ONE_ERROR);
      expect(server.connections).toBe(1);
    }
    expect(inside.connections).toBe(0);
  });

  test("a redirect loop stops after three hops", async () => {
    await using server = await startRawServer(reply("302 Found", ["Location: /again"]));
    const url = `http://receiver.test:${server.port}/`;
    const outbound = createTestOutbound([server.port]);
    expect(await catchFailure((path) => outbound.download(url, path, LIMITS))).toMatchObject(
      ONE_ERROR,
    );
    expect(server.connections).toBe(4);
  });

  test("all redirects share one deadline", async () => {
    await using server = await startRawServer((socket) => {
      setTimeout(() => reply("302 Found", ["Location: /again"])(socket), 200);
    });
    const url = `http://receiver.test:${server.port}/`;
    const limits = { ...LIMITS, deadlineMs: 500 };
    const outbound = createTestOutbound([server.port]);
    expect(await catchFailure((path) => outbound.download(url, path, limits))).toMatchObject(
      ONE_ERROR,
    );
    // Without a deadline there are four; each redirect alone arrives before the deadline.
    expect(server.connections).toBeWithin(1, 4);
  });
});

describe("an invalid certificate", () => {
  const post = { headers: {}, body: "{}", deadlineMs: 3000 };
  const wrong: [string, "good" | "expired" | "self-signed", string][] = [
    ["that has expired", "expired", "receiver.test"],
    ["that is self-signed", "self-signed", "receiver.test"],
    ["for another name", "good", "other.test"],
    ["for another address", "good", "127.0.0.2"],
  ];
  test.each(wrong)("%s fails before a request is sent", async (_, name, host) => {
    await using server = await startRawServer(reply("200 OK"), {
      host: "0.0.0.0",
      tls: await leaf(name),
    });
    const allow = [`${host}:${server.port}`];
    const resolve = async () => ["127.0.0.1"];
    const outbound = createTestOutbound([], { allow, resolve });
    const url = `https://${host}:${server.port}/`;
    expect(await outbound.post(url, post)).toMatchObject({ kind: "failed", reason: "tls" });
    const work = (path: string) => outbound.download(url, path, LIMITS);
    expect(await catchFailure(work)).toMatchObject(ONE_ERROR);
    expect(server.requests).toEqual([]);
  });

  test("from an unknown authority fails", async () => {
    await using server = await startRawServer(reply("200 OK"), { tls: await leaf("good") });
    const outbound = createOutbound({
      allow: [`127.0.0.1:${server.port}`],
      self: [],
      failureFloorMs: 0,
    });
    const outcome = await outbound.post(`https://127.0.0.1:${server.port}/`, post);
    expect(outcome).toMatchObject({ kind: "failed", reason: "tls" });
  });
});

test("a failed POST reports the reason", async () => {
  const postTo = async (answer: Answer, deadlineMs = 60_000) => {
    await using server = await startRawServer(answer);
    const url = `http://receiver.test:${server.port}/`;
    return await createTestOutbound([server.port]).post(url, {
      headers: {},
      body: "{}",
      deadlineMs,
    });
  };
  const silent = await postTo(() => undefined, 300);
  expect(silent).toMatchObject({ kind: "failed", reason: "timeout" });
  const reset = await postTo((socket) => socket.resetAndDestroy());
  expect(reset).toMatchObject({ kind: "failed", reason: "connection" });
  const junk = await postTo((socket) => socket.end("220 smtp.test ESMTP\r\n"));
  expect(junk).toMatchObject({ kind: "failed", reason: "protocol" });
});

test("closed, open and blocked targets fail with one error, never before the minimum time", async () => {
  await using open = await startRawServer(reply("404 Not Found"));
  const floorMs = 250;
  const outbound = createTestOutbound([open.port, CLOSED_PORT], { failureFloorMs: floorMs });
  const urls = [`http://receiver.test:${open.port}/`, `http://receiver.test:${CLOSED_PORT}/`];
  for (const url of [...urls, "https://10.0.0.1/", "https://nothing.test/", "file:///etc/passwd"]) {
    const startedMs = performance.now();
    const work = (path: string) => outbound.download(url, path, LIMITS);
    expect(await catchFailure(work)).toMatchObject(ONE_ERROR);
    // The timer has a resolution of whole milliseconds.
    expect(performance.now() - startedMs).toBeGreaterThan(floorMs - 2);
  }
});

/** Writes `head`, then a byte every 10 ms until the connection is closed. */
function drip(head: string): Answer {
  return (socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write("x"), 10);
    socket.once("close", () => clearInterval(timer));
  };
}
