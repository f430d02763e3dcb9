import { AsyncLocalStorage } from "node:async_hooks";
import OpenAI from "openai";
import type { Attempt, Provider, ProviderOutcome, ProviderRequest } from "../provider.ts";
import { toErrorOutcome, toErrorBodyOutcome } from "./errors.ts";
import { readReply } from "./reply.ts";
import { sendRequest } from "./request.ts";
import { readUsage } from "./usage.ts";
import { createCallLog, type CallLog } from "../http-client.ts";

interface OpenaiOptions {
  apiKey: string;
  /** With the version, as in "https://api.openai.com/v1". */
  baseUrl: string;
  /** For one whole call, from the first byte sent to the last byte read. */
  timeoutMs: number;
}

const LONGEST_ERROR_BYTES = 65_536;

/**
 * A provider that speaks the OpenAI Images API, to OpenAI or to any server compatible with it. One
 * attempt makes at most one call, and pictures go from the socket to `attempt.folder` piece by
 * piece. Whole pictures are kept, and told as `images`, even where the reply breaks after them.
 */
export function createOpenai(options: OpenaiOptions): Provider {
  const scribe = createCallLog(options.apiKey);
  const shared: Shared = { client: openClient(options), timeoutMs: options.timeoutMs, scribe };
  return {
    name: "openai",
    repeatable: false,
    resumable: false,
    generate: (request, attempt) => generate(shared, request, attempt),
  };
}

/** What all attempts share. */
interface Shared {
  client: OpenAI;
  timeoutMs: number;
  scribe: CallLog;
}

async function generate(
  shared: Shared,
  request: ProviderRequest,
  attempt: Attempt,
): Promise<ProviderOutcome> {
  const { client, scribe } = shared;
  const line = openCallContext(shared, attempt);
  try {
    const response = await lines.run(line, () => sendRequest(client, request, attempt));
    return await toReplyOutcome(response, request, { attempt, scribe });
  } catch (error) {
    if (!line.isUsed()) return { kind: "not_accepted", cause: scribe.clean(error) };
    return toErrorOutcome(error, scribe);
  }
}

/** One attempt's way to the wire, which knows whether anything was put on it. */
interface CallContext {
  send(url: string | URL | Request, init?: RequestInit): Promise<Response>;
  isUsed(): boolean;
}

// Which attempt a call of the client belongs to: a client of its own for each would take longer to
// make than all the rest of a call.
const lines = new AsyncLocalStorage<CallContext>();

function openClient({ apiKey, baseUrl, timeoutMs }: OpenaiOptions): OpenAI {
  return new OpenAI({
    apiKey,
    baseURL: baseUrl,
    // Each silent retry could be a second paid picture.
    maxRetries: 0,
    // Never the first to give up: the deadline of a line also covers the body.
    timeout: Math.min(timeoutMs + 60_000, 2 ** 31 - 1),
    fetch: (url, init) => currentCall().send(url, init),
    logLevel: "off",
    // Otherwise the client would look for these in the environment.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
  });
}

function currentCall(): CallContext {
  const line = lines.getStore();
  if (line === undefined) throw new Error("A call of the OpenAI client belongs to no attempt.");
  return line;
}

function openCallContext({ timeoutMs }: Shared, attempt: Attempt): CallContext {
  let used = false;

  async function send(url: string | URL | Request, init?: RequestInit): Promise<Response> {
    attempt.signal.throwIfAborted();
    await attempt.sent();
    const deadline = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([attempt.signal, deadline]);
    signal.throwIfAborted();
    used = true;
    // `timeout: false` lifts Bun's own five-minute limit. A fresh connection each time, because a
    // kept one that the other side has just closed looks like a call that was paid and lost.
    const call = { ...init, signal, timeout: false, keepalive: false, redirect: "manual" } as const;
    const response = await fetch(url, call);
    return response.ok ? response : shorten(response);
  }

  return { send, isUsed: () => used };
}

/** The same answer with a body that is safe to hold; the client reads an error's body whole. */
async function shorten(response: Response): Promise<Response> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const part of response.body ?? []) {
      parts.push(part);
      sizeBytes += part.length;
      if (sizeBytes > LONGEST_ERROR_BYTES) break;
    }
  } catch {
    // The status alone already says how the call ended.
  }
  const body = response.status < 400 ? null : Buffer.concat(parts).subarray(0, LONGEST_ERROR_BYTES);
  return new Response(body, { status: response.status, headers: response.headers });
}

async function toReplyOutcome(
  response: Response,
  request: ProviderRequest,
  { attempt, scribe }: { attempt: Attempt; scribe: CallLog },
): Promise<ProviderOutcome> {
  const reply = await readReply(response, request, attempt);
  if (reply.images.length > 0) {
    const requestId = response.headers.get("x-request-id")?.slice(0, 200);
    return {
      kind: "images",
      images: reply.images,
      ...readUsage(request.model, reply.usage),
      ...(requestId && { providerRequestId: requestId }),
    };
  }
  if (reply.error !== undefined) return toErrorBodyOutcome({ body: reply.error }, scribe);
  if (reply.lack === undefined) return { kind: "unknown", cause: scribe.clean(reply.broke) };
  return { kind: "failed", message: reply.lack, cause: new Error(reply.lack) };
}
