import type { components, operations } from "../../../generated/openai/server.ts";
import type { Call, Handlers } from "../../openapi/handlers.ts";
import { type CreateHeaders, readCreateHeaders } from "../../http/create-headers.ts";
import { acquireWaitSlot } from "../../http/wait-limit.ts";
import { toStream } from "../../http/stream.ts";
import type { Context } from "../../app/context.ts";
import { type Accepted, checkAcceptance } from "../../core/generations/accept.ts";
import { submitGeneration, type CreateGeneration } from "../../core/generations/create.ts";
import { type Generation, loadGeneration, isFinished } from "../../core/generations/find.ts";
import type { ReceivedImage } from "../../core/generations/inputs.ts";
import { withDownloadedInputs } from "../../core/generations/input-urls.ts";
import { type Wait, waitForResult } from "../../core/generations/wait.ts";
import { readThroughOutage } from "../../core/generations/unconfirmed-create.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import { findCachedModel } from "../../core/models/model-cache.ts";
import * as models from "../../core/models/models.ts";
import { AppError } from "../../foundation/errors.ts";
import { toFailureError } from "../failure.ts";
import { type Kind, toEvents } from "./events.ts";
import { checkMask, listFormImages, listImageLinks } from "./inputs.ts";
import { RETRY_AFTER_SECONDS, toPendingError } from "./outcome.ts";
import { toUnixSeconds, toResponse } from "./images.ts";
import { toModelId, toEdit, toRequest, type ImageRequest } from "./mapping.ts";

type OpenaiCall<Name extends keyof operations> = Call<operations[Name], Caller>;
/** The parts of a call that creating and editing images share. */
type ImageCall = Pick<
  OpenaiCall<"createImage">,
  "ctx" | "caller" | "request" | "requestId" | "signal" | "setHeader"
> & { body: ImageRequest };
type ResponseBody = components["schemas"]["ImagesResponse"] | ReadableStream<Uint8Array>;
type CallOutcome = { body: ResponseBody } | { pending: components["schemas"]["Error"] };

/** One handler per operation of the OpenAI-compatible API. */
export const handlers: Handlers<operations, Caller> = {
  createImage,
  editImage,
  listModels,
  getModel,
};

async function createImage(call: OpenaiCall<"createImage">) {
  const { ctx, body } = call;
  const request = toRequest(body, await findModel(ctx, toModelId(body)));
  const outcome = await runRequest(call, "image_generation", () =>
    submit(call, { route: "createImage", request, received: [] }),
  );
  return "pending" in outcome
    ? call.reply(504, outcome.pending, RETRY_AFTER_SECONDS)
    : call.reply(200, outcome.body);
}

async function editImage(call: OpenaiCall<"editImage">) {
  const { ctx, body } = call;
  const model = await findModel(ctx, toModelId(body));
  const isForm = "image" in body;
  const count = isForm ? body.image.length : body.images.length;
  const request = toEdit(body, model, { count, hasMask: !!body.mask });
  const links = isForm ? [] : listImageLinks(body);
  const inputUrls = isForm ? undefined : links.map(({ url }) => url);
  const submission = { route: "editImage", request, inputUrls };
  const submitEdit = async (received: ReceivedImage[]) => {
    const [first, mask] = [received[0], received[count]];
    if (first && mask) await checkMask(first, mask);
    return submit(call, { ...submission, received });
  };
  const outcome = await runRequest(call, "image_edit", async () => {
    if (isForm) return submitEdit(listFormImages(body));
    const earlier = await checkAcceptance(ctx, toCreate(call, submission));
    const accepted = earlier ?? (await withDownloadedInputs(ctx, { links }, submitEdit));
    // Frees data URLs of many megabytes while the caller waits.
    for (const large of [links, inputUrls ?? [], body.images]) large.length = 0;
    delete body.mask;
    call.releaseBody();
    return accepted;
  });
  return "pending" in outcome
    ? call.reply(504, outcome.pending, RETRY_AFTER_SECONDS)
    : call.reply(200, outcome.body);
}

async function listModels(call: OpenaiCall<"listModels">) {
  const rows = await models.listModels(call.ctx, "openai");
  return call.reply(200, { object: "list", data: rows.map(toModel) });
}

async function getModel(call: OpenaiCall<"getModel">) {
  return call.reply(200, toModel(await findModel(call.ctx, call.params.model)));
}

function toModel(
  model: Pick<Awaited<ReturnType<typeof findModel>>, "id" | "createdAt" | "provider">,
): components["schemas"]["CatalogueModel"] {
  const { id, createdAt, provider } = model;
  return { id, object: "model", created: toUnixSeconds(createdAt), owned_by: provider };
}

async function findModel(ctx: Context, id: string) {
  const model = await findCachedModel(ctx.db, id);
  if (model !== undefined) return model;
  const quoted = /^[\w.:/-]{1,100}$/.test(id) ? ` '${id}'` : "";
  throw new AppError("not_found", `The model${quoted} does not exist. See the list of models.`, {
    details: { issues: [{ path: ["model"], reason: "is not an available model" }] },
  });
}

function submit(
  call: ImageCall,
  { received, ...wanted }: Pick<CreateGeneration, "route" | "request" | "inputUrls" | "received">,
): Promise<Accepted> {
  return submitGeneration(call.ctx, { ...toCreate(call, wanted), received });
}

function toCreate(
  { ctx, caller, body, request: { headers }, signal }: ImageCall,
  wanted: Pick<CreateGeneration, "route" | "request" | "inputUrls">,
): Omit<CreateGeneration, "received"> {
  const createHeaders = readCreateHeaders(headers);
  const { idempotencyKey, isRetry } = createHeaders;
  // The response of a stream starts as soon as the generation is accepted.
  const waitMs = body.stream ? 0 : getMaxWaitMs(ctx, createHeaders);
  return { caller, dialect: "openai", ...wanted, idempotencyKey, isRetry, waitMs, signal };
}

/**
 * Creates a generation and returns its images or their stream. The wait slot is acquired before credits
 * are held.
 */
async function runRequest(
  call: ImageCall,
  kind: Kind,
  create: () => Promise<Accepted>,
): Promise<CallOutcome> {
  const releaseSlot = acquireWaitSlot(call.caller.keyId);
  let isStreaming = false;
  try {
    const { generationId: id, replayed, directResult } = await create();
    call.setHeader("x-generation-id", id);
    if (replayed) call.setHeader("idempotent-replayed", "true");
    if (!call.body.stream) return await wait(call, { id, isNew: !replayed, directResult });
    isStreaming = true;
    return { body: stream(call, { id, kind, releaseSlot }) };
  } finally {
    if (!isStreaming) releaseSlot();
  }
}

async function wait(
  { ctx, caller, body, request, signal }: ImageCall,
  { id, ...wanted }: Pick<Wait<Generation>, "id" | "isNew" | "directResult">,
): Promise<CallOutcome> {
  const until = { waitMs: getMaxWaitMs(ctx, readCreateHeaders(request.headers)), signal };
  const read = async (finished?: Generation) =>
    finished ?? (await loadGeneration(ctx, caller.accountId, id));
  const generation = await waitForResult(ctx, { id, ...wanted, read }, until);
  if (generation === undefined || !isFinished(generation)) return { pending: toPendingError(id) };
  if (generation.status !== "succeeded") throw toFailureError(generation);
  const response = await readThroughOutage(ctx, { id, signal }, () =>
    toResponse(ctx, generation, body),
  );
  return { body: response };
}

function stream(
  call: ImageCall,
  { id, kind, releaseSlot }: { id: string; kind: Kind; releaseSlot: () => void },
): ReadableStream<Uint8Array> {
  const { ctx, caller, body, request, requestId } = call;
  const disconnected = new AbortController();
  const end = () => {
    disconnected.abort();
    releaseSlot();
  };
  // The stream is not canceled if the client disconnects before the first byte; the signal is aborted.
  call.signal.addEventListener("abort", end, { once: true });
  const waitMs = getMaxWaitMs(ctx, readCreateHeaders(request.headers));
  const { accountId, keyId } = caller;
  const { signal } = disconnected;
  const events = toEvents({ ctx, id, accountId, keyId, kind, body, requestId, waitMs, signal });
  return toStream(finallyDo(events, end), end);
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
