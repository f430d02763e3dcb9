import type { components, operations } from "../../../../generated/openai/server.ts";
import type { Call } from "../../../openapi/handlers.ts";
import { invalidFields } from "../../../openapi/validation-error.ts";
import type { Context } from "../../../app/context.ts";
import { requestCancel } from "../../../core/generations/cancel.ts";
import type { Caller } from "../../../core/accounts/key-authentication.ts";
import { deleteGeneration } from "../../../core/generations/list.ts";
import type { GenerationRequest } from "../../../core/generations/request.ts";
import { loadGeneration } from "../../../core/generations/find.ts";
import { readThroughOutage } from "../../../core/generations/unconfirmed-create.ts";
import { findOfferedModel, getOfferedModel } from "../find-model.ts";
import {
  type ImageCall,
  type Presentation,
  runRequest,
  submitLinks,
  submitPrompt,
} from "../image-call.ts";
import { DEFAULT_MODEL } from "../mapping.ts";
import { RETRY_NOW_HEADERS } from "../outcome.ts";
import { toResponseEvents } from "./events.ts";
import { readInput, type ResponseInput } from "./input.ts";
import { toGenerationRequest, withToolFields } from "./mapping.ts";
import { type Echo, toCompleted, toCurrent, toEcho, toStarted } from "./response.ts";
import { getStoredResponse, toEffectiveEcho, toStoredOptions } from "./stored.ts";

type ResponseObject = components["schemas"]["ResponseObject"];
type ResponseCall<Name extends keyof operations = "createResponse"> = Call<
  operations[Name],
  Caller
>;

/** Handlers of the Responses API. */
export const responseHandlers = { createResponse, getResponse, deleteResponse, cancelResponse };

/** Creates or edits an image with the `image_generation` tool of the Responses API. */
async function createResponse(call: ResponseCall) {
  const { ctx, body } = call;
  const input = readInput(body);
  const model = await chooseModel(ctx, body.model, input.tool.model);
  const outcome = await withToolFields(async () => {
    const echo = toEcho(body, input, model.id);
    const request = toGenerationRequest(body, input, model);
    const submit = (own: ImageCall) => submitInput(call, own, { input, echo, request });
    if (body.background && !body.stream) return { body: await begin(call, echo, submit) };
    const awaited = { ...call, startEarly: undefined };
    return runRequest(awaited, present(ctx, echo), () => submit(awaited));
  });
  return "pending" in outcome
    ? call.reply(504, outcome.pending, RETRY_NOW_HEADERS)
    : call.reply(200, outcome.body);
}

async function getResponse({ ctx, caller, params, query, reply }: ResponseCall<"getResponse">) {
  if (query.stream) throw invalidFields(["stream"], "must be false: poll the response instead");
  const { generation, echo } = await getStoredResponse(ctx, caller.accountId, params.response_id);
  return reply(200, await toCurrent(ctx, generation, echo));
}

async function deleteResponse({ ctx, caller, params, reply }: ResponseCall<"deleteResponse">) {
  const { accountId } = caller;
  const { generation } = await getStoredResponse(ctx, accountId, params.response_id);
  await deleteGeneration(ctx, accountId, generation.id);
  return reply(200, { id: params.response_id, object: "response", deleted: true });
}

async function cancelResponse({ ctx, caller, params, reply }: ResponseCall<"cancelResponse">) {
  const { accountId } = caller;
  const { generation } = await getStoredResponse(ctx, accountId, params.response_id);
  await requestCancel(ctx, accountId, generation.id);
  // Read again: a generation that succeeded in the meantime repeats its prompt.
  const stored = await getStoredResponse(ctx, accountId, params.response_id);
  return reply(200, await toCurrent(ctx, stored.generation, stored.echo));
}

async function submitInput(
  call: ResponseCall,
  own: ImageCall,
  { input, echo, request }: { input: ResponseInput; echo: Echo; request: GenerationRequest },
) {
  const wanted = { route: "createResponse", request, addedOptions: toStoredOptions(echo) };
  const { links } = input;
  const accepted =
    links.length === 0 ? await submitPrompt(own, wanted) : await submitLinks(own, wanted, links);
  // Frees data URLs of many megabytes while the caller waits.
  call.body.input = "";
  delete input.tool.input_image_mask;
  call.releaseBody();
  return accepted;
}

/** Submits a request whose caller does not wait. Returns the response in its current state. */
async function begin(
  call: ResponseCall,
  own: Echo,
  submit: (call: ImageCall) => ReturnType<typeof submitInput>,
): Promise<ResponseObject> {
  const { ctx, caller, signal } = call;
  const accepted = await submit({ ...call, body: { async: true } });
  const { generationId: id, createdAt: acceptedAt, replayed } = accepted;
  call.setHeader("x-generation-id", id);
  if (!replayed) return toStarted(own, { id, acceptedAt, status: "queued" });
  call.setHeader("idempotent-replayed", "true");
  return readThroughOutage(ctx, { id, signal }, async () => {
    const generation = await loadGeneration(ctx, caller.accountId, id);
    return toCurrent(ctx, generation, toEffectiveEcho(own, generation));
  });
}

/**
 * Returns the model of the tool, otherwise the model of the response if it is an image model of this server,
 * otherwise the default model. Throws `not_found`.
 */
async function chooseModel(
  ctx: Context,
  responseModel: string | null | undefined,
  toolModel: string | null | undefined,
) {
  if (toolModel) return getOfferedModel(ctx, toolModel);
  const named = responseModel ? await findOfferedModel(ctx, responseModel) : undefined;
  return named ?? getOfferedModel(ctx, DEFAULT_MODEL);
}

function present(ctx: Context, own: Echo): Presentation<ResponseObject> {
  return {
    toBody: (generation) => toCompleted(ctx, generation, toEffectiveEcho(own, generation)),
    toEvents: (watch) => toResponseEvents({ ...watch, echo: own }),
  };
}
