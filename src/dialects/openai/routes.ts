import type { components, operations } from "../../../generated/openai/server.ts";
import type { Call, Handlers } from "../../openapi/handlers.ts";
import { type CreateHeaders, readCreateHeaders } from "../../http/create-headers.ts";
import { acquireWaitSlot } from "../../http/wait-limit.ts";
import { toStream } from "../../http/stream.ts";
import type { Context } from "../../app/context.ts";
import { type Accepted, checkAcceptance } from "../../core/generations/accept.ts";
import { submitGeneration, type CreateGeneration } from "../../core/generations/create.ts";
import { loadGeneration, isFinished, waitForResult } from "../../core/generations/find.ts";
import type { ReceivedImage } from "../../core/generations/inputs.ts";
import { withDownloadedInputs } from "../../core/generations/input-urls.ts";
import { readThroughOutage } from "../../core/generations/unconfirmed-create.ts";
import type { Caller } from "../../core/accounts/keys.ts";
import * as models from "../../core/models/models.ts";
import { AppError } from "../../foundation/errors.ts";
import { type Kind, toEvents } from "./events.ts";
import { checkMask, listFormImages, listImageLinks } from "./inputs.ts";
import { RETRY_AFTER_SECONDS, toFailure, toPendingError } from "./outcome.ts";
import { seconds, toResponse } from "./images.ts";
import { toModelId, toEdit, toRequest, type ImageRequest } from "./mapping.ts";

type OpenaiCall<Name extends keyof operations> = Call<operations[Name], Caller>;
/** What the two ways to make pictures have in common. */
type Asking = Pick<
  OpenaiCall<"createImage">,
  "ctx" | "caller" | "request" | "requestId" | "signal" | "setHeader"
> & { body: ImageRequest };
type Pictures = components["schemas"]["ImagesResponse"] | ReadableStream<Uint8Array>;
type Answer = { made: Pictures } | { late: components["schemas"]["Error"] };

/** One handler for each operation of the OpenAI contract. */
export const handlers: Handlers<operations, Caller> = {
  createImage,
  editImage,
  listModels,
  getModel,
};

async function createImage(call: OpenaiCall<"createImage">) {
  const { ctx, body } = call;
  const request = toRequest(body, await findModel(ctx, toModelId(body)));
  const answer = await produce(call, "image_generation", () =>
    place(call, { route: "createImage", request, received: [] }),
  );
  return "late" in answer
    ? call.reply(504, answer.late, RETRY_AFTER_SECONDS)
    : call.reply(200, answer.made);
}

async function editImage(call: OpenaiCall<"editImage">) {
  const { ctx, body } = call;
  const model = await findModel(ctx, toModelId(body));
  const isForm = "image" in body;
  const count = isForm ? body.image.length : body.images.length;
  const request = toEdit(body, model, { count, hasMask: !!body.mask });
  const links = isForm ? [] : listImageLinks(body);
  const addresses = isForm ? undefined : links.map(({ url }) => url);
  const wanted = { route: "editImage", request, addresses };
  const order = async (received: ReceivedImage[]) => {
    const [first, mask] = [received[0], received[count]];
    if (first && mask) await checkMask(first, mask);
    return place(call, { ...wanted, received });
  };
  const answer = await produce(call, "image_edit", async () => {
    if (isForm) return order(listFormImages(body));
    const earlier = await checkAcceptance(ctx, toCreate(call, wanted));
    const accepted = earlier ?? (await withDownloadedInputs(ctx, { links }, order));
    // Data URLs of many megabytes are not kept in memory while the caller waits.
    for (const large of [links, addresses ?? [], body.images]) large.length = 0;
    delete body.mask;
    call.releaseBody();
    return accepted;
  });
  return "late" in answer
    ? call.reply(504, answer.late, RETRY_AFTER_SECONDS)
    : call.reply(200, answer.made);
}

async function listModels(call: OpenaiCall<"listModels">) {
  const rows = await models.listModels(call.ctx, "openai");
  return call.reply(200, { object: "list", data: rows.map(toModel) });
}

async function getModel(call: OpenaiCall<"getModel">) {
  return call.reply(200, toModel(await findModel(call.ctx, call.params.model)));
}

function toModel(model: Awaited<ReturnType<typeof models.listModels>>[number]) {
  const { id, createdAt, provider } = model;
  return { id, object: "model" as const, created: seconds(createdAt), owned_by: provider };
}

async function findModel(ctx: Context, id: string) {
  const model = (await models.listModels(ctx, "openai")).find((each) => each.id === id);
  if (model !== undefined) return model;
  const shown = /^[\w.:/-]{1,100}$/.test(id) ? ` '${id}'` : "";
  throw new AppError("not_found", `The model${shown} does not exist. See the list of models.`, {
    details: { issues: [{ path: ["model"], reason: "is not a model on offer" }] },
  });
}

function place(
  call: Asking,
  { received, ...wanted }: Pick<CreateGeneration, "route" | "request" | "addresses" | "received">,
): Promise<Accepted> {
  return submitGeneration(call.ctx, { ...toCreate(call, wanted), received });
}

function toCreate(
  { ctx, caller, body, request: { headers }, signal }: Asking,
  wanted: Pick<CreateGeneration, "route" | "request" | "addresses">,
): Omit<CreateGeneration, "received"> {
  const marks = readCreateHeaders(headers);
  const { idempotencyKey, resent } = marks;
  // A stream's headers name the generation at once.
  const waitMs = body.stream ? 0 : longestWait(ctx, marks);
  return { caller, dialect: "openai", ...wanted, idempotencyKey, resent, waitMs, signal };
}

/** Places an order and answers its pictures, or their stream. The seat is taken before anything is paid. */
async function produce(call: Asking, kind: Kind, order: () => Promise<Accepted>): Promise<Answer> {
  const leave = acquireWaitSlot(call.caller.keyId);
  let stays = false;
  try {
    const { generationId: id, replayed } = await order();
    call.setHeader("x-generation-id", id);
    if (replayed) call.setHeader("idempotent-replayed", "true");
    if (!call.body.stream) return await wait(call, { id, isNew: !replayed });
    stays = true;
    return { made: stream(call, { id, kind, leave }) };
  } finally {
    if (!stays) leave();
  }
}

async function wait(
  { ctx, caller, body, request, signal }: Asking,
  { id, isNew }: { id: string; isNew: boolean },
): Promise<Answer> {
  const until = { waitMs: longestWait(ctx, readCreateHeaders(request.headers)), signal };
  const look = () => loadGeneration(ctx, caller.accountId, id);
  const generation = await waitForResult(ctx, { id, isNew, look }, until);
  if (generation === undefined || !isFinished(generation)) return { late: toPendingError(id) };
  if (generation.status !== "succeeded") throw toFailure(generation);
  const made = await readThroughOutage(ctx, { id, signal }, () =>
    toResponse(ctx, generation, body),
  );
  return { made };
}

function stream(
  call: Asking,
  { id, kind, leave }: { id: string; kind: Kind; leave: () => void },
): ReadableStream<Uint8Array> {
  const { ctx, caller, body, request, requestId } = call;
  const gone = new AbortController();
  const end = () => {
    gone.abort();
    leave();
  };
  // One that leaves before the first byte is sent is heard of here only.
  call.signal.addEventListener("abort", end, { once: true });
  const waitMs = longestWait(ctx, readCreateHeaders(request.headers));
  const { accountId, keyId } = caller;
  const { signal } = gone;
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

function longestWait(ctx: Context, { waitMs }: CreateHeaders): number {
  return Math.min(waitMs ?? Infinity, ctx.config.syncWaitMs);
}
