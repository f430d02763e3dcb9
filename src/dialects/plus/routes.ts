import type { operations } from "../../../generated/plus/server.ts";
import type { Call, Handlers } from "../../openapi/handlers.ts";
import { readCreateHeaders } from "../../http/create-headers.ts";
import type { Context } from "../../app/context.ts";
import { requestCancel } from "../../core/generations/cancel.ts";
import { submitGeneration } from "../../core/generations/create.ts";
import { type Generation, loadGeneration } from "../../core/generations/find.ts";
import { readThroughOutage } from "../../core/generations/unconfirmed-create.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import * as models from "../../core/models/models.ts";
import * as uploads from "../../core/media/uploads.ts";
import { fromGeneration, toRequest } from "./mapping.ts";

type PlusCall<Name extends keyof operations> = Call<operations[Name], Caller>;

/** One handler per operation of the plus API. */
export const handlers: Handlers<operations, Caller> = {
  createGeneration,
  createUpload,
  getGeneration,
  cancelGeneration,
};

async function createGeneration(call: PlusCall<"createGeneration">) {
  const { ctx, caller, body } = call;
  const { accountId } = caller;
  const { idempotencyKey, isRetry } = readCreateHeaders(call.request.headers);
  const request = toRequest(body, await models.getDefaultModel(ctx, "plus"));
  const keys = body.inputImageKeys ?? [];
  const { generationId, replayed } = await submitGeneration(ctx, {
    caller,
    dialect: "plus",
    route: "createGeneration",
    request,
    received: [],
    uploads: await uploads.claimUploads(ctx, { accountId, keys, field: "inputImageKeys" }),
    idempotencyKey,
    isRetry,
    signal: call.signal,
  });
  if (!replayed) return call.reply(202, { generationId, status: "queued" });
  call.setHeader("idempotent-replayed", "true");
  const read = { id: generationId, signal: call.signal };
  const load = () => loadGeneration(ctx, accountId, generationId);
  const { status } = await readThroughOutage(ctx, read, load);
  return call.reply(202, { generationId, status });
}

async function createUpload(call: PlusCall<"createUpload">) {
  const { ctx, caller, body } = call;
  const { filename, contentType, size: sizeBytes } = body;
  const { accountId } = caller;
  const { idempotencyKey } = readCreateHeaders(call.request.headers);
  const file = { filename, contentType, sizeBytes };
  const { replayed, expiresAt, ...signed } = await uploads.createUpload(ctx, {
    accountId,
    ...file,
    idempotencyKey,
  });
  if (replayed) call.setHeader("idempotent-replayed", "true");
  return call.reply(200, { ...signed, expiresAt: expiresAt.toISOString() });
}

async function getGeneration(call: PlusCall<"getGeneration">) {
  const { ctx, caller, params } = call;
  return call.reply(
    200,
    toGenerationResponse(ctx, await loadGeneration(ctx, caller.accountId, params.id)),
  );
}

async function cancelGeneration(call: PlusCall<"cancelGeneration">) {
  const { ctx, caller, params } = call;
  return call.reply(
    200,
    toGenerationResponse(ctx, await requestCancel(ctx, caller.accountId, params.id)),
  );
}

function toGenerationResponse(ctx: Context, generation: Generation) {
  return fromGeneration(generation, ctx.storage.imageUrl);
}
