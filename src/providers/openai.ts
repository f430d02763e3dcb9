import OpenAI from "openai";
import type { Attempt, Provider, ProviderOutcome, ProviderRequest } from "./provider.ts";
import { outcomeOfError, outcomeOfErrorBody } from "./openai/errors.ts";
import { readReply } from "./openai/reply.ts";
import { sendRequest } from "./openai/request.ts";
import { readUsage } from "./openai/usage.ts";
import { createScribe, type Scribe } from "./wire.ts";

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
  const scribe = createScribe(options.apiKey);
  return {
    name: "openai",
    repeatable: false,
    resumable: false,
    generate: (request, attempt) => generate({ ...options, scribe }, request, attempt),
  };
}

async function generate(
  options: OpenaiOptions & { scribe: Scribe },
  request: ProviderRequest,
  attempt: Attempt,
): Promise<ProviderOutcome> {
  const line = openLine(options, attempt);
  try {
    const response = await sendRequest(line.client, request, attempt);
    return await outcomeOfReply(response, request, { attempt, scribe: options.scribe });
  } catch (error) {
    if (!line.isUsed()) return { kind: "not_accepted", cause: options.scribe.clean(error) };
    return outcomeOfError(error, options.scribe);
  }
}

/** A client for one attempt, which knows whether anything was put on the wire. */
function openLine(options: OpenaiOptions, attempt: Attempt) {
  let used = false;

  async function send(url: string | URL | Request, init?: RequestInit): Promise<Response> {
    attempt.signal.throwIfAborted();
    await attempt.sent();
    const deadline = AbortSignal.timeout(options.timeoutMs);
    const signal = AbortSignal.any([attempt.signal, deadline]);
    signal.throwIfAborted();
    used = true;
    // `timeout: false` lifts Bun's own five-minute limit. A fresh connection each time, because a
    // kept one that the other side has just closed looks like a call that was paid and lost.
    const call = { ...init, signal, timeout: false, keepalive: false, redirect: "manual" } as const;
    const response = await fetch(url, call);
    return response.ok ? response : shorten(response);
  }

  const client = new OpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseUrl,
    // Each silent retry could be a second paid picture.
    maxRetries: 0,
    // Never the first to give up: the deadline above also covers the body.
    timeout: Math.min(options.timeoutMs + 60_000, 2 ** 31 - 1),
    fetch: send,
    logLevel: "off",
    // Otherwise the client would look for these in the environment.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
  });
  return { client, isUsed: () => used };
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

async function outcomeOfReply(
  response: Response,
  request: ProviderRequest,
  { attempt, scribe }: { attempt: Attempt; scribe: Scribe },
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
  if (reply.error !== undefined) return outcomeOfErrorBody({ body: reply.error }, scribe);
  if (reply.lack === undefined) return { kind: "unknown", cause: scribe.clean(reply.broke) };
  return { kind: "failed", message: reply.lack, cause: new Error(reply.lack) };
}
