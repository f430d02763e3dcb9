import { AsyncLocalStorage } from "node:async_hooks";
import OpenAI from "openai";
import type { Attempt, Provider, ProviderOutcome, ProviderRequest } from "../provider.ts";
import { toErrorOutcome, toErrorBodyOutcome } from "./errors.ts";
import { findPromptFault } from "./prompt-syntax.ts";
import { readReply } from "./reply.ts";
import { sendRequest } from "./request.ts";
import { readUsage } from "./usage.ts";
import { createCallLog, type CallLog, withTraceparent } from "../http-client.ts";

interface OpenaiOptions {
  apiKey: string;
  /** With the version, as in "https://api.openai.com/v1". */
  baseUrl: string;
  /** The maximum duration of a call, from the first byte sent to the last byte read. */
  timeoutMs: number;
}

const MAX_ERROR_BYTES = 65_536;

/**
 * Creates a provider for the OpenAI Images API and compatible servers. An attempt sends at most one call.
 * Images are streamed from the socket to `attempt.folder`. Complete images are returned even if the
 * response fails after them.
 */
export function createOpenai(options: OpenaiOptions): Provider {
  const callLog = createCallLog(options.apiKey);
  const shared: Shared = { client: openClient(options), timeoutMs: options.timeoutMs, callLog };
  return {
    name: "openai",
    repeatable: false,
    resumable: false,
    sendsOneCall: true,
    capabilities: {
      quality_xhigh: "declared",
      quality_max: "declared",
      complexity: "declared",
      markup: "declared",
      seed: "declared",
      input_fidelity: "declared",
      style: "declared",
    },
    findRequestFault: ({ prompt }) => findPromptFault(options.baseUrl, prompt),
    generate: (request, attempt) => generate(shared, request, attempt),
  };
}

/** The shared state of all attempts. */
interface Shared {
  client: OpenAI;
  timeoutMs: number;
  callLog: CallLog;
}

async function generate(
  shared: Shared,
  request: ProviderRequest,
  attempt: Attempt,
): Promise<ProviderOutcome> {
  const { client, callLog } = shared;
  const call = openCallContext(shared, attempt);
  try {
    const sender = { client, send: call.send };
    const response = await calls.run(call, () => sendRequest(sender, request, attempt));
    return await toReplyOutcome(response, request, { attempt, callLog });
  } catch (error) {
    if (!call.isUsed()) return { kind: "not_accepted", cause: callLog.clean(error) };
    return toErrorOutcome(error, callLog);
  }
}

/** The `fetch` of one attempt. */
interface CallContext {
  send(url: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Returns whether a request has been sent. */
  isUsed(): boolean;
}

// Associates calls of the shared client with attempts. Creating a client per attempt would take longer
// than the rest of a call.
const calls = new AsyncLocalStorage<CallContext>();

function openClient({ apiKey, baseUrl, timeoutMs }: OpenaiOptions): OpenAI {
  return new OpenAI({
    apiKey,
    baseURL: baseUrl,
    // A retry by the client could be charged a second time.
    maxRetries: 0,
    // Longer than the deadline in `send`, which also covers the body.
    timeout: Math.min(timeoutMs + 60_000, 2 ** 31 - 1),
    fetch: (url, init) => currentCall().send(url, init),
    logLevel: "off",
    // Otherwise the client would read these from the environment.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
  });
}

function currentCall(): CallContext {
  const call = calls.getStore();
  if (call === undefined) throw new Error("The OpenAI client was called outside an attempt.");
  return call;
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
    // `timeout: false` disables Bun's limit of five minutes. Without keep-alive, because a reused connection
    // that was just closed is indistinguishable from a charged call whose response was lost.
    const options = {
      ...withTraceparent(init, attempt.traceparent),
      signal,
      timeout: false,
      keepalive: false,
      redirect: "manual",
    } as const;
    const response = await fetch(url, options);
    return response.ok ? response : limitErrorBody(response);
  }

  return { send, isUsed: () => used };
}

/** Limits the body of an error response, because the client reads it into memory. */
async function limitErrorBody(response: Response): Promise<Response> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    for await (const part of response.body ?? []) {
      parts.push(part);
      sizeBytes += part.length;
      if (sizeBytes > MAX_ERROR_BYTES) break;
    }
  } catch {
    // The status determines the outcome of the call.
  }
  const body = response.status < 400 ? null : Buffer.concat(parts).subarray(0, MAX_ERROR_BYTES);
  return new Response(body, { status: response.status, headers: response.headers });
}

async function toReplyOutcome(
  response: Response,
  request: ProviderRequest,
  { attempt, callLog }: { attempt: Attempt; callLog: CallLog },
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
  if (reply.error !== undefined) return toErrorBodyOutcome({ body: reply.error }, callLog);
  if (reply.missingReason === undefined)
    return { kind: "unknown", cause: callLog.clean(reply.readError) };
  return { kind: "failed", message: reply.missingReason, cause: new Error(reply.missingReason) };
}
