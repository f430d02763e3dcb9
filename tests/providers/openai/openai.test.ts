import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOpenai } from "../../../src/providers/openai/openai.ts";
import type { Attempt, ProviderOutcome, ProviderRequest } from "../../../src/providers/provider.ts";
import { eventually } from "../../support/eventually.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { sendWhole } from "../../support/upstream/behaviors.ts";
import { renderBase64 } from "../../support/upstream/images.ts";
import { createAttempt, createProviderRequest } from "../../support/provider-request.ts";
import { CLOSED_PORT } from "../../support/ports.ts";
import { leaf } from "../../support/tls.ts";

const API_KEY = "sk-test-0123456789abcdef";
let upstream: Upstream;
let folder: string;

beforeAll(async () => void (upstream = await startUpstream()));
afterAll(() => upstream.stop());
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "openai-provider-"))));
afterEach(() => rm(folder, { recursive: true }));

function makeRequest(given: Partial<ProviderRequest> = {}): ProviderRequest {
  const size = { width: 1024, height: 640 };
  return createProviderRequest({ size, aspectRatio: "16:10", quality: "low", ...given });
}

interface Run {
  request?: Partial<ProviderRequest>;
  attempt?: Partial<Attempt>;
  baseUrl?: string;
  timeoutMs?: number;
}

function run({ request, attempt, baseUrl = upstream.url, timeoutMs = 5000 }: Run = {}) {
  const provider = createOpenai({ apiKey: API_KEY, baseUrl, timeoutMs });
  return provider.generate(makeRequest(request), createAttempt(folder, attempt));
}

/** Runs one attempt and asserts that the upstream received exactly one call for it. */
async function runOnce(given: Run = {}) {
  const before = upstream.calls.length;
  const outcome = await run(given);
  expect(upstream.calls.length - before).toBe(1);
  const call = upstream.calls[before];
  if (call === undefined) throw new Error("The upstream received no call.");
  return { outcome, call };
}

function imagesOf(outcome: ProviderOutcome) {
  if (outcome.kind !== "images") throw new Error(`The outcome is ${Bun.inspect(outcome)}.`);
  return outcome.images;
}

/** Sends the first images of a longer response and a part of the next one, and waits until they are read. */
async function sendImages(reply: ServerResponse, count: number): Promise<void> {
  const image = await renderBase64({ width: 1024, height: 640, format: "png", index: 0 });
  reply.writeHead(200, { "content-type": "application/json", "content-length": 1_000_000 });
  reply.write(
    `{"data":[${`{"b64_json":"${image}"},`.repeat(count)}{"b64_json":"${image.slice(0, 400)}`,
  );
  const areRead = async () => (await readdir(folder)).length >= count;
  await eventually(areRead, { message: "the images were not read" });
}

function readBytes(path: string) {
  return Bun.file(path).bytes();
}

describe("a call to OpenAI", () => {
  test("sends every field and returns the image, usage, cost and request id", async () => {
    const request = {
      outputFormat: "jpeg",
      outputCompression: 80,
      background: "opaque",
      moderation: "low",
      user: "u7",
    } as const;
    const { outcome, call } = await runOnce({ request });
    expect(call.operation).toBe("generations");
    expect(call.fields).toEqual({
      model: "gpt-image-2",
      prompt: "a quiet harbor",
      n: 1,
      size: "1024x640",
      quality: "low",
      output_format: "jpeg",
      output_compression: 80,
      background: "opaque",
      moderation: "low",
      user: "u7",
    });
    expect(call.headers.authorization).toBe(`Bearer ${API_KEY}`);
    const [image] = imagesOf(outcome);
    expect(image?.contentType).toBe("image/jpeg");
    expect(
      await Bun.file(image?.path ?? "")
        .image()
        .metadata(),
    ).toMatchObject({ width: 1024 });
    expect(outcome).toMatchObject({
      usage: { inputTokens: 4, outputTokens: 196, totalTokens: 200, inputTextTokens: 4 },
      costMicros: 4 * 5 + 196 * 30,
      providerRequestId: expect.stringMatching(/^req_\d+$/),
    });
  });

  test("requests base64 from models other than gpt-image, and reports no cost for them", async () => {
    const { outcome, call } = await runOnce({ request: { model: "flux-x", size: "auto" } });
    expect(call.fields).toMatchObject({ response_format: "b64_json", size: "auto" });
    expect(outcome).not.toHaveProperty("costMicros");
  });

  test("returns n images in order, byte for byte", async () => {
    const { outcome } = await runOnce({ request: { n: 4, outputFormat: "webp" } });
    const images = imagesOf(outcome);
    expect(images).toHaveLength(4);
    for (const [index, image] of images.entries()) {
      const expected = await renderBase64({ width: 1024, height: 640, format: "webp", index });
      expect((await readBytes(image.path)).toBase64()).toBe(expected);
      expect(image.sizeBytes).toBe(Bun.file(image.path).size);
    }
  });

  test("with input images is an edit with their bytes in order and the mask", async () => {
    const [a, b] = [join(folder, "a.png"), join(folder, "b.jpeg")];
    await Bun.write(a, new Uint8Array(3_000_000).fill(7));
    await Bun.write(b, "not really an image");
    const png = { path: a, contentType: "image/png", sizeBytes: 3_000_000 } as const;
    const jpeg = { path: b, contentType: "image/jpeg", sizeBytes: 20 } as const;
    const { outcome, call } = await runOnce({ request: { inputs: [png, jpeg], mask: png } });
    expect(call.operation).toBe("edits");
    expect(call.fields).toMatchObject({ prompt: "a quiet harbor", n: "1", size: "1024x640" });
    const sha256 = (bytes: Uint8Array) =>
      new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
    expect(call.files).toEqual([
      expect.objectContaining({ field: "image[]", sha256: sha256(await readBytes(a)) }),
      expect.objectContaining({ field: "image[]", sha256: sha256(await readBytes(b)) }),
      expect.objectContaining({ field: "mask", contentType: "image/png", sizeBytes: 3_000_000 }),
    ]);
    expect(outcome).toMatchObject({ costMicros: 4 * 5 + 900 * 8 + 196 * 30 });

    const single = await runOnce({ request: { inputs: [png] } });
    expect(single.call.files.map((file) => file.field)).toEqual(["image"]);
  });

  test("passes on the previews of a stream and keeps only the final image", async () => {
    const partials: { index: number; contentType: string; sizeBytes: number }[] = [];
    const onPartial: Attempt["onPartial"] = async (index, { path, contentType }) =>
      void partials.push({ index, contentType, sizeBytes: (await readBytes(path)).length });
    const { outcome, call } = await runOnce({
      request: { partialImages: 2 },
      attempt: { onPartial },
    });
    expect(call.fields).toMatchObject({ stream: true, partial_images: 2 });
    expect(partials.map(({ index }) => index)).toEqual([0, 1]);
    expect(partials[0]).toMatchObject({ contentType: "image/png", sizeBytes: expect.any(Number) });
    expect(imagesOf(outcome)).toHaveLength(1);
    expect(await readdir(folder)).toHaveLength(1);
    expect(outcome).toMatchObject({ usage: { outputTokens: 196 } });
  });
});

describe("images of an OpenAI response", () => {
  const cases: [words: string, n: number, images: number][] = [
    ["fewer:2", 4, 2],
    ["extra:3", 2, 2],
    ["escaped", 2, 2],
    ["drip", 2, 2],
    ["escaped drip", 2, 2],
    ["delay:30", 1, 1],
  ];
  for (const [words, n, count] of cases) {
    test(`are complete when the upstream answers "${words}"`, async () => {
      upstream.respondWith(words);
      const images = imagesOf((await runOnce({ request: { n } })).outcome);
      expect(images).toHaveLength(count);
      for (const [index, image] of images.entries()) {
        const expected = await renderBase64({ width: 1024, height: 640, format: "png", index });
        expect((await readBytes(image.path)).toBase64()).toBe(expected);
      }
      expect(await readdir(folder)).toHaveLength(count);
    });
  }

  const breaks: [how: string, answer: Parameters<Upstream["respondWith"]>[0]][] = [
    ["truncated", "truncated"],
    ["reset", ({ reply }) => sendImages(reply, 2).then(() => void reply.socket?.resetAndDestroy())],
    ["closed", ({ reply }) => sendImages(reply, 2).then(() => void reply.socket?.destroy())],
  ];
  for (const [how, answer] of breaks) {
    test(`that arrived completely are kept when the response is ${how}`, async () => {
      upstream.respondWith(answer);
      const { outcome } = await runOnce({ request: { n: 5 } });
      expect(imagesOf(outcome)).toHaveLength(2);
      expect(await readdir(folder)).toHaveLength(2);
    });
  }

  test("are kept when the deadline passes during the response", async () => {
    // On a busy machine, a deadline can pass before the first image has arrived.
    for (let timeoutMs = 300, images = 0; images !== 1; timeoutMs *= 2) {
      upstream.respondWith(({ reply }) => sendImages(reply, 1));
      const { outcome } = await runOnce({ request: { n: 3 }, timeoutMs });
      images = outcome.kind === "images" ? outcome.images.length : 0;
    }
  });

  test("are kept when only the end of the response is missing", async () => {
    upstream.respondWith("truncated-end");
    expect(imagesOf((await runOnce()).outcome)).toHaveLength(1);
  });

  test("that are final are kept when the stream breaks after them", async () => {
    upstream.respondWith("truncated-end");
    const { outcome } = await runOnce({
      request: { partialImages: 1 },
      attempt: { async onPartial() {} },
    });
    expect(imagesOf(outcome)).toHaveLength(1);
  });

  test("are returned when a stream was requested and JSON is received", async () => {
    const b64_json = await renderBase64({ width: 64, height: 64, format: "png", index: 0 });
    upstream.respondWith(({ reply }) => sendWhole(reply, JSON.stringify({ data: [{ b64_json }] })));
    const { outcome } = await runOnce({
      request: { partialImages: 1 },
      attempt: { async onPartial() {} },
    });
    expect(imagesOf(outcome)).toHaveLength(1);
  });

  test("larger than 64 MB are not kept", async () => {
    const head = "iVBORw0KGgoAAAAN";
    upstream.respondWith(({ reply }) => {
      const large = head + "A".repeat(88 * 1_048_576);
      reply.setHeader("content-type", "application/json");
      reply.end(`{"data":[{"b64_json":"${large}"},{"b64_json":"${head}"}]}`);
    });
    // Transferring this many bytes takes seconds on a busy machine.
    const { outcome } = await runOnce({ request: { n: 2 }, timeoutMs: 25_000 });
    expect(imagesOf(outcome).map((image) => image.sizeBytes)).toEqual([12]);
  });
});

describe("the outcome of a call to OpenAI", () => {
  const message = expect.any(String);
  const cause = expect.any(Error);
  const outcomes: [words: string, outcome: Record<string, unknown>][] = [
    ["400", { kind: "rejected", message: "Invalid size." }],
    ["413", { kind: "rejected", message }],
    ["422", { kind: "rejected", message }],
    ["401", { kind: "operator_fault", cause }],
    ["403", { kind: "operator_fault", cause }],
    ["404", { kind: "operator_fault", cause }],
    ["quota", { kind: "operator_fault", cause }],
    ["spend-limit", { kind: "operator_fault", cause }],
    ["429", { kind: "not_accepted", cause }],
    ["429:7", { kind: "not_accepted", cause, retryAfterMs: 7000 }],
    ["503", { kind: "not_accepted", cause }],
    ["moderation", { kind: "blocked", message: expect.stringContaining("safety system") }],
    ["500", { kind: "failed", message, cause }],
    ["502", { kind: "failed", message, cause }],
    ["504", { kind: "failed", message, cause }],
    ["none", { kind: "failed", message, cause }],
    ["links", { kind: "failed", message: expect.stringContaining("links"), cause }],
    ["reset", { kind: "unknown", cause }],
    ["reset-headers", { kind: "unknown", cause }],
    ["reset-body", { kind: "unknown", cause }],
    ["close-body", { kind: "unknown", cause }],
    ["truncated", { kind: "unknown", cause }],
    ["html", { kind: "unknown", cause }],
    ["empty", { kind: "unknown", cause }],
    ["wrong-base64", { kind: "unknown", cause }],
    ["not-an-image", { kind: "unknown", cause }],
    ["zero-bytes", { kind: "unknown", cause }],
  ];
  for (const [words, expected] of outcomes) {
    test(`for "${words}" is ${expected.kind}, after one call, without remaining files`, async () => {
      const { outcome } = await runOnce({ request: { prompt: `a boat #up:${words}` } });
      expect<unknown>(outcome).toEqual(expected);
      expect(await readdir(folder)).toEqual([]);
      expect(Bun.inspect(outcome)).not.toMatch(/sk-\w/);
    });
  }

  test("is failed for a stream that reports an error", async () => {
    upstream.respondWith("stream-error");
    const given = { request: { partialImages: 1 }, attempt: { async onPartial() {} } };
    const { outcome } = await runOnce(given);
    expect(outcome).toMatchObject({ kind: "failed", message: "It broke." });
  });

  test("follows from one call even if the upstream requests a retry", async () => {
    upstream.respondWith(({ reply }) => {
      const headers = { "x-should-retry": "true", "retry-after-ms": "1", "retry-after": "9" };
      reply.writeHead(503, headers).end("overloaded");
    });
    const { outcome } = await runOnce();
    expect(outcome).toMatchObject({ kind: "not_accepted", retryAfterMs: 1 });
  });

  test("is operator_fault for a redirect, and the API key is sent nowhere else", async () => {
    upstream.respondWith(
      ({ reply }) => void reply.writeHead(307, { location: upstream.url }).end(),
    );
    expect((await runOnce()).outcome.kind).toBe("operator_fault");
  });

  test("contains neither the API key, nor text that cannot be stored, nor long text", async () => {
    upstream.respondWith(({ reply }) => {
      const message = `${API_KEY} \u0000 \ud800 ${"é".repeat(5000)}`;
      reply.writeHead(400).end(JSON.stringify({ error: { message } }));
    });
    const { outcome } = await runOnce();
    if (outcome.kind !== "rejected") throw new Error(outcome.kind);
    expect(outcome.message).toHaveLength(500);
    expect(outcome.message).toStartWith("[redacted]  ");
    expect(outcome.message.isWellFormed()).toBe(true);
    expect(outcome.message).not.toContain("\0");
  });

  test("follows from the status if the body of an error never ends", async () => {
    upstream.respondWith(({ reply }) => {
      reply.writeHead(429, { "retry-after": "3" });
      const more = () => void (reply.destroyed || reply.write("x".repeat(65_536), more));
      more();
    });
    expect((await runOnce()).outcome).toMatchObject({ kind: "not_accepted", retryAfterMs: 3000 });
  });
});

describe("an attempt at OpenAI", () => {
  test("is unknown when its deadline passes", async () => {
    const before = upstream.calls.length;
    upstream.respondWith("hang");
    // On a busy machine, a deadline can pass before the call has arrived.
    for (let timeoutMs = 200; upstream.calls.length === before; timeoutMs *= 2) {
      const outcome = await run({ timeoutMs });
      expect(outcome).toMatchObject({ kind: "unknown", cause: { name: "TimeoutError" } });
    }
  });

  test("is unknown when it is canceled after the call was sent", async () => {
    upstream.respondWith("hang");
    const canceled = new AbortController();
    const arrived = upstream.arrived(upstream.calls.length + 1).then(() => canceled.abort());
    const { outcome } = await runOnce({ attempt: { signal: canceled.signal } });
    await arrived;
    expect(outcome.kind).toBe("unknown");
  });

  test("sends nothing if it was canceled before or sent() rejects", async () => {
    const before = upstream.calls.length;
    const canceled = await run({ attempt: { signal: AbortSignal.abort() } });
    const fenced = await run({ attempt: { sent: () => Promise.reject(new Error("fenced")) } });
    expect([canceled.kind, fenced.kind]).toEqual(["not_accepted", "not_accepted"]);
    expect(upstream.calls.length).toBe(before);
  });

  test("has recorded sent() before the upstream receives a byte", async () => {
    const before = upstream.calls.length;
    let seen = -1;
    await runOnce({ attempt: { sent: async () => void (seen = upstream.calls.length) } });
    expect(seen).toBe(before);
  });
});

describe("an OpenAI endpoint that cannot be reached", () => {
  test("has accepted nothing: connection refused, unknown host, no TLS, untrusted certificate", async () => {
    const plain = createServer((socket) => socket.once("data", () => socket.end("no TLS here")));
    await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
    const certificate = await leaf("self-signed");
    const tls = Bun.serve({ port: 0, tls: certificate, fetch: () => new Response("{}") });
    const address = plain.address();
    const plainPort = address !== null && typeof address === "object" ? address.port : 0;
    const urls = [
      `http://127.0.0.1:${CLOSED_PORT}/v1`,
      "http://no-such-host.invalid/v1",
      `https://127.0.0.1:${plainPort}/v1`,
      `https://localhost:${tls.port}/v1`,
    ];
    for (const baseUrl of urls)
      expect(await run({ baseUrl })).toMatchObject({ kind: "not_accepted" });
    await tls.stop(true);
    await new Promise((resolve) => plain.close(resolve));
  });
});
