import type { operations } from "../../../generated/art/server.ts";
import type { Call, Handlers } from "../../openapi/handlers.ts";
import { readMarks } from "../../http/create-headers.ts";
import type { Context } from "../../app/context.ts";
import { foresee } from "../../core/generations/accept.ts";
import { cancel } from "../../core/generations/cancel.ts";
import { create } from "../../core/generations/create.ts";
import { type Generation, get } from "../../core/generations/find.ts";
import { readThroughOutage } from "../../core/generations/unconfirmed-create.ts";
import { withLinks } from "../../core/generations/input-urls.ts";
import type { Caller } from "../../core/accounts/keys.ts";
import * as models from "../../core/models/models.ts";
import { fromGeneration, linksOf, modelOf, toRequest } from "./mapping.ts";

type ArtCall<Name extends keyof operations> = Call<operations[Name], Caller>;

/** One handler for each operation of art's contract. */
export const handlers: Handlers<operations, Caller> = { createImage, getTask, cancelTask };

async function createImage(call: ArtCall<"createImage">) {
  const { ctx, caller, body } = call;
  const { idempotencyKey, resent } = readMarks(call.request.headers);
  const request = toRequest(body, await models.get(ctx, modelOf(body)));
  const links = linksOf(body);
  const order = {
    ...{ caller, dialect: "art", route: "createImage", request, idempotencyKey, resent },
    signal: call.signal,
    addresses: links.map(({ url }) => url),
  };
  const foreseen = links.length > 0 ? await foresee(ctx, order) : undefined;
  const accepted =
    foreseen ??
    (await withLinks(ctx, { links }, (received) => create(ctx, { ...order, received })));
  const { generationId, replayed } = accepted;
  const asked = { id: generationId, signal: call.signal };
  const look = () => get(ctx, caller.accountId, generationId);
  const generation = await readThroughOutage(ctx, asked, look);
  if (replayed) {
    call.setHeader("idempotent-replayed", "true");
    return call.reply(200, tell(ctx, generation));
  }
  // A new one is told as it was accepted, however quick a worker has been since.
  return call.reply(200, tell(ctx, { ...generation, status: "queued", images: [] }));
}

async function getTask(call: ArtCall<"getTask">) {
  const { ctx, caller, params } = call;
  return call.reply(200, tell(ctx, await get(ctx, caller.accountId, params.task_id)));
}

async function cancelTask(call: ArtCall<"cancelTask">) {
  const { ctx, caller, params } = call;
  return call.reply(200, tell(ctx, await cancel(ctx, caller.accountId, params.task_id)));
}

function tell(ctx: Context, generation: Generation) {
  return fromGeneration(generation, ctx.storage.publicUrl);
}
