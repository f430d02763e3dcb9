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
import type { Caller } from "../../core/accounts/key-authentication.ts";
import * as models from "../../core/models/models.ts";
import { fromGeneration, listImageLinks, toModelId, toRequest } from "./mapping.ts";

type ArtCall<Name extends keyof operations> = Call<operations[Name], Caller>;

/** One handler per operation of the art API. */
export const handlers: Handlers<operations, Caller> = { createImage, getTask, cancelTask };

async function createImage(call: ArtCall<"createImage">) {
  const { ctx, caller, body } = call;
  const { idempotencyKey, isRetry } = readCreateHeaders(call.request.headers);
  const request = toRequest(body, await models.getModel(ctx, toModelId(body)));
  const links = listImageLinks(body);
  const submission = {
    caller,
    dialect: "art",
    route: "createImage",
    request,
    idempotencyKey,
    isRetry,
    signal: call.signal,
    inputUrls: links.map(({ url }) => url),
  };
  const earlier = links.length > 0 ? await checkAcceptance(ctx, submission) : undefined;
  const accepted =
    earlier ??
    (await withDownloadedInputs(ctx, { links }, (received) =>
      submitGeneration(ctx, { ...submission, received }),
    ));
  const { generationId, replayed } = accepted;
  const read = { id: generationId, signal: call.signal };
  const load = () => loadGeneration(ctx, caller.accountId, generationId);
  const generation = await readThroughOutage(ctx, read, load);
  if (replayed) {
    call.setHeader("idempotent-replayed", "true");
    return call.reply(200, toTaskResponse(ctx, generation));
  }
  // A new generation is shown as it was accepted, although a worker may have started it since.
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
  return fromGeneration(generation, ctx.storage.imageUrl);
}
