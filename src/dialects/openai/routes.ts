import type { components, operations } from "../../../generated/openai/server.ts";
import type { Call, Handlers } from "../../openapi/handlers.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import * as models from "../../core/models/models.ts";
import { batchHandlers } from "./batches/routes.ts";
import { type Kind, toImageEvents } from "./events.ts";
import { fileHandlers } from "./files.ts";
import { responseHandlers } from "./responses/route.ts";
import { getOfferedModel } from "./find-model.ts";
import { type Presentation, runRequest } from "./image-call.ts";
import { RETRY_NOW_HEADERS } from "./outcome.ts";
import { moderationHandlers } from "./moderations.ts";
import { toUnixSeconds, toResponse } from "./images.ts";
import { toModelId } from "./mapping.ts";
import { submitCreate, submitEditRequest } from "./submit-images.ts";
import { submitTask, taskHandlers, toTaskHeaders } from "./tasks.ts";

type OpenaiCall<Name extends keyof operations> = Call<operations[Name], Caller>;

/** One handler per operation of the OpenAI-compatible API. */
export const handlers: Handlers<operations, Caller> = {
  createImage,
  editImage,
  ...responseHandlers,
  createImageTask,
  editImageTask,
  ...taskHandlers,
  listModels,
  getModel,
  ...fileHandlers,
  ...moderationHandlers,
  ...batchHandlers,
};

async function createImage(call: OpenaiCall<"createImage">) {
  if (call.body.async) {
    const task = await createTask(call);
    return call.reply(202, task, toTaskHeaders(task));
  }
  const model = await getOfferedModel(call.ctx, toModelId(call.body));
  const outcome = await runRequest(toAwaited(call), presentImages(call, "image_generation"), () =>
    submitCreate(call, model),
  );
  return "pending" in outcome
    ? call.reply(504, outcome.pending, RETRY_NOW_HEADERS)
    : call.reply(200, outcome.body, outcome.headers);
}

async function editImage(call: OpenaiCall<"editImage">) {
  if (call.body.async) {
    const task = await createEditTask(call);
    return call.reply(202, task, toTaskHeaders(task));
  }
  const model = await getOfferedModel(call.ctx, toModelId(call.body));
  const outcome = await runRequest(toAwaited(call), presentImages(call, "image_edit"), () =>
    submitEditRequest(call, model),
  );
  return "pending" in outcome
    ? call.reply(504, outcome.pending, RETRY_NOW_HEADERS)
    : call.reply(200, outcome.body, outcome.headers);
}

// The key decides whether its responses start early.
function toAwaited<Each extends OpenaiCall<"createImage"> | OpenaiCall<"editImage">>(call: Each) {
  return { ...call, startEarly: call.caller.jsonKeepAlive ? call.startEarly : undefined };
}

async function createImageTask(call: OpenaiCall<"createImageTask">) {
  const task = await createTask({ ...call, body: { ...call.body, async: true } });
  return call.reply(202, task, toTaskHeaders(task));
}

async function editImageTask(call: OpenaiCall<"editImageTask">) {
  const task = await createEditTask({ ...call, body: { ...call.body, async: true } });
  return call.reply(202, task, toTaskHeaders(task));
}

async function createTask(call: Omit<OpenaiCall<"createImage">, "reply">) {
  const model = await getOfferedModel(call.ctx, toModelId(call.body));
  return submitTask(call, () => submitCreate(call, model));
}

async function createEditTask(call: Omit<OpenaiCall<"editImage">, "reply">) {
  const model = await getOfferedModel(call.ctx, toModelId(call.body));
  return submitTask(call, () => submitEditRequest(call, model));
}

function presentImages(
  { ctx, body }: OpenaiCall<"createImage"> | OpenaiCall<"editImage">,
  kind: Kind,
): Presentation<components["schemas"]["ImagesResponse"]> {
  return {
    toBody: (generation) => toResponse(ctx, generation, body),
    toEvents: (watch) => toImageEvents({ ...watch, kind, body }),
  };
}

async function listModels(call: OpenaiCall<"listModels">) {
  const { ctx } = call;
  const rows = await models.listModels(ctx, "openai");
  const aliases = await models.listAliases(ctx);
  const named = aliases.map(({ alias, ...model }) => ({ ...model, id: alias }));
  return call.reply(200, { object: "list", data: [...rows, ...named].map(toModel) });
}

// An alias is returned under its own name, as in the list.
async function getModel(call: OpenaiCall<"getModel">) {
  const id = call.params.model;
  return call.reply(200, toModel({ ...(await getOfferedModel(call.ctx, id)), id }));
}

function toModel(
  model: Pick<Awaited<ReturnType<typeof getOfferedModel>>, "id" | "createdAt" | "provider">,
): components["schemas"]["CatalogueModel"] {
  const { id, createdAt, provider } = model;
  return { id, object: "model", created: toUnixSeconds(createdAt), owned_by: provider };
}
