import { toStream } from "../../../http/stream.ts";
import * as cancels from "../../../core/generations/cancel.ts";
import { loadGeneration } from "../../../core/generations/find.ts";
import * as history from "../../../core/generations/list.ts";
import * as thumbnails from "../../../core/generations/thumbnails.ts";
import { createDownloadHeaders } from "../csv.ts";
import { readCursor, writeCursor } from "../cursors.ts";
import { clampTimestamp } from "../timestamps.ts";
import { fromGeneration, toGenerationResponse } from "../generation-mapping.ts";
import { streamGenerationEvents } from "../watch.ts";
import type { AccountCall } from "../call.ts";

const PAGE = 20;

/** The generations of the account in all dialects. */
export const generationRoutes = {
  listGenerations,
  getGeneration,
  deleteGeneration,
  cancelGeneration,
  watchGeneration,
  getGenerationInput,
  getThumbnail,
  downloadImage,
};

async function listGenerations(call: AccountCall<"listGenerations">) {
  const { ctx, caller, query } = call;
  const { accountId } = caller;
  const { status: statuses, key_id: keyId, user: endUser, limit = PAGE } = query;
  const { dialect, model, text } = query;
  const name = { list: "generations", accountId };
  const page = await history.listGenerations(ctx, accountId, {
    filter: {
      statuses,
      dialect,
      model,
      keyId,
      text,
      endUser,
      from: clampTimestamp(query.from),
      to: clampTimestamp(query.to),
    },
    beforeId: readCursor(ctx, name, query.cursor),
    limit,
  });
  const next_cursor = writeCursor(ctx, name, page.nextId);
  return call.reply(200, {
    data: page.generations.map((row) => fromGeneration(ctx, row)),
    next_cursor,
  });
}

async function getGeneration(call: AccountCall<"getGeneration">) {
  return call.reply(200, await toDetailsResponse(call, call.params.generationId));
}

async function deleteGeneration(call: AccountCall<"deleteGeneration">) {
  await history.deleteGeneration(call.ctx, call.caller.accountId, call.params.generationId);
  return call.reply(204);
}

async function cancelGeneration(call: AccountCall<"cancelGeneration">) {
  const { ctx, caller, params } = call;
  const { id } = await cancels.requestCancel(ctx, caller.accountId, params.generationId);
  return call.reply(200, await toDetailsResponse(call, id));
}

async function watchGeneration(call: AccountCall<"watchGeneration">) {
  const { ctx, caller, params } = call;
  const { accountId } = caller;
  const { id } = await loadGeneration(ctx, accountId, params.generationId);
  // The document describes one event; the response is a stream of them.
  return call.reply(200, streamGenerationEvents({ ctx, id, caller }));
}

async function getGenerationInput(call: AccountCall<"getGenerationInput">) {
  const { ctx, caller, params } = call;
  const { generationId: id, position } = params;
  const { input, bytes } = await history.readInputImage(ctx, caller.accountId, { id, position });
  return call.reply(200, toStream(toChunks(bytes)), { "content-type": input.contentType });
}

async function getThumbnail({ ctx, caller, params, reply }: AccountCall<"getThumbnail">) {
  const thumbnail = await thumbnails.getThumbnail(ctx, caller.accountId, params.imageId);
  return reply(200, toStream(once(thumbnail)), {
    "content-type": "image/webp",
    "content-length": String(thumbnail.length),
    "cache-control": "private, max-age=31536000, immutable",
  });
}

async function downloadImage({ ctx, caller, params, reply }: AccountCall<"downloadImage">) {
  const { image, bytes } = await history.readImage(ctx, caller.accountId, params.imageId);
  const { contentType: type, position } = image;
  const extension = type.replace("image/", "");
  const filename = `darkroom-${params.imageId}-${position + 1}.${extension}`;
  const headers = createDownloadHeaders({ filename, type });
  return reply(200, toStream(toChunks(bytes)), headers);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* toChunks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* bytes;
}

async function toDetailsResponse(
  { ctx, caller }: Pick<AccountCall<"getGeneration">, "ctx" | "caller">,
  id: string,
) {
  const row = await history.getGenerationDetails(ctx, caller.accountId, id);
  return toGenerationResponse(ctx, caller.accountId, row);
}
