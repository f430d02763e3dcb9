import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOutbound, type OutboundOptions } from "../../src/outbound/outbound.ts";
import { reply, startRawServer, writeForever, type RawServer } from "../support/raw-server.ts";
import { authority, leaf } from "../support/tls.ts";

const FILE = { deadlineMs: 5000, maxBytes: 1_000_000, maxRedirects: 3 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "outbound-"));
});
afterAll(() => rm(folder, { recursive: true }));

/**
 * Creates an outbound client that resolves receiver.test to this machine, at the ports of
 * `servers`.
 */
function createTestOutbound(servers: RawServer[], options: Partial<OutboundOptions> = {}) {
  const hosts = ["receiver.test", "other.test", "127.0.0.1"];
  return createOutbound({
    allow: servers.flatMap(({ port }) => hosts.map((host) => `${host}:${port}`)),
    self: [],
    resolve: async () => ["127.0.0.1"],
    ca: authority,
    failureFloorMs: 0,
    ...options,
  });
}

/** Downloads a URL and returns the content of the file and the final URL. */
async function downloadText(url: string, servers: RawServer[], options = {}) {
  const path = join(folder, crypto.randomUUID());
  const { url: finalUrl } = await createTestOutbound(servers, options).download(url, path, FILE);
  return { text: await Bun.file(path).text(), url: finalUrl };
}

describe("an outbound request", () => {
  test("connects to the checked address with the URL's host name in TLS and HTTP", async () => {
    await using server = await startRawServer(reply("200 OK", [], "hello"), {
      tls: await leaf("good"),
    });
    const url = `https://receiver.test:${server.port}/a?b=1#c`;
    expect((await downloadText(url, [server])).text).toBe("hello");
    const [request] = server.requests;
    expect(request?.line).toBe("GET /a?b=1 HTTP/1.1");
    expect(request?.serverName).toBe("receiver.test");
    expect(request?.headers.get("host")).toBe(`receiver.test:${server.port}`);
  });

  test("accepts a certificate for an IP address", async () => {
    await using server = await startRawServer(reply("200 OK", [], "hello"), {
      tls: await leaf("good"),
    });
    const { text } = await downloadText(`https://127.0.0.1:${server.port}/`, [server]);
    expect(text).toBe("hello");
  });

  test("sends our own headers and none that identify the server", async () => {
    await using server = await startRawServer(reply("204 No Content"));
    const headers = { "x-one": "1", host: "forged.test", "accept-encoding": "gzip" };
    const url = `http://receiver.test:${server.port}/`;
    await createTestOutbound([server]).post(url, { headers, body: "{}", deadlineMs: 5000 });
    const [request] = server.requests;
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      accept: "*/*",
      "accept-encoding": "identity",
      "content-length": "2",
      host: `receiver.test:${server.port}`,
      "user-agent": "Darkroom",
      "x-one": "1",
    });
  });

  test("connects to an address of the second family if the first does not connect", async () => {
    await using server = await startRawServer(reply("200 OK", [], "hello"));
    const resolve = async () => ["::1", "127.0.0.1"];
    const url = `http://receiver.test:${server.port}/`;
    expect((await downloadText(url, [server], { resolve })).text).toBe("hello");
  });

  test("closes its connection when its body is not read", async () => {
    await using server = await startRawServer((socket) => {
      socket.write("HTTP/1.1 404 Not Found\r\n\r\n");
      writeForever(socket, "x".repeat(10_000));
    });
    const download = downloadText(`http://receiver.test:${server.port}/`, [server]);
    await expect(download).rejects.toMatchObject({ code: "invalid_request" });
    await Promise.all(server.ended);
    expect(server.connections).toBe(1);
  });

  test("throws the caller's abort reason and closes its connection", async () => {
    const caller = new AbortController();
    const reason = new Error("the server is shutting down");
    await using server = await startRawServer(() => caller.abort(reason));
    const limits = { ...FILE, signal: caller.signal };
    const url = `http://receiver.test:${server.port}/`;
    const request = createTestOutbound([server]).download(url, join(folder, "aborted"), limits);
    expect(await request.catch((error: unknown) => error)).toBe(reason);
    await Promise.all(server.ended);
  });
});

describe("an outbound redirect", () => {
  test("is followed without the cookies that the first host has set", async () => {
    await using last = await startRawServer(reply("200 OK", [], "moved"));
    await using first = await startRawServer(
      reply("302 Found", [`Location: http://other.test:${last.port}/b`, "Set-Cookie: a=1"]),
    );
    const url = `http://receiver.test:${first.port}/a`;
    expect(await downloadText(url, [first, last])).toEqual({
      text: "moved",
      url: `http://other.test:${last.port}/b`,
    });
    const sent = [...(last.requests[0]?.headers.keys() ?? [])].sort();
    expect(sent).toEqual(["accept", "accept-encoding", "host", "user-agent"]);
  });

  test("closes the connection of an endless body", async () => {
    await using last = await startRawServer((socket) => {
      void Promise.all(first.ended).then(() => reply("200 OK", [], "moved")(socket));
    });
    await using first = await startRawServer((socket) => {
      socket.write(`HTTP/1.1 302 Found\r\nLocation: http://other.test:${last.port}/\r\n\r\n`);
      writeForever(socket, "x".repeat(10_000));
    });
    const url = `http://receiver.test:${first.port}/`;
    expect((await downloadText(url, [first, last])).text).toBe("moved");
  });

  test("to a relative URL is followed", async () => {
    await using server = await startRawServer((socket, { line }) =>
      line.includes("/a")
        ? reply("307 Temporary Redirect", ["Location: ../b"])(socket)
        : reply("200 OK", [], "moved")(socket),
    );
    const url = `http://receiver.test:${server.port}/x/a`;
    expect((await downloadText(url, [server])).text).toBe("moved");
    expect(server.requests.map((each) => each.line)).toEqual([
      "GET /x/a HTTP/1.1",
      "GET /b HTTP/1.1",
    ]);
  });
});

describe("an outbound POST", () => {
  test("sends its body once and returns status, headers and text", async () => {
    await using server = await startRawServer(
      reply("201 Created", ["X-Seen: yes"], "thanks \u0000 and bye"),
      { tls: await leaf("good") },
    );
    const body = JSON.stringify({ event: "generation.succeeded" });
    const headers = { "content-type": "application/json", "webhook-id": "msg_1" };
    const url = `https://receiver.test:${server.port}/hook`;
    const outcome = await createTestOutbound([server]).post(url, {
      headers,
      body,
      deadlineMs: 5000,
    });
    if (outcome.kind !== "answered") throw new Error(`The outcome is ${outcome.kind}`);
    expect(outcome.status).toBe(201);
    expect(outcome.headers.get("x-seen")).toBe("yes");
    expect(outcome.bodyText).toBe("thanks \ufffd and bye");
    expect(server.connections).toBe(1);
    expect(server.requests[0]?.line).toBe("POST /hook HTTP/1.1");
    expect(server.requests[0]?.headers.get("webhook-id")).toBe("msg_1");
    expect(server.requests[0]?.body).toBe(body);
  });

  test("returns a redirect as the response", async () => {
    await using target = await startRawServer(reply("200 OK"));
    await using server = await startRawServer(
      reply("308 Permanent Redirect", [`Location: http://receiver.test:${target.port}/`]),
    );
    const url = `http://receiver.test:${server.port}/`;
    const post = { headers: {}, body: "{}", deadlineMs: 5000 };
    const outcome = await createTestOutbound([server, target]).post(url, post);
    expect(outcome).toMatchObject({ kind: "answered", status: 308 });
    expect(target.connections).toBe(0);
  });

  test("reads at most 64 KiB of an endless response", async () => {
    await using server = await startRawServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      writeForever(socket, "x".repeat(10_000));
    });
    const url = `http://receiver.test:${server.port}/`;
    const post = { headers: {}, body: "{}", deadlineMs: 5000 };
    const outcome = await createTestOutbound([server]).post(url, post);
    expect(outcome).toMatchObject({ kind: "answered", status: 200, bodyText: "x".repeat(65536) });
    await Promise.all(server.ended);
  });

  test("returns the status even if the body never ends", async () => {
    await using server = await startRawServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhi");
    });
    const url = `http://receiver.test:${server.port}/`;
    const postWithin = (deadlineMs: number) =>
      createTestOutbound([server]).post(url, { headers: {}, body: "{}", deadlineMs });
    let outcome = await postWithin(300);
    // On a busy machine, a deadline can pass before the status has arrived.
    for (let deadlineMs = 600; outcome.kind === "failed"; deadlineMs *= 2) {
      expect(outcome.reason).toBe("timeout");
      outcome = await postWithin(deadlineMs);
    }
    expect(outcome).toMatchObject({ kind: "answered", status: 200, bodyText: "hi" });
  });
});

describe("an outbound download", () => {
  test("writes the whole file and returns its declared content type", async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(60_000)).toHex().repeat(5);
    await using server = await startRawServer(reply("200 OK", ["Content-Type: image/png"], bytes), {
      tls: await leaf("good"),
    });
    const path = join(folder, "whole");
    await Bun.write(path, "content of an earlier attempt");
    const url = `https://receiver.test:${server.port}/a.png`;
    const download = await createTestOutbound([server]).download(url, path, FILE);
    expect(download).toEqual({ url, contentType: "image/png", sizeBytes: 600_000 });
    expect(await Bun.file(path).text()).toBe(bytes);
  });

  test("throws an error of the disk unchanged", async () => {
    await using server = await startRawServer(reply("200 OK", [], "hello"));
    const url = `http://receiver.test:${server.port}/`;
    const path = join(folder, "missing", "file");
    const download = createTestOutbound([server]).download(url, path, FILE);
    await expect(download).rejects.toMatchObject({ code: "ENOENT" });
    expect(await readdir(folder)).not.toContain("missing");
  });
});

test("an outbound setting that is not host:port fails at startup", () => {
  for (const each of ["receiver.test", "http://a:80", "a:b", ":80", "a:99999"]) {
    expect(() => createOutbound({ allow: [each], self: [] })).toThrow("host:port");
  }
});
