import type { Context } from "../../app/context.ts";
import type { GenerationRequest } from "../../core/generations/request.ts";
import * as models from "../../core/models/models.ts";
import { invalidFields } from "../../openapi/validation-error.ts";
import type { ModelLimits } from "../model-limits.ts";
import { toPlayground } from "../quotes.ts";
import type { GenerateArguments } from "./arguments.ts";

/** Returns the model of a call, or the default model. Throws `invalid_request`. */
export function chooseModel(ctx: Context, { model }: Pick<GenerateArguments, "model">) {
  return model === undefined ? models.getDefaultModel(ctx, "hub") : models.getModel(ctx, model);
}

/** Converts the arguments of a call. Its prices are those of the hub API. Throws `invalid_request`. */
export function toGenerationRequest(
  given: GenerateArguments,
  model: ModelLimits,
): GenerationRequest {
  if ((given.images?.length ?? 0) > model.referenceImageLimit)
    throw invalidFields(["images"], `must have at most ${model.referenceImageLimit} items`);
  return toPlayground(
    {
      prompt: given.prompt,
      size: given.size ?? "auto",
      aspect_ratio: given.aspect_ratio ?? "auto",
      quality: given.quality ?? "auto",
      n: given.n ?? 1,
      output_format: given.output_format ?? "png",
      background: given.background ?? "auto",
    },
    model,
  );
}
