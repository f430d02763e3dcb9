import type { components, operations } from "../../../generated/openai/server.ts";
import type { Call, LateResponse } from "../../openapi/handlers.ts";
import { KEEP_ALIVE_HEADERS } from "../../http/keep-alive.ts";
import { type CreateHeaders, readCreateHeaders } from "../../http/create-headers.ts";
import { acquireWaitSlot } from "../../http/wait-limit.ts";
import { toStream } from "../../http/stream.ts";
import type { Context } from "../../app/context.ts";
import { type Accepted, checkAcceptance } from "../../core/generations/accept.ts";
import { submitGeneration, type CreateGeneration } from "../../core/generations/create.ts";
import { type Generation, loadGeneration, isFinished } from "../../core/generations/find.ts";
import type { ReceivedImage } from "../../core/generations/inputs.ts";
import { type InputUrl, withDownloadedInputs } from "../../core/generations/input-urls.ts";
import { type Wait, waitForResult } from "../../core/generations/wait.ts";
import { readThroughOutage } from "../../core/generations/unconfirmed-create.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import { toFailureError } from "../failure.ts";
import type { Watch } from "./event-stream.ts";
import { checkMask } from "./inputs.ts";
import { toPendingError } from "./outcome.ts";
import { resolveLinks } from "./stored-links.ts";

/** The parts of a call that all operations that create images share. */
export type ImageCall = Pick<
  Call<operations["createImage"], Caller>,
  "ctx" | "caller" | "request" | "requestId" | "signal" | "setHeader"
> & {
  body: { stream?: boolean | null; async?: boolean | null | undefined };
  /** Given if the response may start before the images are ready. */
  startEarly?: Call<operations["createImage"], Caller>["startEarly"] | undefined;
  /** Of a request of a batch: how long it may wait in the queue. */
  queueSeconds?: number;
};

/** How an operation presents a generation to its client. */
export interface Presentation<Body> {
  /** Returns the response of a succeeded generation. */
  toBody(generation: Generation): Promise<Body>;
  /** Yields the events of a stream. */
  toEvents(watch: Watch): AsyncGenerator<Uint8Array>;
}

type CallOutcome<Body> =
  | { body: Body | ReadableStream<Uint8Array>; headers?: Record<string, string> }
  | { pending: components["schemas"]["Error"] };
/** A request in the core's terms, and the operation that received it. */
type Wanted = Pick<CreateGeneration, "route" | "request" | "needsBase64" | "addedOptions">;

/** Submits a request without input images. */
export function submitPrompt(call: ImageCall, wanted: Wanted): Promise<Accepted> {
  return submitGeneration(call.ctx, { ...toCreate(call, wanted), received: [] });
}

/** Submits an edit of files, after checking its mask. */
export async function submitEdit(
  call: ImageCall,
  wanted: Wanted & { inputUrls?: string[] },
  received: ReceivedImage[],
): Promise<Accepted> {
  const { mask: maskIndex } = wanted.request.options;
  const [first, mask] = [received[0], maskIndex === undefined ? undefined : received[maskIndex]];
  if (first && mask) await checkMask(first, mask);
  return submitGeneration(call.ctx, { ...toCreate(call, wanted), received });
}

/**
 * Submits an edit of images at URLs, of stored files or of stored responses. They are downloaded once the
 * edit could be accepted. Empties `links`, so that data URLs of many megabytes are freed while the caller
 * waits.
 */
export async function submitLinks(
  call: ImageCall,
  wanted: Wanted,
  links: InputUrl[],
): Promise<Accepted> {
  const { ctx } = call;
  const inputUrls = links.map(({ url }) => url);
  const submission = { ...wanted, inputUrls };
  const earlier = await checkAcceptance(ctx, toCreate(call, submission));
  const use = (received: ReceivedImage[]) => submitEdit(call, submission, received);
  // A repeated request gets its generation also if the file was deleted in the meantime.
  const accepted =
    earlier ??
    (await withDownloadedInputs(
      ctx,
      { links: await resolveLinks(ctx, call.caller.accountId, links) },
      use,
    ));
  links.length = 0;
  inputUrls.length = 0;
  return accepted;
}

function toCreate(
  { ctx, caller, body, request: { headers }, queueSeconds, signal }: ImageCall,
  wanted: Wanted & Pick<CreateGeneration, "inputUrls">,
): Omit<CreateGeneration, "received"> {
  const createHeaders = readCreateHeaders(headers);
  const { idempotencyKey, isRetry } = createHeaders;
  const waitMs = body.async ? 0 : getMaxWaitMs(ctx, createHeaders);
  // The response of a stream starts as soon as the generation is accepted.
  const isAcknowledged = body.stream === true;
  const headersOfCreate = { idempotencyKey, isRetry, waitMs, isAcknowledged };
  return { caller, dialect: "openai", ...wanted, ...headersOfCreate, queueSeconds, signal };
}

/**
 * Creates a generation and returns its images or their stream. The wait slot is acquired before credits
 * are held.
 */
export async function runRequest<Body>(
  call: ImageCall,
  presentation: Presentation<Body>,
  create: () => Promise<Accepted>,
): Promise<CallOutcome<Body>> {
  const releaseSlot = acquireWaitSlot(call.caller.keyId);
  let isStreaming = false;
  try {
    const { generationId: id, createdAt, replayed, directResult } = await create();
    call.setHeader("x-generation-id", id);
    if (replayed) call.setHeader("idempotent-replayed", "true");
    if (!call.body.stream) {
      const outcome = wait(call, presentation, { id, isNew: !replayed, directResult });
      const body = await call.startEarly?.(outcome.then(toLateResponse));
      if (body === undefined) return await outcome;
      isStreaming = true;
      void outcome.then(releaseSlot, releaseSlot);
      return { body, headers: KEEP_ALIVE_HEADERS };
    }
    isStreaming = true;
    return { body: stream(call, presentation, { id, acceptedAt: createdAt, releaseSlot }) };
  } finally {
    if (!isStreaming) releaseSlot();
  }
}

function toLateResponse(outcome: CallOutcome<unknown>): LateResponse {
  if ("body" in outcome) return { status: 200, body: outcome.body };
  return { status: 504, code: "generation_timeout", body: outcome.pending };
}

async function wait<Body>(
  { ctx, caller, request, signal }: ImageCall,
  { toBody }: Presentation<Body>,
  { id, ...wanted }: Pick<Wait<Generation>, "id" | "isNew" | "directResult">,
): Promise<CallOutcome<Body>> {
  const createHeaders = readCreateHeaders(request.headers);
  const until = { waitMs: getMaxWaitMs(ctx, createHeaders), signal };
  const { accountId } = caller;
  const { idempotencyKey } = createHeaders;
  const read = async (finished?: Generation) =>
    finished ?? (await loadGeneration(ctx, accountId, id));
  const awaited = { id, accountId, idempotencyKey, ...wanted, read };
  const generation = await waitForResult(ctx, awaited, until);
  if (generation === undefined || !isFinished(generation)) return { pending: toPendingError(id) };
  if (generation.status !== "succeeded") throw toFailureError(generation);
  return { body: await readThroughOutage(ctx, { id, signal }, () => toBody(generation)) };
}

function stream<Body>(
  call: ImageCall,
  { toEvents }: Presentation<Body>,
  { id, acceptedAt, releaseSlot }: { id: string; acceptedAt: Date; releaseSlot: () => void },
): ReadableStream<Uint8Array> {
  const { ctx, caller, request, requestId } = call;
  const disconnected = new AbortController();
  const end = () => {
    disconnected.abort();
    releaseSlot();
  };
  const waitMs = getMaxWaitMs(ctx, readCreateHeaders(request.headers));
  const { accountId, keyId } = caller;
  const { signal } = disconnected;
  const watch = { ctx, id, accountId, keyId, acceptedAt, requestId, waitMs, signal };
  return toStream(finallyDo(toEvents(watch), end), end);
}

async function* finallyDo(chunks: AsyncGenerator<Uint8Array>, end: () => void) {
  try {
    yield* chunks;
  } finally {
    end();
  }
}

function getMaxWaitMs(ctx: Context, { maxWaitMs: waitMs }: CreateHeaders): number {
  return Math.min(waitMs ?? Infinity, ctx.config.syncWaitMs);
}
