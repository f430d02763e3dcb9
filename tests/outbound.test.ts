import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { createOutbound, type OutboundOptions } from "../src/outbound/outbound.ts";
import { reply, startRawServer, writeForever, type RawServer } from "./support/raw-server.ts";
import { authority, leaf } from "./support/tls.ts";

const GET = { deadlineMs: 5000, maxBytes: 1000, maxRedirects: 3 };
const FILE = { deadlineMs: 5000, maxBytes: 1_000_000, maxRedirects: 3 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "outbound-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** An outbound to which receiver.test is this machine, at the ports of `servers`. */
function outboundTo(servers: RawServer[], options: Partial<OutboundOptions> = {}) {
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

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(body)).toString();
}

describe("a request", () => {
  test("reaches the vetted address under the URL's own name, in TLS and in HTTP", async () => {
    await using server = await startRawServer(reply("200 OK", [], "hello"), {
      tls: await leaf("good"),
    });
    const outbound = outboundTo([server]);
    const answer = await outbound.fetch(`https://receiver.test:${server.port}/a?b=1#c`, GET);
    expect(answer.status).toBe(200);
    expect(await textOf(answer.body)).toBe("hello");
    const [request] = server.requests;
    expect(request?.line).toBe("GET /a?b=1 HTTP/1.1");
    expect(request?.serverName).toBe("receiver.test");
    expect(request?.headers.get("host")).toBe(`receiver.test:${server.port}`);
  });

  test("to an address with a certificate for that address works", async () => {
    await using server = await startRawServer(reply("200 OK"), { tls: await leaf("good") });
    const answer = await outboundTo([server]).fetch(`https://127.0.0.1:${server.port}/`, GET);
    expect(answer.status).toBe(200);
    answer.close();
  });

  test("carries our own headers and none that tell of us", async () => {
    await using server = await startRawServer(reply("204 No Content"));
    const headers = { "x-one": "1", host: "forged.test", "accept-encoding": "gzip" };
    const url = `http://receiver.test:${server.port}/`;
    (await outboundTo([server]).fetch(url, { ...GET, headers })).close();
    const [request] = server.requests;
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      accept: "*/*",
      "accept-encoding": "identity",
      host: `receiver.test:${server.port}`,
      "user-agent": "Darkroom",
      "x-one": "1",
    });
  });

  test("goes to the second family's address where the first does not connect", async () => {
    await using server = await startRawServer(reply("200 OK"));
    const resolve = async () => ["::1", "127.0.0.1"];
    const url = `http://receiver.test:${server.port}/`;
    const answer = await outboundTo([server], { resolve }).fetch(url, GET);
    expect(answer.status).toBe(200);
    answer.close();
  });

  test("hands a compressed body on as it came", async () => {
    const body = gzipSync("hello").toString("latin1");
    await using server = await startRawServer((socket) => {
      socket.end(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n${body}`, "latin1");
    });
    const answer = await outboundTo([server]).fetch(`http://receiver.test:${server.port}/`, GET);
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(gunzipSync(Buffer.concat(await Array.fromAsync(answer.body))).toString()).toBe("hello");
  });

  test("drops its connection when its body is left alone", async () => {
    await using server = await startRawServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      writeForever(socket, "x".repeat(10_000));
    });
    const answer = await outboundTo([server]).fetch(`http://receiver.test:${server.port}/`, GET);
    answer.close();
    await Promise.all(server.ended);
    expect(server.connections).toBe(1);
  });

  test("whose caller aborts throws the caller's reason and drops its connection", async () => {
    const caller = new AbortController();
    const reason = new Error("the server is shutting down");
    await using server = await startRawServer(() => caller.abort(reason));
    const outbound = outboundTo([server]);
    const url = `http://receiver.test:${server.port}/`;
    const request = outbound.fetch(url, { ...GET, signal: caller.signal });
    expect(await request.catch((error: unknown) => error)).toBe(reason);
    await Promise.all(server.ended);
  });
});

describe("a redirect", () => {
  test("is followed, and what was meant for the first host stays there", async () => {
    await using last = await startRawServer(reply("200 OK", [], "moved"));
    await using first = await startRawServer(
      reply("302 Found", [`Location: http://other.test:${last.port}/b`, "Set-Cookie: a=1"]),
    );
    const headers = { authorization: "Bearer secret", cookie: "session=1", "x-token": "t" };
    const url = `http://receiver.test:${first.port}/a`;
    const answer = await outboundTo([first, last]).fetch(url, { ...GET, headers });
    expect(await textOf(answer.body)).toBe("moved");
    expect(answer.url).toBe(`http://other.test:${last.port}/b`);
    expect(first.requests[0]?.headers.get("authorization")).toBe("Bearer secret");
    const sent = [...(last.requests[0]?.headers.keys() ?? [])].sort();
    expect(sent).toEqual(["accept", "accept-encoding", "host", "user-agent"]);
  });

  test("leaves nothing of an endless body behind it", async () => {
    await using last = await startRawServer((socket) => {
      void Promise.all(first.ended).then(() => reply("200 OK")(socket));
    });
    await using first = await startRawServer((socket) => {
      socket.write(`HTTP/1.1 302 Found\r\nLocation: http://other.test:${last.port}/\r\n\r\n`);
      writeForever(socket, "x".repeat(10_000));
    });
    const url = `http://receiver.test:${first.port}/`;
    const answer = await outboundTo([first, last]).fetch(url, GET);
    expect(answer.status).toBe(200);
    answer.close();
  });

  test("within the same host keeps the headers", async () => {
    await using server = await startRawServer((socket, { line }) =>
      line.includes("/a")
        ? reply("307 Temporary Redirect", ["Location: ../b"])(socket)
        : reply("200 OK")(socket),
    );
    const url = `http://receiver.test:${server.port}/x/a`;
    const headers = { authorization: "Bearer secret" };
    (await outboundTo([server]).fetch(url, { ...GET, headers })).close();
    expect(server.requests.map((each) => each.line)).toEqual([
      "GET /x/a HTTP/1.1",
      "GET /b HTTP/1.1",
    ]);
    expect(server.requests[1]?.headers.get("authorization")).toBe("Bearer secret");
  });
});

describe("a post", () => {
  test("delivers its bytes once and answers status, headers and text", async () => {
    await using server = await startRawServer(
      reply("201 Created", ["X-Seen: yes"], "thanks \u0000 and bye"),
      { tls: await leaf("good") },
    );
    const body = JSON.stringify({ event: "generation.succeeded" });
    const headers = { "content-type": "application/json", "webhook-id": "msg_1" };
    const url = `https://receiver.test:${server.port}/hook`;
    const outcome = await outboundTo([server]).post(url, { headers, body, deadlineMs: 5000 });
    if (outcome.kind !== "answered") throw new Error(`the outcome is ${outcome.kind}`);
    expect(outcome.status).toBe(201);
    expect(outcome.headers.get("x-seen")).toBe("yes");
    expect(outcome.bodyText).toBe("thanks \ufffd and bye");
    expect(server.connections).toBe(1);
    expect(server.requests[0]?.line).toBe("POST /hook HTTP/1.1");
    expect(server.requests[0]?.headers.get("webhook-id")).toBe("msg_1");
    expect(server.requests[0]?.body).toBe(body);
  });

  test("takes a redirect for the answer", async () => {
    await using target = await startRawServer(reply("200 OK"));
    await using server = await startRawServer(
      reply("308 Permanent Redirect", [`Location: http://receiver.test:${target.port}/`]),
    );
    const url = `http://receiver.test:${server.port}/`;
    const post = { headers: {}, body: "{}", deadlineMs: 5000 };
    const outcome = await outboundTo([server, target]).post(url, post);
    expect(outcome).toMatchObject({ kind: "answered", status: 308 });
    expect(target.connections).toBe(0);
  });

  test("reads no more than 64 KiB of an endless answer", async () => {
    await using server = await startRawServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      writeForever(socket, "x".repeat(10_000));
    });
    const url = `http://receiver.test:${server.port}/`;
    const post = { headers: {}, body: "{}", deadlineMs: 5000 };
    const outcome = await outboundTo([server]).post(url, post);
    expect(outcome).toMatchObject({ kind: "answered", status: 200, bodyText: "x".repeat(65536) });
    await Promise.all(server.ended);
  });

  test("is answered by its status, even when the text never ends", async () => {
    await using server = await startRawServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhi");
    });
    const url = `http://receiver.test:${server.port}/`;
    const outcome = await outboundTo([server]).post(url, {
      headers: {},
      body: "{}",
      deadlineMs: 300,
    });
    expect(outcome).toMatchObject({ kind: "answered", status: 200, bodyText: "hi" });
  });
});

describe("a download", () => {
  test("writes the whole file and tells what the sender calls it", async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(60_000)).toHex().repeat(5);
    await using server = await startRawServer(reply("200 OK", ["Content-Type: image/png"], bytes), {
      tls: await leaf("good"),
    });
    const path = join(folder, "whole");
    await Bun.write(path, "what an earlier attempt left behind");
    const url = `https://receiver.test:${server.port}/a.png`;
    const download = await outboundTo([server]).download(url, path, FILE);
    expect(download).toEqual({ url, contentType: "image/png", sizeBytes: 600_000 });
    expect(await Bun.file(path).text()).toBe(bytes);
  });

  test("hands a fault of the disk on as it is", async () => {
    await using server = await startRawServer(reply("200 OK", [], "hello"));
    const url = `http://receiver.test:${server.port}/`;
    const path = join(folder, "missing", "file");
    const download = outboundTo([server]).download(url, path, FILE);
    await expect(download).rejects.toMatchObject({ code: "ENOENT" });
    expect(await readdir(folder)).not.toContain("missing");
  });
});

test("a setting that is not host:port stops the start", () => {
  for (const each of ["receiver.test", "http://a:80", "a:b", ":80", "a:99999"]) {
    expect(() => createOutbound({ allow: [each], self: [] })).toThrow("host:port");
  }
});
