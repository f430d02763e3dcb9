import type { components, operations } from "../../../../generated/openai/server.ts";
import type { Call } from "../../../openapi/handlers.ts";
import type { Context } from "../../../app/context.ts";
import type { Caller } from "../../../core/accounts/key-authentication.ts";
import { findModel, findOfferedModel } from "../find-model.ts";
import { type Presentation, runRequest, submitLinks, submitPrompt } from "../image-call.ts";
import { DEFAULT_MODEL } from "../mapping.ts";
import { RETRY_AFTER_SECONDS } from "../outcome.ts";
import { toResponseEvents } from "./events.ts";
import { readInput } from "./input.ts";
import { toGenerationRequest, withToolFields } from "./mapping.ts";
import { type Echo, toCompleted, toEcho } from "./response.ts";

type ResponseCall = Call<operations["createResponse"], Caller>;

/** Creates or edits an image with the `image_generation` tool of the Responses API. */
export async function createResponse(call: ResponseCall) {
  const { ctx, body } = call;
  const input = readInput(body);
  const model = await chooseModel(ctx, body.model, input.tool.model);
  const outcome = await withToolFields(async () => {
    const request = toGenerationRequest(body, input, model);
    const wanted = { route: "createResponse", request };
    const { links } = input;
    const awaited = { ...call, startEarly: undefined };
    return runRequest(awaited, present(ctx, toEcho(body, input, model.id)), async () => {
      const accepted =
        links.length === 0
          ? await submitPrompt(call, wanted)
          : await submitLinks(call, wanted, links);
      // Frees data URLs of many megabytes while the caller waits.
      body.input = "";
      delete input.tool.input_image_mask;
      call.releaseBody();
      return accepted;
    });
  });
  return "pending" in outcome
    ? call.reply(504, outcome.pending, RETRY_AFTER_SECONDS)
    : call.reply(200, outcome.body);
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
  if (toolModel) return findModel(ctx, toolModel);
  const named = responseModel ? await findOfferedModel(ctx, responseModel) : undefined;
  return named ?? findModel(ctx, DEFAULT_MODEL);
}

function present(ctx: Context, echo: Echo): Presentation<components["schemas"]["ResponseObject"]> {
  return {
    toBody: (generation) => toCompleted(ctx, generation, echo),
    toEvents: (watch) => toResponseEvents({ ...watch, echo }),
  };
}
