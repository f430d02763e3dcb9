import type { operations } from "../../../generated/hub/server.ts";
import type { Call, Handlers } from "../../openapi/handlers.ts";
import { readCreateHeaders } from "../../http/create-headers.ts";
import { acquireWaitSlot } from "../../http/wait-limit.ts";
import type { Context } from "../../app/context.ts";
import * as credits from "../../core/billing/grants.ts";
import { requestCancel } from "../../core/generations/cancel.ts";
import type { Accepted } from "../../core/generations/accept.ts";
import { submitGeneration } from "../../core/generations/create.ts";
import { type Generation, loadGeneration, isFinished } from "../../core/generations/find.ts";
import { readThroughOutage } from "../../core/generations/unconfirmed-create.ts";
import { waitForResult } from "../../core/generations/wait.ts";
import type { GenerationRequest } from "../../core/generations/request.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import * as models from "../../core/models/models.ts";
import { AppError } from "../../foundation/errors.ts";
import { toFailureError } from "../failure.ts";
import { toModelCard } from "../model-card.ts";
import {
  listExpirations,
  fromBalance,
  fromGeneration,
  type HubGeneration,
  toRequest,
  listUploads,
} from "./mapping.ts";

type HubCall<Name extends keyof operations> = Call<operations[Name], Caller>;

const SIZES = [
  "auto",
  "1024x1024",
  "1536x1024",
  "1024x1536",
  "2048x2048",
  "3840x2160",
  "2160x3840",
];
const MAX_IMAGES = 4;

/** One handler per operation of the hub API. */
export const handlers: Handlers<operations, Caller, "listModels"> = {
  listModels,
  getCredits,
  createImage,
  getGeneration,
  cancelGeneration,
};

async function listModels(call: Call<operations["listModels"], undefined>) {
  const rows = await models.listModels(call.ctx, "hub");
  const data = rows.map((model) =>
    toModelCard(model, { sizes: SIZES, max_images: Math.min(model.maxImages, MAX_IMAGES) }),
  );
  return call.reply(200, { object: "list", data });
}

async function getCredits(call: HubCall<"getCredits">) {
  const balance = await getBalance(call.ctx, call.caller);
  const { held, accountType, spendable } = balance;
  const expiring = listExpirations(balance);
  return call.reply(200, {
    object: "credit_balance",
    credits: spendable,
    held,
    account_type: accountType,
    next_expiration: expiring[0] ?? null,
    expiring,
  });
}

async function createImage(call: HubCall<"createImage">) {
  if (call.body.async) return submitImage(call);
  // Acquired before credits are held, and released when the caller stops waiting.
  const releaseSlot = acquireWaitSlot(call.caller.keyId);
  try {
    return await submitImage(call);
  } finally {
    releaseSlot();
  }
}

async function submitImage(call: HubCall<"createImage">) {
  const { ctx, caller, body } = call;
  const { maxWaitMs = Infinity, ...createHeaders } = readCreateHeaders(call.request.headers);
  const waitMs = body.async ? 0 : Math.min(maxWaitMs, ctx.config.syncWaitMs);
  const model = await models.getModel(ctx, body.model);
  const request = toRequest(body, model);
  const submitted = await submitGeneration(ctx, {
    caller,
    dialect: "hub",
    route: "createImage",
    request,
    received: listUploads(body).map(({ path }, index) => ({
      path,
      field: ["reference_image", index],
    })),
    waitMs,
    signal: call.signal,
    ...createHeaders,
  });
  const { generationId: id, replayed, directResult } = submitted;
  const { idempotencyKey } = createHeaders;
  if (replayed) call.setHeader("idempotent-replayed", "true");
  const { accountId } = caller;
  if (body.async) {
    if (!replayed) return replyAccepted(call, toQueued(request, submitted));
    const read = { id, signal: call.signal };
    const generation = await readThroughOutage(ctx, read, () => loadGeneration(ctx, accountId, id));
    return replyAccepted(call, generation);
  }
  const until = { waitMs, signal: call.signal };
  const read = async (finished?: Generation) => {
    const generation = finished ?? (await loadGeneration(ctx, accountId, id));
    // Not at the same time: the balance contains what the generation has cost.
    const balance = isFinished(generation) ? await getBalance(ctx, caller) : undefined;
    return { ...generation, balance };
  };
  const result = await waitForResult(
    ctx,
    { id, accountId, idempotencyKey, isNew: !replayed, directResult, read },
    until,
  );
  if (result === undefined) return replyAccepted(call, toQueued(request, submitted));
  const { balance, ...generation } = result;
  if (balance === undefined) return replyAccepted(call, generation);
  if (generation.status !== "succeeded") throw toFailureError(generation);
  return call.reply(200, {
    ...toGenerationResponse(ctx, generation),
    balance: fromBalance(balance),
  });
}

async function getGeneration(call: HubCall<"getGeneration">) {
  const { ctx, caller, params } = call;
  const generation = await loadGeneration(ctx, caller.accountId, params.generationId);
  return call.reply(200, toGenerationResponse(ctx, generation));
}

async function cancelGeneration(call: HubCall<"cancelGeneration">) {
  const { ctx, caller, params } = call;
  return call.reply(
    200,
    toGenerationResponse(ctx, await requestCancel(ctx, caller.accountId, params.generationId)),
  );
}

function replyAccepted(call: HubCall<"createImage">, generation: HubGeneration) {
  const body = toGenerationResponse(call.ctx, generation);
  const poll_url = `${call.ctx.publicUrl()}/api/v1/generations/${generation.id}`;
  return call.reply(202, { ...body, poll_url }, { location: poll_url });
}

/** Returns a generation as it was accepted: a worker may have started or finished it since. */
function toQueued(
  request: GenerationRequest,
  { generationId, costCredits, createdAt }: Accepted,
): HubGeneration {
  return {
    id: generationId,
    model: request.model,
    aspectRatio: request.aspectRatio,
    tier: request.tier,
    status: "queued",
    createdAt,
    finishedAt: null,
    images: [],
    quotedCredits: costCredits,
    capturedCredits: 0,
    errorCode: null,
    errorMessage: null,
  };
}

function toGenerationResponse(ctx: Context, generation: HubGeneration) {
  const place = { publicUrl: ctx.publicUrl(), imageUrl: ctx.storage.imageUrl };
  return fromGeneration(generation, place);
}

async function getBalance(ctx: Context, { accountId }: Caller): Promise<credits.Balance> {
  const balance = await credits.findBalance(ctx, accountId);
  if (balance === undefined) throw new AppError("not_found", "The account no longer exists.");
  return balance;
}
