import type { operations } from "../../../generated/art/server.ts";
import type { Call, Handlers } from "../../openapi/handlers.ts";
import { readCreateHeaders } from "../../http/create-headers.ts";
import type { Context } from "../../app/context.ts";
import { checkAcceptance } from "../../core/generations/accept.ts";
import { requestCancel } from "../../core/generations/cancel.ts";
import { submitGeneration } from "../../core/generations/create.ts";
import { type Generation, loadGeneration } from "../../core/generations/find.ts";
import { readThroughOutage } from "../../core/generations/unconfirmed-create.ts";
import { withDownloadedInputs } from "../../core/generations/input-urls.ts";
import type { Caller } from "../../core/accounts/keys.ts";
import * as models from "../../core/models/models.ts";
import { fromGeneration, listImageLinks, toModelId, toRequest } from "./mapping.ts";

type ArtCall<Name extends keyof operations> = Call<operations[Name], Caller>;

/** One handler for each operation of art's contract. */
export const handlers: Handlers<operations, Caller> = { createImage, getTask, cancelTask };

async function createImage(call: ArtCall<"createImage">) {
  const { ctx, caller, body } = call;
  const { idempotencyKey, resent } = readCreateHeaders(call.request.headers);
  const request = toRequest(body, await models.getModel(ctx, toModelId(body)));
  const links = listImageLinks(body);
  const order = {
    ...{ caller, dialect: "art", route: "createImage", request, idempotencyKey, resent },
    signal: call.signal,
    addresses: links.map(({ url }) => url),
  };
  const foreseen = links.length > 0 ? await checkAcceptance(ctx, order) : undefined;
  const accepted =
    foreseen ??
    (await withDownloadedInputs(ctx, { links }, (received) =>
      submitGeneration(ctx, { ...order, received }),
    ));
  const { generationId, replayed } = accepted;
  const asked = { id: generationId, signal: call.signal };
  const look = () => loadGeneration(ctx, caller.accountId, generationId);
  const generation = await readThroughOutage(ctx, asked, look);
  if (replayed) {
    call.setHeader("idempotent-replayed", "true");
    return call.reply(200, toTaskResponse(ctx, generation));
  }
  // A new one is told as it was accepted, however quick a worker has been since.
  return call.reply(200, toTaskResponse(ctx, { ...generation, status: "queued", images: [] }));
}

async function getTask(call: ArtCall<"getTask">) {
  const { ctx, caller, params } = call;
  return call.reply(
    200,
    toTaskResponse(ctx, await loadGeneration(ctx, caller.accountId, params.task_id)),
  );
}

async function cancelTask(call: ArtCall<"cancelTask">) {
  const { ctx, caller, params } = call;
  return call.reply(
    200,
    toTaskResponse(ctx, await requestCancel(ctx, caller.accountId, params.task_id)),
  );
}

function toTaskResponse(ctx: Context, generation: Generation) {
  return fromGeneration(generation, ctx.storage.publicUrl);
}
