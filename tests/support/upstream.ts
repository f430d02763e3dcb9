import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import busboy from "busboy";
import { applyBehaviors, sendError, sendWhole } from "./upstream/behaviors.ts";
import type { Exchange } from "./upstream/behaviors.ts";
import type { UpstreamCall, UpstreamFile } from "./upstream/call.ts";
import { validateCall } from "./upstream/contract.ts";
import { eventually } from "./eventually.ts";

/**
 * Words from the table in `upstream/behaviors.ts`, such as "429:7" or "delay:50 moderation", or a
 * function that responds.
 */
type Answer = string | ((exchange: Exchange) => void | Promise<void>);

export interface Upstream {
  /** The base URL, with /v1. */
  url: string;
  /** All image calls in the order of arrival. */
  calls: UpstreamCall[];
  /** Sets the responses of the next calls, one each. Further calls succeed. */
  respondWith(...answers: Answer[]): void;
  /** Resolves when `count` calls have arrived in total. */
  arrived(count: number): Promise<void>;
  /** Continues the calls that wait because of "hold". */
  release(): void;
  stop(): Promise<void>;
}

export interface UpstreamOptions {
  /** Receives each image call when it has been read, with its response. */
  onCall?(call: UpstreamCall, reply: ServerResponse): void;
  /** Returns the response of a call. Undefined: that of the words in its prompt. */
  chooseAnswer?(call: UpstreamCall): Answer | undefined;
}

/**
 * A real HTTP server with the OpenAI Images API: generations, edits, event streams, models. It returns
 * real images of the requested size, enforces the published limits, and misbehaves on command: through
 * `respondWith`, or by words such as `#up:429` in the prompt. Otherwise it responds immediately.
 */
export async function startUpstream(options: UpstreamOptions = {}): Promise<Upstream> {
  const calls: UpstreamCall[] = [];
  const answers: Answer[] = [];
  let hold = Promise.withResolvers<void>();

  async function handle(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    reply.setHeader("x-request-id", `req_${calls.length + 1}`);
    const operation = /^\/v1\/images\/(generations|edits)$/.exec(request.url ?? "")?.[1];
    if (request.url === "/v1/models") return sendWhole(reply, JSON.stringify(MODELS));
    if (operation !== "generations" && operation !== "edits") return sendNotFound(reply);
    const call = { operation, headers: request.headers, ...(await readBody(request)) } as const;
    calls.push(call);
    options.onCall?.(call, reply);
    const refusal = validateCall(call);
    if (refusal !== undefined) return sendError(reply, refusal);
    const answer = answers.shift() ?? options.chooseAnswer?.(call) ?? wordsInPrompt(call);
    await perform(answer, openExchange(call, reply, hold.promise));
  }

  async function arrived(count: number): Promise<void> {
    const message = `Fewer than ${count} calls arrived`;
    await eventually(() => calls.length >= count, { message });
  }

  function release(): void {
    hold.resolve();
    hold = Promise.withResolvers();
  }

  const { url, stop } = await listen(handle);
  return {
    url,
    calls,
    respondWith: (...more) => void answers.push(...more),
    arrived,
    release,
    stop,
  };
}

async function listen(handle: (request: IncomingMessage, reply: ServerResponse) => Promise<void>) {
  const server = createServer((request, reply) => {
    handle(request, reply).catch((error: Error) => {
      // An error in the test, such as an unknown word, becomes an error response.
      if (reply.headersSent) reply.destroy(error);
      else sendError(reply, { status: 418, type: "test", code: null, message: error.message });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The upstream has no port.");

  async function stop(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  return { url: `http://127.0.0.1:${address.port}/v1`, stop };
}

function openExchange(
  call: UpstreamCall,
  reply: ServerResponse,
  released: Promise<void>,
): Exchange {
  const count = Number(call.fields.n ?? 1);
  const send = (body: string) => sendWhole(reply, body);
  return { call, reply, count, encode: (base64) => base64, send, released };
}

async function perform(answer: Answer, exchange: Exchange): Promise<void> {
  if (typeof answer === "function") await answer(exchange);
  else await applyBehaviors(answer.split(" ").filter(Boolean), exchange);
}

const MODELS = {
  object: "list",
  data: ["gpt-image-2", "gpt-image-1.5", "gpt-image-1-mini"].map((id) => ({
    id,
    object: "model",
    created: 1_776_729_600,
    owned_by: "openai",
  })),
};

function sendNotFound(reply: ServerResponse): void {
  const message = "Invalid URL.";
  sendError(reply, { status: 404, type: "invalid_request_error", code: null, message });
}

/** Returns the words after "#up:" in the prompt, in order. */
function wordsInPrompt({ fields }: UpstreamCall): string {
  return [...String(fields.prompt).matchAll(/#up:([\w:-]+)/g)].map((match) => match[1]).join(" ");
}

async function readBody(request: IncomingMessage) {
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("multipart/form-data")) return readForm(request);
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  // The API accepts only objects, and each field is checked when it is read.
  const fields = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>;
  return { fields, files: [] };
}

function readForm(request: IncomingMessage) {
  const fields: Record<string, unknown> = {};
  const files: UpstreamFile[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<{
    fields: Record<string, unknown>;
    files: UpstreamFile[];
  }>();
  const form = busboy({ headers: request.headers });
  form.on("field", (name, value) => void (fields[name] = value));
  form.on("file", (field, stream, { filename: name, mimeType: contentType }) => {
    const digest = new Bun.CryptoHasher("sha256");
    const file: UpstreamFile = { field, name, contentType, sizeBytes: 0, sha256: "" };
    files.push(file);
    stream.on("data", (bytes: Buffer) => {
      digest.update(bytes);
      file.sizeBytes += bytes.length;
    });
    stream.on("end", () => void (file.sha256 = digest.digest("hex")));
  });
  form.on("close", () => resolve({ fields, files }));
  form.on("error", reject);
  request.pipe(form);
  return promise;
}
