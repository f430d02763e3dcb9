/**
 * A provider in a process of its own, which responds after LATENCY_MS with one image of IMAGE_BYTES. It
 * prints its URL, and ends with its standard input. Also started by `startProvider`.
 */
import { deflateSync } from "node:zlib";
import { createPngChunk } from "../support/png-chunk.ts";

const PIXEL_BYTES = 3;
const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

/** A provider with the OpenAI Images API. It ends with its scope. */
export interface Provider extends AsyncDisposable {
  /** The base URL, with /v1. */
  url: string;
  pid: number;
}

/** Starts a provider whose images have about `imageBytes`, and which responds after `latencyMs`. */
export async function startProvider(imageBytes: number, latencyMs = 0): Promise<Provider> {
  const child = Bun.spawn([process.execPath, import.meta.path], {
    env: {
      ...process.env,
      IMAGE_BYTES: String(imageBytes),
      LATENCY_MS: String(latencyMs),
    },
    stdin: "pipe",
    stdout: "pipe",
    stderr: "inherit",
  });
  const { value } = await child.stdout.getReader().read();
  if (value === undefined) throw new Error("The provider did not start.");
  return {
    url: new TextDecoder().decode(value).trim(),
    pid: child.pid,
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await child.exited;
    },
  };
}

/** Returns the settings of a server that uses the provider. */
export function toProviderSettings({ url }: Pick<Provider, "url">): Record<string, string> {
  return { PROVIDER: "openai", OPENAI_API_KEY: "sk-bench", OPENAI_BASE_URL: url };
}

/** Returns a square PNG of about `bytes` with random pixels, which no compression makes smaller. */
export function createPng(bytes: number): Buffer {
  const side = Math.max(1, Math.floor(Math.sqrt(bytes / PIXEL_BYTES)));
  const rowBytes = 1 + side * PIXEL_BYTES;
  const pixels = Buffer.alloc(rowBytes * side);
  for (let start = 0; start < pixels.length; start += 65_536) {
    crypto.getRandomValues(pixels.subarray(start, start + 65_536));
  }
  // The filter of each row.
  for (let row = 0; row < side; row++) pixels[row * rowBytes] = 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    createPngChunk("IHDR", header),
    createPngChunk("IDAT", deflateSync(pixels, { level: 0 })),
    createPngChunk("IEND", ""),
  ]);
}

/** Returns a response of the provider with one image. */
export function createReply(imageBytes: number): string {
  const usage = {
    ...{ total_tokens: 1068, input_tokens: 12, output_tokens: 1056 },
    input_tokens_details: { text_tokens: 12, image_tokens: 0 },
  };
  const data = [{ b64_json: createPng(imageBytes).toString("base64") }];
  return JSON.stringify({ created: 0, data, output_format: "png", usage });
}

async function serve(): Promise<void> {
  const reply = Buffer.from(createReply(Number(process.env.IMAGE_BYTES)));
  const headers = { "content-type": "application/json" };
  const latencyMs = Number(process.env.LATENCY_MS);
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    async fetch(request) {
      await request.arrayBuffer();
      if (latencyMs > 0) await Bun.sleep(latencyMs);
      return new Response(reply, { headers });
    },
  });
  process.stdout.write(`http://127.0.0.1:${server.port}/v1\n`);
  await Bun.stdin.text();
  await server.stop(true);
}

if (import.meta.main) await serve();
