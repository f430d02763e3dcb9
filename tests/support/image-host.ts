import { gzipSync } from "node:zlib";
import type { Socket } from "node:net";
import { type RawServer, reply, startRawServer, writeForever } from "./raw-server.ts";
import { createPngChunk } from "./png-chunk.ts";
import { renderBase64 } from "./upstream/images.ts";
import { eventually } from "./eventually.ts";

export const LARGEST_BYTES = 50 * 1024 * 1024;

const ZLIB_HEADER_BYTES = 2;
// RFC 1951, section 3.2.4: a block without compression, of length 0.
const EMPTY_BLOCK = Buffer.from([0, 0, 0, 0xff, 0xff]);

/** A host of valid and invalid images, each named by its path. */
export interface ImageHost extends RawServer {
  /** The URL of a path. */
  urlOf(path: string): string;
  /** Returns the number of requests for a path with its query. */
  requestCount(target: string): number;
  /** Resolves when it has been requested. */
  waitForRequest(target: string): Promise<void>;
  /** Returns the bytes written for `/endless` until its connection was closed. */
  endlessBytes(): number;
}

/** Starts an image host. Its malicious redirects lead to `elsewhere`. */
export async function startImageHost(elsewhere: string): Promise<ImageHost> {
  const answers = await answersOf(elsewhere);
  let endless: Socket | undefined;
  const server = await startRawServer((socket, { line }) => {
    const target = targetOf(line);
    if (target === "/endless") endless = socket;
    const path = target.replace(/\?.*/, "");
    const isGone = path === "/once.png" && requestCount(target) > 1;
    ((isGone ? undefined : answers[path]) ?? reply("404 Not Found"))(socket);
  });
  const requestCount = (target: string) =>
    server.requests.filter(({ line }) => targetOf(line) === target).length;
  return Object.assign(server, {
    urlOf: (path: string) => `http://127.0.0.1:${server.port}${path}`,
    requestCount,
    async waitForRequest(target: string) {
      const message = `${target} was not requested`;
      await eventually(() => requestCount(target) > 0, { message });
    },
    endlessBytes: () => endless?.bytesWritten ?? 0,
  });
}

function targetOf(line: string): string {
  return line.split(" ")[1] ?? "";
}

type Answers = Record<string, (socket: Socket) => void>;

async function answersOf(elsewhere: string): Promise<Answers> {
  const image = await render("png", 0);
  return {
    ...(await goodOnes(image)),
    ...wrongBytes(image),
    ...wrongAnswers(image),
    ...redirects(elsewhere),
  };
}

async function goodOnes(image: Buffer): Promise<Answers> {
  const forms = Array.from({ length: 16 }, async (_, index) => [
    `/${index}.png`,
    reply("200 OK", [], await render("png", index % 8)),
  ]);
  return {
    ...Object.fromEntries(await Promise.all(forms)),
    "/image.png": reply("200 OK", [], image),
    "/same.png": reply("200 OK", [], image),
    // Exists for one request per query.
    "/once.png": reply("200 OK", [], image),
    "/other.png": reply("200 OK", [], await render("png", 1)),
    "/image.jpg": reply("200 OK", ["Content-Type: text/plain"], await render("jpeg", 0)),
    "/image.webp": reply("200 OK", [], await render("webp", 0)),
    "/largest.png": reply("200 OK", [], withEmptyBlocks(image, LARGEST_BYTES)),
  };
}

function wrongBytes(image: Buffer): Answers {
  const png = ["Content-Type: image/png"];
  const gzip = ["Content-Encoding: gzip"];
  return {
    "/html": reply("200 OK", png, "<html><body>Not here.</body></html>"),
    "/gif": reply("200 OK", png, "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,"),
    "/svg": reply("200 OK", png, '<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "/nothing": reply("200 OK", png),
    "/magic-alone": reply("200 OK", png, image.subarray(0, 8)),
    "/bomb": reply("200 OK", png, withSize(image, 30_000, 30_000)),
    "/long-edge": reply("200 OK", png, withSize(image, 16_385, 1)),
    "/gzip": reply("200 OK", gzip, gzipSync(image)),
    "/gzip-bomb": reply("200 OK", gzip, gzipSync(padded(image, 9e7), { level: 1 })),
    "/gzip-unsaid": reply("200 OK", png, gzipSync(image)),
    "/too-large.png": (socket) =>
      socket.end(Buffer.concat([Buffer.from(OPEN), padded(image, LARGEST_BYTES + 1)])),
    "/endless": (socket) => {
      socket.write(Buffer.concat([Buffer.from(OPEN), image]));
      writeForever(socket, "x".repeat(1_000_000));
    },
  };
}

function wrongAnswers(image: Buffer): Answers {
  return {
    "/says-too-large.png": (socket) =>
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${LARGEST_BYTES + 1}\r\n\r\n`),
    "/drip": (socket) => drip(socket, OPEN),
    "/drip-headers": (socket) => drip(socket, "HTTP/1.1 200 OK\r\nX-A: "),
    "/silence": () => {},
    "/short": reply("200 OK", ["Content-Length: 999999"], image),
    "/partial": reply("206 Partial Content", ["Content-Range: bytes 0-1/9"], image),
    "/unchanged": (socket) => socket.end("HTTP/1.1 304 Not Modified\r\n\r\n"),
    "/unauthorized": reply("401 Unauthorized", ["WWW-Authenticate: Basic"], image),
    "/error": reply("500 Internal Server Error", [], image),
    "/no-http": (socket) => socket.end("SSH-2.0-OpenSSH_9.9\r\n"),
    "/reset": (socket) => socket.resetAndDestroy(),
  };
}

function redirects(elsewhere: string): Answers {
  const to = (location: string) => reply("302 Found", [`Location: ${location}`]);
  return {
    "/one-hop": to("/image.png"),
    "/two-hops": to("/one-hop"),
    "/three-hops": to("/two-hops"),
    "/four-hops": to("/three-hops"),
    "/loop": to("/loop"),
    "/to-inside": to(elsewhere),
    "/to-metadata": to("http://169.254.169.254/latest/meta-data/"),
    "/to-file": to("file:///etc/passwd"),
    "/to-data": to("data:image/png;base64,iVBORw0KGgo="),
    "/to-nowhere": to("http://"),
  };
}

const OPEN = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";

function render(format: "png" | "jpeg" | "webp", index: number): Promise<Buffer> {
  const drawing = { width: 64, height: 64, format, index };
  return renderBase64(drawing).then((text) => Buffer.from(text, "base64"));
}

/** The same image with trailing bytes that decoders ignore. */
function padded(image: Buffer, sizeBytes: number): Buffer {
  return Buffer.concat([image], sizeBytes);
}

/**
 * Returns the same PNG with empty blocks in its compressed pixels, so that it has this size and nothing that
 * could be removed.
 */
function withEmptyBlocks(image: Buffer, sizeBytes: number): Buffer {
  const start = image.indexOf("IDAT") - 4;
  const end = start + 12 + image.readUInt32BE(start);
  const pixels = image.subarray(start + 8, end - 4);
  let missing = sizeBytes - image.length;
  const chunks = [];
  // Further chunks without pixels make up for sizes that are no multiple of that of a block.
  for (; missing % EMPTY_BLOCK.length !== 0; missing -= 12)
    chunks.push(createPngChunk("IDAT", Buffer.alloc(0)));
  const blocks = Buffer.alloc(missing, EMPTY_BLOCK);
  const longer = Buffer.concat([
    pixels.subarray(0, ZLIB_HEADER_BYTES),
    blocks,
    pixels.subarray(ZLIB_HEADER_BYTES),
  ]);
  chunks.push(createPngChunk("IDAT", longer));
  return Buffer.concat([image.subarray(0, start), ...chunks, image.subarray(end)]);
}

/** Returns a PNG whose header declares another size. */
function withSize(image: Buffer, width: number, height: number): Buffer {
  const claimed = Buffer.from(image);
  claimed.writeUInt32BE(width, 16);
  claimed.writeUInt32BE(height, 20);
  claimed.writeUInt32BE(Bun.hash.crc32(claimed.subarray(12, 29)), 29);
  return claimed;
}

function drip(socket: Socket, head: string): void {
  socket.write(head);
  const timer = setInterval(() => socket.write("a"), 20);
  socket.once("close", () => clearInterval(timer));
}
